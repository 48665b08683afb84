//! Explanations: the expressions of a loss's terms equal the loss, in value and in slope, and the page shows their numbers.

use crate::common::scenes::Scene;
use crate::common::*;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::look::explain::Asked;
use pushpull::learn::look::sight::Sight;
use pushpull::learn::loss::{LIST, LossInput};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::session::Session;
use pushpull::tell::embedding::spotlight;
use pushpull::tell::mathml::Node;
use pushpull::tell::numbers::{Numbers, Party, lit, numbers};
use pushpull::tell::{Focus, Options, Spot};

const LABELS: [usize; 9] = [0, 0, 0, 1, 1, 1, 1, 2, 2];

/// Rows with themselves, and rows with other references.
fn arrangements() -> [Relations; 2] {
    let across = Relations::from_fn(5, 7, false, |i, j| match (i + 2 * j) % 4 {
        0 => Relation::Positive,
        1 => Relation::Ignored,
        _ => Relation::Negative,
    });
    [relations(&LABELS), across]
}

/// What three miners select, and some of all tuples.
fn selections(relations: &Relations) -> Vec<Tuples> {
    let scene = Scene::new(PairMatrix::zeros(relations.rows(), relations.columns()), relations.clone());
    let mined = |miner| scene.mine(&*built_miner(miner), 0);
    let alone = listed(&mined("all")).into_iter().step_by(5).map(|(a, p, negatives)| {
        let mut tuples = Tuples::default();
        tuples.push(a, p, negatives);
        tuples
    });
    ["all", "random", "batch-hard"].into_iter().map(mined).chain(alone).collect()
}

#[test]
fn the_terms_are_the_loss_in_number_value_and_slope() {
    for relations in arrangements() {
        let (rows, columns) = (relations.rows(), relations.columns());
        for tuples in selections(&relations) {
            for spec in LIST {
                for setting in usual_settings(&spec.entry) {
                    let loss = (spec.build)(&setting);
                    let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
                    for seed in 0..2 {
                        let affinities = PairMatrix::from(normals(seed, rows, columns));
                        let input = LossInput {
                            affinities: &affinities,
                            relations: &relations,
                            tuples: &tuples,
                            numbers: &numbers,
                        };
                        let what = format!("{} {setting:?} {} tuples", spec.entry.id, tuples.len());
                        let (terms, out) = (loss.terms(&input, Asked::All), loss.evaluate(&input));
                        assert_eq!(terms.len(), out.terms, "{what}");
                        let sum: f64 = terms.iter().map(|term| term.expr.value()).sum();
                        let size = 1.0 + out.sum.abs();
                        assert!((sum - out.sum).abs() <= 1e-9 * size, "{what}: {sum} is not {}", out.sum);
                        let mut weights = PairMatrix::zeros(rows, columns);
                        for (cell, slope) in terms.iter().flat_map(|term| term.expr.slopes()) {
                            weights[cell] += slope;
                        }
                        let far = |x: &f64, y: &f64| (x - y).abs() > 1e-9 * (1.0 + y.abs());
                        let off = weights.iter().zip(out.weights.iter()).find(|(x, y)| far(x, y));
                        assert_eq!(off, None, "{what}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_shares_of_a_softmax_add_up_to_one() {
    let [relations, _] = arrangements();
    let tuples = Scene::new(PairMatrix::zeros(9, 9), relations.clone()).mine(&*built_miner("all"), 0);
    let mut seen = 0;
    for spec in LIST {
        let loss = built_loss(spec.entry.id);
        let affinities = PairMatrix::from(normals(4, 9, 9));
        let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
        let input = LossInput { affinities: &affinities, relations: &relations, tuples: &tuples, numbers: &numbers };
        for shares in loss.terms(&input, Asked::All).iter().flat_map(|term| term.expr.shares()) {
            seen += 1;
            let sum: f64 = shares.iter().map(|(_, share)| share).sum();
            // If a 1 belongs to no pair, its share is missing.
            assert!(shares.iter().all(|(_, share)| *share >= 0.0) && sum <= 1.0 + 1e-9, "{}: {sum}", spec.entry.id);
            assert!(spec.entry.id != "info-nce" || (sum - 1.0).abs() < 1e-9, "{sum}");
        }
    }
    assert!(seen > 50);
}

/// The number of a formula's right side.
fn right_side(sides: &[Vec<Node>; 3]) -> f64 {
    fn text(node: &Node) -> String {
        match node {
            Node::Text(text) => text.clone(),
            Node::Element(_, _, children) => children.iter().map(text).collect(),
        }
    }
    read(text(&sides[2][0]).strip_prefix('=').unwrap())
}

fn read(text: &str) -> f64 {
    let digit = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|power| power == c).map(|k| k.to_string());
    let plain: String = text.chars().map(|c| digit(c).unwrap_or(c.to_string())).collect();
    let plain = plain.replace(['−', '⁻'], "-").replace(" × 10", "e");
    let plain = if plain.starts_with("10-") && text.contains('⁻') { plain.replacen("10", "1e", 1) } else { plain };
    plain.parse().unwrap_or_else(|_| panic!("{text}"))
}

/// Whether a number equals the one shown, to the digits shown: three, or one for powers of ten.
fn is_near(said: f64, is: f64) -> bool {
    let digits = if (1e-4..99_999.0).contains(&is.abs()) { 6e-3 } else { 0.34 };
    (said - is).abs() <= digits * is.abs()
}

pub fn focused(anchor: usize) -> Options {
    let mut options = Options::default();
    options.focus = Some(Focus { anchor, nth: 0 });
    options
}

/// Checks that the shown gradients are the slopes of the shown terms alone, when points and proxies are moved.
pub fn check_gradients(session: &Session, sight: Option<&Sight>, shown: &Numbers, what: &str) {
    let trace = sight.map_or(session.trace(), |sight| sight.trace(session.trace()));
    let (pipeline, learned) = (session.pipeline(), session.state().learned.numbers());
    let turned = |a| pipeline.affinity.turned(a, pipeline.loss_spec.reads);
    let between = |rows: &Matrix, references: &Matrix| pipeline.affinity.between(rows, references).map(turned);
    let mut tuples = trace.tuples.clone();
    if shown.said.starts_with("Not mined") {
        let lens = sight.unwrap().lens.as_ref().unwrap();
        tuples.push(lens.anchor, lens.positive, trace.relations.of(lens.anchor, Relation::Negative));
    }
    let held = pipeline.loss.held(&between(&trace.rows, &trace.references));
    let loss = held.as_ref().unwrap_or(&pipeline.loss);
    let value = |rows: &Matrix, references: &Matrix| -> f64 {
        let affinities = between(rows, references);
        let input =
            LossInput { affinities: &affinities, relations: &trace.relations, tuples: &tuples, numbers: learned };
        let all = loss.terms(&input, Asked::All);
        let wanted = |subject| all.iter().find(|term| term.subject == subject).unwrap().expr.value();
        shown.terms.iter().map(|term| wanted(term.subject)).sum()
    };
    for gradient in &shown.gradients {
        for (axis, found) in gradient.vector.iter().enumerate() {
            let what = format!("{what}: {} axis {axis}", gradient.name);
            match gradient.party {
                Party::Row(row) => {
                    let mut moved = trace.rows.clone();
                    let mut references = trace.references.clone();
                    let along = |x| {
                        moved[(axis, row)] = x;
                        if let Some(own) = trace.who.iter().position(|who| who.row() == Some(row)) {
                            references[(axis, own)] = x;
                        }
                        value(&moved, &references)
                    };
                    assert_slope(*found, trace.rows[(axis, row)], along, &what);
                }
                Party::Reference(column) => {
                    let mut moved = trace.references.clone();
                    let at = moved[(axis, column)];
                    let along = |x| {
                        moved[(axis, column)] = x;
                        value(&trace.rows, &moved)
                    };
                    assert_slope(*found, at, along, &what);
                }
            }
        }
    }
}

#[test]
fn for_every_loss_what_is_shown_is_a_term_of_the_step_and_its_slopes() {
    let places = ["", "&head=plane", "&affinity=cosine", "&affinity=euclidean&head=plane", "&scheme=cross-batch"];
    let small = "sampler.classes=3&sampler.per_class=3&data.spread=0.5&step=2";
    for spec in LIST {
        let mut seen = 0;
        for miner in ["all", "semi-hard"] {
            for place in places {
                let text = format!("loss={}&miner={miner}{place}&{small}", spec.entry.id);
                // Settings that make no sense together are refused.
                let Ok(session) = Session::open(&text) else { continue };
                let batch = &session.trace().batch;
                let outside = (0..session.pipeline().dataset.len()).find(|i| !batch.contains(i)).unwrap();
                for options in [Options::default(), focused(batch[3]), focused(outside)] {
                    let what = format!("{text} {:?}", options.focus);
                    let Some(shown) = numbers(&session, &options) else {
                        assert!(options.focus.is_none() && session.trace().tuples.is_empty(), "{what}");
                        continue;
                    };
                    seen += 1;
                    let sight = session.sight(shown.focus.anchor, shown.focus.nth);
                    assert!(!shown.said.is_empty() && shown.gradients.len() >= 2, "{what}");
                    for (sides, term) in shown.formulas.iter().zip(&shown.terms) {
                        assert!(is_near(right_side(sides), term.expr.value()), "{what}: {}", term.expr.value());
                    }
                    let numbers_of =
                        |text: &str| text.trim_matches(['(', ')']).split(", ").map(read).collect::<Vec<_>>();
                    for gradient in &shown.gradients {
                        if gradient.vector.is_empty() {
                            let stops = matches!(gradient.party, Party::Reference(k) if !session.trace().reached[k]);
                            assert!(stops && gradient.text.starts_with("stopped"), "{what}: {}", gradient.text);
                            continue;
                        }
                        let said = numbers_of(&gradient.text);
                        assert!(said.iter().zip(&gradient.vector).all(|(said, is)| is_near(*said, *is)), "{what}");
                    }
                    let all = shown.bars.iter().all(|bar| (0.0..=1.0).contains(&bar.length));
                    assert!(shown.bars.len() <= 9 && all, "{what}");
                    check_gradients(&session, sight.as_deref(), &shown, &what);
                    if !shown.counted.is_empty() {
                        check_sum(&session, &shown, &what);
                    }
                }
            }
        }
        assert!(seen >= 12, "{}: {seen}", spec.entry.id);
    }
}

/// Checks that the shown terms are among those whose sum, divided as the page states, is the step's loss.
fn check_sum(session: &Session, shown: &Numbers, what: &str) {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let turned = |a| pipeline.affinity.turned(a, pipeline.loss_spec.reads);
    let affinities = pipeline.affinity.between(&trace.rows, &trace.references).map(turned);
    let numbers = session.state().learned.numbers();
    let input = LossInput { affinities: &affinities, relations: &trace.relations, tuples: &trace.tuples, numbers };
    let all = pipeline.loss.terms(&input, Asked::All);
    assert!(shown.terms.iter().all(|term| all.contains(term)), "{what}");
    let divisor = shown.counted.split("divided by ").nth(1).map_or(1.0, |rest| read(rest.trim_end_matches('.')));
    let sum: f64 = all.iter().map(|term| term.expr.value()).sum();
    assert!((sum / divisor - trace.loss).abs() < 1e-9 * (1.0 + trace.loss.abs()), "{what}: {}", shown.counted);
}

#[test]
fn the_negative_that_is_pointed_at_is_the_one_that_is_explained() {
    let session = Session::open("miner=all&head=plane&step=3").unwrap();
    let anchor = session.trace().batch[0];
    for (row, point) in session.trace().batch.iter().enumerate() {
        if session.trace().relations.get(0, row) != Relation::Negative {
            continue;
        }
        for spot in [Spot::Pair(anchor, *point), Spot::Pair(*point, anchor), Spot::Point(*point)] {
            let mut options = focused(anchor);
            options.hover = Some(spot);
            let said = numbers(&session, &options).unwrap().said;
            assert!(said.ends_with(&format!("negative {point}:")), "{said}");
            let lit = lit(&session, &options);
            assert!(lit.contains(&Spot::Pair(anchor, *point).text()), "{lit:?}");
        }
    }
    assert!(numbers(&session, &focused(anchor)).unwrap().said.contains("negative "));
    assert!(lit(&session, &focused(anchor)).is_empty());
}

#[test]
fn every_number_of_a_pair_can_be_pointed_at_and_names_its_pair() {
    fn pairs(node: &Node, found: &mut Vec<String>) {
        if let Node::Element(_, attributes, children) = node {
            found.extend(attributes.iter().filter(|(name, _)| *name == "data-pair").map(|(_, pair)| pair.clone()));
            children.iter().for_each(|child| pairs(child, found));
        }
    }
    for (text, least) in [("loss=triplet", 2), ("loss=info-nce", 2), ("loss=contrastive", 2), ("loss=proxy-anchor", 1)]
    {
        let session = Session::open(&format!("{text}&miner=all&step=3")).unwrap();
        let shown = numbers(&session, &focused(session.trace().batch[0])).unwrap();
        let mut found = vec![];
        shown.formulas.iter().flatten().flatten().for_each(|node| pairs(node, &mut found));
        assert!(found.len() >= least, "{text}: {found:?}");
        for pair in found.into_iter().chain(shown.gradients.into_iter().filter_map(|gradient| gradient.pair)) {
            let spot = Spot::pair_of(&pair).unwrap();
            assert_eq!(spot.text(), pair);
            let mut options = Options::default();
            options.hover = Some(spot);
            assert!(lit(&session, &options).contains(&pair), "{pair}");
        }
    }
}

#[test]
fn without_an_anchor_the_spotlit_triplet_is_explained_and_without_a_spotlight_the_first_that_is_mined() {
    let session = Session::open("step=3").unwrap();
    let spotlit = spotlight::focus(&session, &Options::default()).unwrap();
    let [shown, chosen] = [None, Some(spotlit)].map(|focus| {
        let mut options = Options::default();
        options.focus = focus;
        numbers(&session, &options).unwrap()
    });
    let values = |shown: &Numbers| shown.terms.iter().map(|term| term.expr.value()).collect::<Vec<_>>();
    assert_eq!(values(&shown), values(&chosen));
    assert_eq!(shown.focus, spotlit);
    assert!(shown.said.starts_with("In the spotlight"), "{}", shown.said);
    let without = Options::split("view.spotlight=off").unwrap().0;
    let said = numbers(&session, &without).unwrap().said;
    assert!(said.starts_with("First of"), "{said}");
}

#[test]
fn a_softmax_has_the_slider_that_sharpens_it() {
    let slider = |text: &str| {
        let session = Session::open(&format!("{text}&miner=all&step=3")).unwrap();
        numbers(&session, &Options::default()).unwrap().slider.map(|slider| slider.key)
    };
    for (text, key) in [
        ("loss=info-nce", Some("loss.temperature")),
        ("loss=sup-con", Some("loss.temperature")),
        ("loss=cosface", Some("loss.scale")),
        ("loss=circle", Some("loss.gamma")),
        ("loss=triplet", None),
        ("loss=contrastive", None),
    ] {
        assert_eq!(slider(text).as_deref(), key, "{text}");
    }
}

#[test]
fn without_a_mined_tuple_there_are_no_numbers_and_what_was_left_out_says_so() {
    let session = Session::open("miner=semi-hard&data.spread=0.05&step=120").unwrap();
    assert_eq!(session.trace().tuples.len(), 0);
    assert!(numbers(&session, &Options::default()).is_none());
    let shown = numbers(&session, &focused(session.trace().batch[0])).unwrap();
    assert!(shown.said.starts_with("Not mined in this step.") && shown.counted.is_empty(), "{}", shown.said);
}
