//! The text of a desk: short, strict, and readable as long as links exist.

use pushpull::session::{BRANCHES, Desk, PANELS, PRESETS, Session};

const SMALL: &str = "data.classes=3&data.per_class=5&data.label_noise=0.1&encoder.width=6&sampler.per_class=3";

fn open(text: &str) -> Desk {
    Desk::open(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Every panel's step and bits.
fn seen(desk: &Desk) -> Vec<(u64, u64)> {
    desk.panels().iter().map(|panel| (panel.session().now(), panel.session().digest())).collect()
}

#[test]
fn six_panels_with_ten_edits_fit_into_two_thousand_characters() {
    let mut desk = open(
        "data=spirals&data.spread=0.3&encoder.width=64&loss.margin=0.5&optimizer=adam&optimizer.lr=0.005&seed=4000000000",
    );
    let edits = ["miner", "loss.margin", "optimizer.lr", "data.label_noise", "data.spread"];
    for i in 0..10 {
        desk.step(3);
        desk.set(edits[i % 5], if i % 5 == 0 { ["hard", "random"][i / 5] } else { ["0.25", "0.35"][i / 5] }).unwrap();
    }
    for i in 0..5_usize {
        desk.add_panel();
        desk.step(1);
        desk.set("loss.margin", &format!("0.{}1", i + 1)).unwrap();
        desk.set("miner", ["all", "hard", "semi-hard", "batch-hard", "hard"][i]).unwrap();
    }
    // Ten edits each, all of them different, and a branch.
    for panel in 0..PANELS {
        desk.choose_panel(panel);
        while desk.edits().len() < 10 {
            desk.step(1);
            let now = desk.clock();
            desk.set("optimizer.lr", &format!("0.0{now}{panel}")).unwrap();
        }
    }
    desk.seek(desk.clock() - 2);
    desk.set("miner", "easy-positive").unwrap();
    assert!(desk.panels().len() == PANELS && desk.panels().iter().all(|panel| panel.session().edits().len() >= 10));
    let text = desk.text();
    assert!(text.len() <= 2000, "{} characters: {text}", text.len());
    assert_eq!(seen(&open(&text)), seen(&desk));
}

#[test]
fn a_text_that_is_not_understood_names_the_key_as_it_stands_there() {
    for (text, key, allowed) in [
        ("2:miner=hard", "2:miner", "a panel from 2 to panels=1"),
        ("panels=2&3:miner=hard", "3:miner", "a panel from 2 to panels=2"),
        ("panels=7", "panels", "from 2 to 6"),
        ("panels=2&active=3", "active", "from 1 to 2"),
        ("panels=2&2:miner=softest", "2:miner", "semi-hard"),
        ("panels=2&2:seed=4", "2:seed", "share"),
        ("panels=2&2:step=4", "2:step", "one of the keys"),
        ("b1:5@miner=softest", "b1:miner", "semi-hard"),
        ("b1:5@=hard", "b1:5@", "nothing"),
        ("b1:step=20001", "b1:step", "from 0 to 20000"),
        ("b9:miner=hard", "b9:miner", "from 1 to 8"),
        ("panels=2&panels=2", "panels", "twice"),
    ] {
        let error = Desk::open(text).err().unwrap_or_else(|| panic!("“{text}” was accepted"));
        assert_eq!(error.key, key, "{text}: {error}");
        assert!(error.allowed.contains(allowed), "{text}: {error}");
    }
}

#[test]
fn a_text_that_would_become_too_long_is_refused_and_nothing_changes() {
    let mut desk = open("data=moons&data.per_class=50");
    for _ in 1..PANELS {
        desk.add_panel();
    }
    let mut refused = None;
    for point in 0..100 {
        let before = desk.outline();
        desk.choose_panel(point % PANELS);
        for panel in 0..PANELS {
            desk.choose_panel(panel);
            let place = format!("0.12345678901{point},-0.98765432101{panel}");
            if let Err(error) = desk.set(&format!("point.{point}"), &place) {
                refused = Some((error, before.panels.len()));
            }
        }
        if refused.is_some() {
            break;
        }
    }
    let (error, panels) = refused.expect("it would not become too long");
    assert!(error.allowed.contains("too long"), "{error}");
    assert_eq!(desk.panels().len(), panels);
    assert!(desk.text().len() <= 8000);
    open(&desk.text());
}

#[test]
fn branches_are_at_most_so_many_and_the_oldest_goes_first() {
    let mut desk = open(SMALL);
    for i in 0..BRANCHES + 3 {
        desk.step(4);
        desk.seek(2);
        desk.set("loss.margin", &format!("0.{}", i + 30)).unwrap();
        desk.settle();
    }
    assert_eq!(desk.panel().branches().len(), BRANCHES);
    let name = desk.panel().branch_name(&desk.panel().branches()[0]);
    assert_eq!(name, "margin 0.32 from 2");
}

#[test]
fn older_texts_and_all_examples_keep_opening() {
    let file = include_str!("../old_texts.txt");
    let old = file.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut count = 0;
    for text in old {
        let (options, run) = pushpull::tell::Options::split(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let desk = open(&run);
        let written = options.joined(&desk.text());
        let (options, run) = pushpull::tell::Options::split(&written).unwrap();
        let again = open(&run);
        assert_eq!((again.digest(), options.joined(&again.text())), (desk.digest(), written), "{text}");
        count += 1;
    }
    assert!(count >= 24, "{count}");
    for preset in PRESETS {
        let (_, run) = pushpull::tell::Options::split(preset.text).unwrap();
        assert_eq!(open(&run).digest(), Session::open(&run).unwrap().digest(), "{}", preset.id);
    }
}

#[test]
fn a_branch_that_is_left_again_has_been_as_far_as_before() {
    let mut desk = open(SMALL);
    desk.step(5);
    desk.add_panel();
    desk.add_panel();
    desk.seek(0);
    desk.add_panel();
    // The other panels continue the very run that is put aside here.
    desk.set("loss", "info-nce").unwrap();
    desk.step(6);
    let text = desk.text();
    assert!(!desk.panel().branches().is_empty(), "{text}");
    desk.return_to(0).unwrap();
    desk.undo();
    assert_eq!(desk.text(), text);
}
