//! What has left the frame: marks at the border, or a map of all points.

use crate::frame::{picture, places, plain};
use crate::open::session;
use pushpull::draw::Style;
use pushpull::tell::Options;
use pushpull::tell::frame::zoom_by;

#[test]
fn what_leaves_the_frame_is_seen_from_afar() {
    let run = session("head=plane&step=60");
    assert!(plain(&run).contains("times smaller"), "semi-hard negatives and squared distances in the plane");
    assert!(!plain(&session("head=plane")).contains("times smaller"));
}

#[test]
fn few_points_outside_are_marked_at_the_border_and_many_are_all_on_a_map() {
    let (width, height) = (420, 340);
    let mut kinds = [0, 0];
    for (text, factor) in [3.0, 6.0, 40.0].into_iter().flat_map(|factor| {
        ["data.classes=2&data.per_class=4&head=plane", "head=plane&step=40"].map(|text| (text, factor))
    }) {
        let run = session(text);
        let mut options = Options::default();
        zoom_by(&run, &mut options, factor, (0.3, 0.1));
        let inside = |(x, y): &(f64, f64)| (0.0..=420.0).contains(x) && (0.0..=340.0).contains(y);
        let places = places(&run, &options, (f64::from(width), f64::from(height)));
        let outside = places.iter().filter(|place| !inside(place)).count();
        let svg = picture(&run, &options, &Style::light(), (width, height));
        let at_the_border = |points: &str| {
            let corners: Vec<f64> =
                points.split([' ', ',']).filter_map(|number| number.parse().ok()).map(|at: f64| at / 16.0).collect();
            let [x, y] = [corners[0], corners[1]];
            corners.len() == 6 && x.min(f64::from(width) - x).min(y).min(f64::from(height) - y) < 2.0
        };
        let marks = svg.split("<polygon ").skip(1).filter_map(|rest| rest.split("points=\"").nth(1)?.split('"').next());
        let marks = marks.filter(|points| at_the_border(points)).count();
        let on_the_map = svg.matches("r=\"24\"").count();
        let expected = if outside > 8 { [0, places.len()] } else { [outside, 0] };
        assert_eq!([marks, on_the_map], expected, "{text}, zoomed ×{factor}: {outside} outside");
        kinds[usize::from(outside > 8)] += usize::from(outside > 0);
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}
