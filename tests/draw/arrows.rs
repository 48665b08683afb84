//! Arrows: drawn forces and moves have the right direction, length and number.

use pushpull::draw::{self, Style};
use pushpull::learn::affinity::{self, Orientation};
use pushpull::learn::look::force::Forces;
use pushpull::learn::num::log10;
use pushpull::learn::{loss, miner, spec::Spec};
use pushpull::session::{PRESETS, Session};
use pushpull::tell::{Options, SPECS};

type Vector = (f64, f64);

/// An arrow in a picture, in CSS pixels, y upwards.
struct Arrow {
    tail: Vector,
    way: Vector,
}

fn options(keys: &[&str]) -> Options {
    let mut options = Options::default();
    keys.iter().for_each(|key| options.set(&format!("view.{key}"), "on").unwrap());
    options
}

fn picture(session: &Session, keys: &[&str]) -> String {
    draw::picture(SPECS[0], session, &options(keys), &Style::light(), (560, 420)).unwrap()
}

/// The arrows of a colour: polygons of seven corners, the fourth of which is the tip.
fn arrows(svg: &str, color: plotters::style::RGBColor) -> Vec<Arrow> {
    let fill = format!("fill=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2);
    let elements = svg.split("<polygon").skip(1).filter_map(|rest| rest.split("/>").next());
    let polygons = elements.filter(|polygon| polygon.contains(&fill));
    let corners = polygons.map(|polygon| {
        let (_, rest) = polygon.split_once("points=\"").unwrap();
        let pairs = rest.split('"').next().unwrap().split_whitespace();
        let number = |text: &str| text.parse::<f64>().unwrap() / 16.0;
        pairs.map(|pair| pair.split_once(',').map(|(x, y)| (number(x), -number(y))).unwrap()).collect::<Vec<_>>()
    });
    let arrow = |c: Vec<Vector>| {
        assert_eq!(c.len(), 7);
        let tail = (0.5 * (c[0].0 + c[6].0), 0.5 * (c[0].1 + c[6].1));
        Arrow { tail, way: (c[3].0 - tail.0, c[3].1 - tail.1) }
    };
    corners.map(arrow).collect()
}

fn length((x, y): Vector) -> f64 {
    (x * x + y * y).sqrt()
}

fn vectors(matrix: &nalgebra::DMatrix<f64>) -> Vec<Vector> {
    matrix.column_iter().map(|c| (c[0], c[1])).collect()
}

/// Asserts that arrows are `scale` times as long as vectors and parallel to them; those too short to be drawn are left out.
fn assert_proportional(arrows: &[Arrow], vectors: &[Vector], scale: f64) {
    let long: Vec<_> = vectors.iter().filter(|v| scale * length(**v) >= 1.0).collect();
    assert_eq!(arrows.len(), long.len());
    for (arrow, vector) in arrows.iter().zip(long) {
        let missed = (arrow.way.0 - scale * vector.0, arrow.way.1 - scale * vector.1);
        assert!(length(missed) < 0.2, "{:?} is not {scale} times {vector:?}", arrow.way);
    }
}

const PLANE: &str = "encoder=points&head=plane&data.per_class=6&sampler=full&data.label_noise=0.2";

#[test]
fn forces_of_distances_in_the_plane_add_up_to_nothing() {
    let mut compared = 0;
    for loss in loss::LIST {
        // Distances depend on differences only; a similarity also depends on the origin.
        for affinity in affinity::LIST.iter().filter(|a| a.orientation == Orientation::Distance) {
            for miner in miner::LIST {
                let text = format!(
                    "data.per_class=5&sampler.per_class=4&head=plane&loss={}&affinity={}&miner={}&step=2",
                    loss.entry().id,
                    affinity.entry.id,
                    miner.entry.id
                );
                let Ok(session) = Session::open(&text) else { continue }; // what has no meaning is refused
                if session.trace().who.iter().all(|who| who.class().is_some()) {
                    // Pulls on proxies are not included.
                    continue;
                }
                let forces = Forces::of(session.pipeline(), session.trace());
                for part in [forces.pull, forces.push] {
                    let sum = part.column_sum();
                    assert!(sum.norm() <= 1e-9 * (1.0 + part.norm()), "{text}: {sum}");
                    compared += usize::from(part.norm() > 1e-6);
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn drawn_arrows_point_as_the_forces_do_and_have_their_lengths_on_one_scale() {
    for text in
        [format!("{PLANE}&miner=all"), format!("{PLANE}&miner=batch-hard&affinity=euclidean&optimizer.lr=0.1&step=3")]
    {
        let session = Session::open(&text).unwrap();
        let Forces { pull, push } = Forces::of(session.pipeline(), session.trace());
        let (style, svg) = (Style::light(), picture(&session, &["forces"]));
        let (pulls, pushes) = (arrows(&svg, style.pull), arrows(&svg, style.push));
        let longest = |arrows: &[Arrow]| arrows.iter().map(|a| length(a.way)).fold(0.0, f64::max);
        let (pull, push) = (vectors(&pull), vectors(&push));
        let strongest = pull.iter().chain(&push).map(|v| length(*v)).fold(0.0, f64::max);
        let set = longest(&pulls).max(longest(&pushes));
        assert!((set - 44.0).abs() < 0.2, "the longest arrow has a set length, not {set}");
        assert_proportional(&pulls, &pull, 44.0 / strongest);
        assert_proportional(&pushes, &push, 44.0 / strongest);
    }
}

#[test]
fn a_point_that_is_twice_in_the_batch_has_one_arrow_with_the_sum_of_its_forces() {
    let session = Session::open("encoder=points&head=plane&data.per_class=2&sampler.per_class=6&miner=all").unwrap();
    let trace = session.trace();
    let Forces { push, .. } = Forces::of(session.pipeline(), trace);
    let mut sums: Vec<(usize, Vector)> = vec![];
    for (i, (x, y)) in trace.batch.iter().zip(vectors(&push)) {
        match sums.iter_mut().find(|(j, _)| j == i) {
            Some((_, sum)) => *sum = (sum.0 + x, sum.1 + y),
            None => sums.push((*i, (x, y))),
        }
    }
    assert!(sums.len() < trace.batch.len());
    let drawn = arrows(&picture(&session, &["forces"]), Style::light().push);
    let sums: Vec<Vector> = sums.into_iter().map(|(_, sum)| sum).collect();
    assert!(!drawn.is_empty());
    let strongest = sums.iter().map(|v| length(*v)).fold(0.0, f64::max);
    let longest = drawn.iter().map(|a| length(a.way)).fold(0.0, f64::max);
    assert_proportional(&drawn, &sums, longest / strongest);
}

#[test]
fn proxies_have_arrows_of_their_own_scale_and_thickness() {
    let session = Session::open("loss=proxy-nca&head=plane&step=5").unwrap();
    let Forces { pull, push } = Forces::on_proxies(session.pipeline(), session.trace()).unwrap();
    let (pull, push) = (vectors(&pull), vectors(&push));
    let strongest = pull.iter().chain(&push).map(|v| length(*v)).fold(0.0, f64::max);
    let svg = picture(&session, &["forces"]);
    assert!(svg.contains("on proxies"), "the scale is said");
    // They are drawn last, one per class.
    let drawn = arrows(&svg, Style::light().pull);
    assert_proportional(&drawn[drawn.len() - 4..], &pull, 44.0 / strongest);
}

#[test]
fn on_the_circle_arrows_are_tangent_with_pulls_outside_and_pushes_inside() {
    let session = Session::open("data.label_noise=0.2&step=8").unwrap();
    let (style, svg) = (Style::light(), picture(&session, &["forces"]));
    // The unit circle is as large as the picture allows.
    let (middle, radius) = ((280.0, -210.0), 210.0 / 1.2);
    for (color, outside) in [(style.pull, true), (style.push, false)] {
        let drawn = arrows(&svg, color);
        assert!(drawn.len() > 10);
        for Arrow { tail, way } in drawn {
            let out = (tail.0 - middle.0, tail.1 - middle.1);
            assert_eq!(length(out) > radius, outside);
            let along = (out.0 * way.0 + out.1 * way.1) / length(out);
            assert!(along.abs() < 0.25, "tangent but for rounding: {along}");
        }
    }
}

#[test]
fn moves_are_the_coming_step_as_it_is_or_magnified_by_the_factor_that_is_said() {
    for (rate, said) in [("3", "moves as they are"), ("0.001", "moves ×")] {
        let session = Session::open(&format!("{PLANE}&miner=all&optimizer.lr={rate}")).unwrap();
        let svg = picture(&session, &["moves"]);
        let at = svg.find(said).unwrap_or_else(|| panic!("lr {rate}"));
        let digits: String = svg[at + said.len()..].chars().take_while(char::is_ascii_digit).collect();
        let factor = digits.parse().unwrap_or(1.0);
        let moved = vectors(&(session.next_embedding().unwrap() - session.embedding()));
        // Pixels per unit, from the distance of two tails.
        let drawn = arrows(&svg, Style::light().soft);
        assert_eq!(drawn.len(), moved.len(), "here every point moves, in the batch or not");
        let places = vectors(session.embedding());
        let between = |a: Vector, b: Vector| length((a.0 - b.0, a.1 - b.1));
        let pixels = between(drawn[0].tail, drawn[20].tail) / between(places[0], places[20]);
        assert_proportional(&drawn, &moved, factor * pixels);
    }
}

#[test]
fn a_logarithmic_arrow_loses_the_same_length_with_every_power_of_ten() {
    let session = Session::open(&format!("{PLANE}&miner=all&step=2")).unwrap();
    let Forces { pull, push } = Forces::of(session.pipeline(), session.trace());
    let sizes = |m| vectors(m).into_iter().map(length).collect::<Vec<_>>();
    let (pull, push) = (sizes(&pull), sizes(&push));
    let strongest = pull.iter().chain(&push).copied().fold(0.0, f64::max);
    let drawn = arrows(&picture(&session, &["forces", "log_arrows"]), Style::light().pull);
    let expected: Vec<f64> =
        pull.iter().map(|f| 44.0 * (1.0 + log10(f / strongest) / 4.0)).filter(|l| *l >= 1.0).collect();
    assert_eq!(drawn.len(), expected.len());
    for (arrow, expected) in drawn.iter().zip(expected) {
        assert!((length(arrow.way) - expected).abs() < 0.2);
    }
}

#[test]
fn under_the_hardest_negatives_one_sees_that_the_pulls_win() {
    let style = Style::light();
    let mut session = Session::open(&format!("{}&miner=batch-hard", PRESETS[0].text)).unwrap();
    for _ in 0..6 {
        session.step(4);
        let svg = picture(&session, &["forces"]);
        let [pulls, pushes] =
            [style.pull, style.push].map(|color| arrows(&svg, color).iter().map(|a| length(a.way)).sum::<f64>());
        assert!(pulls > 3.0 * pushes, "step {}: {pulls} px of pull, {pushes} px of push", session.now());
        let said = (SPECS[0].describe)(&session, &options(&["forces"]));
        assert!(said.contains("the pulls win"), "{said}");
    }
}

#[test]
fn a_refused_step_has_no_moves() {
    let style = Style::light();
    let drawn = |session: &Session, keys: &[&str]| {
        let svg = picture(session, keys);
        [style.pull, style.push, style.soft].map(|color| arrows(&svg, color).len())
    };
    let refused = Session::open("optimizer.lr=1e308").unwrap();
    let [pulls, pushes, moves] = drawn(&refused, &["forces", "moves"]);
    assert!(pulls > 0 && pushes > 0 && moves == 0, "{pulls}, {pushes}, {moves}");
}
