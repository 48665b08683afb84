//! The language of conditions: a condition holds when it should, and what is not understood is refused with what is allowed.

use pushpull::session::claim::Expectation;
use pushpull::session::{At, Condition, Measure, Quantity, Session, WORDS};

fn session(text: &str, steps: u64) -> Session {
    let mut session = Session::open(text).unwrap();
    session.step(steps);
    session
}

fn holds(text: &str, session: &Session) -> bool {
    Condition::parse(text).unwrap_or_else(|e| panic!("{e}")).holds(session, None)
}

#[test]
fn every_measure_can_be_read_and_compared() {
    // Between them these runs have all that measures are of.
    let runs = [
        session("data.label_noise=0.2&data.held_out=0.3", 30),
        session("data=subclasses&loss=proxy-nca&head.dimensions=3", 30),
        session("data=long-tail", 30),
        session("scheme=clip&loss=clip&miner=all", 5),
        session("scheme=dino&loss=self-distillation", 5),
    ];
    for measure in Measure::all() {
        let value = |session: &Session| measure.of(session, At::Now);
        let session = runs.iter().find(|run| value(run).is_some());
        let session = session.unwrap_or_else(|| panic!("{} has no value", measure.id()));
        let value = value(session).expect("found above");
        let id = measure.id();
        assert_eq!(Quantity::parse(id).unwrap().of(session, None), Some(value));
        assert!(holds(&format!("{id} <= {value} and {id} >= {value}"), session), "{id} = {value}");
        assert!(!holds(&format!("{id} < {value}"), session) && !holds(&format!("{id} > {value}"), session), "{id}");
        assert!(holds(&format!("2 * {id} + 1 >= 2 * {id} - 1"), session), "{id}");
        for at in ["start", "least", "most"] {
            assert_eq!(Condition::parse(&format!("{at}.{id} > 0")).is_ok(), measure.has_past(), "{at}.{id}");
        }
        if measure.has_past() {
            assert!(holds(&format!("least.{id} <= {id} and most.{id} >= {id}"), session), "{id}");
            assert!(holds(&format!("least.{id} <= start.{id} and most.{id} >= start.{id}"), session), "{id}");
        }
    }
}

#[test]
fn words_are_true_when_they_are() {
    let start = session("", 0);
    let collapsed = session("data.label_noise=0.2&miner=batch-hard", 400);
    let spread = session("encoder=points&miner=random&data.spread=0.01", 0);
    for word in WORDS {
        let (plain, not) = (holds(word.id, &start), holds(&format!("not {}", word.id), &start));
        assert!(plain != not, "{}", word.id);
    }
    assert!(holds("collapsed and plateau and finite", &collapsed));
    assert!(!holds("collapsed", &start) && !holds("plateau", &start));
    let wide = session("loss.margin=35&affinity=euclidean&miner=all", 150);
    assert!(!holds("collapsed", &wide), "the margin is beyond all distances of the circle");
    assert!(holds("not collapsed and not solved", &spread) || holds("not collapsed and solved", &spread));
    assert!(holds("not finite", &session("head=plane&optimizer.lr=1e6", 20)));
    assert!(holds("nothing_mined", &session("data.classes=1", 0)));
}

#[test]
fn counts_of_the_past_add_up() {
    let session = session("miner=random", 7);
    let sum: usize = session.history().iter().map(|b| b.active).sum();
    assert_eq!(Quantity::parse("terms_used").unwrap().of(&session, None), Some(sum as f64));
}

#[test]
fn another_run_can_be_compared_with() {
    let (hard, semi) = (session("data.label_noise=0.2&miner=hard", 300), session("data.label_noise=0.2", 300));
    let condition = Condition::parse("map_at_r < other.map_at_r - 0.2").unwrap();
    assert!(condition.compares() && condition.holds(&hard, Some(&semi)) && !condition.holds(&semi, Some(&hard)));
    assert!(!condition.holds(&hard, None), "without the other run nothing is true");
}

#[test]
fn what_is_not_understood_is_refused_with_what_is_allowed() {
    for text in [
        "",
        "fallen",
        "loss",
        "loss > ",
        "loss > much",
        "loss = 1",
        "los > 1",
        "first.loss > 1",
        "loss > 1 or loss < 2",
        "start.map_at_r > 1",
        "loss > 1 and",
        "loss > inf",
        "loss > NaN",
        "2 * > 1",
        "not not collapsed",
        "loss >1",
    ] {
        let error = Condition::parse(text).err().unwrap_or_else(|| panic!("“{text}” is understood"));
        assert!(error.to_string().contains("allowed is"), "{error}");
    }
    let squeezed = Condition::parse("loss<0.1").err().expect("a sign has spaces around it").to_string();
    assert!(squeezed.contains("spaces around every sign"), "{squeezed}");
    let said = Condition::parse("loss <= 0.5 * start.loss - 0.1 and not collapsed").unwrap().say();
    assert_eq!(said, "loss ≤ 0.5 × first loss − 0.1 and it is not so that the run has collapsed");
    for text in ["collapsed", "collapsed in some", "median loss", "median loss from 1", "collapsed in at least 3 of 2"]
    {
        assert!(Expectation::parse(text).is_err(), "{text}");
    }
}

#[test]
fn expectations_are_judged_by_the_share() {
    let most = Expectation::parse("collapsed in at least 3 of 4").unwrap();
    let look = |ones: usize, of: usize| (0..of).map(|i| Some(f64::from(u8::from(i < ones)))).collect::<Vec<_>>();
    assert!(most.judge(&look(6, 8)).holds && !most.judge(&look(5, 8)).holds);
    assert!(!Expectation::parse("collapsed in no run").unwrap().judge(&look(1, 8)).holds);
    let median = Expectation::parse("median loss from 1 to 2").unwrap();
    assert!(median.judge(&[Some(0.0), Some(1.5), Some(9.0)]).holds && !median.judge(&[Some(0.0), Some(9.0)]).holds);
    assert!(!median.judge(&[Some(1.5), None]).holds, "a number without meaning is no success");
}
