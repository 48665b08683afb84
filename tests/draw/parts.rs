//! Slow motion: the parts of a step describe this step, leave the run alone, and come in order.

use pushpull::session::{PRESETS, ROOMS, Session};
use pushpull::tell::part::PARTS;
use pushpull::tell::{Options, Spot};

#[test]
fn every_part_says_a_sentence_with_numbers_of_every_example() {
    for preset in PRESETS {
        let mut session = Session::open(preset.text).unwrap();
        for _ in 0..2 {
            for part in PARTS {
                let said = (part.say)(&session);
                let counted = said.contains(char::is_numeric) || said.contains("nothing to mine");
                assert!(said.ends_with('.') && counted, "{} of {}: {said}", part.id, preset.id);
            }
            session.step(30);
        }
    }
}

#[test]
fn the_numbers_of_the_parts_are_those_of_the_trace() {
    let session = Session::open("data.label_noise=0.2&step=7").unwrap();
    let trace = session.trace();
    let says = |id: &str, number: String| {
        let part = PARTS.iter().find(|part| part.id == id).unwrap();
        let said = (part.say)(&session);
        let words: Vec<&str> = said.split([' ', ',', '.', ';']).collect();
        let wanted: Vec<&str> = number.split([' ', ',', '.', ';']).collect();
        assert!(words.windows(wanted.len()).any(|w| w == wanted), "{number} is not in: {said}");
    };
    let positives = trace.batch.iter().enumerate().flat_map(|(i, a)| {
        let given = &session.pipeline().dataset.given;
        trace.batch.iter().enumerate().filter(move |(j, b)| *j != i && given[**b] == given[*a])
    });
    says("sample", format!("{}", trace.batch.len()));
    says("compare", format!("{} pairs with the same label", positives.count()));
    says("mine", format!("{} triplets", trace.tuples.len()));
    says("weigh", format!("{} terms", trace.terms));
    let next = session.next_embedding().unwrap();
    let moved = (0..120).filter(|i| next.column(*i) != session.embedding().column(*i)).count();
    says("update", format!("{moved} of 120 points move"));
}

#[test]
fn what_is_mined_is_called_a_tuple_only_where_it_has_several_negatives() {
    for (text, named) in [
        ("miner=hard", "takes 224 triplets"),
        ("miner=all", "takes 224 tuples with 5376 triplets"),
        ("miner=all&loss=contrastive&sampler.per_class=1", "takes pairs without a triplet"),
    ] {
        let said = (PARTS.iter().find(|part| part.id == "mine").unwrap().say)(&Session::open(text).unwrap());
        assert!(said.contains(named), "{text}: {said}");
        assert!(named.contains("tuple") || !said.contains("tuple"), "{text}: {said}");
    }
}

/// With free points only the batch can move; the sentence must not claim more.
#[test]
fn free_points_outside_of_the_batch_stay_where_they_are() {
    let session = Session::open("encoder=points").unwrap();
    let said = (PARTS.last().unwrap().say)(&session);
    assert!(said.contains(" 0 of them were not in the batch"), "{said}");
}

#[test]
fn the_parts_come_in_their_order_and_end_where_a_step_is_due() {
    let mut options = Options::default();
    let mut seen = vec![];
    while options.next_part(false) {
        seen.push(options.part.unwrap().id);
    }
    assert_eq!(seen, PARTS.iter().map(|part| part.id).collect::<Vec<_>>());
    for part in PARTS.iter().rev().skip(1) {
        assert!(options.next_part(true));
        assert_eq!(options.part.unwrap().id, part.id);
    }
    assert!(!options.next_part(true));
}

#[test]
fn every_part_lights_a_card_that_exists_and_is_kept_in_the_link() {
    for part in PARTS {
        assert!(ROOMS.iter().any(|room| room.key == part.room), "{}", part.id);
        let (options, _) = Options::split(&format!("view.part={}", part.id)).unwrap();
        assert_eq!(options.joined(""), format!("view.part={}", part.id));
    }
    let refused = Options::split("view.part=think").unwrap_err().to_string();
    assert!(refused.contains("think") && refused.contains("pull-back"), "{refused}");
}

#[test]
fn the_anchor_that_stands_for_all_is_the_chosen_one_where_it_is_in_the_batch() {
    let session = Session::open("").unwrap();
    let trace = session.trace();
    let mut options = Options::default();
    let example = |options: &Options| pushpull::tell::part::example(&session, options.focus);
    assert_eq!(example(&options), trace.tuples.iter().next().unwrap().0);
    options.choose(Some(Spot::Point(trace.batch[5])));
    assert_eq!(example(&options), 5);
    let outside = (0..120).find(|i| !trace.batch.contains(i)).unwrap();
    options.choose(Some(Spot::Point(outside)));
    assert_eq!(example(&options), trace.tuples.iter().next().unwrap().0);
}
