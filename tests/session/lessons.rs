//! Every lesson in `www/lessons`: its states open, its questions have one answer, its tasks can be done, its links lead somewhere.
//! `tests/claims` runs its claims about training.

use pushpull::learn::judge::finding;
use pushpull::learn::misfit::idle;
use pushpull::session::lesson::{Glossary, Lesson, Step, run_of, with};
use pushpull::session::{Condition, Desk, Held, Quantity, ROOMS, Session};
use pushpull::tell::setup::sentence;
use pushpull::tell::{Options, SPECS, charts};
use std::path::Path;

/// Every step with its name: `collapse, 3`.
fn steps() -> Vec<(String, Step)> {
    let of = |(id, lesson): (String, Lesson)| {
        let named = move |(place, step)| (format!("{id}, {place}"), step);
        lesson.places().into_iter().zip(lesson.step).map(named).collect::<Vec<_>>()
    };
    crate::common::lessons().into_iter().flat_map(of).collect()
}

fn glossary() -> Glossary {
    let path = Path::new("www/lessons/glossary.toml");
    let text = std::fs::read_to_string(path).expect("there is a glossary");
    Glossary::read(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Opens a state as the page does. Questions and tasks are about its first panel.
fn open(name: &str, state: &str) -> Session {
    let (options, run) = Options::split(state).unwrap_or_else(|e| panic!("{name}: {e}"));
    let desk = Desk::open(&run).unwrap_or_else(|e| panic!("{name}: {e}"));
    let session = Session::open(&desk.panels()[0].session().text()).unwrap_or_else(|e| panic!("{name}: {e}"));
    options.fits(session.pipeline().dataset.len()).unwrap_or_else(|e| panic!("{name}: {e}"));
    session
}

#[test]
fn every_state_and_every_figure_opens() {
    for (name, step) in steps() {
        let state = step.state.unwrap_or_default();
        open(&name, &state);
        for figure in &step.figure {
            let session = open(&name, &with(&state, &figure.state));
            assert!(SPECS.iter().any(|spec| spec.id == figure.view), "{name}: no view {}", figure.view);
            assert!(figure.steps > session.now(), "{name}: the figure “{}” ends where it begins", figure.caption);
        }
    }
}

#[test]
fn every_question_is_answered_by_its_run() {
    for (name, step) in steps() {
        let Some(predict) = step.predict else { continue };
        let mut session = open(&name, step.state.as_deref().unwrap_or_default());
        assert!(predict.steps > session.now(), "{name}: the run is over before the question");
        session.step(predict.steps - session.now());
        assert!(predict.choice.is_empty() == predict.drag.is_some(), "{name}: either choices or a scale");
        if let Some(drag) = predict.drag {
            let quantity = Quantity::parse(&drag.quantity).unwrap_or_else(|e| panic!("{name}: {e}"));
            let value = quantity.of(&session, None).unwrap_or_else(|| panic!("{name}: {} has no value", drag.quantity));
            assert!((drag.from..=drag.to).contains(&value), "{name}: {value} lies off the scale");
            assert!(drag.within * 4.0 < drag.to - drag.from, "{name}: half of the scale is right");
        } else {
            let right =
                |when: &str| Condition::parse(when).unwrap_or_else(|e| panic!("{name}: {e}")).holds(&session, None);
            let answers = predict.choice.iter().filter(|choice| right(&choice.when)).count();
            assert_eq!(answers, 1, "{name}: {answers} choices are right");
            assert!(predict.choice.len() > 1, "{name}: there is nothing to choose");
            // Its words are read by whoever chose it and was wrong: with the usual answer in an unusual run alone.
            let mut wrong = predict.choice.iter().filter(|choice| !right(&choice.when));
            assert!(wrong.all(|choice| !choice.why.contains("exception")), "{name}: this run is none");
        }
    }
}

#[test]
fn every_task_can_be_done_and_is_not_done_already() {
    for (name, step) in steps() {
        let Some(task) = step.task else { continue };
        let goals: Vec<_> =
            task.goals.iter().map(|goal| Condition::parse(goal).unwrap_or_else(|e| panic!("{name}: {e}"))).collect();
        if let Some(cost) = &task.cost {
            Quantity::parse(cost).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        // If goals come one after another, the last cannot hold at the start.
        let state = step.state.unwrap_or_default();
        let reached = |text: &str, steps: u64| {
            let mut session = open(&name, text);
            let mut waiting = goals.iter().peekable();
            let mut held = Held::default();
            loop {
                let wanted =
                    |goal: &Condition| if goal.text() == goals[goals.len() - 1].text() { task.hold } else { 1 };
                while waiting.next_if(|goal| held.count(goal, &session, wanted(goal)) == wanted(goal)).is_some() {}
                if waiting.peek().is_none() || session.now() >= steps || session.step(1) == 0 {
                    return waiting.peek().is_none();
                }
            }
        };
        assert!(!reached(&state, 0), "{name}: the task is done before it begins");
        assert!(reached(&with(&state, &task.solution), task.steps), "{name}: the solution does not reach the goals");
    }
}

#[test]
fn what_a_task_rings_is_in_the_sentence_or_its_text_says_where() {
    for (name, step) in steps() {
        let Some(task) = &step.task else { continue };
        let session = open(&name, step.state.as_deref().unwrap_or_default());
        let said = sentence(session.config(), session.pipeline());
        let is_said = |room: &str| said.iter().flat_map(|piece| &piece.choice).any(|choice| choice.room == room);
        // What has no effect yet is said once something else is chosen.
        let is_room =
            |part: &str| ROOMS.iter().any(|room| room.key == part) && idle(session.pipeline(), part).is_none();
        let mut rooms = step.ring.iter().filter(|part| is_room(part));
        let hidden = rooms.find(|room| !is_said(room));
        let told = [&step.text, &task.hint].iter().any(|text| text.contains("*All controls*"));
        assert!(hidden.is_none() || told, "{name}: nobody says where {hidden:?} is");
    }
}

/// Text without Markdown, all white space alike.
fn bare(markdown: &str) -> String {
    let mut text = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("](") {
        text += before;
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text += rest;
    text.retain(|c| !['*', '`', '['].contains(&c));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_lesson_claims_something() {
    for (id, lesson) in crate::common::lessons() {
        assert!(lesson.step.iter().any(|step| !step.claim.is_empty()), "{id} claims nothing");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let glossary = glossary();
    let lessons = crate::common::lessons();
    let explained: Vec<(String, String)> =
        glossary.term.iter().map(|term| (format!("term {}", term.id), term.text.clone())).collect();
    let said = steps().into_iter().map(|(name, step)| (name, step.text));
    let mut used = vec![];
    for (name, text) in said.chain(explained) {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            if let Some(id) = target.strip_prefix("term:") {
                assert!(glossary.term.iter().any(|term| term.id == id), "{name}: no term {id} in the glossary");
                used.push(id.to_string());
            } else if let Some(place) = target.strip_prefix("#lesson=") {
                let (id, at) = place.split_once("&at=").map_or((place, None), |(id, at)| (id, Some(at)));
                let lesson = lessons.iter().find(|(other, _)| other == id);
                let (_, lesson) = lesson.unwrap_or_else(|| panic!("{name}: no lesson {id}"));
                let places = lesson.places();
                assert!(at.is_none_or(|at| places.iter().any(|place| place == at)), "{name}: no step {at:?}");
            } else {
                assert!(target.starts_with("https://") || target.starts_with('#'), "{name}: {target} leads nowhere");
            }
        }
    }
    for term in &glossary.term {
        assert!(used.contains(&term.id), "no text links to the term {}", term.id);
    }
}

/// Whether a text without links contains a word, in the singular or plural.
fn says(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let inside = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(&word).any(|(at, _)| {
        let rest = &text[at + word.len()..];
        !text[..at].ends_with(inside) && !rest.strip_prefix('s').unwrap_or(rest).starts_with(inside)
    })
}

#[test]
fn every_word_of_the_field_is_explained_where_the_course_first_uses_it() {
    let mut course = String::new();
    for (id, lesson) in crate::common::lessons() {
        let texts: Vec<&str> = lesson.step.iter().map(|step| step.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.contains("](term:")), "{id} does not lead to the glossary");
        course += &texts.join("\n");
    }
    for term in &glossary().term {
        let link = course.find(&format!("](term:{})", term.id)).unwrap_or(course.len());
        let start = course[..link].rfind('[').unwrap_or(0);
        // Formulas are not words.
        let before: String = course[..start].split('$').step_by(2).collect();
        assert!(!says(&bare(&before), &term.name), "“{}” is used before it is explained", term.name);
    }
}

/// The parts of the page: those that index.html names, and the rooms, each of which is a card.
fn parts() -> Vec<String> {
    let page = std::fs::read_to_string("www/index.html").unwrap();
    let named = page.split("data-part=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let named: Vec<String> = named.flat_map(|(names, _)| names.split(' ')).map(String::from).collect();
    assert!(named.len() > 8, "index.html names {named:?}");
    named.into_iter().chain(ROOMS.iter().map(|room| room.key.to_string())).collect()
}

#[test]
fn every_part_that_is_ringed_or_explained_is_on_the_page() {
    let parts = parts();
    let charts = charts().map(|chart| format!("chart:{}", chart.id));
    let verdicts = finding::LIST.iter().map(|finding| format!("verdict:{}", finding.id));
    let said: Vec<String> = charts.chain(verdicts).collect();
    for (name, step) in steps() {
        let known = |part: &String| parts.contains(part) || step.explains.contains(part) && said.contains(part);
        for part in step.ring.iter().chain(&step.explains) {
            assert!(
                known(part),
                "{name}: there is no part “{part}”; there are {}, {}",
                parts.join(", "),
                said.join(", ")
            );
        }
    }
}

/// The sentence of all rooms, and what is not a topic of the field.
const UNEXPLAINED: [&str; 2] = ["setup", "share"];

#[test]
fn every_part_of_the_page_has_a_step_that_explains_it() {
    let explained: Vec<String> = steps().into_iter().flat_map(|(_, step)| step.explains).collect();
    let mut parts = parts();
    parts.retain(|part| !UNEXPLAINED.contains(&part.as_str()));
    for part in parts {
        assert!(explained.contains(&part), "no step explains “{part}”");
    }
}

#[test]
fn every_question_on_an_earlier_lesson_rests_on_a_claim_of_it() {
    let lessons = crate::common::lessons();
    for (number, (id, lesson)) in lessons.iter().enumerate() {
        assert_eq!(lesson.review.len(), if number == 0 { 0 } else { 2 }, "{id} begins with two questions");
        for review in &lesson.review {
            let what = format!("{id}, “{}”", review.question);
            let (of, at) = review.step.split_once("&at=").unwrap_or_else(|| panic!("{what}: no step {}", review.step));
            let earlier = lessons[..number].iter().find(|(other, _)| other == of);
            let (_, earlier) = earlier.unwrap_or_else(|| panic!("{what}: no earlier lesson {of}"));
            let place = earlier.places().iter().position(|place| place == at);
            let step = &earlier.step[place.unwrap_or_else(|| panic!("{what}: no step {at}"))];
            assert!(!step.claim.is_empty(), "{what}: no claim holds what it rests on");
            assert_eq!(review.choice.iter().filter(|choice| choice.right).count(), 1, "{what}: one choice is right");
            assert!(review.choice.len() > 2, "{what}: there is too little to choose");
        }
    }
}

#[test]
fn every_lesson_asks_something_so_that_it_can_be_done() {
    for (id, lesson) in crate::common::lessons() {
        assert!(lesson.step.iter().any(|step| step.predict.is_some() || step.task.is_some()), "{id}");
    }
}

/// A lesson of steps with these ids.
fn with_ids(ids: &[Option<&str>]) -> Result<Lesson, String> {
    let step = |id: &Option<&str>| {
        format!("[[step]]\n{}title = \"\"\ntext = \"\"\n", id.map_or(String::new(), |id| format!("id = \"{id}\"\n")))
    };
    Lesson::read(&format!("title = \"\"\ngist = \"\"\n{}", ids.iter().map(step).collect::<String>()))
}

#[test]
fn a_step_with_an_id_leaves_the_addresses_of_the_others_as_they_were() {
    let places = with_ids(&[Some("first"), None, Some("a-2"), Some("z"), None]).unwrap().places();
    assert_eq!(places, ["first", "1", "a-2", "z", "2"]);
}

#[test]
fn an_id_that_could_be_mistaken_is_refused_with_what_is_allowed() {
    for ids in [
        [Some("2"), None],
        [Some(""), None],
        [Some("Zones"), None],
        [Some("a b"), None],
        [Some("a&b"), None],
        [Some("a"); 2],
    ] {
        let error = with_ids(&ids).unwrap_err();
        assert!(error.contains(ids[0].unwrap()) && error.contains("allowed are small letters"), "{error}");
    }
}

#[test]
fn a_state_is_combined_key_by_key() {
    assert_eq!(with("a=1&20@b=2&view.c=3", "a=4&30@b=5"), "20@b=2&view.c=3&a=4&30@b=5");
    assert_eq!(run_of("a=1&view.c=3&seed=2&step=5&20@b=2"), "a=1&20@b=2");
    assert_eq!(run_of("a=1&panels=2&active=2&2:b=4&stop=step >= 5"), "a=1", "the first panel's");
}
