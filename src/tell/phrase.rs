//! Phrases: what an entry is called in the sentence that describes a run (`Spec::words`), with the values of its parameters.
//!
//! `the [triplet loss] with margin [{margin}]`: what stands in brackets can be chosen. In braces stands a parameter, alone for its value.
//! After it may come alternatives: behind bars one for each value from 0 on, the last for all beyond, in which `#` is the value in words
//! (`{classes||# cloud|# clouds}`); behind a percent sign those of a share: none, one in `#`, `#` as a percentage, or a single one for all.

use crate::learn::spec::{Entry, ParamSpec, Params, Scale};
use crate::learn::words::{counted, percent, typed};

/// A piece of a phrase.
pub struct Part {
    /// Whether it can be chosen.
    pub chosen: bool,
    /// How it reads.
    pub text: String,
    /// The parameters whose values it says.
    pub says: Vec<&'static str>,
}

/// A phrase with the values of an entry's parameters.
///
/// # Panics
/// If it names a parameter that the entry does not have: a bug that the walk over all entries finds.
pub fn parts(phrase: &'static str, entry: &Entry, params: &Params) -> Vec<Part> {
    let pieces = phrase.split(['[', ']']).enumerate().filter(|(_, piece)| !piece.is_empty());
    pieces.map(|(place, piece)| filled(piece, place % 2 == 1, entry, params)).collect()
}

fn filled(piece: &'static str, chosen: bool, entry: &Entry, params: &Params) -> Part {
    let (mut text, mut says) = (String::new(), vec![]);
    for (place, piece) in piece.split(['{', '}']).enumerate() {
        if place % 2 == 0 {
            text.push_str(piece);
            continue;
        }
        let end = piece.find(['|', '%']).unwrap_or(piece.len());
        let (id, form) = piece.split_at(end);
        says.push(id);
        text.push_str(&said(id, form, entry, params));
    }
    Part { chosen, text, says }
}

/// The value of a parameter in a form: nothing, or alternatives with their sign before them.
fn said(id: &str, form: &str, entry: &Entry, params: &Params) -> String {
    let value = params.get(id);
    let forms: Vec<&str> = form.get(1..).unwrap_or_default().split('|').collect();
    let last = forms[forms.len() - 1];
    if form.starts_with('%') {
        let among = 1.0 / value;
        return match *forms {
            [none, ..] if forms.len() > 1 && value == 0.0 => none.to_string(),
            [_, one, ..] if (1.5..20.5).contains(&among) && (among - among.round()).abs() < 1e-9 => {
                one.replace('#', &counted(among.round() as usize))
            }
            _ if last.is_empty() => percent(value),
            _ => last.replace('#', &percent(value)),
        };
    }
    if form.is_empty() {
        let param = entry.params.iter().find(|param| param.id == id);
        return param.map_or_else(String::new, |param| value_of(param, value));
    }
    let form = forms.get(value as usize).unwrap_or(&last);
    form.replace('#', &counted(value as usize))
}

/// The value of a parameter, as its menu or field shows it.
pub fn value_of(param: &ParamSpec, value: f64) -> String {
    match param.scale {
        Scale::Choice(_) => param.text(value),
        _ => typed(value),
    }
}
