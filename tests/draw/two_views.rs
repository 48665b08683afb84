//! Schemes of views, on a list or not (one compares two views of every point with each other, one with those of another side, one keeps a
//! queue of keys): all draw in every picture and name who takes part, and nothing is guessed from indices.

use crate::common::{Given, normals, spec};
use pushpull::draw::{self, Style, hit};
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::dataset::Dataset;
use pushpull::learn::num::Matrix;
use pushpull::learn::scheme::{self, Comparison, Kept, Scheme, Side, Source, Who};
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, State, Trace};
use pushpull::learn::views::Views;
use pushpull::session::Session;
use pushpull::session::pick::choices;
use pushpull::tell::embedding::words;
use pushpull::tell::numbers::numbers;
use pushpull::tell::part::PARTS;
use pushpull::tell::{Focus, Options, SPECS, Spot, pointed, switches};

/// A view of each point of a batch.
fn view(batch: &[usize], views: &Views, which: usize) -> Side {
    Side { tower: 0, stage: None, input: views.of(which, batch), trained: true }
}

/// One view of every point is a row, the other a reference (CLIP, if the towers were two).
struct Across;

impl Scheme for Across {
    fn compare(&self, _: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        let (rows, others) = (view(batch, views, 0), view(batch, views, 1));
        let relation = |i, j| if batch[i] == batch[j] { Relation::Positive } else { Relation::Negative };
        let relating = Relations::from_fn(batch.len(), batch.len(), false, relation).into();
        Comparison { rows, references: vec![Source::Encoded(others)], relating, taught: None }
    }
}

/// The same, with a queue of older views before the references, whose points and ages are known (MoCo).
struct Queue;

/// The number of views kept.
const KEPT: usize = 6;

impl Scheme for Queue {
    fn memory(&self, dimensions: usize) -> Vec<Matrix> {
        vec![normals(3, dimensions, KEPT), Matrix::zeros(1, KEPT)]
    }

    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison {
        let Comparison { rows, references, relating, .. } = Across.compare(data, batch, memory, views);
        let relations = relating.all();
        let kept = memory[1].iter().map(|i| Kept { point: Some(*i as usize), label: None, age: Some(1) }).collect();
        let older = Source::Stored { embeddings: memory[0].clone(), kept };
        let relation = |i, j: usize| j.checked_sub(KEPT).map_or(Relation::Negative, |j| relations.get(i, j));
        Comparison {
            rows,
            references: std::iter::once(older).chain(references).collect(),
            relating: Relations::from_fn(batch.len(), KEPT + batch.len(), false, relation).into(),
            taught: None,
        }
    }

    fn after_update(&self, state: &mut State, _: &Dataset, trace: &Trace) {
        state.memory[0] = trace.references.columns(KEPT, KEPT).into_owned();
        state.memory[1] = Matrix::from_fn(1, KEPT, |_, j| trace.who[KEPT + j].point().expect("a view") as f64);
    }
}

/// Rooms around the schemes, covering every kind of head, loss, miner and encoder.
const PLACES: &[&str] = &[
    "loss=nt-xent&miner=all",
    "loss=triplet&miner=semi-hard&head=plane",
    "loss=contrastive&miner=pair-margin&head.dimensions=3",
    "loss=info-nce&miner=batch-hard&head=plane&head.dimensions=3",
    "loss=triplet&miner=distance-weighted&encoder=points&data.label_noise=0.2",
    "loss=arcface",
    "loss=cosine-regression&miner=all",
    "loss=clip&miner=all",
    "loss=siglip&miner=all&head.dimensions=3",
];

/// Losses that need two views among the rows.
const OF_VIEWS: &[&str] =
    &["scheme=simclr&loss=barlow-twins&head=plane", "scheme=simclr&loss=vicreg&head.dimensions=3"];

/// Those that need a teacher.
const TAUGHT: &[&str] = &[
    "scheme=dino&loss=self-distillation&head=plane",
    "scheme=dino&loss=self-distillation&head.dimensions=3&affinity=cosine&data.label_noise=0.2",
];

/// Makes a scheme.
type Make = fn() -> Box<dyn Scheme>;

/// The two above.
const OWN: [(&str, Make); 2] = [("across", || Box::new(Across)), ("queue", || Box::new(Queue))];

/// One of the two, or one of the list with its defaults.
fn made(id: &str) -> Box<dyn Scheme> {
    let listed = |id| {
        let scheme = spec(scheme::LIST, id);
        (scheme.build)(&Params::defaults(&scheme.entry))
    };
    OWN.iter().find(|(own, _)| *own == id).map_or_else(|| listed(id), |(_, make)| make())
}

/// The two, and those of the list that read no labels.
fn schemes() -> impl Iterator<Item = &'static str> {
    let listed = scheme::LIST.iter().map(|spec| spec.entry.id).filter(|id| !made(id).reads_labels());
    OWN.iter().map(|(own, _)| *own).chain(listed)
}

fn open(scheme: &str, text: &str) -> Session {
    let text = format!("{text}&data.per_class=6&sampler.classes=3&sampler.per_class=3&step=3");
    let session = Session::open_with(&text, |pipeline| Pipeline { scheme: made(scheme), ..pipeline });
    session.unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Everything that a page asks a session with these options.
pub fn look(session: &Session, options: &Options) {
    for spec in SPECS {
        let drawn = draw::picture(spec, session, options, &Style::light(), (300, 220)).unwrap();
        assert!(!drawn.contains("NaN") && !(spec.describe)(session, options).is_empty(), "{}", spec.id);
        (spec.legend)(session, options);
        for at in [(20.0, 20.0), (150.0, 110.0), (160.0, 90.0)] {
            hit(spec, session, options, (300.0, 220.0), at);
        }
        for way in ["left", "right", "up", "down", "next", "previous"] {
            spec.walk.map(|walk| (walk.next)(session, options, way));
        }
    }
    numbers(session, options);
    pointed::say(session, options);
    if let Some((_, sight)) = words::seen(session, options) {
        words::table(session, &sight);
        words::lines(session, &sight);
        words::meanings(session, &sight, &options.preview);
        words::caption(session, &sight);
    }
    words::sentences(session, options);
    session.diagnosis();
}

#[test]
fn schemes_of_two_views_draw_in_every_picture() {
    let each = |scheme| {
        PLACES.iter().chain(if made(scheme).teaches() { TAUGHT } else { &[] }).map(move |place| (scheme, place))
    };
    for (scheme, place) in schemes().flat_map(each).chain(OF_VIEWS.iter().map(|place| ("simclr", place))) {
        let session = open(scheme, place);
        let trace = session.trace();
        // Where nothing is a negative, or none is semi-hard, some losses rest.
        let alone = trace.relations.of(0, Relation::Negative).next().is_none() && !place.contains("=cosine-regression");
        assert!(trace.gradient_norm > 0.0 || trace.active == 0 || alone, "{scheme}: {place}");
        let outside = (0..session.pipeline().dataset.len()).find(|i| !trace.batch.contains(i)).unwrap();
        let mut all = Options::default();
        switches().for_each(|switch| _ = all.set(&format!("view.{}", switch.id), "on"));
        let mut seen = vec![Options::default(), all];
        let with = |change: &dyn Fn(&mut Options)| {
            let mut options = Options::default();
            change(&mut options);
            options
        };
        seen.extend(PARTS.iter().map(|part| with(&|options| options.part = Some(part))));
        for anchor in [trace.batch[0], outside] {
            let hovers = [Spot::Point(trace.batch[1]), Spot::Pair(anchor, trace.batch[4]), Spot::Proxy(anchor, 1)];
            seen.extend(hovers.map(|hover| {
                with(&|options| {
                    (options.focus, options.hover) = (Some(Focus { anchor, nth: 0 }), Some(hover));
                    options.preview = choices()[1].id();
                })
            }));
        }
        seen.iter().for_each(|options| look(&session, options));
        session.remedies();
    }
}

#[test]
fn every_row_and_reference_of_two_views_is_who_it_is() {
    let trace = |scheme| open(scheme, PLACES[0]).trace().clone();
    let [twice, across, queue] = ["simclr", "across", "queue"].map(trace);
    let n = twice.batch.len();
    assert_eq!(twice.points, [&*twice.batch, &*twice.batch].concat());
    for (row, who) in twice.who.iter().enumerate() {
        assert_eq!(*who, Who::Point { point: twice.batch[row % n], row: Some(row) });
    }
    assert_eq!(twice.references, twice.rows);
    assert_eq!(across.points, across.batch);
    assert!(across.who.iter().zip(&across.batch).all(|(who, i)| *who == Who::Point { point: *i, row: None }));
    assert_ne!(across.references, across.rows);
    let aged = |who: &Who| matches!(who, Who::Kept(Kept { point: Some(_), age: Some(1), .. }));
    assert!(queue.who[..KEPT].iter().all(aged) && queue.who[KEPT..] == across.who[..]);
}

#[test]
fn an_anchor_beyond_the_batch_is_named_by_the_point_behind_it() {
    let session = open("simclr", "loss=triplet&miner=all&head=plane");
    for point in session.trace().batch.clone() {
        let mut options = Options::default();
        options.focus = Some(Focus { anchor: point, nth: 0 });
        let shown = numbers(&session, &options).unwrap();
        let names: Vec<&str> = shown.gradients.iter().map(|gradient| gradient.name.as_str()).collect();
        assert_eq!(names[0], format!("anchor {point}"));
        assert_eq!(names[1], format!("positive {point}, another view"));
        let (_, sight) = words::seen(&session, &options).unwrap();
        assert!(words::headline(&session, &sight).contains(&format!("positive {point}, another view")));
    }
    // Only a second view is mined, whose row lies beyond the batch.
    let (n, mut tuples) = (session.trace().batch.len(), Tuples::default());
    tuples.push(n + 4, 4, [2]);
    let text = "data.per_class=6&sampler.classes=3&sampler.per_class=3&head=plane";
    let change = |pipeline| Pipeline { scheme: made("simclr"), miner: Box::new(Given(tuples.clone())), ..pipeline };
    let session = Session::open_with(text, change).unwrap();
    let said = numbers(&session, &Options::default()).unwrap().said;
    let point = session.trace().batch[4];
    assert!(said.contains(&format!("anchor {point}, positive {point}, another view")), "{said}");
}
