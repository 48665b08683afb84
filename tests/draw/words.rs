//! Points and words in pictures: what is said of a word that is pointed at.

use pushpull::learn::affinity::Orientation;
use pushpull::learn::scheme::Who;
use pushpull::learn::words::short;
use pushpull::session::Session;
use pushpull::tell::pointed::say;
use pushpull::tell::{Options, Spot};

fn run() -> Session {
    let mut session = Session::open("scheme=clip&loss=clip&miner=all&head.dimensions=3").unwrap();
    session.step(5);
    session
}

fn pointing(spot: Spot) -> Options {
    let mut options = Options::default();
    options.hover = Some(spot);
    options
}

#[test]
fn a_word_that_is_pointed_at_is_called_a_word_and_its_distance_is_that_of_the_word() {
    let session = run();
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let clean = pipeline.embed_words(session.state(), pipeline.dataset.clean_words()).unwrap();
    let among = pipeline
        .affinity
        .between(session.embedding(), &clean)
        .map(|a| pipeline.affinity.turned(a, Orientation::Distance));
    for i in 0..pipeline.dataset.len() {
        for class in 0..clean.ncols() {
            let said = say(&session, &pointing(Spot::Proxy(i, class)));
            let word = format!("the word of class {} without noise", pipeline.dataset.class_names[class]);
            let distance = short(among[(i, class)]);
            assert!(said.ends_with(&format!("and {word}: distance {distance}")), "{said}");
        }
    }
    for (column, who) in trace.who.iter().enumerate() {
        let Who::Point { point, row: None } = who else { panic!("{who:?}") };
        let (i, distance) = (trace.points[0], short(trace.distances[(0, column)]));
        let said = say(&session, &pointing(Spot::Pair(i, *point)));
        assert!(said.contains(&format!("and the word of point {point}")) && said.contains(&distance), "{said}");
    }
    assert!(!say(&Session::open("").unwrap(), &pointing(Spot::Pair(0, 1))).contains("word"));
}
