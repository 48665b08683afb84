//! Plots over time: the content of every chart whose horizontal axis is the steps. Drawing, legend, description and pointing follow from
//! it, in one place for all (`draw/chart/curve.rs`).

use crate::learn::num::pow;
use crate::learn::words::short;
use crate::session::{Sample, Session, Summary};
use crate::tell::axis::{Axis, GREATEST, RANGES, round_up};
use crate::tell::beside::{Beside, FAINT};
use crate::tell::legend::{LegendItem, Sign};

/// The horizontal axis shows at least this many steps.
const FEWEST_STEPS: f64 = 20.0;

/// The approximate number of points in a plot of samples.
const SAMPLES: u64 = 64;

/// A step's value, if it has one.
pub type Value<'a> = Box<dyn Fn(usize) -> Option<f64> + 'a>;

/// A line over time.
pub struct Line<'a> {
    /// Its name.
    pub name: String,
    /// A colour's name in the palette.
    pub color: &'static str,
    /// [`Sign::Line`], [`Sign::Thin`] or [`Sign::Dashed`].
    pub mark: Sign,
    /// Its values.
    pub value: Value<'a>,
    /// The text beside a dashed line.
    pub label: Option<String>,
    /// The strength of the colour, from 0 to 1.
    pub strength: f64,
}

/// The area between two lines.
pub struct Band<'a> {
    /// Its name.
    pub name: &'static str,
    /// A colour's name in the palette.
    pub color: &'static str,
    /// The strength of the colour, from 0 to 1.
    pub strength: f64,
    /// Its lower and its upper end.
    pub ends: [Value<'a>; 2],
    /// Whether its height counts, with its name inside; else it is a range between its ends.
    pub stacked: bool,
}

/// The vertical axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// From 0 or the least value to the greatest.
    Data,
    /// Powers of ten.
    Log,
    /// From one number to another.
    Fixed(f64, f64),
    /// Both sides of 0, each with a name.
    Signed(&'static str, &'static str),
}

/// A chart over time.
pub struct Plot<'a> {
    /// The steps that have values, ascending.
    pub steps: Vec<usize>,
    /// Areas, drawn first.
    pub bands: Vec<Band<'a>>,
    /// Lines.
    pub lines: Vec<Line<'a>>,
    /// Other runs.
    pub beside: Vec<Beside>,
    /// The vertical axis.
    pub range: Range,
    /// The unit behind every value.
    pub unit: &'static str,
    /// Further lines of the legend.
    pub notes: Vec<String>,
    /// The least right end of the horizontal axis, and the round numbers at which it ends.
    pub ends: (f64, &'static [f64]),
}

/// A solid line.
pub fn line<'a>(name: impl Into<String>, color: &'static str, value: impl Fn(usize) -> Option<f64> + 'a) -> Line<'a> {
    Line { name: name.into(), color, mark: Sign::Line, value: Box::new(value), label: None, strength: 1.0 }
}

impl Line<'_> {
    /// The same line, thin.
    pub fn thin(self) -> Self {
        Self { mark: Sign::Thin, ..self }
    }

    /// The same line, behind another.
    pub fn faint(self) -> Self {
        Self { strength: FAINT, ..self.thin() }
    }

    /// The same line, dashed and with a text beside it.
    pub fn dashed(self, label: impl Into<String>) -> Self {
        Self { mark: Sign::Dashed, label: Some(label.into()), ..self }
    }
}

impl<'a> Plot<'a> {
    /// A plot of every step.
    pub fn of_history(session: &Session) -> Self {
        Self::over((0..=session.last() as usize).collect())
    }

    /// A plot of sampled steps: as many as can be distinguished, and the current one.
    pub fn of_samples(session: &Session) -> Self {
        let (now, apart) = (session.now(), (end(session) as u64).div_ceil(SAMPLES));
        let mut next = 0;
        let spaced = |step: &u64| {
            let due = *step >= next;
            next = if due { step + apart } else { next };
            due || *step == now
        };
        let mut plot = Self::over(session.sampled().into_iter().filter(spaced).map(|step| step as usize).collect());
        if let Some(count) = session.sample(session.now()).and_then(Sample::drawn) {
            plot.notes.push(format!("{count} points drawn"));
        }
        // After a recovery from a snapshot the samples before are missing.
        if let Some(first) = plot.steps.first().filter(|first| **first > 0) {
            plot.notes.push(format!("known from step {first} on"));
        }
        plot
    }

    fn over(steps: Vec<usize>) -> Self {
        Self {
            steps,
            bands: vec![],
            lines: vec![],
            beside: vec![],
            range: Range::Data,
            unit: "",
            notes: vec![],
            ends: (FEWEST_STEPS, RANGES),
        }
    }

    /// The axes for a size in CSS pixels.
    pub fn axes(&self, session: &Session, (width, height): (f64, f64)) -> [Axis; 2] {
        let x = Axis::linear(0.0, self.end(session), (width / 80.0) as usize);
        let most = (height / 40.0) as usize;
        let (low, high) = match self.range {
            Range::Log => return [x, Axis::log(self.values(), most)],
            Range::Fixed(low, high) => (low, high),
            Range::Data | Range::Signed(..) => {
                self.values().fold((0.0, 0.0), |(low, high), v| (v.min(low), v.max(high)))
            }
        };
        let room = |size: f64| if size > 0.0 { round_up(1.2 * size, RANGES) } else { 0.0 };
        let y = match self.range {
            Range::Fixed(..) => Axis::linear(low, high, most),
            Range::Signed(..) => {
                let least = if low == high { 1.0 } else { 0.4 * high.max(-low) };
                Axis::linear(-room(least.max(-low)), room(least.max(high)), most)
            }
            _ if low == high => Axis::linear(0.0, 1.0, most),
            _ => Axis::linear(-room(-low), room(high), most),
        };
        [x, y]
    }

    /// Every value that is drawn.
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let lines = self.lines.iter().map(|line| &line.value);
        let ends = self.bands.iter().flat_map(|band| &band.ends);
        let own = lines.chain(ends).flat_map(|value| self.steps.iter().filter_map(|k| value(*k)));
        own.chain(self.beside.iter().flat_map(Beside::values))
    }

    /// The notes, and which values the vertical axis does not hold.
    fn noted(&self, session: &Session) -> impl Iterator<Item = String> + '_ {
        let [_, y] = self.axes(session, (0.0, 0.0));
        let least = self.values().filter(|v| !y.holds(*v)).min_by(f64::total_cmp);
        let left_out = least.map(|least| match self.range {
            Range::Log if least <= 0.0 => "0 and less has no place on a log scale and is left out".to_string(),
            Range::Log => format!("values below {} are left out", short(pow(10.0, y.low))),
            _ => format!("values beyond ±{} are left out", short(GREATEST)),
        });
        self.notes.iter().cloned().chain(left_out)
    }

    /// The right end of the horizontal axis, which includes the other runs.
    pub fn end(&self, session: &Session) -> f64 {
        let longest = self.beside.iter().map(|run| run.losses.len() as f64 - 1.0).fold(session.last() as f64, f64::max);
        let (fewest, ends) = self.ends;
        round_up(longest.max(fewest), ends)
    }

    /// The legend: every line and band, then lines common to all such charts.
    pub fn legend(&self, session: &Session) -> Vec<LegendItem> {
        let bands = self
            .bands
            .iter()
            .rev()
            .map(|band| LegendItem::new(Sign::Band, band.color, band.name).of_strength(band.strength));
        let lines = self
            .lines
            .iter()
            .map(|line| LegendItem::new(line.mark, line.color, &*line.name).of_strength(line.strength));
        // Many branches would leave no space for the chart; their names are in the list of branches.
        let aside = self.beside.iter().filter(|run| run.panel.is_none()).count();
        let named = |run: &&Beside| aside < 2 || run.panel.is_some();
        let many = (aside > 1).then(|| LegendItem { label: format!("{aside} branches"), ..Beside::aside() });
        let beside = self.beside.iter().filter(named).map(Beside::legend).chain(many);
        let notes = self.noted(session).map(|note| LegendItem::new(Sign::Note, "soft", note));
        let mut items: Vec<_> = lines.chain(bands).chain(beside).chain(notes).collect();
        if session.now() < session.last() {
            items.push(LegendItem::new(Sign::Thin, "soft", "later steps"));
        }
        if session.edits().iter().any(|e| e.step > 0) {
            items.push(LegendItem::new(Sign::Tick, "ink", "a change"));
        }
        items
    }

    /// The values of a step, each with its name, separated by commas.
    pub fn reading(&self, step: usize) -> String {
        let number = |value: f64| format!("{}{}", short(value), self.unit);
        let band = |band: &Band| {
            let (low, high) = ((band.ends[0])(step)?, (band.ends[1])(step)?);
            let range = || format!("{} to {}", number(low), number(high));
            Some(format!("{} {}", band.name, if band.stacked { number(high - low) } else { range() }))
        };
        let solid = self.lines.iter().filter(|l| l.mark != Sign::Dashed);
        let lines = solid.filter_map(|l| Some(format!("{} {}", l.name, number((l.value)(step)?))));
        lines.chain(self.bands.iter().rev().filter_map(band)).collect::<Vec<_>>().join(", ")
    }

    /// The description.
    pub fn describe(&self, session: &Session) -> String {
        let now = session.now() as usize;
        let known = |step| Some(self.reading(step)).filter(|said| !said.is_empty()).unwrap_or("nothing".to_string());
        let mut text = format!("At step {now}: {}.", known(now));
        if now > 0 {
            text += &format!(" At step 0: {}.", known(0));
        }
        for line in &self.lines {
            if let Some(label) = &line.label {
                text += &format!(" Dashed, {}: {label}.", line.name);
                continue;
            }
            let values = self.steps.iter().filter(|k| **k <= now).filter_map(|k| Some((*k, (line.value)(*k)?)));
            let low = values.clone().min_by(|a, b| a.1.total_cmp(&b.1));
            let high = values.max_by(|a, b| a.1.total_cmp(&b.1));
            if let (Some(low), Some(high)) = (low, high)
                && low.1 < high.1
            {
                let at = |(step, value): (usize, f64)| format!("{}{} at step {step}", short(value), self.unit);
                text += &format!(" Of {}, the least is {}, the greatest {}.", line.name, at(low), at(high));
            }
        }
        let text = self.beside.iter().fold(text, |text, run| text + &run.describe());
        self.noted(session).fold(text, |text, note| text + " " + &note + ".")
    }

    /// The step of [`Self::steps`] that is nearest to this one.
    pub fn nearest(&self, step: usize) -> usize {
        self.steps.iter().copied().min_by_key(|k| k.abs_diff(step)).unwrap_or(step)
    }

    /// The end of the steps up to this one in [`Self::steps`].
    pub fn until(&self, step: usize) -> usize {
        self.steps.partition_point(|k| *k <= step)
    }
}

/// The right end of the horizontal axis.
fn end(session: &Session) -> f64 {
    round_up((session.last() as f64).max(FEWEST_STEPS), RANGES)
}

/// A value of each step's summary.
pub fn summed<'a>(
    session: &'a Session,
    value: impl Fn(&Summary) -> Option<f64> + 'a,
) -> impl Fn(usize) -> Option<f64> + 'a {
    move |step| value(session.history().get(step)?)
}

/// A value of each sample.
pub fn sampled<'a>(
    session: &'a Session,
    value: impl Fn(&Sample) -> Option<f64> + 'a,
) -> impl Fn(usize) -> Option<f64> + 'a {
    move |step| value(session.sample(step as u64)?)
}
