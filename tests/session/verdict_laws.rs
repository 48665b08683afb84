//! Laws of verdicts: what the columns of `examples/train.rs` must show if a verdict is to be said.

use pushpull::learn::metric::{self, Evaluation};
use pushpull::learn::num::ln;
use pushpull::session::{At, Measure, Session};
use std::rc::Rc;

/// A row of the table, of which the figures that cost are computed where a law asks for them.
pub struct Row {
    loss: f64,
    evaluation: Rc<Evaluation>,
    own: Option<f64>,
    pub said: &'static str,
    sentence: String,
}

impl Row {
    pub fn of(session: &Session) -> Self {
        let diagnosis = session.diagnosis();
        Self {
            loss: session.trace().loss,
            evaluation: Rc::clone(session.evaluation()),
            own: own(session, diagnosis.id),
            said: diagnosis.id,
            sentence: diagnosis.sentence,
        }
    }

    fn figure(&self, id: &str) -> Option<f64> {
        let spec = metric::LIST.iter().find(|spec| spec.entry.id == id).expect("a column");
        (spec.value)(&self.evaluation)
    }

    fn spread(&self) -> f64 {
        self.figure("spread").unwrap_or(0.0)
    }

    fn map_at_r(&self) -> Option<f64> {
        self.figure("map_at_r")
    }

    fn held_out(&self) -> Option<f64> {
        self.figure("held_out_map_at_r")
    }

    fn active(&self) -> Option<f64> {
        self.figure("active_fraction")
    }

    fn rank(&self) -> Option<f64> {
        self.figure("effective_rank")
    }

    /// MAP@R of held-out points where there are some.
    fn judged(&self) -> Option<f64> {
        self.held_out().or_else(|| self.map_at_r())
    }
}

/// The figure of a run that a verdict on it is about, the entropies as shares of the greatest possible.
fn own(session: &Session, said: &str) -> Option<f64> {
    let measure = |id| Measure::find(id).expect("a measure").of(session, At::Now);
    let greatest = || session.config().param("scheme.prototypes").map(ln);
    match said {
        "one-prototype" => Some(measure("mean_target_entropy")? / greatest()?),
        "undecided" => Some(measure("target_entropy")? / greatest()?),
        "gap" => measure("modality_gap"),
        _ => None,
    }
}

/// What the rows up to one, of which the first is kept, must show if its verdict is one of these; `None` where there are too few.
pub struct Law {
    pub verdicts: &'static [&'static str],
    pub holds: fn(&[Row]) -> Option<bool>,
}

pub fn now(rows: &[Row]) -> &Row {
    &rows[rows.len() - 1]
}

/// The most steps that a law looks back, if not to the first row.
pub const FARTHEST: usize = 225;

/// The row so many steps ago.
fn ago(rows: &[Row], steps: usize) -> Option<&Row> {
    rows.len().checked_sub(steps + 1).map(|place| &rows[place])
}

/// The mean loss of the ten rows up to so many steps ago, or of the first ones.
fn loss(rows: &[Row], steps: usize) -> f64 {
    let end = rows.len().saturating_sub(steps).max(1);
    let last = &rows[end.saturating_sub(10)..end];
    last.iter().map(|row| row.loss).sum::<f64>() / last.len() as f64
}

pub const LAWS: &[Law] = &[
    Law {
        verdicts: &["learning"],
        holds: |rows| {
            let before = ago(rows, 50).unwrap_or(&rows[0]);
            Some(loss(rows, 0) < loss(rows, 50) || now(rows).map_at_r() > before.map_at_r())
        },
    },
    Law {
        verdicts: &["falling", "collapsed"],
        holds: |rows| Some(now(rows).spread() <= 1.3 * ago(rows, 10)?.spread()),
    },
    Law { verdicts: &["recovering", "drifting"], holds: |rows| Some(now(rows).spread() > ago(rows, 20)?.spread()) },
    Law {
        verdicts: &["solved"],
        holds: |rows| Some(now(rows).active()? < 0.01 && now(rows).held_out().is_none_or(|figure| figure >= 0.9)),
    },
    Law { verdicts: &["memorised"], holds: |rows| now(rows).judged().map(|figure| figure < 0.9) },
    Law { verdicts: &["nothing-mined"], holds: |rows| Some(now(rows).loss == 0.0) },
    Law {
        verdicts: &["plateau"],
        holds: |rows| Some(loss(rows, 0) < loss(rows, 200) || now(rows).map_at_r() > ago(rows, 200)?.map_at_r()),
    },
    Law {
        verdicts: &["worsening"],
        holds: |rows| {
            let before = |steps| ago(rows, steps).unwrap_or(&rows[0]);
            let unlearns = now(rows).judged() < before(225).judged();
            Some(loss(rows, 0) > loss(rows, 50) || now(rows).map_at_r() < before(75).map_at_r() || unlearns)
        },
    },
    Law {
        verdicts: &["learning", "plateau"],
        // Over 200 steps, and in the last 25.
        holds: |rows| {
            let [now, lately, before] = [now(rows), ago(rows, 25)?, ago(rows, 225)?].map(|row| row.held_out());
            let above = |old: Option<f64>, new: Option<f64>| Some(old? - new? > 0.1);
            Some(!(above(before, now)? && above(before, lately)?))
        },
    },
    Law {
        verdicts: &["steady"],
        // MAP@R is said to stay only if it has moved by no more than 0.1 in the last 25 steps.
        holds: |rows| {
            let last = now(rows).sentence.contains("stays").then(|| &rows[rows.len().saturating_sub(26)..])?;
            let figures = || last.iter().filter_map(|row| row.map_at_r());
            Some(figures().fold(0.0, f64::max) - figures().fold(1.0, f64::min) <= 0.1)
        },
    },
    Law { verdicts: &["one-prototype"], holds: |rows| Some(now(rows).own? < 0.2) },
    Law { verdicts: &["undecided"], holds: |rows| Some(now(rows).own? > 0.8) },
    Law { verdicts: &["gap"], holds: |rows| Some(now(rows).own? > 0.5) },
    Law {
        verdicts: &["flat"],
        holds: |rows| Some(now(rows).rank()? < 0.8 * rows[0].rank()? && now(rows).map_at_r()? < 0.95),
    },
    Law {
        verdicts: &["shrinking"],
        holds: |rows| {
            Some(now(rows).spread() < 0.5 * rows[0].spread() && now(rows).spread() < 1.2 * ago(rows, 50)?.spread())
        },
    },
    Law {
        verdicts: &["other-views"],
        holds: |rows| Some(now(rows).map_at_r()? < 0.95 && now(rows).map_at_r()? < rows[0].map_at_r()? + 0.15),
    },
    Law { verdicts: &["stalled"], holds: |rows| now(rows).map_at_r().map(|figure| figure < 0.97) },
];
