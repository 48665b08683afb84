//! The timeline: the loss of every step in a frame that stands still, with marks that lead to their steps.

use crate::accepted::accepted;
use crate::labels::{Label, overlapping};
use pushpull::draw::{self, Style, hit, time};
use pushpull::session::{Desk, Session};
use pushpull::tell::chart::timeline::{SPEC, horizon, plot};
use pushpull::tell::{Options, Spot, beside, marks};

const SIZE: (u32, u32) = (720, 110);

fn picture(session: &Session, options: &Options, style: &Style, size: (u32, u32)) -> String {
    draw::picture(&SPEC, session, options, style, size).unwrap()
}

/// A desk, and options that know what is beside its run.
fn open(text: &str) -> (Desk, Options) {
    let (mut options, text) = Options::split(text).unwrap();
    let mut desk = Desk::open(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    while desk.replay(1000) {}
    options.beside = beside::of(&mut desk);
    (desk, options)
}

const SMALL: &str = "data.per_class=8&sampler.per_class=4&data.label_noise=0.2";
const FALL: &str = "data.label_noise=0.2&miner=hard";

#[test]
fn it_looks_as_accepted_with_a_fall_an_edit_a_branch_and_a_comparison() {
    for (name, text) in [
        ("start", SMALL.to_string()),
        ("fall", format!("{FALL}&step=86")),
        ("edit", format!("{SMALL}&view.smooth=on&60@miner=hard&step=120")),
        ("branch", format!("{SMALL}&30@loss.margin=0.5&b1:step=90&step=60")),
        ("log", format!("{SMALL}&view.log=on&step=86")),
        ("comparison", format!("{SMALL}&panels=4&2:miner=hard&3:miner=random&4:miner=all&step=50")),
    ] {
        let (desk, options) = open(&text);
        accepted(&format!("timeline-{name}"), |style| picture(&desk, &options, style, SIZE));
    }
}

#[test]
fn two_steps_of_a_lesson_at_one_step_are_one_mark_without_a_word() {
    let (desk, mut options) = open(SMALL);
    options.waypoints = vec![(3, "First".into()), (3, "Second".into())];
    let all = marks::all(&desk, &options);
    let [mark] = &all.iter().filter(|mark| mark.kind == "lesson").collect::<Vec<_>>()[..] else { panic!("{all:?}") };
    assert!(mark.word.is_empty() && ["First", "Second"].iter().all(|name| mark.text.contains(name)), "{mark:?}");
}

#[test]
fn its_labels_lie_on_no_other_at_any_step_and_size() {
    let mut found = vec![];
    for text in [
        FALL.to_string(),
        format!("{SMALL}&2@miner=hard&4@loss.margin=0.5&9@miner=all&11@loss.margin=0.1"),
        format!("{SMALL}&panels=6&2:miner=hard&3:miner=random&4:miner=all&5:loss=contrastive&6:loss=info-nce"),
        "head=plane&miner=all&optimizer.lr=1000".to_string(),
    ] {
        for step in [0, 1, 7, 23, 60, 170, 199, 200, 201] {
            let (desk, mut options) = open(&format!("{text}&step={step}"));
            options.waypoints = vec![(0, "Start".into()), (3, "Later".into()), (150, "End".into())];
            for hover in [None, Some(0), Some(step + 2), Some(190)] {
                options.hover = hover.map(Spot::Step);
                for size in
                    [(10, 90), (300, 20), (200, 30), (700, 45), (120, 64), (262, 64), (330, 80), SIZE, (1500, 120)]
                {
                    let drawn = picture(&desk, &options, &Style::light(), size);
                    assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{text}");
                    let (width, height) = (f64::from(size.0), f64::from(size.1));
                    let is_cut = |Label { sides: [left, top, right, bottom], .. }: &Label| {
                        *left < 0.0 || *top < 0.0 || *right > width || *bottom > height
                    };
                    let cut = Label::all(&drawn).into_iter().filter(is_cut);
                    found.extend(cut.map(|label| format!("{text}, step {step}, {size:?}: {label:?} is cut")));
                    found.extend(
                        overlapping(&drawn)
                            .into_iter()
                            .map(|(a, b)| format!("{text}, step {step}, {size:?}: “{a}” and “{b}”")),
                    );
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn its_frame_stands_still_while_a_run_goes_on_and_holds_every_branch() {
    let mut session = Session::open(SMALL).unwrap();
    let mut ends = vec![];
    for _ in 0..60 {
        ends.push(horizon(&session, &Options::default()));
        session.step(10);
    }
    ends.dedup();
    assert_eq!(ends, [200, 500, 1000]);
    let (desk, options) = open(&format!("{SMALL}&30@loss.margin=0.5&b1:step=270&step=60"));
    assert_eq!((desk.last(), horizon(&desk, &options)), (60, 500));
}

#[test]
fn whatever_became_of_the_loss_there_is_a_timeline() {
    for (text, steps) in [
        ("head=plane&loss=contrastive&miner=all&optimizer.lr=1e9", 9),
        ("head=plane&miner=all&reduction=sum&optimizer.lr=1000", 30),
        ("data.classes=1", 3),
        ("data.classes=1&data.per_class=1", 2),
        ("sampler.per_class=1", 4),
        ("miner=semi-hard&loss.margin=0", 40),
    ] {
        for view in ["", "&view.log=on", "&view.smooth=on", "&view.means=on&view.smooth=on"] {
            let (mut desk, options) = open(&format!("{text}{view}"));
            for _ in 0..=steps {
                let drawn = picture(&desk, &options, &Style::light(), SIZE);
                assert!(drawn.contains("step ") && !drawn.contains("NaN") && !drawn.contains("inf"), "{text}{view}");
                assert!((SPEC.describe)(&desk, &options).ends_with('.'), "{text}{view}");
                desk.step(1);
            }
        }
    }
}

#[test]
fn every_place_leads_to_a_step_that_the_run_has_reached_and_a_mark_to_its_own() {
    let (mut desk, mut options) = open(&format!("{FALL}&120@loss.margin=0.5&step=150"));
    desk.seek(40);
    let size = (f64::from(SIZE.0), f64::from(SIZE.1));
    let [left, right] = time::edges(&Style::light());
    let end = horizon(&desk, &options) as f64;
    let across = |step: f64| left + step / end * (size.0 - left - right);
    for step in [0, 1, 40, 77, 150] {
        assert_eq!(time::dragged(&desk, &options, size, across(step as f64)), step);
        assert_eq!(hit(&SPEC, &desk, &options, size, (across(step as f64), 60.0)), Some(Spot::Step(step as usize)));
    }
    assert_eq!([-50.0, 5000.0].map(|x| time::dragged(&desk, &options, size, x)), [0, 150], "beyond the ends");
    let marks = marks::all(&desk, &options);
    let kinds: Vec<&str> = marks.iter().map(|mark| mark.kind).collect();
    assert_eq!(kinds, ["fall", "collapse", "edit"]);
    for mark in &marks {
        let near = (across(mark.step as f64) + 2.0, 6.0);
        assert_eq!(hit(&SPEC, &desk, &options, size, near), Some(Spot::Step(mark.step as usize)), "{}", mark.text);
        assert!(mark.text.contains(&mark.step.to_string()) && (SPEC.describe)(&desk, &options).contains(&mark.text));
    }
    options.hides = true;
    assert!(marks::all(&desk, &options).is_empty(), "nothing tells of a hidden verdict");
}

#[test]
fn a_smoothed_loss_is_the_mean_of_the_last_steps() {
    let (desk, options) = open(&format!("{SMALL}&view.smooth=on&step=50"));
    let plot = plot(&desk, &options);
    let mean = |step: usize| {
        let past = &desk.history()[(step + 1).saturating_sub(20)..=step];
        past.iter().map(|s| s.loss).sum::<f64>() / past.len() as f64
    };
    for step in [0, 5, 19, 20, 50] {
        assert!(((plot.lines[1].value)(step).unwrap() - mean(step)).abs() < 1e-12, "{step}");
        assert_eq!((plot.lines[0].value)(step), Some(desk.history()[step].loss), "{step}");
    }
}
