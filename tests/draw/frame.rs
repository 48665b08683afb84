//! The frame rests: it is the same at every step, however the step was reached, and neither a collapse nor an explosion moves it.

use crate::accepted::accepted;
use crate::labels::Label;
use crate::open::session;
use pushpull::draw::{self, Style, hit};
use pushpull::learn::ball::Ball;
use pushpull::session::{PRESETS, Session};
use pushpull::tell::camera::Camera;
use pushpull::tell::embedding::lens::View;
use pushpull::tell::frame::{Aim, Held, fit, nudge, pan, resting, shared, zoom_at, zoom_by};
use pushpull::tell::{Options, SPECS, Spot, view};

pub fn picture(session: &Session, options: &Options, style: &Style, size: (u32, u32)) -> String {
    draw::picture(view("embedding").unwrap(), session, options, style, size).unwrap()
}

/// Where each point lies in a flat picture of this size, in CSS pixels.
pub fn places(session: &Session, options: &Options, (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let camera = Camera::of(session, options);
    let Aim { center, half } = Aim::of(session, options, &camera);
    let scale = 0.5 * width.min(height) / half;
    let css = |(x, y): (f64, f64)| (0.5 * width + scale * (x - center[0]), 0.5 * height - scale * (y - center[1]));
    camera.points(session.embedding()).into_iter().map(css).collect()
}

pub fn plain(session: &Session) -> String {
    picture(session, &Options::default(), &Style::light(), (420, 340))
}

/// Runs in every world, sound ones and others.
const WORLDS: [&str; 8] = [
    "head=plane&miner=hard",
    "head=plane&loss=contrastive",
    "head=plane&loss=proxy-nca&optimizer.lr=0.02",
    "head=plane&head.dimensions=3&miner=hard",
    "head=plane&head.dimensions=8&loss=contrastive",
    "head.dimensions=3",
    "head.dimensions=8&miner=batch-hard&data.label_noise=0.2",
    "encoder=identity&head=plane&sampler=full",
];

#[test]
fn the_frame_of_every_run_is_the_same_at_every_step_by_walking_seeking_and_opening() {
    for text in PRESETS.iter().map(|preset| preset.text).chain(WORLDS) {
        let mut run = session(text);
        let first = resting(&run);
        assert!(first.radius > 0.0 && first.radius.is_finite(), "{text}");
        run.step(200);
        assert_eq!(resting(&run), first, "{text} at step {}", run.now());
        run.seek(7);
        assert_eq!(resting(&run), first, "{text}, sought");
        assert_eq!(resting(&session(&run.text())), first, "{text}, opened");
    }
}

#[test]
fn the_frame_rests_while_losses_and_miners_change_and_another_cloud_has_another() {
    let mut run = session("head=plane&miner=hard&step=20");
    let first = resting(&run);
    run.set("loss.margin", "3").unwrap();
    run.set("miner", "all").unwrap();
    assert_eq!(resting(&run), first, "an edit in mid-run");
    run.set("data.spread", "3").unwrap();
    let wide = resting(&run);
    assert!(wide.radius > first.radius);
    assert_eq!(resting(&session(&run.text())), wide);
    run.seek(5);
    assert_eq!(resting(&run), first, "before the edit");
}

#[test]
fn the_frame_is_as_wide_as_the_initial_cloud_and_three_margins() {
    for (more, margin) in
        [("", 0.2_f64.sqrt()), ("&affinity=euclidean", 0.2), ("&loss=contrastive", 1.0), ("&loss=info-nce", 2.5)]
    {
        let run = session(&format!("head=plane{more}"));
        let Ball { center, radius } = resting(&run);
        let far = run.embedding().column_iter().map(|z| (z - center.column(0)).norm()).fold(0.0, f64::max);
        assert!(
            (far + 1.5 * margin..far + 1.5 * margin + 0.1 * radius).contains(&radius),
            "{more}: {radius} around {far}"
        );
    }
}

#[test]
fn a_collapse_becomes_a_dot_that_is_shown_enlarged_with_rays_from_where_the_points_fell() {
    for text in [
        "data.label_noise=0.2&miner=hard&step=60",
        "data.label_noise=0.2&miner=hard&head.dimensions=3&step=80",
        "data.spread=0.5&encoder=linear&head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.05&step=300",
    ] {
        let run = session(text);
        let view = view("embedding").unwrap();
        let says = |run: &Session| {
            (view.legend)(run, &Options::default()).iter().any(|item| item.label.contains("before the fall"))
        };
        assert!(plain(&run).contains("the same dot, ×") && says(&run), "{text}");
        let start = session(text.split("&step").next().unwrap());
        assert!(!plain(&start).contains("the same dot") && !says(&start), "{text}");
    }
}

#[test]
fn what_a_pointer_is_at_stays_under_it_while_it_zooms_and_drags_and_a_key_goes_the_other_way() {
    let size = (420.0, 300.0);
    for text in ["head=plane", "encoder=identity&head=plane&sampler=full", ""] {
        let run = session(text);
        let mut options = Options::default();
        let at = |options: &Options| places(&run, options, size)[3];
        let moved = |options: &Options, from: (f64, f64), by: (f64, f64)| {
            let to = at(options);
            assert!(
                (to.0 - from.0 - by.0).abs() < 1.0 && (to.1 - from.1 - by.1).abs() < 1.0,
                "{text}: {from:?}, {to:?}"
            );
        };
        let pointed = at(&options);
        zoom_at(&run, &mut options, 3.0, size, pointed);
        moved(&options, pointed, (0.0, 0.0));
        let mut held = Held::take(&run, &options, pointed).unwrap();
        held.drag(&run, &mut options, size, (pointed.0 + 1.0, pointed.1));
        moved(&options, pointed, (0.0, 0.0));
        held.drag(&run, &mut options, size, (pointed.0 + 40.0, pointed.1 - 25.0));
        moved(&options, pointed, (40.0, -25.0));
        let before = at(&options);
        nudge(&run, &mut options, "right");
        moved(&options, before, (-30.0, 0.0));
    }
}

#[test]
fn no_name_lies_in_a_small_magnifier_and_in_a_large_one_they_do() {
    for text in ["data.label_noise=0.2&miner=hard&step=60", "head=plane&data.label_noise=0.2&miner=hard&step=60"] {
        for (size, within) in [((366, 300), false), ((330, 220), false), ((860, 700), true)] {
            let svg = picture(&session(text), &Options::default(), &Style::light(), size);
            let labels = Label::all(&svg);
            let named = |name: &str| labels.iter().find(|label| label.text.ends_with(name));
            // The caption stands over the magnifier, which is as wide as its corner tells.
            let caption = labels.iter().find(|label| label.text.contains("the same dot")).unwrap();
            let radius = (0.22 * f64::from(size.0.min(size.1))).clamp(20.0, 120.0);
            let [left, _, right, bottom] = caption.sides;
            let inside = |label: &Label| {
                let [l, t, r, b] = label.sides;
                let (x, y) = (0.5 * (l + r) - 0.5 * (left + right), 0.5 * (t + b) - bottom - radius);
                x * x + y * y < radius * radius
            };
            let anchor = named("anchor").unwrap_or_else(|| panic!("{text} {size:?}: {labels:?}"));
            assert_eq!(inside(anchor), within, "{text} {size:?}: {labels:?}");
            let others = ["positive", "negative"].into_iter().filter_map(named);
            assert!(within || !others.into_iter().any(inside), "{text} {size:?}: {labels:?}");
        }
    }
}

#[test]
fn any_size_of_cloud_can_be_drawn_and_nothing_covers_the_upper_corners() {
    let mut seen = 0;
    for spread in ["1e-12", "1e-6", "0.001", "1", "1000", "1e6", "1e12"] {
        for world in ["encoder=points&head=plane", "encoder=points&head=plane&head.dimensions=3", "encoder=points"] {
            let mut run = session(&format!("{world}&optimizer.lr={spread}&loss=contrastive&miner=all"));
            run.step(3);
            for size in [(340, 300), (860, 510), (300, 700), (240, 200)] {
                for frame in ["", "0.001", "1e9"] {
                    let mut options = Options::default();
                    options.set("view.frame", frame).unwrap();
                    let svg = picture(&run, &options, &Style::light(), size);
                    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{world} {spread} {size:?}");
                    let words = ["the same dot", "times smaller"];
                    let labels = Label::all(&svg);
                    let captions = labels.iter().filter(|label| words.iter().any(|word| label.text.contains(word)));
                    for Label { sides: [left, top, right, _], text } in captions {
                        let what = format!("{world} {spread} {size:?}: {text} at {left}, {top}");
                        assert!(*top > 0.15 * f64::from(size.1), "{what}");
                        assert!(*left >= 0.0 && *right <= f64::from(size.0), "{what}");
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_reader_zooms_and_moves_on_purpose_and_the_picture_says_so() {
    for text in WORLDS {
        let run = session(text);
        let mut options = Options::default();
        let camera = Camera::of(&run, &options);
        let rest = Aim::of(&run, &options, &camera);
        zoom_by(&run, &mut options, 2.0, (0.5, -0.25));
        let near = Aim::of(&run, &options, &camera);
        assert!((near.half / rest.half - 0.5).abs() < 0.01, "{text}");
        let at = |aim: &Aim, off: (f64, f64)| {
            let (x, y) = camera.point(aim.center);
            (x + off.0 * aim.half, y + off.1 * aim.half)
        };
        let (a, b) = (at(&rest, (0.5, -0.25)), at(&near, (0.5, -0.25)));
        assert!(libm::hypot(a.0 - b.0, a.1 - b.1) < 0.01 * rest.half, "{text}: the place under the pointer stays");
        assert!(picture(&run, &options, &Style::light(), (420, 340)).contains("zoomed in ×2"), "{text}");
        let said = (view("embedding").unwrap().describe)(&run, &options);
        assert!(said.contains("zoomed in ×2"), "{said}");
        pan(&run, &mut options, (1.0, 0.0));
        let moved = camera.point(Aim::of(&run, &options, &camera).center).0 - camera.point(near.center).0;
        assert!((moved / near.half - 1.0).abs() < 0.01, "{text}");
        let (read, _) = Options::split(&options.joined("")).unwrap();
        assert_eq!(Aim::of(&run, &read, &camera), Aim::of(&run, &options, &camera), "{text}: the link shows the same");
        fit(&run, &mut options);
        assert_eq!(Aim::of(&run, &options, &camera), rest, "{text}: back to rest");
    }
}

#[test]
fn fit_shows_a_dot_as_a_cloud_and_an_explosion_whole() {
    for text in
        ["data.label_noise=0.2&miner=hard&step=80", "head=plane&step=60", "head=plane&head.dimensions=3&step=60"]
    {
        let run = session(text);
        let mut options = Options::default();
        let said = fit(&run, &mut options);
        assert!(said.starts_with("All points, zoomed "), "{text}: {said}");
        let svg = picture(&run, &options, &Style::light(), (420, 340));
        assert!(!svg.contains("the same dot") && !svg.contains("times smaller"), "{text}");
    }
}

#[test]
fn a_frame_from_text_is_refused_with_what_is_allowed() {
    for (wrong, allowed) in [
        ("view.frame=0", "half the width of the picture, a number from 1e-6 to 1e12"),
        ("view.frame=wide", "half the width"),
        ("view.frame=NaN", "half the width"),
        ("view.centre=1", "two or three coordinates"),
        ("view.centre=1,inf", "two or three coordinates"),
        ("view.centre=1,2,3,4", "two or three coordinates"),
    ] {
        let said = Options::split(wrong).unwrap_err().to_string();
        assert!(said.contains(allowed), "{said}");
    }
    let (options, run) = Options::split("head=plane&view.frame=2.5&view.centre=0.5,-0.25").unwrap();
    assert_eq!(options.joined(&run), "head=plane&view.frame=2.5&view.centre=0.5,-0.25");
}

#[test]
fn panels_share_one_frame_unless_they_live_in_different_worlds() {
    let runs = [session("head=plane&miner=hard"), session("head=plane&loss=contrastive&seed=3")];
    let all = shared(runs.iter()).unwrap();
    for run in &runs {
        let own = resting(run);
        assert!((&own.center - &all.center).norm() + own.radius <= all.radius * 1.000_001);
        let mut options = Options::default();
        options.shared = Some(all.clone());
        assert_eq!(Aim::of(run, &options, &Camera::of(run, &options)).half, all.radius);
    }
    assert_eq!(shared(runs[..1].iter()), Some(resting(&runs[0])));
    assert_eq!(shared([&runs[0], &session("")].into_iter()), None);
}

#[test]
fn points_are_found_in_a_zoomed_picture() {
    let run = session("head=plane&miner=hard&step=20");
    let mut options = Options::default();
    zoom_by(&run, &mut options, 4.0, (0.0, 0.0));
    let places = places(&run, &options, (420.0, 340.0));
    let mut found = 0;
    for at in (0..84 * 68).map(|k| (f64::from(k % 84) * 5.0, f64::from(k / 84) * 5.0)) {
        let Some(spot) = hit(SPECS[0], &run, &options, (420.0, 340.0), at) else { continue };
        let Spot::Point(point) = spot else { panic!("{spot:?}") };
        let (x, y) = places[point];
        assert!((x - at.0).abs() < 20.0 && (y - at.1).abs() < 20.0, "{point} at {x}, {y} is found at {at:?}");
        found += 1;
    }
    assert!(found > 100, "{found}");
}

#[test]
fn an_explosion_and_a_fall_in_the_plane_look_as_accepted() {
    for (name, says, text) in [
        ("explosion", "times smaller", "head=plane&step=60"),
        (
            "fall-plane",
            "the same dot",
            "data.spread=0.5&encoder=linear&head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.05&step=400",
        ),
        ("fall-circle", "the same dot", "data.label_noise=0.2&miner=hard&step=60"),
    ] {
        let run = session(&format!("data.per_class=10&{text}"));
        assert!(plain(&run).contains(says), "{name}");
        accepted(name, |style| picture(&run, &Options::default(), style, (420, 340)));
    }
}

#[test]
fn what_lies_outside_the_frame_has_no_name_and_no_line_on_the_border() {
    let (width, height) = (420, 340);
    let worlds = [
        "head=plane&step=60",
        "head=plane&head.dimensions=3&step=60",
        "head=plane&loss=contrastive&miner=all&step=60",
        "head=plane&affinity=cosine",
        "",
        "loss=arcface&step=10",
        "head.dimensions=3",
    ];
    let mut names = 0;
    for (text, factor) in worlds.iter().flat_map(|text| [1.0, 4.0, 30.0].map(|factor| (text, factor))) {
        for off in [(0.0, 0.0), (0.8, 0.3), (-0.7, 0.9), (0.2, -0.8)] {
            let mut options = Options::default();
            let run = session(text);
            if factor > 1.0 {
                zoom_by(&run, &mut options, factor, off);
            }
            let what = format!("{text}, zoomed ×{factor} at {off:?}");
            let camera = Camera::of(&run, &options);
            let aim = Aim::of(&run, &options, &camera);
            let (x, y) = camera.point(aim.center);
            let half = |side: u32| 1.001 * aim.half * f64::from(side) / f64::from(height);
            let holds = |(u, v): (f64, f64)| (u - x).abs() <= half(width) && (v - y).abs() <= half(height);
            let spotlit = View::spotlit(&run, &options).unwrap();
            let svg = picture(&run, &options, &Style::light(), (width, height));
            let named = |name: &str| svg.lines().any(|line| line.trim() == name || line.contains(&format!(">{name}<")));
            for (place, name, _) in spotlit.names() {
                assert!(!named(&name) || holds(place), "{what}: {name}");
                names += usize::from(named(&name));
            }
            for line in svg.split("<polyline ").skip(1) {
                let points = line.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
                let places: Vec<Vec<u32>> = points
                    .split_whitespace()
                    .map(|pair| pair.split(',').map(|number| number.parse().unwrap()).collect())
                    .collect();
                let on = |place: &[u32], axis: usize, side: u32| place[axis] == side;
                for (axis, side) in [(0, 0), (0, 16 * width), (1, 0), (1, 16 * height)] {
                    let along = places.windows(3).find(|three| three.iter().all(|place| on(place, axis, side)));
                    assert!(along.is_none(), "{what}: {along:?}");
                }
            }
        }
    }
    assert!(names > 20, "{names}");
}
