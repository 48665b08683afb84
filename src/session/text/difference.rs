//! One run in terms of another: the changes that turn a journal into another one, as text and in words.
//!
//! Settings are written as they are (`miner=hard`). An entry for a step replaces all edits of the other run at that step
//! (`120@loss.margin=0.3`); `120@=` removes them.

use super::config::Config;
use super::text_error::TextError;
use crate::learn::order::sort_by_number;
use crate::learn::words::minus;
use crate::session::run::journal::{Edit, Journal, parse_step};
use crate::session::run::points::{Change, Points, parse_key};
use std::collections::BTreeSet;

/// The keys and values that turn `base` into `journal`.
pub fn write(journal: &Journal, base: &Journal) -> Vec<(String, String)> {
    let mut pairs = journal.base().differences(base.base());
    let steps: BTreeSet<u64> = [journal, base].iter().flat_map(|j| j.edits()).map(|edit| edit.step).collect();
    for step in steps {
        let at = |journal: &Journal| journal.edits().iter().filter(|e| e.step == step).cloned().collect::<Vec<_>>();
        let (mine, theirs) = (at(journal), at(base));
        if mine != theirs && mine.is_empty() {
            pairs.push((format!("{step}@"), String::new()));
        } else if mine != theirs {
            pairs.extend(mine.into_iter().map(|edit| (format!("{step}@{}", edit.key), edit.value)));
        }
    }
    pairs
}

/// The journal into which these keys and values turn `base`.
///
/// # Errors
/// The first [`TextError`].
pub fn read(base: &Journal, pairs: &[(&str, &str)]) -> Result<Journal, TextError> {
    let (mut settings, mut edits, mut said) = (vec![], vec![], BTreeSet::new());
    for (key, value) in pairs {
        let Some((at, key)) = key.split_once('@') else {
            settings.push((*key, *value));
            continue;
        };
        let step = parse_step(at, 1)?;
        said.insert(step);
        if !key.is_empty() {
            edits.push(Edit { step, key: key.to_string(), value: value.to_string() });
        } else if !value.is_empty() {
            let allowed = "an empty value, which says that nothing is changed at this step";
            return Err(TextError::new(format!("{step}@"), *value, allowed));
        }
    }
    let mut config = base.base().clone();
    config.set_all(&settings)?;
    edits.extend(base.edits().iter().filter(|edit| !said.contains(&edit.step)).cloned());
    sort_by_number(&mut edits, |edit| edit.step as f64);
    let mut journal = Journal::new(config);
    edits.into_iter().try_for_each(|edit| journal.push(edit))?;
    Ok(journal)
}

/// The configuration after all edits.
fn finally(journal: &Journal) -> Config {
    journal.config_at(u64::MAX).unwrap_or_else(|_| journal.base().clone())
}

/// The value of a key in a configuration, in a word or two: "Semi-hard", "margin 0.3", "point 17 moved". `None`, if there is no such key.
fn words_of(config: &Config, key: &str) -> Option<String> {
    if config.room(key).is_some() {
        return Some(config.choice(key).name.to_string());
    }
    let said = |point: &str, is: fn(&Points, usize) -> bool, yes: &str| {
        let changed = point.parse().is_ok_and(|point| is(config.points(), point));
        Some(format!("point {point} {}", if changed { yes } else { "as it was" }))
    };
    match parse_key(key) {
        Some((Change::Place, point)) => said(point, Points::moves, "moved"),
        Some((Change::Label, point)) => said(point, Points::labels, "relabelled"),
        None => Some(format!("{} {}", config.spec(key).map_or(key, |spec| spec.name), minus(&config.text_of(key)?))),
    }
}

/// The keys given in any of these configurations that do not have the same value in all, choices first.
fn differing(configs: &[Config]) -> Vec<String> {
    let mut keys: Vec<String> = vec![];
    for (key, _) in configs.iter().flat_map(Config::given) {
        let value = |config: &Config| words_of(config, &key);
        if !keys.contains(&key) && configs.windows(2).any(|pair| value(&pair[0]) != value(&pair[1])) {
            keys.push(key);
        }
    }
    sort_by_number(&mut keys, |key| f64::from(u8::from(configs.iter().all(|config| config.room(key).is_none()))));
    keys
}

/// The values of these keys in a configuration, in few words.
fn summary(config: &Config, keys: &[String]) -> Option<String> {
    let mut words: Vec<String> = keys.iter().filter_map(|key| words_of(config, key)).collect();
    let more = words.len().saturating_sub(3);
    if more > 0 {
        words.truncate(3);
        words.push(format!("{more} more"));
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// How a run differs from another, and from which step: "Semi-hard from 120".
pub fn name(journal: &Journal, other: &Journal) -> String {
    let from = journal.parts_from(other).unwrap_or(0);
    let at_fork = [journal, other].map(|j| j.config_at(from).unwrap_or_else(|_| finally(j)));
    let [said, then] = [[finally(journal), finally(other)], at_fork].map(|c| summary(&c[0], &differing(&c)));
    format!("{} from {from}", said.or(then).unwrap_or_else(|| "another way".to_string()))
}

/// What distinguishes each of several runs from the others; empty, if nothing does.
pub fn names(journals: &[&Journal]) -> Vec<String> {
    let configs: Vec<Config> = journals.iter().map(|journal| finally(journal)).collect();
    let keys = differing(&configs);
    let since = |journal: &Journal, config: &Config| {
        let changes = |edit: &&Edit| keys.iter().any(|key| *key == edit.key && words_of(config, key).is_some());
        journal.edits().iter().filter(changes).map(|edit| edit.step).max()
    };
    let name = |(journal, config): (&&Journal, &Config)| {
        let said = summary(config, &keys).unwrap_or_default();
        since(journal, config).map_or(said.clone(), |step| format!("{said} from {step}"))
    };
    journals.iter().zip(&configs).map(name).collect()
}
