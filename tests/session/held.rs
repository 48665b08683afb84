//! For how long a condition has held: the same whether it is asked at every step, now and then, or once.

use pushpull::session::{Condition, Held, Session};

/// The count by looking at every step of the run.
fn slowly(text: &str, condition: &Condition, until: u64, most: u64) -> u64 {
    let mut session = Session::open(text).unwrap();
    let mut count = 0;
    loop {
        count = if condition.holds(&session, None) { count + 1 } else { 0 };
        if session.now() == until {
            return count.min(most);
        }
        session.step(1);
    }
}

#[test]
fn what_has_held_is_counted_alike_however_often_it_is_asked() {
    let run = "miner=hard&data.label_noise=0.2&12@miner=semi-hard";
    for text in ["map_at_r > 0.3", "loss < 0.2", "loss < start.loss", "step >= 7"] {
        let condition = Condition::parse(text).unwrap();
        let (mut session, mut held) = (Session::open(run).unwrap(), Held::default());
        for stride in [0, 1, 1, 1, 5, 2, 1, 9, 1, 1] {
            session.step(stride);
            let wanted = slowly(run, &condition, session.now(), 10);
            assert_eq!(held.count(&condition, &session, 10), wanted, "{text} at {}", session.now());
            assert_eq!(
                Held::default().count(&condition, &session, 10),
                wanted,
                "{text} at {}, asked once",
                session.now()
            );
        }
        session.seek(15);
        assert_eq!(held.count(&condition, &session, 10), slowly(run, &condition, 15, 10), "{text}, gone back");
    }
}

#[test]
fn one_lucky_step_is_one_step() {
    let condition = Condition::parse("step >= 5 and step <= 5").unwrap();
    let (mut session, mut held) = (Session::open("").unwrap(), Held::default());
    session.step(5);
    assert_eq!(held.count(&condition, &session, 50), 1);
    session.step(1);
    assert_eq!(held.count(&condition, &session, 50), 0);
}

#[test]
fn an_edit_of_what_was_counted_is_counted_anew() {
    let condition = Condition::parse("margin > 0.1").unwrap();
    let (mut session, mut held) = (Session::open("").unwrap(), Held::default());
    session.step(20);
    assert_eq!(held.count(&condition, &session, 50), 21);
    session.seek(10);
    session.set("loss.margin", "0.05").unwrap();
    session.step(10);
    assert_eq!(held.count(&condition, &session, 50), 0);
    session.set("loss.margin", "0.5").unwrap();
    assert_eq!(held.count(&condition, &session, 50), 1, "an edit at a step is an edit of that step");
}
