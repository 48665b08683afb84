//! Diagnosis: a teacher's verdict on a run, from its past and the evaluation of its embedding.
//!
//! What the past says has been found step by step ([`Word`]); the evaluation of the present can confirm or refuse it.

use super::course::Word;
use super::evidence::Evidence;
use super::finding::LIST;

/// The verdict on a run, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// A stable id, which the column `diagnosis` of `examples/train.rs` shows.
    pub id: &'static str,
    /// One to three words: "Collapsed".
    pub title: &'static str,
    /// What is happening, with one figure, and what to do.
    pub sentence: String,
    /// The last step that was still sound, a starting point for other attempts.
    pub sound: Option<u64>,
    /// Whether further steps would change nothing that matters.
    pub done: bool,
    /// The key of the parameter that is to blame, where one is.
    pub blamed: Option<String>,
}

/// What is said in the end: what the present decides, else what the past says unless the present refuses it.
fn decided(word: Word, evidence: &Evidence) -> Word {
    let now = |finding| Word::from_now(finding, evidence.past);
    if let Some(seen) = LIST.iter().find(|finding| (finding.sees)(evidence) == Some(true)) {
        return now(seen);
    }
    if (word.finding.sees)(evidence).is_none() {
        return word;
    }
    let instead = LIST.iter().find(|f| (f.sees)(evidence).is_none() && (f.begins)(evidence.past));
    now(instead.expect("the last finding always holds"))
}

/// The verdict. `word`: what the past says.
pub fn diagnose(word: Word, mut evidence: Evidence) -> Diagnosis {
    let Word { finding, from, sound, .. } = decided(word, &evidence);
    (evidence.from, evidence.sound) = (from, sound);
    Diagnosis {
        id: finding.id,
        title: finding.title,
        sentence: (finding.say)(&evidence),
        sound: sound.map(|step| step as u64),
        done: finding.done,
        blamed: evidence.blamed().map(|(key, _)| key.clone()),
    }
}
