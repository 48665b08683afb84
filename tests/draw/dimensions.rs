//! Embeddings of more than two dimensions: runs, and the pictures in which they are turned.

use crate::accepted::accepted;
use crate::open::{options, session};
use pushpull::draw::{self, Style, hit};
use pushpull::learn::principal::Components;
use pushpull::session::Session;
use pushpull::tell::place::WAYS;
use pushpull::tell::{Options, SPECS, Sign, Spot, ViewSpec, anchor, camera, turning};

const SMALL: &str = "data.per_class=6&sampler.per_class=3";
const SIZE: (u32, u32) = (420, 340);
const PLACE: (f64, f64) = (420.0, 340.0);

fn embedding() -> &'static ViewSpec {
    SPECS.iter().find(|spec| spec.id == "embedding").unwrap()
}

fn picture(session: &Session, options: &Options, style: &Style) -> String {
    draw::picture(embedding(), session, options, style, SIZE).unwrap()
}

/// The shape of every parameter matrix of the state.
fn shapes(session: &Session) -> Vec<(usize, usize)> {
    session.state().matrices().map(|m| m.shape()).collect()
}

#[test]
fn a_run_of_any_dimension_learns_and_is_the_same_after_a_seek_and_from_its_text() {
    for head in ["circle", "plane"] {
        for dimensions in [2, 3, 8, 64] {
            for more in
                ["", "&loss=proxy-nca", "&scheme=cross-batch", "&encoder=points", "&encoder=linear&optimizer=adam"]
            {
                let text = format!(
                    "{SMALL}&head={head}&head.dimensions={dimensions}&miner=all&data.spread=0.7&optimizer.lr=0.01{more}"
                );
                let mut run = session(&text);
                let before = run.digest();
                assert_eq!(run.step(20), 20, "{text}");
                assert_eq!(run.embedding().nrows(), dimensions, "{text}");
                assert_ne!(run.digest(), before, "{text}");
                let there = run.digest();
                assert_eq!(session(&run.text()).digest(), there, "{text}");
                assert_eq!(Session::resume(&run.text(), &run.snapshot()).unwrap().digest(), there, "{text}");
                run.seek(3);
                run.seek(20);
                assert_eq!(run.digest(), there, "{text}");
                if head == "circle" {
                    assert!(run.embedding().column_iter().all(|z| (z.norm() - 1.0).abs() < 1e-12), "{text}");
                }
            }
        }
    }
}

#[test]
fn two_dimensions_are_left_out_of_the_text() {
    let mut run = session("head.dimensions=2");
    assert_eq!(run.text(), session("").text());
    run.set("head.dimensions", "3").unwrap();
    assert_eq!(run.text(), "head.dimensions=3");
    run.set("head", "plane").unwrap();
    assert_eq!(run.embedding().nrows(), 3, "another output keeps the dimension");
    run.set("head.dimensions", "2").unwrap();
    assert_eq!(run.text(), "head=plane");
    for wrong in ["1", "65", "2.5", "three"] {
        assert!(run.set("head.dimensions", wrong).is_err(), "{wrong}");
    }
}

#[test]
fn another_dimension_in_mid_run_starts_the_encoder_afresh_like_another_width() {
    for key in ["head.dimensions", "encoder.width"] {
        let mut run = session(&format!("{SMALL}&scheme=cross-batch&scheme.size=16&optimizer=adam&step=10"));
        run.set(key, "8").unwrap();
        let fresh = session(&format!("{SMALL}&scheme=cross-batch&scheme.size=16&optimizer=adam&{key}=8"));
        assert_eq!(shapes(&run), shapes(&fresh), "{key}");
        assert_eq!(run.state().towers, fresh.state().towers, "{key}");
        assert_eq!(
            run.trail().count(),
            if key == "encoder.width" { 10 } else { 0 },
            "{key}: trails show what still compares"
        );
        assert_eq!(run.step(5), 5);
        let there = run.digest();
        run.seek(4);
        run.seek(15);
        assert_eq!(run.digest(), there, "{key}");
        picture(&run, &Options::default(), &Style::light());
    }
}

#[test]
fn the_distance_weighted_miner_reckons_with_the_dimension_of_the_embedding() {
    let weights = |more: &str| {
        session(&format!("{SMALL}&miner=distance-weighted&head.dimensions=8{more}")).trace().tuples.clone()
    };
    let of = |more: &str| weights(more).iter().map(|(a, p, n)| (a, p, n.to_vec())).collect::<Vec<_>>();
    assert_eq!(of(""), of("&miner.dimensions=8"));
    assert_ne!(of(""), of("&miner.dimensions=2"));
}

#[test]
fn the_worlds_look_as_accepted_in_light_and_dark() {
    for (name, text, view) in [
        ("globe", "head.dimensions=3&miner=hard&step=6", vec![]),
        ("globe-lens", "head.dimensions=3&step=9", vec![("view.anchor", "12"), ("view.turn", "40")]),
        ("space", "head=plane&head.dimensions=3&step=20", vec![("view.forces", "on")]),
        ("ball", "head.dimensions=8&step=30", vec![]),
    ] {
        let session = session(&format!("{SMALL}&{text}"));
        accepted(name, |style| picture(&session, &options(&view), style));
    }
}

#[test]
fn everything_that_can_be_shown_can_be_shown_in_any_world_from_anywhere() {
    let switches: Vec<String> = pushpull::tell::switches().map(|switch| switch.key()).collect();
    for text in [
        "head.dimensions=3&loss=arcface&step=9",
        "head.dimensions=3&miner=batch-hard&step=60",
        "head.dimensions=3&encoder=points",
        "head=plane&head.dimensions=3&affinity=cosine",
        "head=plane&head.dimensions=3&affinity=dot&loss=n-pair",
        "head=plane&head.dimensions=5&scheme=cross-batch&step=9",
        "head.dimensions=64&data=digits&step=3",
        "head.dimensions=3&data.classes=1",
        "head=plane&head.dimensions=4&data.classes=1",
        "head=plane&head.dimensions=3&optimizer.lr=1e300&step=9",
    ] {
        let session = session(&format!("{SMALL}&{text}"));
        for (turn, tilt) in [("0", "0"), ("-180", "90"), ("33.3", "-90")] {
            for anchor in ["", "0"] {
                let mut options = options(&[("view.turn", turn), ("view.tilt", tilt), ("view.anchor", anchor)]);
                switches.iter().for_each(|key| options.set(key, "on").unwrap());
                picture(&session, &options, &Style::light());
                let said = (embedding().describe)(&session, &options);
                assert!(said.contains("dimensions") || said.contains("unit sphere"), "{text}: {said}");
                assert!(!said.contains("NaN") && !said.contains("circle"), "{text}: {said}");
                assert!(!(embedding().legend)(&session, &options).is_empty());
                hit(embedding(), &session, &options, PLACE, (200.0, 200.0));
            }
        }
    }
}

#[test]
fn a_point_is_found_where_it_is_drawn_and_the_near_side_comes_first() {
    for text in ["head.dimensions=3", "head=plane&head.dimensions=3", "head.dimensions=8"] {
        let session = session(&format!("{SMALL}&step=5&{text}"));
        let points = session.pipeline().dataset.len();
        for turn in ["-25", "70", "180"] {
            let options = options(&[("view.turn", turn)]);
            let hits: Vec<(usize, (f64, f64))> = (0..84 * 68)
                .map(|k| (f64::from(k % 84) * 5.0, f64::from(k / 84) * 5.0))
                .filter_map(|at| match hit(embedding(), &session, &options, PLACE, at) {
                    Some(Spot::Point(i)) => Some((i, at)),
                    _ => None,
                })
                .collect();
            let depths = camera::Camera::of(&session, &options).depths(session.embedding());
            let found = |i: usize| hits.iter().any(|(hit, _)| *hit == i);
            let missed: Vec<usize> = (0..points).filter(|i| !found(*i)).collect();
            assert!(missed.len() * 2 < points, "{text} {turn}: {missed:?} are nowhere");
            if text == "head.dimensions=3" {
                let behind = missed.iter().filter(|i| depths[**i] < 0.0).count();
                assert!(2 * behind >= missed.len(), "{turn}: what lies in front is found first");
            }
        }
    }
}

#[test]
fn a_pointer_turns_the_world_under_it_and_a_click_does_not() {
    let (globe, flat) = (session("head.dimensions=3"), session(""));
    let mut options = Options::default();
    let take = |session: &Session, at| turning::Held::take(session, &Options::default(), PLACE, at);
    assert!(take(&flat, (210.0, 170.0)).is_none(), "the circle lies still");
    assert!(take(&globe, (4.0, 4.0)).is_none(), "beside the globe a finger scrolls the page");
    let mut held = take(&globe, (210.0, 170.0)).unwrap();
    held.drag(&mut options, PLACE, (212.0, 171.0));
    assert!(!held.moved && options.given().is_empty(), "a pointer that trembles does not turn");
    held.drag(&mut options, PLACE, (295.0, 85.0));
    assert!(held.moved);
    // Half of the shorter side is 170 pixels and 90 degrees; from −25° and 20°.
    assert_eq!((options.turn, options.tilt), (Some(20.0), Some(-25.0)));
    held.drag(&mut options, PLACE, (210.0 - 400.0, 900.0));
    assert_eq!((options.turn, options.tilt), (Some(123.2), Some(90.0)), "round and round, but not over the pole");
}

#[test]
fn what_is_in_front_goes_with_the_pointer_and_with_the_keys() {
    let globe = session("head.dimensions=3");
    let at = |options: &Options| camera::Camera::of(&globe, options).see([0.0, 0.0, 1.0]).0;
    let front = options(&[("view.turn", "0"), ("view.tilt", "0")]);
    for (way, (dx, dy)) in WAYS {
        let mut options = front.clone();
        turning::nudge(&globe, &mut options, way);
        let ((x, y), (u, v)) = (at(&front), at(&options));
        assert!((u - x) * dx > 0.1 || (v - y) * dy > 0.1, "{way}: {:?}", (u - x, v - y));
        assert_ne!(picture(&globe, &front, &Style::light()), picture(&globe, &options, &Style::light()), "{way}");
    }
}

#[test]
fn a_turn_is_part_of_the_link_and_stays_when_one_looks_away() {
    let (mut options, run) = Options::split("head.dimensions=3&view.turn=-40.5&view.tilt=90&view.anchor=3").unwrap();
    assert_eq!((run.as_str(), options.turn, options.tilt), ("head.dimensions=3", Some(-40.5), Some(90.0)));
    assert_eq!(options.joined(&run), "head.dimensions=3&view.turn=-40.5&view.tilt=90&view.anchor=3");
    options.look_away();
    assert_eq!(options.joined(&run), "head.dimensions=3&view.turn=-40.5&view.tilt=90");
    for (wrong, allowed) in
        [("view.turn=200", "-180 to 180"), ("view.tilt=91", "-90 to 90"), ("view.turn=NaN", "-180 to 180")]
    {
        let said = Options::split(wrong).unwrap_err().to_string();
        assert!(said.contains(allowed), "{said}");
    }
}

#[test]
fn arrow_keys_walk_as_the_points_are_seen() {
    let globe = session(&format!("{SMALL}&head.dimensions=3"));
    for turn in ["0", "90"] {
        let options = options(&[("view.turn", turn), ("view.anchor", "5")]);
        let places = camera::Camera::of(&globe, &options).points(globe.embedding());
        if let Some(next) = anchor::next(&globe, &options, embedding(), "right") {
            assert!(places[next].0 > places[5].0, "{turn}");
        }
    }
}

#[test]
fn the_share_of_the_variance_is_that_of_the_two_axes_that_are_seen_and_turning_lowers_it() {
    let session = session("head.dimensions=8&step=50");
    let share =
        |turn: &str| camera::Camera::of(&session, &options(&[("view.turn", turn)])).share(session.embedding()).unwrap();
    let best: f64 = Components::of(session.embedding(), 2).shares.iter().sum();
    assert!(share("0") <= best + 1e-12 && share("0") > best - 0.005, "{} of {best}", share("0"));
    assert!(share("90") < share("0"));
    let said = (embedding().describe)(&session, &Options::default());
    assert!(said.contains(" 2 of 8 dimensions, ") && said.contains(" of the variance are seen."), "{said}");
    let legend = (embedding().legend)(&session, &Options::default());
    assert!(legend.iter().any(|item| item.mark == Sign::Note && item.label.starts_with("2 of 8 dimensions, ")));
}

#[test]
fn a_picture_of_many_dimensions_does_not_flip_from_step_to_step() {
    for text in
        ["head.dimensions=8", "head.dimensions=16&miner=batch-hard", "head=plane&head.dimensions=5&optimizer.lr=0.01"]
    {
        let mut run = session(text);
        let mut before: Option<Vec<(f64, f64)>> = None;
        for _ in 0..150 {
            let seen = camera::Camera::of(&run, &Options::default()).points(run.embedding());
            if let Some(before) = &before {
                let moved = |sign: f64| -> f64 {
                    let squared = |a: f64, b: f64| (a - sign * b) * (a - sign * b);
                    before.iter().zip(&seen).map(|(a, b)| squared(a.0, b.0) + squared(a.1, b.1)).sum()
                };
                let (way, flipped) = (moved(1.0), moved(-1.0));
                assert!(way < flipped, "{text} at step {}: {way} against {flipped}", run.now());
            }
            before = Some(seen);
            run.step(1);
        }
    }
}

#[test]
fn the_picture_of_a_step_does_not_depend_on_the_way_to_it() {
    let mut run = session("head.dimensions=8&step=90");
    let there = picture(&run, &Options::default(), &Style::light());
    run.step(40);
    run.seek(90);
    assert_eq!(picture(&run, &Options::default(), &Style::light()), there);
    assert_eq!(picture(&session("head.dimensions=8&step=90"), &Options::default(), &Style::light()), there);
}
