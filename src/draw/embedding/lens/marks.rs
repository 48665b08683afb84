//! Single pairs: lines to selected references, marks that show a negative's zone without colour, and numbers.
//!
//! A negative in the hard zone has a box, one in the semi-hard zone a ring, the others have neither. If the loss has no margin, every
//! negative has a ring whose area is its share of the force. What is pulled has the colour of pulls, as a teacher's targets pull prototypes
//! that are negatives.

use super::labels::{Glass, Labels};
use crate::draw::Drawn;
use crate::draw::paint::area::half_of;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::space::frame::Frame;
use crate::learn::look::sight::Pair;
use crate::learn::loss::Zone;
use crate::tell::embedding::lens::View;
use plotters_backend::DrawingBackend;

/// The greatest number of negatives that get numbers.
const NUMBERED: usize = 3;
/// How far the ring of the negative with the strongest force extends beyond its mark, in CSS pixels.
const WIDEST: f64 = 11.0;

impl View<'_> {
    /// The lines from the anchor to its positive and to selected negatives. Lines that only the previewed miner selects are dashed.
    pub(super) fn draw_lines<DB: DrawingBackend>(&self, pen: &Pen<DB>, frame: &Frame) -> Drawn<DB> {
        let style = pen.style;
        let line = |j: usize| {
            let (a, b) = frame.clip(self.anchor, self.others[j])?;
            Some(vec![frame.at(a), frame.at(b)]).filter(|ends| ends[0] != ends[1])
        };
        let weight = |j: usize| self.pairs.iter().find(|pair| pair.reference == j).map_or(0.0, |pair| pair.weight);
        let idle = style.faint(style.soft, 0.6);
        let color = |j: usize| if weight(j) == 0.0 { idle } else { style.force(weight(j) > 0.0) };
        let width = if self.taken.len() > 8 { 1.0 } else { 1.75 };
        for n in &self.taken {
            let (width, color) = if self.preview.is_some() { (1.0, idle) } else { (width, color(*n)) };
            line(*n).map_or(Ok(()), |ends| pen.line(ends, width, color))?;
        }
        for n in self.preview.iter().flatten() {
            line(*n).map_or(Ok(()), |ends| pen.dashes(ends, width, style.push))?;
        }
        let positive = self.lens().positive;
        line(positive).map_or(Ok(()), |ends| pen.line(ends, 2.0, color(positive)))
    }

    /// Draws what lies above the marks: boxes, rings and numbers.
    pub fn draw_above<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        radius: f64,
        labels: &mut Labels,
    ) -> Drawn<DB> {
        let frame = glass.frame;
        let seen = |pair: &&Pair| !pair.positive && frame.holds(self.others[pair.reference]);
        let negatives: Vec<&Pair> = self.pairs.iter().filter(seen).collect();
        let strongest = negatives.iter().map(|pair| pair.weight.abs()).fold(f64::MIN_POSITIVE, f64::max);
        let by_weight = self.lens().reach.is_graded();
        for pair in &negatives {
            let at = frame.at(self.others[pair.reference]);
            let Some(zone) = pair.zone else { continue };
            let strong = self.shown().contains(&pair.reference);
            let color = pen.style.faint(pen.style.force(pair.weight > 0.0), if strong { 1.0 } else { 0.6 });
            if by_weight {
                let share = (pair.weight.abs() / strongest).sqrt();
                if share > 0.05 {
                    pen.ring(at, radius + 1.5 + WIDEST * share, 1.25, color)?;
                }
            }
            let half = px(radius + 3.0);
            match zone {
                Zone::Hard if by_weight => pen.disc(at, 1.5, pen.style.sheet)?,
                Zone::Hard | Zone::Pushed => {
                    let (x, y) = at;
                    let corners = [(-half, -half), (half, -half), (half, half), (-half, half)];
                    pen.outline(corners.map(|(u, v)| (x + u, y + v)).to_vec(), 1.5, color)?;
                }
                Zone::SemiHard => pen.ring(at, radius + 3.0, 1.5, color)?,
                Zone::Easy | Zone::NotHard | Zone::Fading | Zone::LeftAlone => {}
            }
        }
        self.number(pen, glass, radius, labels);
        Ok(())
    }

    /// The negatives with strong lines.
    fn shown(&self) -> &[usize] {
        self.preview.as_deref().unwrap_or(&self.taken)
    }

    /// Puts the numbers of anchor, positive and a few negatives beside them.
    fn number<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass, radius: f64, labels: &mut Labels) {
        let who = &self.sight.trace(self.session.trace()).who;
        let point = |j: usize| Some((who[j].point()?, self.others[j]));
        let shown = Some(self.shown()).filter(|shown| shown.len() <= NUMBERED).unwrap_or_default();
        let others = std::iter::once(&self.lens().positive).chain(shown).filter_map(|j| point(*j));
        for (i, point) in std::iter::once((self.sight.point, self.anchor)).chain(others) {
            let Some((x, y)) = glass.frame.seen(point) else { continue };
            let text = i.to_string();
            let half = half_of(&text, pen.style);
            let away = radius + 5.0;
            let (dx, dy) = (away + half.0, away + half.1);
            // First towards the middle, which is empty on the circle.
            let inward = glass.frame.css((0.0, 0.0));
            let (u, v) = ((inward.0 - x).signum(), (inward.1 - y).signum());
            let places = [(u * dx, 0.0), (0.0, v * dy), (u * dx, v * dy), (-u * dx, 0.0), (0.0, -v * dy)];
            labels.put(glass, &text, half, pen.style.ink, places.map(|(a, b)| (x + a, y + b)).into_iter());
        }
    }
}
