//! Forces: −∂L/∂z at the rows of the batch, split into pull and push; beside them the moves, the encoder's response in the coming step,
//! also for points outside the batch.

use crate::learn::look::force::Forces;
use crate::learn::num::Matrix;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::proxies;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{ALWAYS, Options, Switch};
use crate::tell::place::Point;
use litemap::LiteMap;

/// The forces.
pub static FORCES: Switch = Switch {
    id: "forces",
    name: "forces",
    gist: prose(
        "What the loss wants of every point of the batch: pulled by positives, pushed by negatives. The arrows together are the gradient, downhill.",
    ),
    on: false,
    matters: ALWAYS,
};

/// The moves.
pub static MOVES: Switch = Switch {
    id: "moves",
    name: "moves",
    gist: prose(
        "What the encoder makes of the forces: where the coming step takes every point, even those outside the batch.",
    ),
    on: false,
    matters: ALWAYS,
};

/// Logarithmic lengths.
pub static LOG_ARROWS: Switch = Switch {
    id: "log_arrows",
    name: "log arrows",
    gist: prose(
        "A tenth of the force shortens an arrow by a fixed length, so that tiny forces can be seen beside large ones.",
    ),
    on: false,
    matters: ALWAYS,
};

/// Vectors: projected places and directions, and their true lengths.
pub struct Vectors(pub Vec<(Point, Point, f64)>);

impl Vectors {
    /// The columns of `vectors` at those of `places`; vectors of one point (by number) at one place are added, as a batch can contain a
    /// point twice.
    pub fn of(camera: &Camera, places: &Matrix, vectors: &Matrix, numbers: &[usize]) -> Self {
        let (mut kept, mut sums): (Vec<usize>, Vec<Vec<f64>>) = (vec![], vec![]);
        let mut at = LiteMap::<(usize, Vec<u64>), usize>::new();
        for (i, vector) in vectors.column_iter().enumerate() {
            let place = places.column(i).iter().map(|x| x.to_bits()).collect();
            let k = *at.entry((numbers.get(i).copied().unwrap_or(i), place)).or_insert(sums.len());
            match sums.get_mut(k) {
                Some(sum) => sum.iter_mut().zip(vector.iter()).for_each(|(sum, x)| *sum += x),
                None => {
                    kept.push(i);
                    sums.push(vector.iter().copied().collect());
                }
            }
        }
        let vectors = Matrix::from_vec(vectors.nrows(), sums.len(), sums.concat());
        let lengths =
            vectors.column_iter().map(|v| if camera.world.is_flat() { libm::hypot(v[0], v[1]) } else { v.norm() });
        let seen = camera.points(&places.select_columns(&kept)).into_iter().zip(camera.points(&vectors));
        let mut found: Vec<_> = seen.zip(lengths).map(|((place, vector), length)| (place, vector, length)).collect();
        found.retain(|(_, (x, y), length)| x.is_finite() && y.is_finite() && length.is_finite());
        Self(found)
    }

    /// Their lengths.
    pub fn lengths(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().map(|(.., length)| *length)
    }

    /// The length of the longest; 0 without any.
    pub fn longest(&self) -> f64 {
        self.lengths().fold(0.0, f64::max)
    }
}

/// Pull and push at the points of the batch.
pub fn forces(session: &Session, camera: &Camera) -> [Vectors; 2] {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let Forces { pull, push } = Forces::of(pipeline, trace);
    [pull, push].map(|part| Vectors::of(camera, &trace.whole.embedding, &part, &trace.whole.points))
}

/// Pull and push at the proxies that follow the gradient.
pub fn on_proxies(session: &Session, camera: &Camera) -> Option<[Vectors; 2]> {
    let (classes, places) = proxies::trained(session)?;
    let Forces { pull, push } = Forces::on_proxies(session.pipeline(), session.trace())?;
    Some([pull, push].map(|part| Vectors::of(camera, &places, &part.select_columns(&classes), &[])))
}

/// The place to which the coming step moves every point; `None`, if the step is refused.
pub fn moves(session: &Session, camera: &Camera) -> Option<Vectors> {
    let moved = session.next_embedding()? - session.embedding();
    Some(Vectors::of(camera, session.embedding(), &moved, &[]))
}

/// The length of the longest of both kinds.
pub fn longest(parts: &[Vectors; 2]) -> f64 {
    parts[0].longest().max(parts[1].longest())
}

/// The legend of the arrows, with the greatest lengths.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let mut items = vec![];
    if options.is_on(&FORCES) {
        let [pull, push] = forces(session, &Camera::of(session, options)).map(|part| short(part.longest()));
        items.push(LegendItem::new(Sign::Arrow, "pull", format!("pull on a point, longest {pull}")));
        items.push(LegendItem::new(Sign::Arrow, "push", format!("push, longest {push}")));
        if let Some([pull, push]) = on_proxies(session, &Camera::of(session, options)) {
            let [pull, push] = [pull, push].map(|part| short(part.longest()));
            let label = format!("thick arrows: on proxies, pull {pull} and push {push} at most");
            items.push(LegendItem::new(Sign::Arrow, "soft", label));
        }
    }
    if options.is_on(&MOVES) {
        let label = match moves(session, &Camera::of(session, options)) {
            Some(moves) => format!("the coming step’s move, longest {}", short(moves.longest())),
            None => "no move: the coming step is refused".to_string(),
        };
        items.push(LegendItem::new(Sign::Arrow, "soft", label));
    }
    if options.is_on(&LOG_ARROWS) && !items.is_empty() {
        items.push(LegendItem::new(Sign::Note, "soft", "a quarter shorter: a tenth as strong"));
    }
    items
}

/// The description of the arrows, in sentences that begin with a space.
pub fn describe(session: &Session, options: &Options) -> String {
    let mut text = String::new();
    if options.is_on(&FORCES) {
        let [pull, push] = forces(session, &Camera::of(session, options)).map(|part| part.lengths().sum::<f64>());
        let times = |more: f64, less: f64| {
            if less > 0.0 { format!("{} times as strong", short(more / less)) } else { "alone".to_string() }
        };
        text += &format!(" The pulls add up to {}, the pushes to {}: ", short(pull), short(push));
        text += &match (pull, push) {
            (0.0, 0.0) => "nothing is moved.".to_string(),
            _ if pull >= 1.05 * push => format!("the pulls win, {}.", times(pull, push)),
            _ if push >= 1.05 * pull => format!("the pushes win, {}.", times(push, pull)),
            _ => "they are about even.".to_string(),
        };
        if let Some(parts) = on_proxies(session, &Camera::of(session, options)) {
            let [pull, push] = parts.map(|part| short(part.lengths().sum()));
            text += &format!(" On the proxies the pulls add up to {pull}, the pushes to {push}.");
        }
    }
    if options.is_on(&MOVES) {
        text += &moves(session, &Camera::of(session, options))
            .map_or(" The coming step is refused.".to_string(), |moves| {
                format!(" The coming step moves a point by {} at most.", short(moves.longest()))
            });
    }
    text
}
