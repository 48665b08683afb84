//! Measures of a run that no metric of the data set gives.

use pushpull::session::{At, Measure, Session};

fn measured(id: &str, text: &str) -> (Session, Option<f64>) {
    let session = Session::open(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let value = Measure::find(id).unwrap().of(&session, At::Now);
    (session, value)
}

#[test]
fn the_offset_of_proxies_is_their_mean_distance_from_the_centres_of_the_classes_that_were_given() {
    let noise = "loss=proxy-nca&data.label_noise=0.2&data.held_out=0.2&step=30";
    for (text, unit) in [(format!("{noise}&head=plane"), false), (noise.to_string(), true)] {
        let (session, found) = measured("proxy_offset", &text);
        let (data, embedding, proxies) =
            (&session.pipeline().dataset, session.embedding(), session.state().learned.proxies());
        assert_ne!(data.given, data.truth);
        let mut sum = 0.0;
        for class in 0..4 {
            let (mut centre, mut count) = ([0.0; 2], 0.0);
            for point in data.training().iter().filter(|point| data.given[**point] == class) {
                centre = [0, 1].map(|k| centre[k] + embedding[(k, *point)]);
                count += 1.0;
            }
            let length = if unit { proxies.column(class).norm() } else { 1.0 };
            let [x, y] = [0, 1].map(|k| centre[k] / count - proxies[(k, class)] / length);
            sum += (x * x + y * y).sqrt();
        }
        let found = found.expect("there are proxies");
        assert!(found > 0.01 && (found - sum / 4.0).abs() < 1e-12, "{text}: {found}, not {}", sum / 4.0);
    }
    assert_eq!(measured("proxy_offset", "").1, None);
}
