//! The opening: its acts are one run, and short enough.

use crate::common::opening;
use pushpull::session::Session;
use pushpull::session::opening::Act;
use pushpull::tell::Options;

/// An act's run, at the step at which it begins.
fn begun(act: &Act) -> Session {
    let (_, run) = Options::split(&act.state).unwrap_or_else(|e| panic!("{}: {e}", act.id));
    Session::open(&run).unwrap_or_else(|e| panic!("{}: {e}", act.id))
}

#[test]
fn each_act_goes_on_where_the_one_before_it_stopped() {
    let acts = opening().step;
    let mut before: Option<Session> = None;
    for act in &acts {
        let mut session = begun(act);
        match before {
            None => assert_eq!(session.now(), 0, "it begins at the beginning"),
            Some(before) => {
                assert_eq!(session.now(), before.now(), "{} begins where the act before it stops", act.id);
                assert_eq!(session.embedding(), before.embedding(), "{} is the same run", act.id);
                assert_eq!(session.config().seed, before.config().seed);
            }
        }
        if let Some(last) = act.play {
            session.step(last - session.now());
            assert_eq!(session.now(), last, "{} plays to its end", act.id);
        }
        before = Some(session);
    }
    assert!(acts.iter().rev().skip(1).all(|act| act.play.is_some()) && acts.last().unwrap().play.is_none());
}

#[test]
fn it_is_over_in_forty_seconds_at_fifteen_steps_a_second() {
    let acts = opening().step;
    let steps = acts.iter().filter_map(|act| act.play).max().unwrap();
    assert!((300..=600).contains(&steps), "{steps} steps");
    for act in acts {
        let words = act.text.split_whitespace().count();
        assert!(words <= 12, "{}: {words} words", act.id);
    }
}

#[test]
fn what_it_says_of_its_own_run_is_seen_there() {
    let acts = opening().step;
    let verdict = |id: &str| {
        let act = acts.iter().find(|act| act.id == id).unwrap();
        let mut session = begun(act);
        session.step(act.play.unwrap() - session.now());
        (session.diagnosis().id, session.evaluation().ranks().map_at_r.unwrap())
    };
    assert!(verdict("part").1 > 0.95);
    assert_eq!(verdict("dot").0, "collapsed");
    assert!(verdict("rescue").1 > 0.95);
}
