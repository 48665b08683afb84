//! The text form of the view: written and read without loss, refused with a reason, and separate from the run's own text.

use proptest::prelude::*;
use pushpull::tell::{CHARTS, Focus, Options, chart_key, charts, switches};

fn options() -> impl Strategy<Value = Options> {
    let flips = proptest::collection::vec(any::<bool>(), switches().count());
    let ids: Vec<&str> = charts().map(|spec| spec.id).collect();
    let chosen = proptest::collection::vec(proptest::sample::select(ids), CHARTS);
    let focus = proptest::option::of((0_usize..1000, 0_usize..9, "[a-z-]{0,9}"));
    (flips, chosen, focus, any::<bool>()).prop_map(|(flips, chosen, focus, controls)| {
        let mut options = Options::default();
        options.controls = controls;
        for (switch, on) in switches().zip(flips) {
            options.set(&switch.key(), if on { "on" } else { "off" }).unwrap();
        }
        for (place, id) in chosen.iter().enumerate() {
            options.set(&chart_key(place), id).unwrap();
        }
        if let Some((anchor, nth, preview)) = focus {
            options.focus = Some(Focus { anchor, nth });
            options.preview = preview;
        }
        options
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again_and_the_run_beside_it_is_left_alone(options in options(), run in "(loss=triplet)?(&seed=[0-9]{1,3})?") {
        let run = run.trim_start_matches('&');
        let text = options.joined(run);
        let (read, rest) = Options::split(&text).unwrap();
        prop_assert_eq!(read.given(), options.given());
        prop_assert_eq!(rest, run);
        for switch in switches() {
            prop_assert_eq!(read.is_on(switch), options.is_on(switch));
        }
        prop_assert_eq!((read.focus, read.controls), (options.focus, options.controls));
    }

    #[test]
    fn another_run_is_shown_with_what_was_set_and_without_what_came(came in options(), now in options()) {
        let text = |options: &Options| options.joined("");
        prop_assert_eq!(text(&came.since(&came)), "");
        let mut bare = now.clone();
        bare.look_away();
        prop_assert_eq!(text(&now.since(&Options::default())), text(&bare), "neither a point nor its part stays");
        let kept = now.since(&came).given();
        // The spotlight goes with the ties: that it is on is said only beside them.
        let others = ["view.anchor", "view.positive", "view.preview", "view.spotlight"];
        for pair in now.given().iter().filter(|(key, _)| !others.contains(&&**key)) {
            prop_assert_eq!(kept.contains(pair), !came.given().contains(pair), "{:?}", pair);
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_split(text in "(view[.=&]?[a-z0-9.=&]{0,12}&?){0,4}") {
        if let Ok((options, _)) = Options::split(&text) {
            prop_assert!(Options::split(&options.joined("")).is_ok());
        }
    }
}

#[test]
fn defaults_are_left_out_of_the_text() {
    assert_eq!(Options::default().joined("seed=7"), "seed=7");
    assert_eq!(Options::default().joined(""), "");
}

#[test]
fn a_refusal_names_the_key_what_came_and_what_is_allowed() {
    for (text, said) in [
        ("view.log=yes", "view.log: “yes” is not allowed; allowed is one of on, off."),
        ("view.controls=some", "view.controls: “some” is not allowed; allowed is one word, as in all."),
        ("view.anchor=-1", "view.anchor: “-1” is not allowed; allowed is a whole number, as in 17."),
        (
            "view.positive=2",
            "view.positive: “2” is not allowed; allowed is no value without view.anchor, whose positives it counts.",
        ),
        (
            "view.log=on&view.log=off",
            "view.log: “off” is not allowed; allowed is one value for each key, and this key is given twice.",
        ),
    ] {
        assert_eq!(Options::split(text).unwrap_err().to_string(), said);
    }
    let unknown = Options::split("view.colour=red").unwrap_err().to_string();
    assert!(
        unknown.contains("view.colour") && unknown.contains("view.anchor") && unknown.contains("view.chart1"),
        "{unknown}"
    );
    let chart = Options::split("view.chart1=cake").unwrap_err().to_string();
    assert!(chart.contains("cake") && chart.contains("loss, distances"), "{chart}");
}

#[test]
fn a_point_that_the_data_set_does_not_have_is_refused() {
    let (options, _) = Options::split("view.anchor=120").unwrap();
    assert!(options.fits(121).is_ok());
    assert_eq!(
        options.fits(120).unwrap_err().to_string(),
        "view.anchor: “120” is not allowed; allowed is a point from 0 to 119."
    );
}
