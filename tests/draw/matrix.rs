//! The matrix: its frames are the trace's tuples, its colours the trace's numbers, and its cells the pairs that can be pointed at.

use crate::accepted::accepted;
use crate::open::options;
use plotters::style::RGBColor;
use pushpull::draw::{self, Style, hit};
use pushpull::session::{PRESETS, Session};
use pushpull::tell::{Focus, Options, SPECS, Spot, ViewSpec, pointed};
use std::collections::BTreeSet;

/// The size of the pictures, in CSS pixels.
const SIZE: (u32, u32) = (340, 240);
const UNIT: f64 = 16.0;

/// The matrix's spec.
fn matrix() -> &'static ViewSpec {
    SPECS.iter().find(|spec| spec.id == "matrix").unwrap()
}

fn picture(session: &Session, options: &Options, style: &Style) -> String {
    draw::picture(matrix(), session, options, style, SIZE).unwrap()
}

fn hex(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// The lines of a colour, as pairs of places in CSS pixels.
fn lines(svg: &str, color: RGBColor) -> Vec<[(f64, f64); 2]> {
    let stroke = format!("stroke=\"{}\"", hex(color));
    let elements = svg.split("<polyline").skip(1).filter_map(|rest| rest.split("/>").next());
    let texts = elements.filter(|e| e.contains(&stroke)).filter_map(|e| e.split("points=\"").nth(1));
    let number = |text: &str| text.parse::<f64>().unwrap() / UNIT;
    let places = texts.map(|points| {
        let pairs = points.split('"').next().unwrap().split_whitespace();
        pairs.map(|pair| pair.split_once(',').map(|(x, y)| (number(x), number(y))).unwrap()).collect::<Vec<_>>()
    });
    places.filter_map(|places| <[(f64, f64); 2]>::try_from(places).ok()).collect()
}

/// The rows and columns, as points, found by asking what lies where, with the middle of each in CSS pixels.
struct Found {
    rows: Vec<(usize, f64)>,
    columns: Vec<(usize, f64)>,
}

fn find(session: &Session, options: &Options) -> Found {
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let at = |x: f64, y: f64| hit(matrix(), session, options, (width, height), (x, y));
    let anchor = |spot| match spot {
        Spot::Point(i) | Spot::Pair(i, _) | Spot::Proxy(i, _) => i,
        Spot::Step(_) => panic!("a step in the matrix"),
    };
    let other = |spot| match spot {
        Spot::Point(i) | Spot::Pair(_, i) | Spot::Proxy(_, i) => i,
        Spot::Step(_) => panic!("a step in the matrix"),
    };
    let steps = |length: f64| (0..(length * 4.0) as usize).map(|k| k as f64 / 4.0);
    let (x, y) = (0.5 * width, 0.5 * height);
    Found {
        rows: middles(steps(height).filter_map(|y| Some((anchor(at(x, y)?), y)))),
        columns: middles(steps(width).filter_map(|x| Some((other(at(x, y)?), x)))),
    }
}

/// The middle of each stretch of equal numbers.
fn middles(places: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, f64)> {
    let mut found: Vec<(usize, f64, f64)> = vec![];
    for (i, at) in places {
        match found.last_mut() {
            Some((last, _, end)) if *last == i => *end = at,
            _ => found.push((i, at, at)),
        }
    }
    found.into_iter().map(|(i, start, end)| (i, 0.5 * (start + end))).collect()
}

/// The cells that the lines of a colour enclose: those with an odd number of upright lines to their left.
fn framed(svg: &str, found: &Found, color: RGBColor) -> BTreeSet<(usize, usize)> {
    let upright: Vec<_> = lines(svg, color).into_iter().filter(|[a, b]| a.0 == b.0).collect();
    let mut cells = BTreeSet::new();
    for (row, y) in &found.rows {
        for (column, x) in &found.columns {
            let crossed = upright.iter().filter(|[a, b]| a.0 < *x && a.1.min(b.1) < *y && *y < a.1.max(b.1)).count();
            if crossed % 2 == 1 {
                cells.insert((*row, *column));
            }
        }
    }
    cells
}

const SMALL: &str = "data.per_class=12&sampler.per_class=4&data.label_noise=0.2";

#[test]
fn the_framed_cells_are_exactly_the_tuples_of_the_trace() {
    let style = Style::light();
    for miner in ["semi-hard", "batch-hard", "hard", "all", "random"] {
        let session = Session::open(&format!("{SMALL}&miner={miner}&step=4")).unwrap();
        let (trace, found) = (session.trace(), find(&session, &Options::default()));
        assert_eq!((found.rows.len(), found.columns.len()), trace.distances.shape());
        let (mut positives, mut negatives) = (BTreeSet::new(), BTreeSet::new());
        for (anchor, positive, others) in trace.tuples.iter() {
            let point = |row: usize| trace.batch[row];
            positives.insert((point(anchor), point(positive)));
            negatives.extend(others.iter().map(|n| (point(anchor), point(*n))));
        }
        assert!(!positives.is_empty() && !negatives.is_empty(), "{miner}");
        let svg = picture(&session, &Options::default(), &style);
        assert_eq!(framed(&svg, &found, style.pull), positives, "{miner}");
        assert_eq!(framed(&svg, &found, style.push), negatives, "{miner}");
    }
}

#[test]
fn rows_and_columns_are_sorted_by_given_label() {
    let session = Session::open(&format!("{SMALL}&step=4")).unwrap();
    let (found, given) = (find(&session, &Options::default()), &session.pipeline().dataset.given);
    for order in [&found.rows, &found.columns] {
        assert!(order.is_sorted_by_key(|(i, _)| given[*i]));
    }
}

/// The rectangle that covers a place and was painted last, by its colour.
fn color_at(svg: &str, (x, y): (f64, f64)) -> String {
    let value = |element: &str, name: &str| {
        let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().to_string()
    };
    let rectangles = svg.split("<rect").skip(1).filter_map(|rest| rest.split("/>").next());
    let covering = rectangles.filter(|e| {
        let number = |name| value(e, name).parse::<f64>().unwrap() / UNIT;
        let (left, top) = (number("x"), number("y"));
        (left..left + number("width")).contains(&x) && (top..top + number("height")).contains(&y)
    });
    value(covering.last().unwrap(), "fill")
}

fn lightness(color: &str) -> u32 {
    (1..7).step_by(2).map(|i| u32::from_str_radix(&color[i..i + 2], 16).unwrap()).sum()
}

#[test]
fn a_cell_is_the_darker_the_nearer_the_pair_and_coloured_by_what_its_weight_does() {
    let style = Style::light();
    let session = Session::open(&format!("{SMALL}&step=4")).unwrap();
    let (trace, found) = (session.trace(), find(&session, &Options::default()));
    let near = picture(&session, &Options::default(), &style);
    let weights = options(&[("view.weights", "on")]);
    let (weighed, places) = (picture(&session, &weights, &style), find(&session, &weights));
    let row = |point: usize| trace.batch.iter().position(|i| *i == point).unwrap();
    let pairs = |found: &Found| {
        let rows = found.rows.clone();
        let pairs = rows.into_iter().flat_map(|(i, y)| found.columns.iter().map(move |(j, x)| ((i, *j), (*x, y))));
        pairs.filter(|((i, j), _)| i != j).map(|((i, j), place)| ((row(i), row(j)), place)).collect::<Vec<_>>()
    };
    let (mut pulled, mut pushed) = (0, 0);
    for (cell, place) in pairs(&places) {
        let (weight, color) = (trace.weights[cell], color_at(&weighed, place));
        let part = |k: usize| u8::from_str_radix(&color[k..k + 2], 16).unwrap();
        let (red, blue) = (part(1), part(5));
        pulled += usize::from(weight > 0.0);
        pushed += usize::from(weight < 0.0);
        match (weight > 0.0, weight < 0.0) {
            (true, _) => assert!(blue > red, "{color} of {weight}"),
            (_, true) => assert!(red > blue, "{color} of {weight}"),
            _ => assert_eq!(color, hex(style.sheet)),
        }
    }
    assert!(pulled > 10 && pushed > 10);
    let shade = |(cell, place)| (trace.distances[cell], lightness(&color_at(&near, place)));
    let mut shades: Vec<(f64, u32)> = pairs(&found).into_iter().map(shade).collect();
    shades.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(shades.is_sorted_by_key(|(_, lightness)| *lightness));
    assert!(shades.last().unwrap().1 > 400 + shades[0].1);
}

#[test]
fn a_cell_says_its_distance_its_force_and_whether_it_was_mined() {
    let session = Session::open(&format!("{SMALL}&miner=batch-hard&step=4")).unwrap();
    let trace = session.trace();
    let (anchor, positive, negatives) = trace.tuples.iter().next().unwrap();
    let say = |a: usize, b: usize| {
        let mut options = Options::default();
        options.hover = Some(Spot::Pair(trace.batch[a], trace.batch[b]));
        pointed::say(&session, &options)
    };
    let said = say(anchor, positive);
    assert!(said.contains(&format!("point {}", trace.batch[positive])) && said.contains(": distance "), "{said}");
    assert!(said.contains("pull ") && said.ends_with(", mined"), "{said}");
    assert!(say(anchor, negatives[0]).contains("push "));
    let idle = (0..trace.batch.len()).find(|b| *b != anchor && trace.weights[(anchor, *b)] == 0.0).unwrap();
    assert!(say(anchor, idle).ends_with("no force"), "{}", say(anchor, idle));
}

#[test]
fn a_chosen_positive_is_the_one_that_is_looked_at() {
    let session = Session::open(&format!("{SMALL}&step=4")).unwrap();
    let trace = session.trace();
    let (anchor, positive, negatives) = trace.tuples.iter().next().unwrap();
    let mut by_distance: Vec<usize> =
        trace.relations.of(anchor, pushpull::learn::compare::Relation::Positive).collect();
    by_distance.sort_by(|a, b| trace.distances[(anchor, *b)].total_cmp(&trace.distances[(anchor, *a)]));
    let point = |row: usize| trace.batch[row];
    let expected = by_distance.iter().position(|p| *p == positive).unwrap();
    assert_eq!(Focus::on(&session, point(anchor), point(positive)), Focus { anchor: point(anchor), nth: expected });
    assert_eq!(Focus::on(&session, point(anchor), point(negatives[0])).nth, 0);
}

#[test]
fn arrow_keys_reach_every_cell_and_page_keys_every_mined_one_of_the_row() {
    // Points that are in the batch twice must not cause trouble.
    for text in [SMALL, "data.per_class=3&sampler.per_class=5"] {
        let session = Session::open(text).unwrap();
        let walk = matrix().walk.unwrap();
        let mut options = Options::default();
        let mut visited = BTreeSet::new();
        let mut go = |options: &mut Options, way: &str| {
            let before = options.hover;
            options.hover = (walk.next)(&session, options, way);
            if let Some(Spot::Point(i)) = options.hover {
                visited.insert((i, i));
            } else if let Some(Spot::Pair(i, j)) = options.hover {
                visited.insert((i, j));
            }
            options.hover != before
        };
        while go(&mut options, "down") {
            while go(&mut options, "right") {}
            while go(&mut options, "left") {}
        }
        let points: BTreeSet<usize> = session.trace().batch.iter().copied().collect();
        assert_eq!(visited.len(), points.len() * points.len(), "{text}");
    }
    let session = Session::open(&format!("{SMALL}&miner=batch-hard")).unwrap();
    let walk = matrix().walk.unwrap();
    let mut options = options(&[("view.anchor", &session.trace().batch[0].to_string())]);
    let mut mined = 0;
    loop {
        let next = (walk.next)(&session, &options, "next");
        if next == options.hover {
            break;
        }
        options.hover = next;
        mined += usize::from(pointed::say(&session, &options).ends_with("mined"));
    }
    assert_eq!(mined, 2, "one positive, one negative");
}

#[test]
fn the_matrix_looks_as_accepted_in_light_and_dark() {
    let session = Session::open(&format!("{}&data.per_class=8&sampler.per_class=3&step=8", PRESETS[0].text)).unwrap();
    let anchor = session.trace().batch[4].to_string();
    let shown = [("distances", vec![]), ("weights", vec![("view.weights", "on"), ("view.anchor", anchor.as_str())])];
    for (name, keys) in shown {
        let mut options = options(&keys);
        options.hover = Some(Spot::Pair(session.trace().batch[1], session.trace().batch[7]));
        accepted(&format!("matrix-{name}"), |style| picture(&session, &options, style));
    }
}

#[test]
fn a_thousand_rows_are_no_more_pixels_than_the_picture_has() {
    let session = Session::open("data.classes=10&data.per_class=100&sampler=full&miner=batch-hard").unwrap();
    assert_eq!(session.trace().batch.len(), 1000);
    let svg = picture(&session, &Options::default(), &Style::light());
    let cells = svg.matches("<rect").count();
    assert!((10_000..=(SIZE.0 * SIZE.1) as usize).contains(&cells), "{cells}");
}

#[test]
fn proxies_are_columns_that_are_no_points_and_hold_nobody_up() {
    let session = Session::open(&format!("{SMALL}&loss=proxy-nca&step=4")).unwrap();
    let trace = session.trace();
    assert_eq!(trace.distances.shape(), (trace.batch.len(), session.pipeline().dataset.classes()));
    let found = find(&session, &Options::default());
    assert_eq!(found.rows.len(), trace.batch.len());
    assert_eq!(found.columns.len(), session.pipeline().dataset.classes());
    let svg = picture(&session, &Options::default(), &Style::light());
    assert!(svg.matches("<rect").count() > 2 * trace.batch.len());
    let mut options = Options::default();
    let steps = std::iter::from_fn(|| {
        let before = options.hover;
        options.hover = (matrix().walk.unwrap().next)(&session, &options, "down");
        (options.hover != before).then_some(options.hover)
    });
    assert_eq!(steps.count(), trace.batch.len());
}

#[test]
fn references_from_earlier_batches_are_columns_behind_those_of_the_batch() {
    let session = Session::open(&format!("{SMALL}&scheme=cross-batch&scheme.size=20&step=4")).unwrap();
    let (trace, found) = (session.trace(), find(&session, &Options::default()));
    assert_eq!(trace.distances.ncols(), trace.batch.len() + 20);
    let own: Vec<usize> = found.rows.iter().map(|(i, _)| *i).collect();
    let columns: Vec<usize> = found.columns.iter().map(|(i, _)| *i).take(own.len()).collect();
    assert_eq!(columns, own);
    let said = |options: &Options| (matrix().describe)(&session, options);
    assert!(said(&Options::default()).contains("16 rows and 36 columns"), "{}", said(&Options::default()));
}
