//! The desk: branches, panels, undo, and one text for all of it. A run is the same bit for bit, whichever way leads to it.

use proptest::prelude::*;
use pushpull::session::{Desk, Outline};

const SMALL: &str = "data.classes=3&data.per_class=5&data.label_noise=0.1&encoder.width=6&sampler.per_class=3";

/// Changes, some of which require other settings to change back.
const EDITS: [(&str, &str); 17] = [
    ("miner", "hard"),
    ("miner", "semi-hard"),
    ("loss", "info-nce"),
    ("loss", "triplet"),
    ("loss.margin", "0.5"),
    ("loss.margin", "0.3"),
    ("miner.margin", "0.4"),
    ("affinity", "euclidean"),
    ("optimizer", "adam"),
    ("optimizer.lr", "0.02"),
    ("head", "plane"),
    ("data", "moons"),
    ("data.per_class", "4"),
    ("point.3", "0.31,-0.22"),
    ("label.7", "1"),
    ("label.7", "back"),
    ("data.held_out", "0.3"),
];

/// What a reader does.
#[derive(Clone, Copy, Debug)]
enum Act {
    Step(u64),
    Seek(u64),
    Set(usize),
    Add,
    Remove(usize),
    Choose(usize),
    ReturnTo(usize),
    Reset,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_u64..12).prop_map(Act::Step),
        4 => (0_u64..40).prop_map(Act::Seek),
        6 => (0..EDITS.len()).prop_map(Act::Set),
        1 => Just(Act::Add),
        1 => (0..3_usize).prop_map(Act::Remove),
        1 => (0..3_usize).prop_map(Act::Choose),
        2 => (0..3_usize).prop_map(Act::ReturnTo),
        1 => Just(Act::Reset),
        1 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn perform(desk: &mut Desk, act: Act) {
    match act {
        Act::Step(n) => drop(desk.step(n)),
        Act::Seek(step) => desk.seek(step),
        // A parameter may not belong to the current choice.
        Act::Set(i) => drop(desk.set(EDITS[i].0, EDITS[i].1)),
        Act::Add => desk.add_panel(),
        Act::Remove(i) => desk.remove_panel(i),
        Act::Choose(i) => desk.choose_panel(i),
        Act::ReturnTo(i) => desk.return_to(i).unwrap(),
        Act::Reset => desk.reset(),
        Act::Undo => drop(desk.undo()),
        Act::Redo => drop(desk.redo()),
    }
}

fn open(text: &str) -> Desk {
    Desk::open(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Every panel's step and bits.
fn seen(desk: &Desk) -> Vec<(u64, u64)> {
    desk.panels().iter().map(|panel| (panel.session().now(), panel.session().digest())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_the_text_gives_the_same_desk_bit_for_bit(acts in prop::collection::vec(act(), 1..24)) {
        let mut desk = open(SMALL);
        acts.into_iter().for_each(|act| perform(&mut desk, act));
        let text = desk.text();
        let again = open(&text);
        prop_assert_eq!(again.outline(), desk.outline(), "{}", &text);
        prop_assert_eq!(again.text(), text.clone());
        prop_assert_eq!(seen(&again), seen(&desk));
        // Every branch is a run that can be returned to, as far as it has been. Runs no longer known are replayed, on both desks.
        while desk.replay(7) {}
        for branch in 0..desk.panel().branches().len() {
            let mut again = open(&text);
            while again.replay(7) {}
            let [known, replayed] = [&desk, &again].map(|desk| desk.panel().branches()[branch].losses().to_vec());
            prop_assert_eq!(format!("{known:?}"), format!("{replayed:?}"));
            desk.return_to(branch).unwrap();
            again.return_to(branch).unwrap();
            prop_assert_eq!(seen(&again), seen(&desk));
            prop_assert_eq!(again.last(), desk.last());
            desk.undo();
            prop_assert_eq!(desk.text(), text.clone());
        }
    }

    #[test]
    fn undoing_everything_leads_to_the_start_and_redoing_it_to_the_end(acts in prop::collection::vec(act(), 1..24)) {
        let mut desk = open(SMALL);
        let start = open(SMALL);
        let acts = acts.into_iter().filter(|act| !matches!(act, Act::Undo | Act::Redo));
        acts.for_each(|act| perform(&mut desk, act));
        let end = (desk.outline(), seen(&desk));
        while desk.undo().is_some() {}
        prop_assert_eq!(desk.undoable(), None);
        prop_assert_eq!(desk.outline().panels, start.outline().panels);
        let there = desk.clock();
        let mut start = start;
        start.step(there);
        prop_assert_eq!(seen(&desk), seen(&start));
        while desk.redo().is_some() {}
        prop_assert_eq!((desk.outline(), seen(&desk)), end);
    }

    #[test]
    fn panels_with_equal_settings_stay_equal_bit_for_bit(
        // Without the last edit, which begins a run anew.
        acts in prop::collection::vec((0_u64..15, 0..EDITS.len() - 1), 1..8),
    ) {
        // One panel gets the edits as they come, its copy afterwards, from the steps at which they were made.
        let mut desk = open(SMALL);
        desk.add_panel();
        let mut made = vec![];
        for (steps, edit) in acts {
            desk.step(steps);
            made.push((desk.clock(), edit));
            let _ = desk.set(EDITS[edit].0, EDITS[edit].1);
        }
        desk.step(9);
        let end = desk.clock();
        desk.choose_panel(0);
        for (step, edit) in made {
            desk.seek(step);
            prop_assert_eq!(desk.clock(), step);
            let _ = desk.set(EDITS[edit].0, EDITS[edit].1);
            desk.step(end - desk.clock());
        }
        let [first, second] = desk.panels() else { panic!("two panels") };
        prop_assert_eq!(first.session().edits(), second.session().edits());
        prop_assert_eq!(first.session().digest(), second.session().digest());
        prop_assert_eq!(first.session().history(), second.session().history());
        prop_assert_eq!(first.session().trace().batch.clone(), second.session().trace().batch.clone());
    }

    #[test]
    fn no_text_of_a_desk_is_too_strange_to_be_refused(
        parts in prop::collection::vec("(2|3|b1|2b1|9|0|b0|b9|x)?:?(9@|@)?(miner|loss\\.margin|seed|step|panels|active|data|label\\.3)?=(hard|0\\.3|2|1|back|moons|)", 0..6),
    ) {
        let text = parts.join("&");
        if let Ok(outline) = Outline::read(&text) {
            let again = Outline::read(&outline.write());
            prop_assert_eq!(again.as_ref().ok(), Some(&outline), "{} became {}", text, outline.write());
        }
    }
}

#[test]
fn a_change_in_the_past_puts_the_old_future_aside_and_a_click_brings_it_back() {
    let mut desk = open(SMALL);
    desk.step(60);
    let there = desk.digest();
    desk.seek(20);
    let here = desk.digest();
    desk.set("miner", "hard").unwrap();
    assert_eq!(desk.last(), 20);
    let [branch] = desk.panel().branches() else { panic!("one branch") };
    assert_eq!(desk.panel().branch_name(branch), "Semi-hard from 20");
    assert_eq!((branch.last(), branch.losses().len(), desk.panel().fork(branch)), (60, 61, 20));
    desk.step(20);
    desk.return_to(0).unwrap();
    assert_eq!((desk.clock(), desk.last()), (40, 60), "at the same step, with its future");
    assert_eq!(desk.panel().branch_name(&desk.panel().branches()[0]), "Hardest negative from 20");
    desk.seek(20);
    assert_eq!(desk.digest(), here);
    desk.seek(60);
    assert_eq!(desk.digest(), there);
}

#[test]
fn dragging_a_slider_makes_one_branch_and_one_entry_and_dragging_it_back_makes_none() {
    let mut desk = open(SMALL);
    desk.step(30);
    desk.seek(10);
    for margin in ["0.25", "0.3", "0.35", "0.4"] {
        desk.set("loss.margin", margin).unwrap();
    }
    assert_eq!(desk.panel().branches().len(), 1);
    assert_eq!(desk.undoable(), Some("loss.margin is 0.4"));
    desk.set("loss.margin", "0.2").unwrap();
    assert_eq!((desk.panel().branches().len(), desk.last(), desk.undoable()), (0, 30, None));
    desk.set("loss.margin", "0.3").unwrap();
    desk.settle();
    desk.set("loss.margin", "0.5").unwrap();
    assert_eq!(desk.undo().as_deref(), Some("loss.margin is 0.5"));
    assert_eq!(desk.config().param("loss.margin"), Some(0.3), "another gesture is another entry");
    desk.undo();
    assert_eq!((desk.last(), desk.undoable()), (30, None), "the old future is back");
    assert_eq!(desk.redoable(), Some("loss.margin is 0.3"));
}

#[test]
fn a_value_that_is_set_again_changes_nothing_not_even_in_the_past() {
    let mut desk = open(SMALL);
    desk.step(30);
    desk.seek(10);
    desk.set("miner", "semi-hard").unwrap();
    assert_eq!((desk.last(), desk.panel().branches().len(), desk.undoable()), (30, 0, None));
}

#[test]
fn undo_after_training_on_keeps_what_was_trained_for_redo() {
    let mut desk = open(SMALL);
    desk.step(10);
    desk.set("miner", "hard").unwrap();
    desk.step(50);
    let trained = desk.digest();
    assert_eq!(desk.undo().as_deref(), Some("miner is hard"));
    assert_eq!((desk.clock(), desk.config().choice("miner").id), (10, "semi-hard"));
    assert_eq!(desk.redo().as_deref(), Some("miner is hard"));
    assert_eq!((desk.clock(), desk.last(), desk.digest()), (60, 60, trained));
}

#[test]
fn a_reset_and_another_example_can_be_undone() {
    let mut desk = open(SMALL);
    desk.step(25);
    let before = seen(&desk);
    desk.reroll();
    desk.take_over(open("miner=random&step=5"));
    assert_eq!(desk.clock(), 5);
    assert_eq!(desk.undo().as_deref(), Some("another run is opened"));
    assert_eq!(desk.undo().as_deref(), Some("seed is 4"));
    assert_eq!((seen(&desk), desk.last()), (before, 25));
}

#[test]
fn one_clock_drives_all_panels_and_a_run_that_ends_stays_behind() {
    let mut desk = open(&format!("{SMALL}&head=plane"));
    desk.step(5);
    desk.add_panel();
    desk.set("optimizer.lr", "1e308").unwrap();
    desk.step(50);
    let steps: Vec<u64> = desk.panels().iter().map(|panel| panel.session().now()).collect();
    assert_eq!(steps[0], 55);
    assert!(steps[1] < 55 && !desk.halted(), "{steps:?}");
    assert_eq!((desk.clock(), desk.furthest()), (55, 55));
    desk.seek(7.min(steps[1]));
    assert!(desk.panels().iter().all(|panel| panel.session().now() == desk.clock()));
    desk.seek(55);
    assert_eq!(desk.panels()[1].session().now(), steps[1]);
    // A change of the panel that stayed behind happens at its step, and all panels go there.
    desk.set("optimizer.lr", "0.1").unwrap();
    assert!(desk.panels().iter().all(|panel| panel.session().now() == steps[1]));
}

#[test]
fn panels_are_named_by_what_tells_them_apart() {
    let mut desk = open(SMALL);
    desk.add_panel();
    assert_eq!(desk.names(), ["", ""]);
    desk.set("miner", "hard").unwrap();
    assert_eq!(desk.names(), ["Semi-hard", "Hardest negative"]);
    desk.step(12);
    desk.add_panel();
    desk.set("loss.margin", "0.5").unwrap();
    assert_eq!(
        desk.names(),
        ["Semi-hard, margin 0.2", "Hardest negative, margin 0.2", "Hardest negative, margin 0.5 from 12"]
    );
}

#[test]
fn the_clock_stops_at_the_step_at_which_a_condition_comes_true_and_goes_on_from_there() {
    let mut desk = open("data.label_noise=0.2&miner=hard");
    desk.set_stop("collapsed").unwrap();
    let made = desk.step(300);
    assert!(made < 300 && desk.stopped().is_some(), "{made} steps");
    let said = desk.stopped().unwrap();
    assert!(said.contains(&format!("step {made}")) && said.contains("collapsed"), "{said}");
    assert_eq!(desk.step(20), 20, "it is true already, and that stops nothing");
    assert_eq!(desk.stopped(), None);
    let text = desk.text();
    assert!(text.contains("stop=collapsed"), "{text}");
    assert_eq!(open(&text).stop_text(), "collapsed");
    desk.set_stop("step >= 400").unwrap();
    desk.step(1000);
    assert_eq!(desk.clock(), 400);
    assert_eq!(desk.undo().as_deref(), Some("stop when step ≥ 400"));
    assert_eq!(desk.stop_text(), "collapsed");
}

#[test]
fn a_condition_stops_all_panels_when_it_comes_true_in_one() {
    let mut desk = open("data.label_noise=0.2");
    desk.add_panel();
    desk.set("miner", "hard").unwrap();
    desk.set_stop("collapsed").unwrap();
    desk.step(300);
    assert!(desk.stopped().is_some_and(|said| said.contains("in panel 2")), "{:?}", desk.stopped());
    assert!(desk.panels().iter().all(|panel| panel.session().now() == desk.clock()));
}

#[test]
fn a_condition_that_is_not_understood_is_refused_and_nothing_changes() {
    let mut desk = open(SMALL);
    desk.set_stop("solved").unwrap();
    let error = desk.set_stop("solvd").unwrap_err();
    assert_eq!((error.key.as_str(), desk.stop_text()), ("stop", "solved"));
    assert_eq!(Desk::open("stop=solvd").err().map(|error| error.key).as_deref(), Some("stop"));
}

#[test]
fn miners_and_losses_side_by_side_start_from_the_same_weights_and_batches() {
    let mut desk = open("data.label_noise=0.2&step=30");
    desk.compare_miners_and_losses().unwrap();
    assert_eq!((desk.panels().len(), desk.clock()), (6, 0));
    let first = desk.panels()[0].session();
    for panel in desk.panels() {
        assert_eq!(panel.session().state().towers, first.state().towers);
        assert_eq!(panel.session().trace().batch, first.trace().batch);
    }
    assert!(desk.names().iter().all(|name| name.contains(", ")), "{:?}", desk.names());
    desk.show_alone();
    assert_eq!(desk.panels().len(), 1);
    desk.undo();
    desk.undo();
    assert_eq!((desk.panels().len(), desk.clock()), (1, 30));
}
