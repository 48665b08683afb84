//! Schemes without labels, whose pairs pull and push one way only: what no gradient reaches, and what a teacher's targets pull.

use crate::explain::{check_gradients, focused};
use pushpull::draw::{self, Style};
use pushpull::session::Session;
use pushpull::tell::numbers::{Party, numbers};
use pushpull::tell::{Options, SPECS};

#[test]
fn a_target_that_no_gradient_reaches_is_given_none_and_where_nothing_is_a_negative_none_is_named() {
    let mut stopped = 0;
    for scheme in ["byol", "simsiam", "simsiam&scheme.stop_gradient=off", "moco", "simclr"] {
        for step in [0, 5] {
            let predicts = scheme.starts_with("byol") || scheme.starts_with("simsiam");
            let loss = if predicts { "cosine-regression" } else { "info-nce" };
            let text = format!("scheme={scheme}&miner=all&loss={loss}&step={step}");
            let session = Session::open(&text).unwrap();
            let followed = session.spotlit().unwrap_or_else(|| panic!("{text}: nobody is followed"));
            for options in [Options::default(), focused(followed)] {
                let shown = numbers(&session, &options).unwrap();
                let sight = session.sight(shown.focus.anchor, shown.focus.nth).unwrap();
                let none = predicts || (scheme == "moco" && step == 0);
                assert_eq!(shown.said.contains("negative"), !none, "{text}: {}", shown.said);
                for gradient in &shown.gradients {
                    let reached = match gradient.party {
                        Party::Row(_) => true,
                        Party::Reference(k) => sight.trace(session.trace()).reached[k],
                    };
                    assert_eq!(gradient.vector.is_empty(), !reached, "{text}: {}", gradient.name);
                    stopped += usize::from(!reached);
                }
                check_gradients(&session, Some(&sight), &shown, &text);
            }
        }
    }
    assert!(stopped > 8, "{stopped}");
}

#[test]
fn a_prototype_that_is_pulled_has_a_ring_in_the_colour_of_pulls() {
    let (style, mut pulled) = (Style::light(), 0);
    let session =
        Session::open("scheme=dino&scheme.teacher_temperature=0.3&loss=self-distillation&head=plane&step=6").unwrap();
    for point in session.trace().batch.iter().take(8) {
        let mut options = Options::default();
        options.set("view.anchor", &point.to_string()).unwrap();
        let pairs = session.sight(*point, 0).unwrap().pairs(session.trace());
        let negatives = || pairs.iter().filter(|pair| !pair.positive);
        let strongest = negatives().map(|pair| pair.weight.abs()).fold(0.0, f64::max);
        let svg = draw::picture(SPECS[0], &session, &options, &style, (560, 420)).unwrap();
        for (pulls, color) in [(true, style.pull), (false, style.push)] {
            let stroke = format!("stroke=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2);
            let rings = svg.split("<circle").skip(1).filter_map(|rest| rest.split("/>").next());
            let wide =
                negatives().filter(|pair| (pair.weight > 0.0) == pulls && pair.weight.abs() > 0.0025 * strongest);
            assert_eq!(rings.filter(|ring| ring.contains(&stroke)).count(), wide.clone().count(), "{point}, {pulls}");
            pulled += wide.filter(|_| pulls).count();
        }
    }
    assert!(pulled > 0);
}
