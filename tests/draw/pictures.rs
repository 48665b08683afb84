//! Pictures are functions of a session: the same session gives the same SVG text, and every session can be drawn.
//!
//! `tests/pictures/*.svg` are the accepted pictures of small sessions, and `docs/picture.svg` is the README's. After a change that should
//! change them: `cargo xtask bless`, then look at them.

use crate::accepted::accepted;
use crate::common::golden;
use crate::open::{options, session};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use proptest::prelude::*;
use pushpull::draw::{self, SUBPIXEL, Style, draw, hit, svg};
use pushpull::session::{PRESETS, ROOMS, Session, pick};
use pushpull::tell::drag::Drag;
use pushpull::tell::{Focus, Options, SPECS, Sign, Spot, switches, view};

/// Six points of each class make small files.
const SMALL: &str = "data.per_class=6&sampler.per_class=3";

fn picture(id: &str, session: &Session, options: Options, style: &Style, size: (u32, u32)) -> String {
    draw::picture(view(id).unwrap(), session, &options, style, size).unwrap()
}

/// The size of a view's golden picture.
fn size(view: &str) -> (u32, u32) {
    match view {
        "embedding" => (420, 340),
        "input" => (220, 170),
        _ => (340, 140),
    }
}

#[test]
fn every_view_of_small_sessions_looks_as_accepted_in_light_and_dark() {
    let first = PRESETS[0].text;
    let sessions = [
        ("start", format!("{first}&{SMALL}"), vec!["embedding", "input", "loss", "distances"]),
        (
            "collapsed",
            format!("{first}&data.per_class=8&miner=batch-hard&step=60"),
            vec!["embedding", "loss", "distances"],
        ),
        (
            "plane",
            format!("{SMALL}&head=plane&loss=contrastive&20@miner=all&step=40"),
            vec!["embedding", "loss", "distances"],
        ),
        (
            "digits",
            "data=digits&data.classes=4&data.per_class=5&sampler.per_class=2".to_string(),
            vec!["input", "embedding"],
        ),
        ("twenty", "data=gaussians&data.classes=20&data.per_class=2&sampler.per_class=2".to_string(), vec!["input"]),
    ];
    for (name, text, shown) in sessions {
        let session = session(&text);
        for view in shown {
            accepted(&format!("{name}-{view}"), |style| picture(view, &session, Options::default(), style, size(view)));
        }
    }
}

#[test]
fn class_proxies_are_stars_in_the_plane_and_rays_on_the_circle() {
    for (name, text) in [
        ("circle", format!("{SMALL}&loss=arcface&step=10")),
        ("plane", format!("{SMALL}&loss=proxy-nca&loss.own_class=kept&head=plane&optimizer.lr=0.02&step=15")),
    ] {
        let session = session(&text);
        accepted(&format!("proxies-{name}"), |style| {
            picture("embedding", &session, Options::default(), style, size("embedding"))
        });
        let view = view("embedding").unwrap();
        let said = (view.describe)(&session, &Options::default());
        assert!(said.contains("each compared with the proxies of 4 classes"), "{said}");
        let legend = (view.legend)(&session, &Options::default());
        assert!(legend.iter().any(|item| item.label == "proxy of each class"), "{legend:?}");
    }
}

#[test]
fn the_lens_looks_as_accepted_in_light_and_dark() {
    let small = format!("{}&{SMALL}", PRESETS[0].text);
    for (name, text, view) in [
        ("circle", small.clone(), vec![("view.anchor", "12")]),
        (
            "squared",
            format!("{small}&head=plane&optimizer.lr=0.003&step=20"),
            vec![("view.anchor", "7"), ("view.preview", "hard")],
        ),
        (
            "plain",
            format!("{small}&head=plane&affinity=euclidean&step=20"),
            vec![("view.anchor", "7"), ("view.positive", "1")],
        ),
        ("cosine", format!("{small}&head=plane&affinity=cosine&miner=all&step=4"), vec![("view.anchor", "20")]),
        ("softmax", format!("{small}&loss=info-nce&miner=all&step=3"), vec![("view.anchor", "9")]),
    ] {
        let session = session(&text);
        accepted(&format!("lens-{name}"), |style| {
            picture("embedding", &session, options(&view), style, size("embedding"))
        });
    }
}

#[test]
fn only_what_a_loss_asks_of_distances_is_drawn_among_them() {
    let view = view("distances").unwrap();
    let said = |text: &str| (view.describe)(&session(text), &Options::default());
    assert!(said("loss=triplet").contains("The margin is 0.2."));
    assert!(said("loss=contrastive").contains("Negatives are pushed to 1."));
    assert!(said("loss=margin-loss").contains("Negatives are pushed to 1.4."));
    assert!(said("loss=circle").contains("Negatives are pushed to 0.75, and ever less up to 1.25."));
    for other in ["loss=lifted-structure", "loss=info-nce", "loss=arcface", "loss=cosface"] {
        assert!(!said(other).contains("pushed to") && !said(other).contains("margin"), "{other}");
    }
}

#[test]
fn a_memory_is_dots_that_the_legend_and_the_description_name() {
    let view = view("embedding").unwrap();
    let seen = |text: &str| {
        let session = session(text);
        let legend = (view.legend)(&session, &Options::default());
        let named = legend.iter().any(|item| item.label == "kept from earlier batches");
        (named, (view.describe)(&session, &Options::default()))
    };
    let text = format!("{SMALL}&scheme=cross-batch&scheme.size=16&head=plane");
    assert!(!seen(&text).0, "nothing is kept yet");
    let (named, said) = seen(&format!("{text}&step=1"));
    assert!(named && said.contains("compared with 12 embeddings kept"), "{said}");
    assert!(seen(&format!("{text}&step=9")).1.contains("with 16 embeddings kept"));
}

#[test]
fn a_logarithmic_loss_looks_as_accepted() {
    let session = session(&format!("{}&data.per_class=8&miner=batch-hard&step=60", PRESETS[0].text));
    let svg = picture("loss", &session, options(&[("view.log", "on")]), &Style::light(), size("loss"));
    golden("tests/pictures/collapsed-loss-logarithmic.svg", &svg);
}

#[test]
fn arrows_look_as_accepted_on_the_circle_in_the_plane_and_in_the_magnifier() {
    let shown = [("view.forces", "on"), ("view.moves", "on"), ("view.ties", "off"), ("view.trails", "off")];
    let first = PRESETS[0].text;
    for (name, text) in [
        ("circle", format!("{first}&{SMALL}&step=8")),
        ("plane", format!("{SMALL}&head=plane&loss=contrastive&miner=all&step=8")),
        ("magnifier", format!("{first}&data.per_class=8&miner=batch-hard&step=60")),
    ] {
        accepted(&format!("{name}-forces"), |style| {
            picture("embedding", &session(&text), options(&shown), style, size("embedding"))
        });
    }
}

#[test]
fn the_input_grid_looks_as_accepted_in_the_plane_and_on_the_circle_in_light_and_dark() {
    for (name, text) in [
        ("plane", format!("{SMALL}&head=plane&loss=contrastive&20@miner=all&step=40")),
        ("circle", format!("{SMALL}&step=40")),
        ("collapsed", format!("{}&data.per_class=8&miner=batch-hard&step=60", PRESETS[0].text)),
        ("principal", "data=penguins&data.per_class=6&sampler.per_class=3&head=plane&step=20".to_string()),
        ("table", format!("{SMALL}&encoder=points&step=5")),
    ] {
        let session = session(&text);
        for view in ["embedding", "input"] {
            accepted(&format!("grid-{name}-{view}"), |style| {
                picture(view, &session, options(&[("view.grid", "on")]), style, size(view))
            });
        }
    }
}

/// The README's picture: before, and after the hardest negatives have pulled everything into one place.
#[test]
fn the_picture_of_the_readme_is_up_to_date() {
    const WIDTH: u32 = 820;
    let style = Style::light();
    let text = format!("{}&miner=batch-hard&data.per_class=20", PRESETS[0].text);
    let (before, after) = (session(&text), session(&format!("{text}&step=40")));
    let caption = |area: &DrawingArea<SVGBackend<'_>, Shift>, text: &str| {
        let unit = |pixels: f64| (pixels * f64::from(SUBPIXEL)) as i32;
        let style = style.text(style.ink).pos(Pos::new(HPos::Left, VPos::Center));
        area.draw_text(text, &style, (unit(16.0), unit(18.0)))
    };
    let drawn = svg(WIDTH, 560, |area| {
        area.fill(&style.sheet)?;
        let unit = |pixels: i32| pixels * SUBPIXEL;
        let [embedding, _, loss, distances, ..] = SPECS else { unreachable!() };
        let (top, bottom) = area.split_vertically(unit(380));
        let (top_left, top_right) = top.split_horizontally(unit(WIDTH as i32 / 2));
        let (bottom_left, bottom_right) = bottom.split_horizontally(unit(WIDTH as i32 / 2));
        for (part, view, session, title) in [
            (&top_left, embedding, &before, "The embedding before training"),
            (&top_right, embedding, &after, "40 steps later: collapsed"),
            (&bottom_left, loss, &after, "The loss has come to rest on the margin"),
            (&bottom_right, distances, &after, "All pair distances are next to nothing"),
        ] {
            let inner = part.margin(unit(30), unit(10), unit(12), unit(12));
            draw(view, &inner, session, &Options::default(), &style)?;
            caption(part, title)?;
        }
        Ok(())
    });
    golden("docs/picture.svg", &drawn.unwrap());
}

#[test]
fn every_preset_has_a_picture_a_legend_and_a_description_of_every_view() {
    for preset in PRESETS {
        let mut session = session(preset.text);
        session.step(3);
        for view in SPECS {
            let svg = picture(view.id, &session, Options::default(), &Style::dark(), (360, 240));
            assert!(svg.matches('<').count() > 20, "{} of {}", view.id, preset.id);
            let said = (view.describe)(&session, &Options::default());
            assert!(said.ends_with('.') && said.contains(char::is_numeric), "{} of {}: {said}", view.id, preset.id);
            for item in (view.legend)(&session, &Options::default()) {
                assert!(!item.label.is_empty());
                assert_eq!(item.mark.path().is_empty(), item.mark == Sign::Note, "{}", item.label);
                let palette = include_str!("../../www/style/palette.css");
                assert!(palette.contains(&format!("--{}: ", item.color)), "{}", item.color);
            }
        }
    }
}

#[test]
fn a_dot_is_shown_enlarged_on_the_circle_and_in_the_plane() {
    let collapsed = |text: &str| picture("embedding", &session(text), Options::default(), &Style::light(), (420, 340));
    assert!(collapsed("miner=batch-hard&data.label_noise=0.2&step=60").contains("the same dot, ×"));
    let plane =
        collapsed("data.spread=0.5&encoder=linear&head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.05&step=400");
    assert!(plane.contains("the same dot, ×"));
    assert!(!collapsed("").contains("the same dot"));
}

#[test]
fn a_picture_on_a_postage_stamp_is_empty_and_not_a_panic() {
    let session = session("step=5");
    for view in SPECS {
        for size in [(0, 0), (1, 300), (300, 1), (119, 64), (120, 64)] {
            picture(view.id, &session, Options::default(), &Style::light(), size);
        }
    }
}

/// Settings that go wrong in many ways.
fn strange_text() -> impl Strategy<Value = String> {
    let pick = |options: &[&'static str]| proptest::sample::select(options.to_vec());
    let any = |key: &str| {
        let room = ROOMS.iter().find(|room| room.key == key).unwrap();
        proptest::sample::select(room.entries().iter().map(|entry| entry.id).collect::<Vec<_>>())
    };
    let data = pick(&["blobs", "moons", "gaussians", "penguins", "digits"]);
    let rate = pick(&["0", "0.1", "10", "1000"]);
    (data, any("encoder"), any("head"), any("affinity"), any("loss"), any("miner"), rate, 0_u64..12).prop_map(|(data, encoder, head, affinity, loss, miner, rate, steps)| {
        format!("data={data}&encoder={encoder}&head={head}&affinity={affinity}&loss={loss}&miner={miner}&optimizer.lr={rate}&step={steps}")
    })
}

/// Any switches, any point looked at and pointed at, or none.
fn strange_options() -> impl Strategy<Value = Options> {
    let flips = proptest::collection::vec(any::<bool>(), switches().count());
    let spot = prop_oneof![
        Just(None),
        (0_usize..200).prop_map(|i| Some(Spot::Point(i))),
        (0_usize..200, 0_usize..200).prop_map(|(i, j)| Some(Spot::Pair(i, j)))
    ];
    (flips, proptest::option::of((0_usize..200, 0_usize..9)), spot, 0_usize..99).prop_map(
        |(flips, focus, hover, any)| {
            let mut options = Options::default();
            for (switch, flip) in switches().zip(flips) {
                options.set(&switch.key(), if flip != switch.on { "on" } else { "off" }).unwrap();
            }
            options.focus = focus.map(|(anchor, nth)| Focus { anchor, nth });
            options.hover = hover;
            let choices = pick::choices();
            options.preview = choices[any % choices.len()].id();
            options
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_run_is_too_strange_to_be_drawn(
        text in strange_text(), options in strange_options(), width in 1_u32..500, height in 1_u32..400, at in (-9.0..500.0, -9.0..500.0)
    ) {
        let Ok(session) = Session::open(&text) else { return Ok(()) };
        for view in SPECS {
            let svg = picture(view.id, &session, options.clone(), &Style::light(), (width, height));
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", view.id);
            let points = session.pipeline().dataset.len();
            let spot = hit(view, &session, &options, (f64::from(width), f64::from(height)), at);
            prop_assert!(spot.is_none_or(|spot| spot.within(points).is_some()), "{}", view.id);
            prop_assert!((view.describe)(&session, &options).ends_with('.'));
            prop_assert!((view.legend)(&session, &options).iter().all(|item| !item.label.is_empty()));
        }
    }
}

#[test]
fn every_picture_has_a_name_of_its_own_and_each_thing_is_moved_in_one_picture() {
    for (place, spec) in SPECS.iter().enumerate() {
        assert!(SPECS[..place].iter().all(|other| other.id != spec.id && other.name != spec.name), "{}", spec.id);
    }
    for drag in [Drag::Points, Drag::World] {
        assert_eq!(SPECS.iter().filter(|spec| spec.drag == Some(drag)).count(), 1, "{drag:?}");
    }
    let keys: Vec<&str> = SPECS.iter().filter_map(|spec| Some(spec.slider?.key)).collect();
    assert!(!keys.is_empty() && keys.iter().all(|key| Options::default().set(key, "0.5").is_ok()), "{keys:?}");
}

#[test]
fn one_point_one_class_and_a_single_pair_have_pictures() {
    for text in [
        "data.classes=1&data.per_class=1",
        "data.classes=1",
        "data.classes=2&data.per_class=1",
        "data.spread=0&miner=hard",
    ] {
        let mut session = session(text);
        session.step(2);
        for view in SPECS {
            picture(view.id, &session, options(&[("view.log", "on")]), &Style::light(), (400, 300));
        }
    }
}
