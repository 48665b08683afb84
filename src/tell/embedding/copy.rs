//! The copy that follows the encoder, such as a teacher: where it puts the points of the batch and, if it has prototypes of its own, these and its
//! centre.

use super::proxies::prototypes;
use crate::learn::look::glide::Glide;
use crate::learn::num::Matrix;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::legend::{Fill, LegendItem, Sign};
use crate::tell::options::{Options, Switch};
use crate::tell::shape::STAR;

/// What the copy makes of the points.
pub static COPY: Switch = Switch {
    id: "copy",
    name: "the slow copy",
    gist: prose(
        "Where the copy that slowly follows the network puts each point of the batch, joined to where the network puts it. A teacher’s own prototypes and its centre are shown, too.",
    ),
    on: true,
    matters: |session| session.copied().is_some(),
};

/// What is shown of the copy.
pub struct SlowCopy {
    /// The points of the batch.
    pub batch: Vec<usize>,
    /// Where it puts them: d×N.
    pub points: Matrix,
    /// Its own prototypes (d×K) beside those that are trained, and what it subtracts from its similarity to each.
    pub prototypes: Option<Prototypes>,
}

/// A teacher's prototypes.
pub struct Prototypes {
    /// Its own: d×K.
    pub own: Matrix,
    /// Those that are trained: d×K.
    pub trained: Matrix,
    /// Its centre.
    pub centre: Vec<f64>,
}

impl Prototypes {
    /// The centre's number farthest from 0; `None`, where nothing is subtracted.
    pub fn farthest(&self) -> Option<f64> {
        self.centre.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).filter(|c| *c != 0.0)
    }
}

impl SlowCopy {
    /// The copy; `None`, if there is none, or it is switched off.
    pub fn of(session: &Session, options: &Options) -> Option<Self> {
        let all = session.copied().filter(|_| options.is_on(&COPY) && options.part.is_none())?;
        let batch = session.trace().batch.clone();
        let still = all.select_columns(&batch);
        let moving = |glide: &Glide| glide.moved(&still, batch.iter().copied().map(Some));
        let points = session.glide().map_or_else(|| still.clone(), moving);
        let own = session.pipeline().teachers_own(session.state()).zip(prototypes(session));
        let prototypes = own.map(|((own, centre), trained)| Prototypes { own, trained, centre });
        Some(Self { batch, points, prototypes })
    }

    /// The legend.
    pub fn legend(&self) -> Vec<LegendItem> {
        let whose = if self.prototypes.is_some() { "the teacher" } else { "the copy" };
        let points =
            LegendItem::new(Sign::Dot, "soft", format!("where {whose} puts each point of the batch, joined to it"));
        let own = self.prototypes.iter().flat_map(|prototypes| {
            let stars = LegendItem::new(Sign::Point(&STAR, Fill::Hollow), "soft", "the teacher’s own prototype");
            let centre = prototypes.farthest().map(|most| {
                let label =
                    format!("the centre, which the teacher subtracts from a similarity: longest bar {}", short(most));
                LegendItem::new(Sign::Tick, "push", label)
            });
            std::iter::once(stars).chain(centre)
        });
        std::iter::once(points).chain(own).collect()
    }
}

/// The copy in words, in sentences that begin with a space; empty without one.
pub fn describe(session: &Session, options: &Options) -> String {
    let Some(copy) = SlowCopy::of(session, options) else { return String::new() };
    let places = session.embedding().select_columns(&copy.batch);
    let apart = (&copy.points - places).column_iter().map(|way| way.norm()).sum::<f64>();
    let mean = short(apart / copy.batch.len().max(1) as f64);
    let text =
        format!(" A copy of the network follows it slowly, and puts the points of the batch {mean} away on average.");
    let teacher = copy.prototypes.as_ref().map(|prototypes| {
        let numbers: Vec<String> = prototypes.centre.iter().map(|c| short(*c)).collect();
        // A centre of zeros is none.
        match prototypes.farthest() {
            None => " It is the teacher, with prototypes of its own.".to_string(),
            Some(_) => format!(
                " It is the teacher, with prototypes of its own; from its similarities to them it subtracts {}.",
                numbers.join(", ")
            ),
        }
    });
    text + &teacher.unwrap_or_default()
}
