//! Episodes: when a run fell, collapsed, escaped, stalled and was solved, read off its past.

use crate::verdict_runs::lessons;
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
fn a_run_that_learns_is_marked_as_solved_where_the_diagnosis_first_says_so() {
    // No triplet is active; next to none, and 25 steps before, too; few are, and the miner finds none of them.
    let ways = [
        ("data.spread=0.05&miner=hard", 0.0..1e-9),
        ("", 1e-9..0.001),
        ("loss.margin=0.3&miner.margin=0.05", 0.001..0.01),
    ];
    for (text, wanted) in ways {
        let mut session = Session::open(text).unwrap();
        while session.diagnosis().id != "solved" {
            assert!(session.now() < 1000, "{text}");
            session.step(if session.now() < 25 { 5 } else { 25 });
        }
        let (step, active) = (session.now(), session.evaluation().active_fraction().unwrap());
        assert!(wanted.contains(&active), "{text}: {active} at step {step}");
        session.step(300);
        let solved = session.episodes().iter().find(|e| e.kind.id == "solved").map(|episode| episode.step);
        assert_eq!(solved, Some(step), "{text}");
    }
}

#[test]
fn a_run_is_marked_as_solved_exactly_where_the_verdict_first_says_so() {
    // A glimpse of few points is exact. A handful of triplets, of which all may be right by chance.
    let handful =
        ["data=trio&miner=all", "data=trio&miner=all&head=plane", "data.classes=2&data.per_class=2&miner=all"];
    let few = |text: &String| Session::open(text).unwrap().pipeline().dataset.training().len() <= 128;
    let runs = handful.map(str::to_string).into_iter().chain(lessons().into_iter().filter(few));
    let (mut solved, mut unsolved) = (0, 0);
    for text in runs {
        let mut session = Session::open(&text).unwrap();
        session.seek(0);
        let mut first = None;
        while session.now() <= 200 && first.is_none() {
            first = (session.diagnosis().id == "solved").then(|| session.now());
            if session.step(if session.now() < 25 { 5 } else { 25 }) == 0 {
                break;
            }
        }
        let marks = session.episodes();
        let mark = marks.iter().find(|e| e.kind.id == "solved").map(|episode| episode.step);
        assert_eq!(mark.filter(|step| *step <= first.unwrap_or(200)), first, "{text}");
        *(if first.is_some() { &mut solved } else { &mut unsolved }) += 1;
    }
    assert!(solved > 10 && unsolved > 10, "{solved} {unsolved}");
}

#[test]
fn episodes_do_not_change_when_a_run_goes_on() {
    let text = "data.label_noise=0.2&miner=hard&400@miner=semi-hard";
    let (short, long) = (episodes(text, 400), episodes(text, 700));
    assert!(long.starts_with(&short), "{short:?} {long:?}");
}

#[test]
fn one_solution_has_one_mark() {
    for seed in 1..=8 {
        let found = episodes(&format!("loss.margin=0.3&miner.margin=0.05&seed={seed}"), 600);
        let solved = found.iter().filter(|(id, _)| *id == "solved").count();
        assert!(solved <= 1, "seed {seed}: {found:?}");
    }
}
