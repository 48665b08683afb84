//! Charts over time show what the run did, whichever way the reader came to the step.

use crate::accepted::accepted;
use crate::common::golden;
use crate::open::{options, session};
use pushpull::draw::{self, Style, hit};
use pushpull::learn::compare::Relation;
use pushpull::learn::num::{Matrix, norm};
use pushpull::session::{At, Measure, Sample, Session};
use pushpull::tell::view::Content;
use pushpull::tell::{Options, SPECS, Spot, ViewSpec, pointed};

const NEW: [&str; 8] = ["zones", "active", "percentiles", "scale", "gradient", "retrieval", "alignment", "rank"];
const SIZE: (u32, u32) = (340, 120);

fn spec(id: &str) -> &'static ViewSpec {
    SPECS.iter().find(|spec| spec.id == id).unwrap()
}

fn picture(view: &str, session: &Session, options: &Options, style: &Style) -> String {
    draw::picture(spec(view), session, options, style, SIZE).unwrap()
}

/// Noisy labels, an edit in mid-run, and later steps to the right of the current one.
fn run() -> Session {
    let mut session = session(
        "data.per_class=8&sampler.per_class=4&data.label_noise=0.2&head=plane&optimizer.lr=0.03&miner=all&20@loss.margin=0.5&step=50",
    );
    session.seek(36);
    session
}

#[test]
fn every_chart_looks_as_accepted_in_light_and_dark() {
    let session = run();
    for view in NEW {
        accepted(&format!("run-{view}"), |style| picture(view, &session, &Options::default(), style));
    }
    for (name, view, given) in
        [("means", "loss", "view.means"), ("lengths", "percentiles", "view.lengths"), ("even", "gradient", "view.even")]
    {
        let svg = picture(view, &session, &options(&[(given, "on")]), &Style::light());
        golden(&format!("tests/pictures/run-{view}-{name}.svg"), &svg);
    }
}

#[test]
fn what_is_followed_without_labels_is_drawn_and_ends_at_the_figures_of_the_step() {
    for (view, scheme, names) in [
        ("teacher", "dino&loss=self-distillation", &["target_entropy", "mean_target_entropy", "target_divergence"][..]),
        ("gap", "clip&loss=clip", &["modality_gap"]),
        ("rank", "simclr&loss=nt-xent", &["effective_rank"]),
    ] {
        let text =
            format!("scheme={scheme}&miner=all&sampler=uniform&data.per_class=8&head.dimensions=3&optimizer=adam");
        let mut run = session(&text);
        run.step(12);
        let Content::OverTime(plot) = spec(view).content else { panic!("{view} is no chart over time") };
        let plot = plot(&run, &Options::default());
        assert_eq!(plot.steps.last(), Some(&12), "{view}");
        for (line, name) in plot.lines.iter().zip(names) {
            let figure = Measure::find(name).unwrap().of(&run, At::Now).unwrap();
            assert!(((line.value)(12).unwrap() - figure).abs() < 1e-12, "{name}");
            assert!((line.value)(0).is_some_and(|first| first != figure), "{name} has a past");
        }
        let other = session("");
        let note = (spec(view).legend)(&other, &Options::default());
        assert_eq!(note.iter().any(|item| item.label.contains("in this run")), view != "rank", "{note:?}");
    }
}

#[test]
fn the_zones_are_the_counts_of_all_triplets() {
    for text in ["head=plane&miner=all", "affinity=euclidean&miner=hard", "loss=contrastive", "loss=info-nce"] {
        let mut session = session(&format!("{text}&data.per_class=7&sampler.per_class=5&data.spread=0.5"));
        for _ in 0..12 {
            let trace = session.trace();
            let margin = session.pipeline().loss.triplet_margin().unwrap_or(0.0);
            let (mut hard, mut semi_hard, mut triplets) = (0, 0, 0);
            for a in 0..trace.relations.rows() {
                for p in trace.relations.of(a, Relation::Positive) {
                    for n in trace.relations.of(a, Relation::Negative) {
                        let (positive, negative) = (trace.distances[(a, p)], trace.distances[(a, n)]);
                        triplets += 1;
                        hard += u64::from(negative <= positive);
                        semi_hard += u64::from(negative > positive && negative < positive + margin);
                    }
                }
            }
            let summary = &session.history()[session.now() as usize];
            assert_eq!((summary.hard, summary.semi_hard, summary.triplets), (hard, semi_hard, triplets), "{text}");
            session.step(1);
        }
    }
}

#[test]
fn the_scale_of_the_hinge_is_the_mean_active_loss_less_the_margin() {
    for text in
        ["affinity=euclidean&miner=random", "affinity=squared-euclidean&miner=semi-hard", "affinity=dot&reduction=sum"]
    {
        let session = session(&format!("head=plane&loss.margin=0.4&optimizer.lr=0.001&{text}&step=20"));
        for summary in session.history().iter().filter(|s| s.active > 0) {
            let difference = summary.active_loss - 0.4;
            assert!((summary.scale.unwrap() - difference).abs() < 1e-9, "{text}: {summary:?}");
        }
    }
}

/// §4.2 of the theory: d/dt ½‖W‖² = −⟨E, ∂L/∂E⟩, for a linear map as for free points about their centre.
#[test]
fn the_sign_of_the_scale_says_whether_the_embedding_shrinks() {
    let (mut shrunk, mut grown) = (0, 0);
    for encoder in ["linear", "points"] {
        for affinity in ["euclidean", "squared-euclidean"] {
            for miner in ["hard", "batch-hard", "semi-hard", "random", "all"] {
                for loss in ["triplet", "soft-triplet"] {
                    let text = format!(
                        "encoder={encoder}&head=plane&affinity={affinity}&loss={loss}&miner={miner}&optimizer.lr=0.0001"
                    );
                    let mut session = session(&text);
                    let size = |session: &Session| match encoder {
                        "linear" => norm(&session.state().towers[0]),
                        _ => pushpull::learn::num::spread(session.embedding()),
                    };
                    for _ in 0..6 {
                        let Some(scale) = session.history()[session.now() as usize].scale else { break };
                        let before = size(&session);
                        session.step(1);
                        if scale.abs() > 0.02 {
                            let change = size(&session) - before;
                            assert_eq!(scale > 0.0, change < 0.0, "{text}: {scale} and {change}");
                            *(if scale > 0.0 { &mut shrunk } else { &mut grown }) += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(shrunk > 20 && grown > 20, "{shrunk} {grown}");
}

#[test]
fn where_only_directions_count_there_is_no_scale() {
    for text in ["head=circle", "head=plane&affinity=cosine&loss=info-nce"] {
        let session = session(&format!("{text}&step=5"));
        assert!(session.history().iter().all(|s| s.scale.is_none()), "{text}");
        let legend = (spec("scale").legend)(&session, &Options::default());
        assert!(legend.iter().any(|item| item.label.starts_with("no scale to change")), "{text}");
    }
}

/// The share of points whose nearest other point has their label, the first among equals.
fn recall(embedding: &Matrix, labels: &[usize]) -> f64 {
    let n = labels.len();
    let hit = |i: &usize| {
        let far = |j: &usize| (embedding.column(*i) - embedding.column(*j)).norm_squared();
        let others = (0..n).filter(|j| j != i);
        labels[others.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap()] == labels[*i]
    };
    (0..n).filter(hit).count() as f64 / n as f64
}

#[test]
fn retrieval_is_counted_by_the_true_and_by_the_given_labels() {
    let session = session("data.label_noise=0.3&data.spread=0.4&step=30");
    let (dataset, retrieval) = (&session.pipeline().dataset, session.sample(30).unwrap().retrieval());
    let [truth, given] = [&dataset.truth, &dataset.given].map(|labels| recall(session.embedding(), labels));
    assert_eq!(retrieval.truth.recall_at_1, Some(truth));
    assert_eq!(retrieval.given.as_ref().unwrap().recall_at_1, Some(given));
    assert!(truth > given + 0.1, "{truth} {given}");
    assert_eq!(&retrieval.truth.map_at_r, &session.evaluation().ranks().map_at_r);
    let clean = Session::open("step=3").unwrap();
    assert_eq!(clean.sample(3).unwrap().retrieval().given, None);
}

/// Everything that charts read from a sample.
fn all(sample: &Sample) -> String {
    format!("{:?} {:?} {:?} {:?}", sample.retrieval(), sample.distances(), sample.lengths(), sample.hypersphere())
}

#[test]
fn samples_are_the_same_after_replay_on_a_branch_and_from_a_link() {
    let text = "data.per_class=6&sampler.per_class=3&data.label_noise=0.1&head=plane";
    let mut long = session(&format!("{text}&step=150"));
    let there = |session: &Session| -> Vec<(u64, String)> {
        session.sampled().into_iter().map(|step| (step, all(session.sample(step).unwrap()))).collect()
    };
    for step in [7, 64, 149] {
        let alone = session(&format!("{text}&step={step}"));
        long.seek(step);
        assert_eq!(all(alone.sample(step).unwrap()), all(long.sample(step).unwrap()), "{step}");
    }
    long.seek(150);
    assert_eq!(there(&long), there(&session(&format!("{text}&step=150"))));
    // Settings and labels changed on the way apply from there on, and not before.
    long.seek(70);
    for (key, value) in [("data.label_noise", "0.3"), ("affinity", "euclidean"), ("head", "circle")] {
        long.set(key, value).unwrap();
    }
    long.step(30);
    assert_eq!(there(&long), there(&session(&long.text())));
    assert!(long.sample(68).unwrap().lengths() != long.sample(68).unwrap().distances());
}

#[test]
fn every_step_can_be_pointed_at_and_says_its_values() {
    let session = run();
    let size = (f64::from(SIZE.0), f64::from(SIZE.1));
    for view in NEW.into_iter().chain(["loss"]) {
        let mut options = options(&[("view.chart1", view), ("view.chart2", "distances")]);
        let steps: Vec<usize> = (0..SIZE.0)
            .filter_map(|x| match hit(spec(view), &session, &options, size, (f64::from(x), 40.0)) {
                Some(Spot::Step(step)) => Some(step),
                Some(spot) => panic!("{spot:?} in {view}"),
                None => None,
            })
            .collect();
        assert!(steps.is_sorted(), "{view}");
        assert_eq!((steps.first(), steps.last()), (Some(&0), Some(&50)), "{view}");
        assert!((0..=50).all(|step| steps.contains(&step)), "{view}");
        let plain = picture(view, &session, &options, &Style::light());
        options.hover = Some(Spot::Step(12));
        let said = pointed::say(&session, &options);
        assert!(said.starts_with("step 12: ") && said[9..].contains(char::is_numeric), "{view}: {said}");
        assert_ne!(picture(view, &session, &options, &Style::light()), plain, "{view}");
        // A step that a shorter run does not have.
        options.hover = Some(Spot::Step(5000));
        picture(view, &session, &options, &Style::light());
        assert!(!pointed::say(&session, &options).is_empty());
    }
}

#[test]
fn both_means_are_those_of_the_two_reductions() {
    let text = "head=plane&miner=all&optimizer.lr=0&data.spread=0.4";
    let [selected, active] = ["mean", "mean-active"].map(|r| session(&format!("{text}&reduction={r}")).trace().loss);
    assert!(selected < active);
    let on = options(&[("view.means", "on")]);
    for reduction in ["mean", "mean-active", "sum"] {
        let session = session(&format!("{text}&reduction={reduction}"));
        let said = (spec("loss").describe)(&session, &on);
        for (name, value) in [("mean of mined", selected), ("mean of active", active)] {
            assert!(said.contains(&format!("{name} {}", format!("{value:.3}").trim_end_matches('0'))), "{said}");
        }
    }
}

#[test]
fn every_chart_begins_with_how_it_is_read() {
    for spec in SPECS.iter().filter(|spec| spec.chart) {
        let ViewSpec { id, guide, other_guide, gist, .. } = spec;
        for guide in [Some(*guide), other_guide.map(|(_, guide)| guide)].into_iter().flatten() {
            assert!(guide.chars().count() <= 52 && guide.ends_with(['.', '?']), "{id}: {guide}");
        }
        assert!(gist.ends_with('.'), "{id}");
    }
}

#[test]
fn a_matrix_of_coordinates_is_read_in_its_own_way() {
    let spec = spec("matrix");
    assert_eq!(spec.guide(&session("miner=all")), spec.guide);
    let guide = spec.guide(&session("scheme=simclr&loss=vicreg"));
    assert!(guide.contains("coordinates") && !guide.contains("classes"), "{guide}");
}
