//! The spotlight: the anchor that pictures follow as long as nobody has chosen one.

use crate::accepted::accepted;
use crate::common::{params, relations, spec, weigh, with_loss};
use crate::labels::Label;
use pushpull::draw::{self, Style};
use pushpull::learn::affinity::Orientation;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::look::force::Forces;
use pushpull::learn::loss::{LossInput, Reach};
use pushpull::learn::num::{Matrix, exp, ln};
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::spec::{Params, Spec};
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head, loss, scheme};
use pushpull::session::{PRESETS, Session};
use pushpull::tell::embedding::lens::View;
use pushpull::tell::embedding::spotlight::focus;
use pushpull::tell::{Options, SPECS};

/// How the names of the spotlight end.
const NAMES: [&str; 4] = ["anchor", "positive", "negative", "margin"];
/// The colour of the margin's band.
const TINT: &str = "#F4E0E7";

fn picture(session: &Session, options: &Options, style: &Style, size: (u32, u32)) -> String {
    draw::picture(SPECS[0], session, options, style, size).unwrap()
}

fn open(text: &str) -> Option<(Session, Options)> {
    let (options, run) = Options::split(text).unwrap();
    Session::open(&run).ok().map(|session| (session, options))
}

#[test]
fn the_spotlight_looks_as_accepted_in_light_and_dark() {
    for (name, text) in [
        ("plane", "head=plane&optimizer.lr=0.001&step=10"),
        ("circle", "data.label_noise=0.2&step=5"),
        ("contrastive", "head=plane&loss=contrastive&miner=all&step=20"),
        ("two-margins", "head=plane&loss=margin-loss&miner=all&step=20"),
        ("cosine", "head=plane&affinity=cosine&optimizer.lr=0.001&step=3"),
        ("soft", "loss=circle&miner=all&step=3"),
        ("widths", "loss=info-nce&miner=all&step=3"),
        ("proxies", "loss=arcface&step=10"),
        ("globe", "head.dimensions=3&step=3"),
    ] {
        let (session, options) = open(&format!("data.per_class=8&sampler.per_class=4&{text}")).unwrap();
        accepted(&format!("spotlight-{name}"), |style| picture(&session, &options, style, (420, 340)));
    }
}

#[test]
fn with_every_loss_and_head_the_names_are_in_the_picture_and_none_lies_over_another() {
    for loss in loss::LIST {
        let mut named = 0;
        for (head, dimensions) in head::LIST.iter().flat_map(|head| [2, 3, 5].map(|d| (head, d))) {
            let ids = format!("loss={}&head={}&head.dimensions={dimensions}", loss.entry().id, head.entry.id);
            for (text, size) in [
                (format!("{ids}&optimizer.lr=0.001&step=2"), (420, 340)),
                (format!("{ids}&miner=all&data.label_noise=0.3&step=9"), (240, 200)),
                (format!("{ids}&data.classes=2&data.per_class=2&sampler.per_class=2"), (130, 90)),
            ] {
                let Some((session, options)) = open(&text) else { continue };
                let drawn = picture(&session, &options, &Style::light(), size);
                assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{text}");
                let labels = Label::all(&drawn);
                let is_name = |label: &Label| NAMES.iter().any(|name| label.text.ends_with(name));
                for (k, one) in labels.iter().enumerate().filter(|(_, label)| is_name(label)) {
                    let [left, top, right, bottom] = one.sides;
                    let inside = left >= 0.0 && top >= 0.0 && right <= f64::from(size.0) && bottom <= f64::from(size.1);
                    assert!(inside, "{text}: {one:?}");
                    let others = labels
                        .iter()
                        .enumerate()
                        .filter(|(other, label)| *other != k && label.text.contains(char::is_alphabetic));
                    let over = others.map(|(_, other)| other).find(|other| one.overlaps(other));
                    assert!(over.is_none(), "{text}: {one:?} over {over:?}");
                }
                let spoken = (SPECS[0].describe)(&session, &options).contains("anchor in the spotlight");
                assert_eq!(spoken, View::spotlit(&session, &options).is_some(), "{text}");
                let tinted = drawn.contains(TINT);
                let listed = (SPECS[0].legend)(&session, &options).iter().any(|item| item.label == "margin");
                // What goes behind the globe has no band.
                assert!(tinted == listed || listed && dimensions == 3, "{text}: a margin in picture or legend only");
                named += usize::from(labels.iter().any(|label| label.text == "anchor"));
            }
        }
        assert!(named >= 5, "{}: {named}", loss.entry().id);
    }
}

#[test]
fn one_anchor_is_followed_from_the_first_step_on_and_at_first_it_is_alive() {
    for preset in PRESETS {
        let mut session = Session::open(preset.text).unwrap();
        let options = Options::default();
        let first = focus(&session, &options).map(|focus| focus.anchor);
        let relations = &session.trace().relations;
        let has = |row, relation| relations.of(row, relation).next().is_some();
        let mut rows = 0..session.trace().points.len();
        let alone = session.pipeline().scheme.may_lack_negatives();
        if !rows.any(|row| has(row, Relation::Positive) && (alone || has(row, Relation::Negative))) {
            assert_eq!(first, None, "{}: there is nothing to push", preset.id);
            continue;
        }
        let point = first.unwrap_or_else(|| panic!("{}: nobody is followed", preset.id));
        assert!(session.trace().batch.contains(&point), "{}", preset.id);
        assert!(!session.pipeline().dataset.is_mislabelled(point), "{}", preset.id);
        for _ in 0..4 {
            session.step(3);
            assert_eq!(focus(&session, &options).map(|focus| focus.anchor), first, "{}", preset.id);
        }
        let replayed = Session::open(&session.text()).unwrap();
        assert_eq!(focus(&replayed, &options), focus(&session, &options), "{}", preset.id);
    }
    let session = Session::open(PRESETS[0].text).unwrap();
    let view = View::spotlit(&session, &Options::default()).unwrap();
    let [pull, push] = view.own_forces();
    assert!(pull.longest() > 0.0 && push.longest() > 0.0, "the opening pulls and pushes");
    let others = view.other_forces().map(|part| part.0.len());
    assert!((1..=4).contains(&others[0]) && (1..=4).contains(&others[1]), "{others:?}");
}

#[test]
fn the_pair_forces_of_a_row_add_up_to_the_forces_on_it() {
    for text in
        ["miner=all", "head=plane&miner=batch-hard", "affinity=cosine&head=plane&miner=all", "loss=info-nce&miner=all"]
    {
        let session = Session::open(&format!("data.per_class=5&sampler.per_class=3&{text}")).unwrap();
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let whole = Forces::of(pipeline, trace);
        for row in 0..trace.points.len() {
            let pairs = (0..trace.who.len()).filter(|j| trace.who[*j].row() != Some(row));
            let sum =
                pairs.fold(whole.pull.column(row) * 0.0, |sum, j| sum + &Forces::of_pair(pipeline, trace, row, j)[0]);
            let off = (whole.pull.column(row) + whole.push.column(row) - sum).norm();
            assert!(off < 1e-9, "{text}, row {row}: {off}");
        }
    }
}

#[test]
fn a_chosen_anchor_a_part_of_a_step_a_text_about_all_triplets_and_a_hidden_run_put_the_spotlight_out() {
    let lit = |text: &str| {
        let (session, options) = open(text).unwrap();
        focus(&session, &options).is_some()
    };
    assert!(lit("") && lit("view.forces=on") && lit("view.ties=on&view.spotlight=on"));
    for text in
        ["view.ties=on", "view.ties=off", "view.spotlight=off", "view.anchor=3", "view.part=mine", "view.hide=on"]
    {
        assert!(!lit(text), "{text}");
    }
    for text in ["", "view.ties=on", "view.ties=off", "view.spotlight=on&view.ties=on"] {
        assert_eq!(Options::split(text).unwrap().0.joined(""), text);
    }
    assert_eq!(Options::split("view.spotlight=off").unwrap().0.joined(""), "view.ties=off");
}

#[test]
fn a_wrong_label_has_a_seam_in_the_spotlight_and_nowhere_else() {
    let seams = |text: &str| {
        let (session, options) = open(text).unwrap();
        let wrong = View::spotlit(&session, &options).map_or(0, |view| view.wrong().len());
        let style = Style::light();
        let color = style.faint(style.warn, 0.5);
        let color = format!("stroke=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2);
        (picture(&session, &options, &style, (420, 340)).matches(&color).count(), wrong)
    };
    let mut found = 0;
    for step in 0..12 {
        let (drawn, wrong) = seams(&format!("data.label_noise=0.3&step={step}"));
        assert!(drawn == wrong && wrong <= 2, "step {step}: {drawn} of {wrong}");
        found += drawn;
    }
    assert!(found > 0);
    assert!(seams("data.label_noise=0.3&view.ties=on").0 > 10, "all lines have theirs");
}

#[test]
fn a_positive_within_the_inner_ring_of_a_fixed_margin_is_left_alone_and_one_outside_is_pulled() {
    let mut tried = 0;
    for loss in loss::LIST {
        let setting = Params::defaults(&loss.entry);
        let pipeline = Pipeline { affinity: spec(affinity::LIST, loss.usual_affinity), ..with_loss(loss, &setting) };
        let Reach::Fixed { rest, .. } = pipeline.loss.reach(&[]) else { continue };
        let pulled = |distance: f64| {
            let raw = Matrix::from_column_slice(2, 3, &[0.0, 0.0, distance, 0.0, -9.0, 0.0]);
            let (weighed, _) = weigh(&pipeline, &raw, &relations(&[0, 0, 1]));
            weighed.weights()[(0, 1)] + weighed.weights()[(1, 0)] > 0.0
        };
        assert!(pulled(rest + 1e-6), "{}", loss.entry.id);
        assert!(rest <= 0.0 || !pulled(rest - 1e-6), "{}", loss.entry.id);
        tried += 1;
    }
    assert!(tried > 1, "{tried}");
}

#[test]
fn an_arrow_is_where_the_gradient_gets_and_what_is_stopped_is_shown_as_stopped() {
    let schemes = scheme::LIST.iter().map(|spec| spec.entry.id.to_string());
    let more = ["byol", "simsiam"].map(|id| format!("{id}&scheme.stop_gradient=off"));
    let mut seen = [0, 0];
    for scheme in schemes.chain(more) {
        for world in ["", "&head=plane", "&head.dimensions=3"] {
            let predicts = scheme.starts_with("byol") || scheme.starts_with("simsiam");
            let loss = if predicts { "cosine-regression" } else { "info-nce" };
            let text = format!("scheme={scheme}&miner=all&loss={loss}{world}&step=4");
            let (session, options) = open(&text).unwrap();
            assert_eq!(session.pipeline().scheme.predicts(), predicts, "{text}");
            let view = View::spotlit(&session, &options).unwrap_or_else(|| panic!("{text}: nobody is followed"));
            let trace = view.sight.trace(session.trace());
            let ends: Vec<usize> = [Some(view.lens().positive), view.negative()].into_iter().flatten().collect();
            let live = ends.iter().filter(|j| trace.pair_weight(view.lens().anchor, **j) != 0.0);
            let stopped = live.clone().filter(|j| !trace.reached[**j]).count();
            let arrows: usize = view.own_forces().iter().map(|part| part.0.len()).sum();
            assert_eq!((arrows + stopped, view.stopped_forces().0.len()), (2 * live.count(), stopped), "{text}");
            assert!(trace.who.iter().zip(&trace.reached).all(|(who, reached)| who.row().is_none() || *reached));
            let gets = trace.parameter_gradients.iter().filter(|tower| !tower.is_empty()).count();
            assert!(trace.who.is_empty() || gets > 0, "{text}");
            let says = |text: &str| (SPECS[0].legend)(&session, &options).iter().any(|item| item.label.contains(text));
            assert_eq!(says("stopped"), stopped > 0, "{text}");
            seen[usize::from(stopped > 0)] += 1;
            assert!(!picture(&session, &options, &Style::light(), (420, 340)).contains("NaN"), "{text}");
            let names: Vec<String> = view.names().into_iter().map(|(_, name, _)| name).collect();
            let spoken = (SPECS[0].describe)(&session, &options);
            assert_eq!(names.iter().any(|name| name == "other view"), predicts, "{text}: {names:?}");
            assert_eq!(names.iter().any(|name| name.ends_with("negative")), !predicts, "{text}: {names:?}");
            assert_eq!(
                (spoken.contains("nothing is a negative"), says("push")),
                (predicts, !predicts),
                "{text}: {spoken}"
            );
            if predicts {
                assert_eq!(spoken.contains("counts as given"), stopped > 0, "{text}: {spoken}");
                let (chosen, options) = open(&format!("{text}&view.anchor={}", view.sight.point)).unwrap();
                let spoken = (SPECS[0].describe)(&chosen, &options);
                assert!(spoken.contains("another view") && !spoken.contains("takes"), "{spoken}");
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 3), "{seen:?}");
}

#[test]
fn a_soft_margin_lies_between_the_goals_of_its_loss_and_fades_as_the_force_does() {
    let mut tried = 0;
    for spec in loss::LIST.iter().filter(|spec| spec.reads == Orientation::Similarity) {
        let settings = spec.entry.params.iter().flat_map(|p| p.stops().into_iter().step_by(3).map(move |x| (p.id, x)));
        for setting in settings.map(|changed| params(&spec.entry, &[changed])) {
            let loss = (spec.build)(&setting);
            let Reach::Soft { rest, near, far, limit } = loss.reach(&[]) else { continue };
            // An anchor with one positive and one negative, of these similarities.
            let output = |positive: f64, negative: f64| {
                let relation = |_, j| if j == 0 { Relation::Positive } else { Relation::Negative };
                let mut tuples = Tuples::default();
                tuples.push(0, 0, [1]);
                loss.evaluate(&LossInput {
                    affinities: &PairMatrix::from_fn(1, 2, |_, j| [positive, negative][j]),
                    relations: &Relations::from_fn(1, 2, false, relation),
                    tuples: &tuples,
                    numbers: &[],
                })
            };
            assert!((output(near, far).sum - ln(2.0)).abs() < 1e-12, "{}: the goals", spec.entry.id);
            // The share of the force that is not due to how far the term as a whole is from its goal.
            let share = |at: f64, other: f64, k: usize| {
                let output = if k == 0 { output(at, other) } else { output(other, at) };
                output.weights[(0, k)].abs() / (1.0 - exp(-output.sum))
            };
            for part in [0.2, 0.5, 0.9] {
                for (k, goal, end, other) in [(0, near, rest, far), (1, far, limit, near)] {
                    let (full, faded) = (share(goal, other, k), share(goal + (1.0 - part) * (end - goal), other, k));
                    assert!(
                        (faded - part * full).abs() < 1e-6 * full.max(1e-9),
                        "{} {k}: {faded} of {full}",
                        spec.entry.id
                    );
                    let beyond = output([end, far][k], [near, end][k]);
                    assert_eq!(beyond.weights[(0, k)], 0.0, "{} {k}: at the end", spec.entry.id);
                }
            }
            tried += 1;
        }
    }
    assert!(tried > 4, "{tried}");
}
