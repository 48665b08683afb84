//! Episodes: when a run fell, collapsed, escaped, stalled and was solved, read off its past.

use pushpull::session::Session;

fn episodes(text: &str, steps: u64) -> Vec<(&'static str, u64)> {
    let mut session = Session::open(text).unwrap();
    session.step(steps);
    session.episodes().iter().map(|episode| (episode.kind.id, episode.step)).collect()
}

#[test]
fn a_collapse_is_marked_where_it_began_and_the_diagnosis_agrees() {
    let found = episodes("data.label_noise=0.2&miner=hard", 400);
    let [("fall", fall), ("collapse", step)] = found[..] else { panic!("{found:?}") };
    assert!(fall < step, "{fall}");
    assert!((5..100).contains(&step), "{step}");
    let mut session = Session::open("data.label_noise=0.2&miner=hard").unwrap();
    session.step(step + 49);
    assert_eq!(session.diagnosis().id, "collapsed", "fifty steps that were collapsed");
    session.seek(step + 48);
    assert_ne!(session.diagnosis().id, "collapsed");
    // A fall is certain some steps after it began.
    session.seek(fall + 4);
    assert_eq!(session.diagnosis().id, "falling");
}

#[test]
fn a_run_that_leaves_the_point_again_has_escaped() {
    let text = "data=spirals&encoder.width=64&sampler.classes=3&sampler.per_class=10&miner=hard&optimizer=adam";
    let found = episodes(text, 3000);
    let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
    assert!(ids.starts_with(&["fall", "collapse", "escape"]), "{found:?}");
}

#[test]
fn a_run_that_learns_is_solved_once_as_the_diagnosis_says() {
    let found = episodes("", 1000);
    let [("solved", step)] = found[..] else { panic!("{found:?}") };
    let mut session = Session::open("").unwrap();
    session.step(step);
    assert_eq!(session.diagnosis().id, "solved");
}

#[test]
fn episodes_do_not_change_when_a_run_goes_on() {
    let text = "data.label_noise=0.2&miner=hard&400@miner=semi-hard";
    let (short, long) = (episodes(text, 400), episodes(text, 700));
    assert!(long.starts_with(&short), "{short:?} {long:?}");
}
