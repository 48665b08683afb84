//! References without a mark of their own: words, which are stars, and what is said of them; kept embeddings, which are dots.

use pushpull::draw::{self, Style};
use pushpull::learn::affinity::Orientation;
use pushpull::learn::scheme::Who;
use pushpull::learn::words::short;
use pushpull::session::Session;
use pushpull::tell::embedding::memory::{Kept, kept, words};
use pushpull::tell::pointed::say;
use pushpull::tell::{Options, SPECS, Spot};

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

fn drawn(session: &Session) -> String {
    draw::picture(SPECS[0], session, &Options::default(), &Style::light(), (420, 340)).unwrap()
}

/// Whether the legend has a line that contains this.
fn listed(session: &Session, text: &str) -> bool {
    (SPECS[0].legend)(session, &Options::default()).iter().any(|item| item.label.contains(text))
}

#[test]
fn every_word_of_the_batch_is_a_small_star_in_the_colour_of_its_class() {
    let session = Session::open("scheme=clip&loss=clip&miner=all&step=5").unwrap();
    let (dataset, trace, style) = (&session.pipeline().dataset, session.trace(), Style::light());
    let (classes, places) = words(&session).unwrap();
    let labels: Vec<usize> = trace.who.iter().map(|who| who.label(dataset).unwrap()).collect();
    assert_eq!((&classes, &places), (&labels, &trace.references));
    let picture = drawn(&session);
    for class in 0..dataset.classes() {
        let color = style.faint(style.class(class), 0.45);
        let fill = format!("fill=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2);
        assert_eq!(picture.matches(&fill).count(), classes.iter().filter(|of| **of == class).count(), "class {class}");
    }
    assert!(listed(&session, "word of a point in the batch"));
    assert!(words(&Session::open("").unwrap()).is_none() && !listed(&Session::open("").unwrap(), "word of"));
}

#[test]
fn the_older_a_key_is_the_paler_it_is_drawn_and_one_without_an_age_is_not_pale() {
    let session = Session::open("scheme=moco&loss=info-nce&miner=all&scheme.queue=96&step=5").unwrap();
    let Kept { strengths, .. } = kept(&session).unwrap();
    let age = |who: &Who| if let Who::Kept(kept) = who { kept.age } else { None };
    let ages: Vec<u64> = session.trace().who.iter().filter_map(age).collect();
    assert_eq!(strengths.len(), ages.len());
    for (strength, age) in strengths.iter().zip(&ages) {
        let same = |(other, of): (&f64, &u64)| (strength.total_cmp(other)) == of.cmp(age);
        assert!(strengths.iter().zip(&ages).all(same) && (0.2..=1.0).contains(strength));
    }
    assert!(strengths.contains(&1.0) && strengths.iter().any(|strength| *strength < 0.5));
    let style = Style::light();
    for strength in &strengths {
        let color = style.faint(style.soft, *strength);
        assert!(drawn(&session).contains(&format!("fill=\"#{:02X}{:02X}{:02X}\"", color.0, color.1, color.2)));
    }
    assert!(listed(&session, "the older the paler"));
    let without = Session::open("scheme=cross-batch&step=5").unwrap();
    assert!(kept(&without).unwrap().strengths.iter().all(|strength| *strength == 1.0));
    assert!(listed(&without, "kept from earlier batches") && !listed(&without, "paler"));
}
