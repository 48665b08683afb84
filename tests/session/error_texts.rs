//! Everything that can be typed wrongly: the error names the key, what was given and what is allowed, in a plain sentence; and what it says is
//! allowed is accepted.

use pushpull::session::{Config, Outline, ROOMS, TextError};
use pushpull::tell::Options;

/// Texts that no number is.
const NO_NUMBERS: [&str; 4] = ["", "many", "NaN", "1 2"];

/// Holds an error to its form. `accepts` says whether a value is accepted in the place of the given one.
fn hold(error: &TextError, key: &str, given: &str, accepts: impl Fn(&str) -> Result<(), TextError>) {
    let said = error.to_string();
    assert_eq!((&*error.key, &*error.given), (key, given), "{said}");
    let allowed = &*error.allowed;
    assert!(said.len() > allowed.len() && said.ends_with(&format!("allowed is {allowed}.")), "{said}");
    let plain = !allowed.contains(['"', '{', '[', '\n']) && !allowed.contains("  ") && !allowed.contains("::");
    assert!(plain && !allowed.ends_with(['.', ',', ' ']) && !allowed.is_empty(), "{said}");
    let offered = offered(allowed);
    for value in &offered {
        assert!(accepts(value).is_ok(), "{said} But “{value}” gives: {}", accepts(value).unwrap_err());
    }
    assert!(!offered.is_empty() || allowed.starts_with("no ") || allowed.contains(", as "), "{said} offers nothing");
}

/// The values that an error offers: an example, the ends of a range, or the words of a list.
fn offered(allowed: &str) -> Vec<&str> {
    let allowed = allowed.split("; ").next().unwrap_or_default();
    if let Some((_, example)) = allowed.split_once("as in ") {
        return vec![example];
    }
    if let Some(most) = allowed.strip_prefix("at most ") {
        return most.split(' ').take(1).collect();
    }
    if let Some(list) = allowed.strip_prefix("one of ") {
        return list.trim_start_matches("the keys ").split(", ").collect();
    }
    let range = allowed.split_once(" from ").and_then(|(_, ends)| ends.split_once(" to "));
    range.map_or(vec![], |(from, to)| vec![from, to.split(' ').next().unwrap_or_default()])
}

#[test]
fn every_choice_and_every_parameter_says_what_is_allowed() {
    for room in ROOMS {
        let refused = Config::default().set(room.key, "nonsense").unwrap_err();
        hold(&refused, room.key, "nonsense", |id| Config::default().set(room.key, id));
        for entry in room.entries() {
            let mut config = Config::default();
            config.set(room.key, entry.id).unwrap();
            let key = format!("{}.nonsense", room.key);
            let refused = config.clone().set(&key, "1").unwrap_err();
            assert!(
                refused.key == key
                    && refused.allowed.ends_with(&format!(
                        "{}={}{}",
                        room.key,
                        entry.id,
                        if entry.params.is_empty() { " has none" } else { "" }
                    )),
                "{refused}"
            );
            for param in entry.params {
                let key = format!("{}.{}", room.key, param.id);
                let beyond = [param.min - 1.0, param.max * 2.0 + 1.0].map(|value| value.to_string());
                for given in NO_NUMBERS.into_iter().chain(beyond.iter().map(|text| &**text)) {
                    let refused = config.clone().set(&key, given).unwrap_err();
                    hold(&refused, &key, given, |value| config.clone().set(&key, value));
                }
            }
        }
    }
}

#[test]
fn every_key_of_the_view_says_what_is_allowed() {
    let unknown = Options::default().set("view.nonsense", "on").unwrap_err();
    let keys = offered(&unknown.allowed);
    assert!(unknown.key == "view.nonsense" && unknown.given == "on" && keys.len() > 12, "{unknown}");
    for key in keys {
        let mut options = Options::default();
        // Positives are those of an anchor.
        options.set("view.anchor", "3").unwrap();
        if let Err(refused) = options.clone().set(key, "?") {
            hold(&refused, key, "?", |value| options.clone().set(key, value));
        } else {
            assert_eq!(key, "view.preview", "every sign is accepted");
        }
    }
}

#[test]
fn every_other_part_of_a_link_says_what_is_allowed() {
    let open = |text: &str| Outline::read(text).and_then(|outline| outline.check());
    for (before, key, given, after) in [
        ("", "seed", "-1", ""),
        ("", "seed", "4294967296", ""),
        ("", "step", "20001", ""),
        ("", "step", "two", ""),
        ("", "panels", "1", ""),
        ("", "panels", "7", ""),
        ("panels=3&", "active", "4", ""),
        ("", "stop", "loss<0.1", ""),
        ("panels=2&", "2:loss.margin", "wide", ""),
        ("", "b1:step", "-1", "&b1:miner=hard"),
        ("", "point.7", "0", ""),
        ("", "label.7", "A", ""),
        ("", "data.per_class", "2000", "&data.classes=20"),
        ("", "sampler.per_class", "500", "&sampler.classes=10"),
        ("data.held_out=0.2&", "data.unseen", "4", ""),
    ] {
        let with = |value: &str| open(&format!("{before}{key}={value}{after}"));
        hold(&with(given).unwrap_err(), key, given, with);
    }
    for (text, key, given) in [
        ("point.500=0,0", "point.500", "0,0"),
        ("data=digits&point.7=0,1", "point.7", "0,1"),
        ("panels=2&2:seed=4", "2:seed", "4"),
        ("panels=2&3:miner=hard", "3:miner", "hard"),
        ("5@=now", "5@", "now"),
        ("loss=triplet&loss=triplet", "loss", "triplet"),
        ("loss", "loss", ""),
        ("colour=red", "colour", "red"),
        ("stop=start.collapsed > 1", "stop", "collapsed"),
        ("stop=last.loss > 1", "stop", "last.loss"),
        ("affinity=dot&head=plane&loss=contrastive", "affinity", "dot"),
    ] {
        let refused = open(text).unwrap_err();
        assert_eq!((&*refused.key, &*refused.given), (key, given), "{refused}");
        assert!(refused.allowed.split(' ').count() > 3 && !refused.allowed.ends_with('.'), "{refused}");
    }
}
