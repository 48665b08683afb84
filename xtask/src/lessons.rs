//! The lessons for the page: `www/lessons/NN-id.toml` → `pkg/lessons/id.json`, loaded when the lesson is opened, with `index.json`
//! (titles), `opening.json`, `explains.json` (which step explains which part of the page; the opening page needs it) and `glossary.json`.
//! Texts are nested arrays, see markdown.rs.

use crate::Result;
use crate::markdown::{blocks, line, mark};
use crate::shell::{root, shown};
use pushpull::session::claim::Expectation;
use pushpull::session::lesson::{Glossary, Lesson, Predict, Review, Step, Task, run_of, with};
use pushpull::session::opening::{Act, Opening};
use pushpull::session::record::Record;
use pushpull::session::{Condition, Quantity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The other files of the folder.
const OTHERS: [&str; 4] = ["index.json", "explains.json", "glossary.json", "opening.json"];
/// The opening's file, which is no lesson.
const OPENING: &str = "00-opening.toml";

/// Which steps explain a part of the page, in the order of the lessons.
type Explained = BTreeMap<String, Vec<Value>>;

/// The files of a folder of lessons, by name.
pub fn files(folder: &Path) -> Result<BTreeMap<String, String>> {
    // A claim that is not recorded yet is shown without a rate.
    let record = Record::read(&fs::read_to_string(root().join("tests/golden/claims.txt")).unwrap_or_default());
    let mut files = BTreeMap::new();
    let mut index = vec![];
    let mut explained = Explained::new();
    let mut taught = BTreeMap::new();
    for (place, path) in sources(folder)?.iter().enumerate() {
        let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", shown(path));
        let name = path.file_stem().and_then(|s| s.to_str()).and_then(|s| s.split_once('-'));
        let (_, id) = name.ok_or_else(|| wrong(&"a lesson's file is called NN-id.toml"))?;
        let lesson = Lesson::read(&fs::read_to_string(path)?).map_err(|e| wrong(&e))?;
        let steps = steps(id, &lesson, &record).map_err(|e| wrong(&e))?;
        let places = lesson.places();
        let reviews = lesson.review.iter().map(|asked| review(&taught, asked));
        let reviews = reviews.collect::<Result<Vec<Value>>>().map_err(|e| wrong(&e))?;
        for (at, step) in places.iter().zip(&lesson.step) {
            let told = json!({"lesson": id, "number": place + 1, "at": at, "title": step.title});
            taught.insert(format!("{id}&at={at}"), told);
        }
        for (at, step) in places.iter().zip(&lesson.step) {
            for part in &step.explains {
                explained.entry(part.clone()).or_default().push(taught[&format!("{id}&at={at}")].clone());
            }
        }
        let asks: Vec<&String> =
            places.iter().zip(&lesson.step).filter(|(_, step)| begins(step)).map(|(place, _)| place).collect();
        let head = json!({"id": id, "number": place + 1, "title": lesson.title, "gist": lesson.gist, "steps": places, "asks": asks});
        let whole = json!({"id": id, "number": place + 1, "title": lesson.title, "reviews": reviews, "steps": steps});
        files.insert(format!("{id}.json"), whole.to_string());
        index.push(head);
    }
    let others =
        [json!({"lessons": index}).to_string(), json!(explained).to_string(), glossary(folder)?, opening(folder)?];
    for (name, text) in OTHERS.into_iter().zip(others) {
        if files.insert(name.to_string(), text).is_some() {
            return Err(format!("no lesson can be called {name}").into());
        }
    }
    Ok(files)
}

/// The files of the lessons, in order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let numbered = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(|c: char| c.is_ascii_digit()) && name != OPENING
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|e| e.path()).filter(numbered).collect();
    found.sort();
    Ok(found)
}

/// The opening's acts; none in a folder without an opening.
fn opening(folder: &Path) -> Result<String> {
    let text = fs::read_to_string(folder.join(OPENING)).unwrap_or_else(|_| "step = []".to_string());
    let act = |act: Act| {
        let (text, changes) = (line(&act.text)?, changes(&act.state));
        Ok(json!({"id": act.id, "text": text, "state": act.state, "changes": changes, "play": act.play}))
    };
    Ok(json!({"acts": Opening::read(&text)?.step.into_iter().map(act).collect::<Result<Vec<Value>>>()?}).to_string())
}

/// What a share text changes at the very step at which it opens: keys and values.
fn changes(state: &str) -> Vec<(&str, &str)> {
    let pairs = || state.split('&');
    let Some(step) = pairs().find_map(|pair| pair.strip_prefix("step=")) else { return vec![] };
    pairs().filter_map(|pair| pair.strip_prefix(step)?.strip_prefix('@')?.split_once('=')).collect()
}

fn glossary(folder: &Path) -> Result<String> {
    let mut terms = Glossary::read(&fs::read_to_string(folder.join("glossary.toml"))?)?.term;
    terms.sort_by_key(|term| term.name.to_lowercase());
    let told = terms
        .iter()
        .map(|t| Ok(json!({"id": t.id, "name": t.name, "text": line(t.text.trim())?, "verdicts": t.verdicts})));
    Ok(Value::Array(told.collect::<Result<_>>()?).to_string())
}

fn steps(id: &str, lesson: &Lesson, record: &Record) -> Result<Vec<Value>> {
    // The state to which a step without its own returns.
    let mut home = String::new();
    let told = lesson.places().into_iter().zip(&lesson.step).map(|(place, step)| {
        if let Some(state) = own_state(step) {
            home = state;
        }
        told([id, &place, &home], step, record).map_err(|e| format!("step {place}: {e}").into())
    });
    told.collect()
}

/// A question, a task and a figure start from a state, if need be the defaults.
fn own_state(step: &Step) -> Option<String> {
    step.state.clone().or_else(|| begins(step).then(String::new))
}

/// Whether there is something to answer or to do.
fn begins(step: &Step) -> bool {
    step.predict.is_some() || step.task.is_some()
}

/// A question on one of the steps that were taught before.
fn review(taught: &BTreeMap<String, Value>, review: &Review) -> Result<Value> {
    let step = taught.get(&review.step).ok_or_else(|| format!("no earlier step is {}", review.step))?;
    let choices = review.choice.iter().map(|c| Ok(json!({"text": line(&c.text)?, "right": c.right})));
    let choices = choices.collect::<Result<Vec<Value>>>()?;
    Ok(json!({"question": line(&review.question)?, "choices": choices, "why": line(&review.why)?, "step": step}))
}

fn told([id, place, home]: [&str; 3], step: &Step, record: &Record) -> Result<Value> {
    let state = step.state.clone().unwrap_or_default();
    let step = &marked(step)?;
    let figures: Vec<Value> = step
        .figure
        .iter()
        .map(|f| {
            Ok(json!({"caption": line(&f.caption)?, "state": with(&state, &f.state), "view": f.view, "steps": f.steps}))
        })
        .collect::<Result<_>>()?;
    let claims = step.claim.iter().map(|claim| {
        let link = |text: &str| {
            let at = format!("step={}", claim.steps);
            let looked: Vec<&str> = state.split('&').filter(|pair| pair.starts_with("view.")).collect();
            let run = [with(&run_of(&state), text), looked.join("&"), at];
            format!(
                "#lesson={id}&at={place}&{}",
                run.iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join("&")
            )
        };
        let expectation = Expectation::parse(&claim.expect)?;
        let looks = record.seen.get(&claim.key(&state));
        let seeds = looks.map_or(claim.seeds, |looks| looks.len() as u64);
        Ok(json!({
            "says": claim.says,
            "rate": looks.map(|looks| expectation.rate(looks)),
            "seeds": seeds,
            "steps": claim.steps,
            "expects": expectation.say(seeds),
            "run": link(&claim.config),
            "other": claim.other.as_deref().map(link),
        }))
    });
    let claims = claims.collect::<Result<Vec<Value>>>()?;
    let mut told = json!({
        "place": place,
        "title": step.title,
        "text": blocks(&step.text)?,
        "state": own_state(step),
        "home": home,
        "ring": step.ring,
        "figures": figures,
        "predict": step.predict.as_ref().map(question).transpose()?,
        "task": step.task.as_ref().map(|t| task(&state, t)).transpose()?,
    });
    write_rates(&mut told, &claims);
    told["claims"] = claims.into();
    Ok(told)
}

/// Writes into the mark of each claim how often it was seen to hold.
fn write_rates(node: &mut Value, claims: &[Value]) {
    let number = node[1]["data-claim"].as_str().and_then(|number| number.parse::<usize>().ok());
    match (number.map(|number| &claims[number]["rate"]), node) {
        (Some(Value::String(rate)), Value::Array(mark)) => {
            mark[1]["aria-label"] = format!("tested: {rate}").into();
            mark.push(json!(["small", {}, rate]));
        }
        (None, Value::Array(nodes)) => nodes.iter_mut().for_each(|node| write_rates(node, claims)),
        (None, Value::Object(fields)) => fields.values_mut().for_each(|node| write_rates(node, claims)),
        _ => {}
    }
}

fn question(predict: &Predict) -> Result<Value> {
    let choices = predict.choice.iter().map(|choice| {
        Condition::parse(&choice.when)?;
        Ok(json!({"text": line(&choice.text)?, "when": choice.when, "why": line(&choice.why)?}))
    });
    let drag = predict.drag.as_ref().map(|d| {
        let says = Quantity::parse(&d.quantity)?.say();
        // A hundred places: finer than a finger, coarse enough for the arrow keys.
        let grain = (d.to - d.from) / 100.0;
        Ok::<_, Box<dyn std::error::Error>>(
            json!({"quantity": d.quantity, "says": says, "from": d.from, "to": d.to, "grain": grain, "within": d.within, "why": line(&d.why)?}),
        )
    });
    Ok(json!({
        "question": line(&predict.question)?,
        "steps": predict.steps,
        "choices": choices.collect::<Result<Vec<Value>>>()?,
        "drag": drag.transpose()?,
    }))
}

fn task(state: &str, task: &Task) -> Result<Value> {
    let goals = task.goals.iter().map(|goal| Ok(json!({"when": goal, "says": Condition::parse(goal)?.say()})));
    if let Some(cost) = &task.cost {
        Quantity::parse(cost)?;
    }
    Ok(json!({
        "text": line(&task.text)?,
        "goals": goals.collect::<Result<Vec<Value>>>()?,
        "hold": task.hold,
        "cost": task.cost,
        "hint": line(&task.hint)?,
        "solution": with(state, &task.solution),
        "steps": task.steps,
    }))
}

/// The step with a mark behind each tested sentence.
fn marked(step: &Step) -> Result<Step> {
    let mut step = step.clone();
    for number in 0..step.claim.len() {
        let says = step.claim[number].says.clone();
        let found =
            texts(&mut step).into_iter().find_map(|text| mark(text, &says, number).map(|marked| (text, marked)));
        let (text, marked) = found.ok_or_else(|| format!("nobody reads “{says}”"))?;
        *text = marked;
    }
    Ok(step)
}

/// The texts of a step that can contain a claim.
fn texts(step: &mut Step) -> Vec<&mut String> {
    let mut texts = vec![&mut step.text];
    if let Some(predict) = &mut step.predict {
        texts.extend(predict.choice.iter_mut().map(|choice| &mut choice.why));
        texts.extend(predict.drag.as_mut().map(|drag| &mut drag.why));
    }
    texts.extend(step.task.iter_mut().flat_map(|task| [&mut task.text, &mut task.hint]));
    texts.extend(step.figure.iter_mut().map(|figure| &mut figure.caption));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        crate::shell::root().join("www/lessons")
    }

    #[test]
    fn every_lesson_is_in_the_index_and_has_a_file() {
        let files = files(&folder()).unwrap();
        let index: Value = serde_json::from_str(&files["index.json"]).unwrap();
        let lessons = index["lessons"].as_array().unwrap();
        assert_eq!(lessons.len() + OTHERS.len(), files.len());
        for head in lessons {
            let whole: Value = serde_json::from_str(&files[&format!("{}.json", head["id"].as_str().unwrap())]).unwrap();
            assert_eq!(whole["steps"].as_array().unwrap().len(), head["steps"].as_array().unwrap().len());
        }
    }

    #[test]
    fn every_claim_has_its_mark() {
        for (name, text) in files(&folder()).unwrap().iter().filter(|(n, _)| !OTHERS.contains(&n.as_str())) {
            let whole: Value = serde_json::from_str(text).unwrap();
            for step in whole["steps"].as_array().unwrap() {
                let shown = step.to_string();
                for number in 0..step["claims"].as_array().unwrap().len() {
                    assert!(
                        shown.contains(&format!("\"data-claim\":\"{number}\"")),
                        "{name}, {}: {number}",
                        step["title"]
                    );
                }
            }
        }
    }
}
