//! Laws of every entry of every list: its texts, and the values that its parameters accept.

use proptest::prelude::*;
use pushpull::learn::num::pow;
use pushpull::learn::spec::{Entry, ParamSpec, Scale};
use pushpull::session::ROOMS;
use std::collections::BTreeSet;

/// Every list with the key of its room.
fn rooms() -> Vec<(&'static str, Vec<&'static Entry>)> {
    ROOMS.iter().map(|room| (room.key, room.entries())).collect()
}

fn entries() -> Vec<(String, &'static Entry)> {
    let named = |(room, entries): (&'static str, Vec<&'static Entry>)| {
        entries.into_iter().map(move |entry| (format!("{room}={}", entry.id), entry))
    };
    rooms().into_iter().flat_map(named).collect()
}

fn all_params() -> Vec<(String, &'static ParamSpec)> {
    let named = |(place, entry): (String, &'static Entry)| {
        entry.params.iter().map(move |p| (format!("{place} {}", p.id), p)).collect::<Vec<_>>()
    };
    entries().into_iter().flat_map(named).collect()
}

/// Lower-case words and digits with single joints between them: `semi-hard`, `per_class`.
fn joined(id: &str, joint: char) -> bool {
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split(joint).all(word)
}

fn sentence(text: &str) -> bool {
    text.len() > 15 && text.trim() == text && text.ends_with(['.', '?']) && !text.contains("  ")
}

#[test]
fn ids_are_kebab_case_and_ids_and_names_are_unique_in_their_list() {
    for (room, entries) in rooms() {
        assert!(!entries.is_empty(), "{room}");
        for entry in &entries {
            assert!(joined(entry.id, '-'), "{room}={}", entry.id);
        }
        assert_eq!(entries.iter().map(|e| e.id).collect::<BTreeSet<_>>().len(), entries.len(), "{room}: ids");
        assert_eq!(entries.iter().map(|e| e.name).collect::<BTreeSet<_>>().len(), entries.len(), "{room}: names");
    }
}

#[test]
fn every_text_is_written() {
    for (place, entry) in entries() {
        assert!(!entry.name.trim().is_empty() && entry.name.trim() == entry.name, "{place}: name");
        assert!(entry.name.starts_with(char::is_uppercase), "{place}: name");
        assert!(sentence(*entry.gist), "{place}: gist");
        for other in *entry.also_known_as {
            assert!(other.trim() == *other && !other.is_empty() && *other != entry.name, "{place}: also {other:?}");
        }
        let link = entry.citation.link;
        assert!(link.is_empty() || link.starts_with("https://"), "{place}: link");
        assert!(link.is_empty() || !entry.citation.text.is_empty(), "{place}: a link without a name");
        let count = |c: char| entry.formula.chars().filter(|x| *x == c).count();
        assert_eq!(count('{'), count('}'), "{place}: braces of the formula");
    }
    for (place, param) in all_params() {
        assert!(joined(param.id, '_'), "{place}: id");
        assert!(!param.name.is_empty(), "{place}: name");
        assert!(sentence(*param.help), "{place}: help");
    }
}

#[test]
fn parameters_of_an_entry_have_different_ids_and_names() {
    for (place, entry) in entries() {
        assert_eq!(entry.params.iter().map(|p| p.id).collect::<BTreeSet<_>>().len(), entry.params.len(), "{place}");
        assert_eq!(entry.params.iter().map(|p| p.name).collect::<BTreeSet<_>>().len(), entry.params.len(), "{place}");
    }
}

#[test]
fn ranges_are_finite_and_hold_the_default_and_every_stop() {
    for (place, param) in all_params() {
        assert!(param.min.is_finite() && param.max.is_finite() && param.min <= param.max, "{place}");
        for value in [param.default, param.min, param.max] {
            assert_eq!(param.refuse(value), None, "{place}: {value}");
        }
        let stops = param.stops();
        assert!(!stops.is_empty(), "{place}");
        assert!(stops.is_sorted_by(|a, b| a < b), "{place}: {stops:?}");
        for stop in stops {
            assert_eq!(param.refuse(stop), None, "{place}: {stop}");
        }
    }
}

#[test]
fn every_slider_reaches_its_default() {
    for (key, param) in all_params() {
        let stops = param.stops();
        let (low, high) = (stops[0], stops[stops.len() - 1]);
        assert!((low..=high).contains(&param.default), "{key}: {} is not from {low} to {high}", param.default);
    }
}

#[test]
fn the_slider_of_a_decay_rate_moves_towards_1_over_round_numbers() {
    let (_, param) = all_params().into_iter().find(|(_, p)| p.id == "beta2").unwrap();
    let stops = param.stops();
    assert_eq!(stops[..8], [0.0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93]);
    assert_eq!(stops[stops.len() - 1], param.max);
    assert!(stops.contains(&param.default), "{stops:?}");
}

#[test]
fn values_outside_of_the_range_are_refused_in_words() {
    for (place, param) in all_params() {
        let beyond = [param.min - 1.0, param.max.next_up(), f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        for value in beyond {
            assert!(param.refuse(value).is_some(), "{place}: {value}");
        }
        if matches!(param.scale, Scale::Integer { .. } | Scale::Choice(_)) && param.max > param.min {
            assert!(param.refuse(param.min + 0.5).is_some(), "{place}");
        }
        for text in ["", " ", "x", "nan", "inf", "-inf", "1e999", "0x10", "1,5", "٣"] {
            assert_eq!(param.parse(text), Err(param.allowed()), "{place}: {text:?}");
        }
    }
}

#[test]
fn choices_have_a_word_for_every_value() {
    for (place, param) in all_params() {
        if let Scale::Choice(words) = param.scale {
            assert_eq!((param.min, param.max), (0.0, words.len() as f64 - 1.0), "{place}");
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{place}");
            assert!(words.iter().all(|w| joined(w, '-')), "{place}");
        }
    }
}

#[test]
fn a_parameter_that_follows_another_one_names_one_that_exists_and_accepts_its_values() {
    for (place, param) in all_params() {
        let Some(key) = param.follows else { continue };
        let (room, id) = key.split_once('.').unwrap_or_else(|| panic!("{place} follows '{key}'"));
        let leaders = entries().into_iter().filter(|(p, _)| p.starts_with(&format!("{room}=")));
        let leaders: Vec<_> = leaders.flat_map(|(_, e)| e.params).filter(|p| p.id == id).collect();
        assert!(!leaders.is_empty(), "{place} follows '{key}', which no entry has");
        for leader in leaders {
            assert!(param.min <= leader.min && leader.max <= param.max, "{place} refuses values of '{key}'");
        }
    }
}

#[test]
fn the_text_of_every_stop_reads_back_to_the_same_bits() {
    for (place, param) in all_params() {
        for value in param.stops().into_iter().chain([param.default, param.min, param.max]) {
            let text = param.text(value);
            assert_eq!(param.parse(&text).map(f64::to_bits), Ok(value.to_bits()), "{place}: {value} is written {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_text_of_any_value_reads_back_to_the_same_bits(which in any::<prop::sample::Index>(), share in 0.0..=1.0_f64, power in 0..40) {
        let params = all_params();
        let (place, param) = which.get(&params);
        let reach = (param.max - param.min) * share / pow(10.0, f64::from(power));
        let value = match param.scale {
            Scale::Integer { .. } | Scale::Choice(_) => (param.min + reach).floor(),
            _ => param.min + reach,
        };
        prop_assert_eq!(param.parse(&param.text(value)).map(f64::to_bits), Ok(value.to_bits()), "{}: {}", place, value);
    }

    #[test]
    fn no_text_panics_a_parameter_and_what_is_read_is_accepted(which in any::<prop::sample::Index>(), text in ".*|-?[0-9]{1,20}(\\.[0-9]{0,20})?(e-?[0-9]{1,4})?") {
        let params = all_params();
        let (_, param) = which.get(&params);
        if let Ok(value) = param.parse(&text) {
            prop_assert_eq!(param.refuse(value), None);
        }
    }
}

/// The letters of a formula in TeX that stand alone: without commands and words.
fn letters(tex: &str) -> BTreeSet<char> {
    let symbols = tex.split('\\').enumerate().map(|(place, part)| {
        let after_command = part.trim_start_matches(|c: char| place > 0 && c.is_ascii_alphabetic());
        let is_word = ["mathrm{", "text{"].iter().any(|command| place > 0 && part.starts_with(command));
        if is_word { after_command.split_once('}').map_or("", |(_, rest)| rest) } else { after_command }
    });
    symbols.flat_map(str::chars).filter(char::is_ascii_alphabetic).collect()
}

#[test]
fn p_and_k_are_the_classes_of_a_batch_and_the_points_of_each_in_every_formula() {
    assert_eq!(letters(r"\mathrm{P}(x) + \Pr(y) \text{ Kin } k"), BTreeSet::from(['k', 'x', 'y']));
    for (place, entry) in entries() {
        for letter in ['P', 'K'] {
            let used = letters(*entry.formula).contains(&letter)
                || entry.params.iter().any(|p| p.symbol == letter.to_string());
            assert_eq!(used, place == "sampler=balanced", "{place}: {letter}");
        }
    }
}
