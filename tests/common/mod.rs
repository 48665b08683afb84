//! Shared by the tests: small random batches, a default pipeline with exchangeable parts, finite differences, golden files.

#![allow(dead_code)] // every test crate takes what it needs

pub mod code;
pub mod scenes;

use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::encoder::Shape;
use pushpull::learn::miner::{MineInput, Miner};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::random::{Rng, normal, stream};
use pushpull::learn::spec::{Entry, ParamSpec, Params, Scale, Spec, find};
use pushpull::learn::step::{Learned, Pipeline, State, Weighed};
use pushpull::learn::{affinity, dataset, encoder, head, loss, miner, optimizer, reduction, sampler, scheme, views};
use pushpull::session::lesson::Lesson;
use pushpull::session::opening::Opening;
use pushpull::session::{Config, check};
use std::cell::RefCell;
use std::fs;
use std::path::Path;

/// The spec with this id, which must exist.
pub fn spec<S: Spec>(list: &'static [S], id: &str) -> &'static S {
    find(list, id).unwrap_or_else(|| panic!("there is no entry '{id}'"))
}

/// The defaults of an entry with some values replaced.
pub fn params(entry: &Entry, values: &[(&'static str, f64)]) -> Params {
    Params::new(entry.params.iter().map(|p| (p.id, p.default)).chain(values.iter().copied()))
}

/// A small default pipeline: three blobs, a tiny smooth network, all triplets. Tests replace the parts that they are about.
pub fn pipeline() -> Pipeline {
    pipeline_in(2)
}

/// The same with embeddings of this many dimensions.
pub fn pipeline_in(dimensions: usize) -> Pipeline {
    let data = spec(dataset::LIST, "blobs");
    let dataset = data.make(&params(&data.entry, &[("classes", 3.0), ("per_class", 6.0), ("spread", 0.5)]), 1);
    let shape = Shape { features: dataset.points.nrows(), points: dataset.len(), outputs: dimensions };
    let sampler = spec(sampler::LIST, "balanced");
    let encoder = spec(encoder::LIST, "mlp");
    Pipeline {
        sampler: (sampler.build)(&params(&sampler.entry, &[("classes", 3.0), ("per_class", 4.0)])),
        views: (views::LIST[0].build)(&Params::defaults(&views::LIST[0].entry)),
        scheme: (scheme::LIST[0].build)(&Params::default()),
        encoder: (encoder.build)(&params(&encoder.entry, &[("width", 5.0), ("activation", 1.0)]), shape),
        head: spec(head::LIST, "plane"),
        dimensions,
        affinity: spec(affinity::LIST, "squared-euclidean"),
        miner: built_miner("all"),
        loss_spec: spec(loss::LIST, "triplet"),
        loss: built_loss("triplet"),
        reduction: spec(reduction::LIST, "mean"),
        optimizer: built_optimizer("sgd"),
        learner: built_optimizer("sgd"),
        clip: 0.0,
        seed: 1,
        workspace: RefCell::default(),
        dataset,
    }
}

/// A miner with its defaults.
pub fn built_miner(id: &str) -> Box<dyn Miner> {
    let spec = spec(miner::LIST, id);
    (spec.build)(&Params::defaults(&spec.entry))
}

/// A loss with its defaults.
pub fn built_loss(id: &str) -> Box<dyn loss::Loss> {
    let spec = spec(loss::LIST, id);
    (spec.build)(&Params::defaults(&spec.entry))
}

/// An optimizer with its defaults.
pub fn built_optimizer(id: &str) -> Box<dyn optimizer::Optimizer> {
    let spec = spec(optimizer::LIST, id);
    (spec.build)(&Params::defaults(&spec.entry))
}

/// A miner that always selects the same tuples: for derivatives, for which the selection must not change.
pub struct Given(pub Tuples);

impl Miner for Given {
    fn select(&self, _: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        tuples.clone_from(&self.0);
    }
}

/// Loss and gradient of raw embeddings (before the head), as a training step would see them.
pub fn weigh(pipeline: &Pipeline, raw: &Matrix, relations: &Relations) -> (Weighed, Matrix) {
    let verdict = pipeline.judge(raw, relations, &learned(pipeline, relations), 0);
    (verdict.weighed, verdict.gradient)
}

/// Parameters as a loss may have learned them: random proxies, one per column of the relations, and the initial numbers.
pub fn learned(pipeline: &Pipeline, relations: &Relations) -> Learned {
    let start = pipeline.start().learned;
    let [proxies, numbers] = start.parameters;
    let proxies = if proxies.is_empty() { proxies } else { normals(17, proxies.nrows(), relations.columns()) };
    Learned { parameters: [proxies, numbers], ..start }
}

/// Asserts that the parameter gradients of a look at a state are the slopes of its loss, with the selected tuples fixed. Of a large matrix
/// some entries are tried. Towers without a gradient are skipped.
pub fn assert_parameter_gradients(pipeline: Pipeline, state: &State, step: u64, what: &str) {
    let trace = pipeline.look(state, step);
    let pipeline = held(pipeline, &trace.rows, &trace.references);
    let pipeline = Pipeline { miner: Box::new(Given(trace.tuples)), ..pipeline };
    for (tower, gradients) in trace.parameter_gradients.iter().enumerate() {
        for (k, gradient) in gradients.iter().enumerate() {
            for entry in (0..gradient.len()).step_by(gradient.len().div_ceil(12)) {
                let mut moved = state.clone();
                let along = |x| {
                    moved.towers[tower][k][entry] = x;
                    pipeline.look(&moved, step).loss
                };
                let place = format!("{what}: tower {tower}, matrix {k}, entry {entry}");
                assert_slope(gradient[entry], state.towers[tower][k][entry], along, &place);
            }
        }
    }
    for (k, gradient) in trace.learned_gradients.iter().enumerate() {
        let mut moved = state.clone();
        let loss = |parameter: &Matrix| {
            moved.learned.parameters[k] = parameter.clone();
            pipeline.look(&moved, step).loss
        };
        assert_slopes(gradient, &state.learned.parameters[k], loss, &format!("{what}: learned {k}"));
    }
}

/// A pipeline with this loss at this setting, all triplets, the mean.
pub fn with_loss(loss_spec: &'static loss::LossSpec, setting: &Params) -> Pipeline {
    Pipeline { loss_spec, loss: (loss_spec.build)(setting), ..pipeline() }
}

/// The same pipeline with a miner that always selects what it selects at these points.
pub fn frozen(pipeline: Pipeline, raw: &Matrix, relations: &Relations) -> Pipeline {
    let tuples = weigh(&pipeline, raw, relations).0.tuples;
    Pipeline { miner: Box::new(Given(tuples)), ..pipeline }
}

/// The same pipeline with everything that the loss's gradient treats as constant fixed at these embeddings, so that the gradient is a
/// slope.
pub fn held(pipeline: Pipeline, rows: &Matrix, references: &Matrix) -> Pipeline {
    let turned = |a| pipeline.affinity.turned(a, pipeline.loss_spec.reads);
    let affinities = pipeline.affinity.between(rows, references).map(turned);
    match pipeline.loss.held(&affinities) {
        Some(loss) => Pipeline { loss, ..pipeline },
        None => pipeline,
    }
}

/// Whether distances cannot be negative, so that pulling and pushing have their usual meaning.
pub fn is_metric(affinity: &affinity::AffinitySpec, head: &head::HeadSpec) -> bool {
    affinity.orientation == affinity::Orientation::Distance || head.unit
}

/// Whether these make no sense together.
pub fn misfit(loss: &loss::LossSpec, affinity: &affinity::AffinitySpec, head: &head::HeadSpec) -> bool {
    refused([("loss", loss.entry.id), ("affinity", affinity.entry.id), ("head", head.entry.id), ("miner", "all")])
}

/// Whether these make no sense together.
pub fn miner_misfit(miner: &miner::MinerSpec, affinity: &affinity::AffinitySpec, head: &head::HeadSpec) -> bool {
    refused([("loss", "triplet"), ("affinity", affinity.entry.id), ("head", head.entry.id), ("miner", miner.entry.id)])
}

fn refused(choices: [(&str, &str); 4]) -> bool {
    let mut config = Config::default();
    config.set_all(&choices).unwrap();
    check(&config).is_err()
}

/// The relations of points with these labels to what the loss compares them with: each other, or one proxy per label up to the greatest.
pub fn compared(loss_spec: &loss::LossSpec, labels: &[usize]) -> Relations {
    match built_loss(loss_spec.entry.id).learns().proxies {
        loss::Proxies::None => relations(labels),
        _ => Relations::to_classes(labels, labels.iter().max().map_or(0, |last| last + 1), |_| false),
    }
}

/// Labels against themselves, every point a different one.
pub fn relations(labels: &[usize]) -> Relations {
    Relations::supervised(labels, &(0..labels.len()).collect::<Vec<_>>())
}

/// The cells of this relation, row by row.
pub fn cells(relations: &Relations, wanted: Relation) -> Vec<(usize, usize)> {
    (0..relations.rows()).flat_map(|i| relations.of(i, wanted).map(move |j| (i, j))).collect()
}

/// The tuples, one by one.
pub fn listed(tuples: &Tuples) -> Vec<(usize, usize, Vec<usize>)> {
    tuples.iter().map(|(a, p, ns)| (a, p, ns.to_vec())).collect()
}

/// The tuples as triplets of one negative each, in order.
pub fn triplets(tuples: &Tuples) -> Vec<(usize, usize, usize)> {
    tuples.iter().flat_map(|(a, p, ns)| ns.iter().map(move |n| (a, p, *n))).collect()
}

/// Standard normal numbers.
pub fn normals(seed: u64, rows: usize, columns: usize) -> Matrix {
    let mut rng = stream(seed, "test", 0);
    Matrix::from_fn(rows, columns, |_, _| normal(&mut rng))
}

/// A JSON list of points as columns.
pub fn columns(points: &serde_json::Value) -> Matrix {
    let points = points.as_array().unwrap();
    let dimensions = points.first().and_then(|point| point.as_array()).map_or(0, Vec::len);
    Matrix::from_fn(dimensions, points.len(), |i, j| points[j][i].as_f64().unwrap())
}

/// Asserts that `found` is the derivative of `f` at `at`, entry by entry. See [`assert_slope`].
pub fn assert_slopes(found: &Matrix, at: &Matrix, mut f: impl FnMut(&Matrix) -> f64, what: &str) {
    assert_eq!(found.shape(), at.shape(), "{what}");
    let mut moved = at.clone();
    for k in 0..at.len() {
        let along = |x| {
            moved[k] = x;
            f(&moved)
        };
        assert_slope(found[k], at[k], along, &format!("{what}: entry {k}"));
        moved[k] = at[k];
    }
}

/// Asserts that `found` is the derivative of `f` at `at`, to about 1e-7, by the five-point formula. Where it is not, a narrower formula has to
/// disagree, too: then there is a kink between their points, and no derivative to compare with.
pub fn assert_slope(found: f64, at: f64, mut f: impl FnMut(f64) -> f64, what: &str) {
    let size = 1.0 + f(at).abs() + found.abs();
    let mut slope = |h: f64| (8.0 * (f(at + h) - f(at - h)) - (f(at + 2.0 * h) - f(at - 2.0 * h))) / (12.0 * h);
    let wide = slope(4e-6);
    let is_near = |x: f64| (x - wide).abs() < 1e-7 * size;
    assert!(is_near(found) || !is_near(slope(5e-7)), "{what}: {found} instead of {wide}");
}

/// Values of a parameter, beside its default, for which results must be meaningful: every word of a choice, else the slider's stops at a
/// quarter and three quarters.
fn usual_values(param: &ParamSpec) -> Vec<f64> {
    let stops = param.stops();
    match param.scale {
        Scale::Choice(_) => stops,
        _ => vec![stops[stops.len() / 4], stops[stops.len() * 3 / 4]],
    }
}

/// Settings of an entry with one parameter at a time at its usual values, the defaults first.
pub fn usual_settings(entry: &Entry) -> Vec<Params> {
    one_at_a_time(entry, usual_values)
}

/// Settings of an entry at the ends of what is accepted: each parameter alone, all least, all greatest. The defaults come first.
pub fn extreme_settings(entry: &Entry) -> Vec<Params> {
    let mut settings = one_at_a_time(entry, |p| vec![p.min, p.max]);
    settings.push(Params::new(entry.params.iter().map(|p| (p.id, p.min))));
    settings.push(Params::new(entry.params.iter().map(|p| (p.id, p.max))));
    settings
}

/// The defaults of an entry, and each parameter alone moved to these values.
pub fn one_at_a_time(entry: &Entry, values: impl Fn(&ParamSpec) -> Vec<f64>) -> Vec<Params> {
    let others = |p: &ParamSpec| values(p).into_iter().filter(|v| *v != p.default).collect::<Vec<_>>();
    let moved = entry.params.iter().flat_map(|p| others(p).into_iter().map(|v| params(entry, &[(p.id, v)])));
    std::iter::once(Params::defaults(entry)).chain(moved).collect()
}

/// Degenerate batches: name, labels, raw embeddings.
pub fn awkward_batches() -> Vec<(&'static str, Vec<usize>, Matrix)> {
    let spread = |n: usize| normals(9, 2, n);
    let same = |n: usize| Matrix::from_fn(2, n, |i, _| [0.6, 0.8][i]);
    vec![
        ("no point", vec![], spread(0)),
        ("one point", vec![0], spread(1)),
        ("one class", vec![2, 2, 2, 2], spread(4)),
        ("only singletons", vec![0, 1, 2, 3], spread(4)),
        ("one singleton", vec![0, 0, 1], spread(3)),
        ("coincident points", vec![0, 0, 1, 1, 2, 2], same(6)),
        ("all at the origin", vec![0, 0, 1, 1, 2, 2], Matrix::zeros(2, 6)),
        ("two places", vec![0, 1, 0, 1], Matrix::from_fn(2, 4, |i, j| [[0.6, 0.8], [-0.8, 0.6]][j / 2][i])),
        ("far away", vec![0, 0, 1, 1], spread(4) * 1e60),
        ("very near", vec![0, 0, 1, 1], spread(4) * 1e-200),
    ]
}

/// Compares a text with the file at `path` (from the root of the checkout); `cargo xtask bless` writes it instead.
pub fn golden(path: &str, text: &str) {
    // Cargo runs tests in the root of the checkout.
    let file = Path::new(path);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        return fs::write(file, text).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    if expected == text {
        return;
    }
    let mut expected_lines = expected.lines();
    let mut given_lines = text.lines();
    for number in 1.. {
        let (expected, given) = (expected_lines.next(), given_lines.next());
        if expected != given || expected.is_none() {
            panic!(
                "{path} is out of date at line {number}:\n  expected {}\n  given    {}\n`cargo xtask bless` accepts what is given.",
                expected.unwrap_or("(the end)"),
                given.unwrap_or("(the end)")
            );
        }
    }
}

/// All lessons by id, in order: `www/lessons/05-collapse.toml` is `collapse`.
pub fn lessons() -> Vec<(String, Lesson)> {
    let folder = Path::new("www/lessons");
    let mut files: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().map(|file| file.expect("readable").path()).collect();
    files.retain(|path| {
        path.extension().is_some_and(|e| e == "toml")
            && path.file_stem().is_some_and(|s| s != "glossary" && s != "00-opening")
    });
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).expect("readable");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name");
        let id = stem.split_once('-').map_or(stem, |(_, id)| id).to_string();
        let lesson = Lesson::read(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (id, lesson)
    };
    files.iter().map(read).collect()
}

/// The opening.
pub fn opening() -> Opening {
    let text = fs::read_to_string("www/lessons/00-opening.toml").expect("there is an opening");
    Opening::read(&text).unwrap_or_else(|e| panic!("00-opening.toml: {e}"))
}

/// A pair matrix as a plain matrix.
pub fn matrix(pairs: &PairMatrix) -> Matrix {
    Matrix::from_fn(pairs.nrows(), pairs.ncols(), |i, j| pairs[(i, j)])
}
