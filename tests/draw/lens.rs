//! The lens: zones and rings agree with what the loss does, every pick is what the miner selects, and a point outside the batch looks as it
//! would inside.

use crate::common::{misfit, relations, spec, weigh, with_loss};
use pushpull::draw::lens::Rings;
use pushpull::learn::affinity::{self, AffinitySpec, Orientation};
use pushpull::learn::compare::Relation;
use pushpull::learn::head::{self, HeadSpec};
use pushpull::learn::look::lens::Lens;
use pushpull::learn::loss::{self, Exception, LossSpec, Reach, Zone};
use pushpull::learn::miner;
use pushpull::learn::num::{Matrix, cos, sin};
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::session::Session;
use pushpull::session::pick::{Choice, census, choices, meant, picks};
use pushpull::tell::Options;
use pushpull::tell::embedding::words;
use std::collections::HashSet;

/// Every loss with a limited reach, with every affinity and head that go with it.
fn ending() -> impl Iterator<Item = (&'static LossSpec, &'static AffinitySpec, &'static HeadSpec)> {
    let ends = |spec: &&'static LossSpec| {
        (spec.build)(&Params::defaults(&spec.entry)).reach(&[]).limit(0.0).is_some_and(f64::is_finite)
    };
    loss::LIST.iter().filter(ends).flat_map(|loss| {
        let heads = move |affinity: &'static AffinitySpec| head::LIST.iter().map(move |head| (loss, affinity, head));
        affinity::LIST.iter().flat_map(heads).filter(|(loss, affinity, head)| !misfit(loss, affinity, head))
    })
}

/// Whether the loss pushes a negative at this place away from the anchor.
fn pushes(pipeline: &Pipeline, [a, p, n]: [(f64, f64); 3]) -> bool {
    let raw = Matrix::from_column_slice(2, 3, &[a.0, a.1, p.0, p.1, n.0, n.1]);
    let (weighed, _) = weigh(pipeline, &raw, &relations(&[0, 0, 1]));
    let toward = |i: usize, j: usize| weighed.weights()[(i, j)] * pipeline.affinity.turn(Orientation::Distance);
    // A pair loss counts each pair once; the positive as anchor has pushes of its own, which do not affect the anchor's pairs.
    toward(0, 2) + toward(2, 0) < 0.0
}

#[test]
fn a_negative_just_inside_the_outer_ring_is_pushed_and_one_just_outside_is_not() {
    let (mut tried, mut heads_tried) = (0, [0, 0]);
    for (loss, affinity, head) in ending() {
        let setting = Params::defaults(&loss.entry);
        let pipeline = Pipeline { affinity, head, ..with_loss(loss, &setting) };
        let what = format!("{}, {}, {}", loss.entry.id, affinity.entry.id, head.entry.id);
        let distance = |x: (f64, f64), y: (f64, f64)| {
            affinity.turned((affinity.value)(&[x.0, x.1], &[y.0, y.1]), Orientation::Distance)
        };
        for (a, p) in [((0.6, 0.8), (0.8, 0.6)), ((1.0, 0.0), (0.8, -0.6)), ((-0.28, 0.96), (0.28, 0.96))] {
            let reach = pipeline.reach(&[]);
            let limit = reach.limit(distance(a, p)).unwrap();
            let rings = Rings::new(affinity, a, reach, distance(a, p));
            if head.unit {
                let turn = |angle: f64| (a.0 * cos(angle) - a.1 * sin(angle), a.0 * sin(angle) + a.1 * cos(angle));
                for (_, angle) in rings.angles().into_iter().filter(|(level, _)| *level == limit) {
                    for side in [-1.0, 1.0] {
                        assert!(pushes(&pipeline, [a, p, turn(side * (angle - 1e-6))]), "{what}: inside");
                        if angle < 3.1 {
                            assert!(!pushes(&pipeline, [a, p, turn(side * (angle + 1e-6))]), "{what}: outside");
                            (tried, heads_tried[0]) = (tried + 1, heads_tried[0] + 1);
                        }
                    }
                }
            } else {
                let lines = rings.lines(((-3.0, -3.0), (3.0, 3.0)), 0.11);
                let Some((_, outer)) = lines.iter().find(|(level, _)| *level == limit) else {
                    assert!(matches!(reach, Reach::Soft { .. }), "{what}: only what fades has no line at its end");
                    continue;
                };
                for (x, y) in outer.iter().flatten().step_by(9) {
                    // Uphill along the slope of the distance, whatever its direction.
                    let h = 1e-5;
                    let slope = |dx: f64, dy: f64| {
                        distance(a, (x + h * dx, y + h * dy)) - distance(a, (x - h * dx, y - h * dy))
                    };
                    let (u, v) = (slope(1.0, 0.0), slope(0.0, 1.0));
                    let length = (u * u + v * v).sqrt();
                    if length < 1e-7 || x.abs().max(y.abs()) < 0.05 {
                        continue;
                    }
                    let off = |by: f64| (x + by * u / length, y + by * v / length);
                    assert!(pushes(&pipeline, [a, p, off(-1e-4)]), "{what}: inside at {x}, {y}");
                    assert!(!pushes(&pipeline, [a, p, off(1e-4)]), "{what}: outside at {x}, {y}");
                    (tried, heads_tried[1]) = (tried + 1, heads_tried[1] + 1);
                }
            }
        }
    }
    assert!(tried > 100 && heads_tried.iter().all(|n| *n > 10), "{tried} {heads_tried:?}");
}

#[test]
fn the_inner_ring_goes_through_the_positive() {
    let triplet = spec(loss::LIST, "triplet");
    let reach = (triplet.build)(&Params::defaults(&triplet.entry)).reach(&[]);
    for affinity in affinity::LIST {
        let (a, p) = ((0.6, 0.8), (1.3, 0.2));
        let value = (affinity.value)(&[a.0, a.1], &[p.0, p.1]);
        let distance = affinity.turned(value, Orientation::Distance);
        let lines = Rings::new(affinity, a, reach, distance).lines(((-2.0, -2.0), (2.0, 2.0)), 0.05);
        let (_, inner) = lines.iter().find(|(level, _)| *level == distance).unwrap();
        let gap = |(x, y): &(f64, f64)| ((x - p.0) * (x - p.0) + (y - p.1) * (y - p.1)).sqrt();
        let nearest = inner.iter().flatten().map(gap).fold(f64::INFINITY, f64::min);
        assert!(nearest < 0.05, "{}: {nearest}", affinity.entry.id);
    }
}

#[test]
fn a_loss_without_an_end_pushes_every_negative_that_it_gets() {
    for spec in loss::LIST {
        let setting = Params::defaults(&spec.entry);
        let pipeline =
            Pipeline { affinity: self::spec(affinity::LIST, spec.usual_affinity), ..with_loss(spec, &setting) };
        let pulls_only = spec.exceptions.contains(&Exception::NothingPushes);
        if !pulls_only && pipeline.loss.reach(&[]) == Reach::Endless && pipeline.loss.triplet_margin().is_none() {
            let near = [(0.6, 0.8), (0.8, 0.6), (0.0, 1.0)];
            assert!(pushes(&pipeline, near), "{}", spec.entry.id);
        }
    }
}

#[test]
fn the_lens_sorts_every_negative_of_the_anchor_into_its_zone() {
    for (loss, affinity, head) in loss::LIST.iter().flat_map(|loss| {
        affinity::LIST.iter().flat_map(move |affinity| head::LIST.iter().map(move |head| (loss, affinity, head)))
    }) {
        let text = format!(
            "data.per_class=8&encoder.width=6&sampler.per_class=5&loss={}&affinity={}&miner=all&head={}&optimizer.lr=0.001&step=2",
            loss.entry.id, affinity.entry.id, head.entry.id
        );
        let Ok(session) = Session::open(&text) else { continue };
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let pulls_only = pipeline.loss_spec.exceptions.contains(&Exception::NothingPushes);
        if pulls_only || matches!(pipeline.reach(&[]), Reach::Fixed { .. } | Reach::Soft { .. }) {
            // Its zones do not depend on the positive.
            continue;
        }
        let (mut hard, mut semi_hard, mut all) = (0, 0, 0);
        for anchor in 0..trace.relations.rows() {
            let positives = trace.relations.of(anchor, Relation::Positive).count();
            let mut seen: Vec<usize> = vec![];
            for nth in 0..positives {
                let Some(lens) = Lens::new(pipeline, trace, session.state().learned.numbers(), anchor, nth) else {
                    continue;
                };
                seen.push(lens.positive);
                assert_eq!(lens.distance, trace.distances[(anchor, lens.positive)]);
                all += lens.negatives.len() as u64;
                hard += lens.negatives.iter().filter(|(_, zone)| *zone == Zone::Hard).count() as u64;
                semi_hard += lens.negatives.iter().filter(|(_, zone)| *zone == Zone::SemiHard).count() as u64;
            }
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), positives, "counting through the positives visits each of them once");
        }
        let ranks = &trace.counts;
        assert_eq!((hard, semi_hard, all), (ranks.hard, ranks.semi_hard, ranks.triplets), "{}", session.text());
    }
}

/// A session for every miner, some steps into a run with wrong labels.
fn mid_runs() -> impl Iterator<Item = Session> {
    miner::LIST
        .iter()
        .map(|spec| Session::open(&format!("data.label_noise=0.2&step=40&miner={}", spec.entry.id)).unwrap())
}

#[test]
fn the_lens_says_for_every_miner_what_that_miner_takes() {
    for session in mid_runs() {
        let with = |choice: Choice| {
            let mut other = Session::open(&session.text()).unwrap();
            choice.edits().iter().for_each(|(key, value)| other.set(key, value).unwrap());
            assert_eq!(choice.in_force(&session), other.config() == session.config(), "{}", choice.id());
            (choice, other)
        };
        let others: Vec<_> = choices().into_iter().map(with).collect();
        for point in &session.trace().batch {
            let sight = session.sight(*point, 0).unwrap();
            let lens = sight.lens.as_ref().expect("a balanced batch has both");
            for (pick, (choice, other)) in picks(&session, &sight).iter().zip(&others) {
                assert_eq!(pick.choice.id(), choice.id());
                assert_eq!(pick.negatives, lens.taken(&other.trace().tuples), "{}", choice.id());
            }
        }
    }
}

#[test]
fn a_miner_that_could_not_be_chosen_is_not_on_the_list() {
    let session = Session::open("head=plane&affinity=euclidean").unwrap();
    let sight = session.sight(session.trace().batch[0], 0).unwrap();
    let listed: Vec<String> = picks(&session, &sight).iter().map(|pick| pick.choice.id()).collect();
    let can = |choice: &Choice| {
        let mut other = Session::open(&session.text()).unwrap();
        choice.edits().iter().all(|(key, value)| other.set(key, value).is_ok())
    };
    let possible: Vec<String> = choices().into_iter().filter(can).map(|choice| choice.id()).collect();
    assert_eq!(listed, possible);
    assert!(listed.len() < choices().len(), "distance-weighted reckons with the circle");
}

#[test]
fn what_a_library_means_by_a_word_is_held_against_the_meaning_in_force_on_the_whole_batch() {
    let triplets = |session: &Session| {
        let tuples = &session.trace().tuples;
        let each =
            |(a, p, negatives): (usize, usize, &[usize])| negatives.iter().map(move |n| (a, p, *n)).collect::<Vec<_>>();
        tuples.iter().flat_map(each).collect::<HashSet<_>>()
    };
    for definition in ["facenet", "pml-triplets"] {
        let session =
            Session::open(&format!("data.label_noise=0.2&step=40&miner=semi-hard&miner.definition={definition}"))
                .unwrap();
        let sight = session.sight(session.trace().batch[0], 0).unwrap();
        let counts = census(&session, &sight, meant(&session, "").unwrap());
        assert_eq!(counts.len(), miner::DEFINITIONS.len());
        let base = triplets(&session);
        for count in &counts {
            let id = count.definition.entry.id;
            let mut other = Session::open(&session.text()).unwrap();
            other.set("miner.definition", id).unwrap();
            let own = triplets(&other);
            assert_eq!(count.base, id == definition);
            let differences = (own.difference(&base).count(), base.difference(&own).count());
            assert_eq!((count.triplets, (count.more, count.fewer)), (own.len(), differences), "{id}");
        }
        assert!(counts.iter().any(|c| c.easy > 0) && counts.iter().any(|c| c.hard > 0 && c.more > 0 && c.fewer > 0));
        let meanings = words::meanings(&session, &sight, "").unwrap();
        for ((cells, base), count) in meanings.rows.iter().zip(&counts) {
            assert_eq!((&*cells[0], &cells[1]), (count.definition.entry.name, &count.triplets.to_string()));
            let differences = (cells[2].clone(), cells[3].clone());
            let signed = |sign: &str, count: usize| if count > 0 { format!("{sign}{count}") } else { "0".to_string() };
            let expected = (signed("+", count.more), signed("−", count.fewer));
            assert_eq!(differences, if *base { ("–".to_string(), "–".to_string()) } else { expected });
        }
    }
    let plain = Session::open("miner=hard").unwrap();
    let sight = plain.sight(plain.trace().batch[0], 0).unwrap();
    assert!(words::meanings(&plain, &sight, "").is_none(), "one word, one meaning");
    let previewed = words::meanings(&plain, &sight, "semi-hard.tf-addons").unwrap();
    assert!(previewed.caption.ends_with("held against TensorFlow Addons"), "{}", previewed.caption);
}

#[test]
fn a_point_outside_the_batch_is_seen_as_it_would_be_inside() {
    let session = Session::open("step=12").unwrap();
    let trace = session.trace();
    let (mut inside, mut outside) = (0, 0);
    for point in 0..session.pipeline().dataset.len() {
        let sight = session.sight(point, 1).unwrap();
        let seen = sight.trace(trace);
        let lens = sight.lens.as_ref().unwrap();
        assert_eq!(seen.batch[lens.anchor], point);
        assert_eq!(sight.is_supposed(), !trace.batch.contains(&point));
        let mut batch = trace.batch.clone();
        if sight.is_supposed() {
            batch.push(point);
            outside += 1;
        } else {
            inside += 1;
        }
        assert_eq!(seen.batch, batch);
        let embedding = session.embedding().column(point).into_owned();
        assert!((seen.rows.column(lens.anchor) - embedding).norm() < 1e-12);
    }
    assert!(inside > 20 && outside > 20, "{inside} {outside}");
    assert!(session.sight(session.pipeline().dataset.len(), 0).is_none());
}

#[test]
fn the_pairs_are_everything_that_the_anchor_is_compared_with_by_distance() {
    let session = Session::open("data.label_noise=0.2&step=12").unwrap();
    let trace = session.trace();
    for (row, point) in trace.batch.iter().enumerate() {
        let sight = session.sight(*point, 0).unwrap();
        let pairs = sight.pairs(trace);
        assert!(pairs.windows(2).all(|two| two[0].distance <= two[1].distance));
        for relation in [Relation::Positive, Relation::Negative] {
            let mut found: Vec<usize> =
                pairs.iter().filter(|p| p.positive == (relation == Relation::Positive)).map(|p| p.reference).collect();
            found.sort_unstable();
            assert_eq!(found, trace.relations.of(row, relation).collect::<Vec<_>>());
        }
        for pair in &pairs {
            let mined = trace
                .tuples
                .iter()
                .any(|(a, p, negatives)| a == row && (p == pair.reference || negatives.contains(&pair.reference)));
            assert_eq!(pair.mined, mined);
            assert_eq!(pair.zone.is_none(), pair.positive);
        }
        assert_eq!(words::table(&session, &sight).len(), pairs.len());
    }
}

#[test]
fn the_lens_follows_the_run() {
    let mut session = Session::open("").unwrap();
    let before = session.sight(3, 0).unwrap();
    session.step(1);
    let after = session.sight(3, 0).unwrap();
    let distance = |sight: &pushpull::learn::look::sight::Sight| sight.lens.as_ref().unwrap().distance;
    assert_ne!(distance(&before), distance(&after));
    session.set("loss.margin", "0.7").unwrap();
    assert_eq!(session.sight(3, 0).unwrap().lens.as_ref().unwrap().reach, Reach::Beyond(0.7));
}

#[test]
fn the_sentences_name_anchor_positive_and_zones_or_say_why_there_is_nothing_to_see() {
    let mut options = Options::default();
    options.set("view.anchor", "0").unwrap();
    let said = |text: &str| words::sentences(&Session::open(text).unwrap(), &options).join(" ");
    let full = said("sampler=full");
    for word in ["Anchor 0", "positive", "negatives are", "semi-hard", "easy"] {
        assert!(full.contains(word), "{full}");
    }
    let outside = said("sampler.per_class=2&step=1");
    assert!(outside.contains("not in this batch") && outside.contains("would be"), "{outside}");
    assert!(said("data.classes=1").contains("nothing can be compared"), "{}", said("data.classes=1"));
    assert!(said("loss=info-nce&sampler=full").contains("not hard"));
    assert!(said("loss=contrastive&sampler=full").contains("left alone"));
}

#[test]
fn an_anchor_that_is_compared_with_proxies_has_one_for_each_class_and_no_miner_is_asked() {
    let session = Session::open("loss=arcface&sampler=full").unwrap();
    let mut options = Options::default();
    options.set("view.anchor", "0").unwrap();
    let (_, sight) = words::seen(&session, &options).unwrap();
    let table = words::table(&session, &sight);
    assert_eq!(table.len(), session.pipeline().dataset.classes());
    assert!(table.iter().all(|row| row[0].contains("proxy of class")), "{table:?}");
    assert_eq!(table.iter().filter(|row| row[2] == "positive").count(), 1);
    assert!(words::lines(&session, &sight).is_empty() && words::taken(&session, &options).is_none());
    assert!(words::sentences(&session, &options)[0].contains("the proxy of class"));
}
