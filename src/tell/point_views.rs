//! The views of the point that is chosen or followed: what a scheme without labels compares in its place. Readers can have others drawn,
//! again and again; the run keeps those of its step.

use super::embedding::spotlight::followed;
use super::legend::{LegendItem, Sign};
use super::options::{Options, Switch};
use super::place::{Point, points};
use crate::learn::num::Matrix;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;

/// The views.
pub static VIEWS: Switch = Switch {
    id: "views",
    name: "views of the anchor",
    gist: prose(
        "The views of the anchor, its copies that were changed at random, each joined to it, here and in the input.",
    ),
    on: true,
    matters: |session| session.pipeline().scheme.views_of_each() > 0,
};

/// Whose views they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawn {
    /// The step's own.
    ByStep,
    /// Those that the step would draw of a point that is not in its batch.
    IfTaken,
    /// Others, which no step sees.
    Aside,
}

/// The views of a point.
pub struct PointViews {
    /// The point.
    pub point: usize,
    /// Their features: features × 1 or 2.
    pub features: Matrix,
    drawn: Drawn,
}

impl PointViews {
    /// The views of the chosen point, else of the one that is followed; `None`, if there is neither, or the scheme compares no views.
    pub fn of(session: &Session, options: &Options) -> Option<Self> {
        let (pipeline, now) = (session.pipeline(), session.now());
        let chosen = options.focus.filter(|_| options.part.is_none()).map(|focus| focus.anchor);
        let point = chosen.or_else(|| followed(session, options)).filter(|point| *point < pipeline.dataset.len())?;
        let count = Some(pipeline.scheme.views_of_each()).filter(|count| *count > 0 && options.is_on(&VIEWS))?;
        let views = pipeline.views_at(now);
        let redrawn = options.redrawn.filter(|(step, _)| *step == now);
        let view = |which| match redrawn {
            Some((_, number)) => views.aside(which, &[point], number),
            None => views.of(which, &[point]),
        };
        let features: Vec<f64> = (0..count).flat_map(|which| view(which).features.data.as_vec().clone()).collect();
        let drawn = match redrawn {
            Some(_) => Drawn::Aside,
            None if session.trace().batch.contains(&point) => Drawn::ByStep,
            None => Drawn::IfTaken,
        };
        Some(Self { point, features: Matrix::from_vec(pipeline.dataset.points.nrows(), count, features), drawn })
    }

    /// Their places in the input.
    pub fn places(&self, session: &Session) -> Vec<Point> {
        points(&session.pipeline().dataset.plane().flatten(&self.features)).collect()
    }

    /// Where the encoder puts them (d × 1 or 2); `None`, if it reads no features.
    pub fn embeddings(&self, session: &Session) -> Option<Matrix> {
        let embeddings = session.warp(self.features.clone())?;
        let all = std::iter::repeat_n(Some(self.point), self.features.ncols());
        Some(session.glide().map_or_else(|| embeddings.clone(), |glide| glide.moved(&embeddings, all)))
    }

    /// How dark their pixels are (pixels × 1 or 2), if the points are pictures.
    pub fn ink(&self, session: &Session) -> Option<Matrix> {
        let dataset = &session.pipeline().dataset;
        dataset.picture.map(|_| dataset.ink_of(self.features.clone()))
    }

    /// What they are: “two views of point 7 in this step”.
    pub fn name(&self) -> String {
        let one = self.features.ncols() == 1;
        let (views, them) = if one { ("a view", "it") } else { ("two views", "them") };
        let drawn = match self.drawn {
            Drawn::ByStep => " in this step".to_string(),
            Drawn::IfTaken => format!(", as this step would draw {them}"),
            Drawn::Aside => format!(", as chance could also have drawn {them}"),
        };
        format!("{views} of point {}{drawn}", self.point)
    }
}

/// The legend, in the input and in the embedding.
pub fn legend(session: &Session, options: &Options) -> Option<LegendItem> {
    let views = PointViews::of(session, options)?;
    let mark = if session.pipeline().dataset.picture.is_some() { Sign::Cell } else { Sign::Dot };
    Some(LegendItem::new(mark, "ink", views.name()))
}

/// The views in the input, in a sentence that begins with a space; empty without any.
pub fn describe(session: &Session, options: &Options) -> String {
    let Some(views) = PointViews::of(session, options) else { return String::new() };
    let at = |(x, y): Point| format!("({}, {})", short(x), short(y));
    let places: Vec<String> = views.places(session).into_iter().map(at).collect();
    let own = at(points(&session.pipeline().dataset.plane().points).nth(views.point).unwrap_or_default());
    // Pictures stand beside the point's own, and not at places of their own.
    let at = match session.pipeline().dataset.picture {
        Some(_) => String::new(),
        None => format!(", at {}", places.join(" and ")),
    };
    format!(" Beside the point at {own}: {}{at}.", views.name())
}

/// Draws other views, which are shown at this step from now on. Returns what they are, in a sentence.
pub fn redraw(session: &Session, options: &mut Options) -> String {
    let number = options.redrawn.map_or(0, |(_, number)| number + 1);
    options.redrawn = Some((session.now(), number));
    describe(session, options).trim_start().to_string()
}
