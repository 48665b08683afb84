//! A link as it arrives, and as it is shared.
//!
//! Programs and people damage links: mail escapes an ampersand, a chat takes the bracket behind a link for a part of it, a line breaks.
//! What is meant for certain is repaired (`repair`); then every part that is understood is kept, and the others are named one by one. A
//! shared link begins with a checksum, `checksum=1f02ab`: if its end is missing, or something in it is not as it was, that is known. It
//! stands in front, as the end is what gets lost.

mod repair;
mod view_text;

use super::Options;
use super::options::ROOM;
use super::title::KEY as TITLE;
use crate::learn::random::hash;
use crate::session::{Outline, ROOMS, TextError};
pub use view_text::chart_key;

/// The key of the checksum.
const SUM: &str = "checksum";

/// Keys of the page itself, which say where in a lesson a reader is.
const OF_THE_PAGE: [&str; 2] = ["lesson", "at"];

/// The first words of all keys: who looks at an address before there is a trainer knows a link by them.
pub fn words() -> impl Iterator<Item = &'static str> {
    let others = [SUM, TITLE, ROOM, "seed", "step"];
    ROOMS.iter().map(|room| room.key).chain(OF_THE_PAGE).chain(others)
}

/// With more bad parts than these, nothing of a link can be relied on.
const MOST: usize = 16;

/// So many characters of a link are read: more than the longest has, however its signs are escaped.
const LONGEST: usize = 32_000;

/// What a link says, as far as it is understood.
#[derive(Debug, Default)]
pub struct Mended {
    /// The parts that are understood, in their order.
    pub text: String,
    /// What is wrong with each of the others.
    pub faults: Vec<TextError>,
    /// Whether the checksum is right, if there is one.
    pub whole: bool,
}

/// A text with its checksum, for those who share it.
pub fn sealed(text: &str) -> String {
    let rest = if text.is_empty() { String::new() } else { format!("&{text}") };
    format!("{SUM}={}{rest}", sum(text))
}

fn sum(text: &str) -> String {
    format!("{:06x}", hash(text.bytes()) >> 40)
}

/// Understands as much of a link as possible.
pub fn mend(raw: &str) -> Mended {
    let mut parts = repair::parts(&raw.chars().take(LONGEST).collect::<String>());
    let mut found = opens(&parts);
    if found.is_err() || !has_its_sum(&parts) {
        repair::trim_end(&mut parts, |parts| has_its_sum(parts) && opens(parts).is_ok());
        found = opens(&parts);
    }
    let whole = has_its_sum(&parts);
    parts.retain(|part| key_of(part) != SUM);
    let mut faults: Vec<TextError> = vec![];
    let mut bad = 0;
    while let Err(error) = found {
        let part = parts.remove(bad_part(&parts, &error));
        if opens(std::slice::from_ref(&part)).is_err() {
            parts.retain(|other| *other != part);
        }
        if !faults.contains(&error) {
            faults.push(error);
        }
        bad += 1;
        if bad > MOST {
            parts.clear();
        }
        found = opens(&parts);
    }
    Mended { text: parts.join("&"), faults, whole }
}

fn key_of(part: &str) -> &str {
    part.split('=').next().unwrap_or(part)
}

/// Whether the checksum is that of the other parts; also if there is none.
fn has_its_sum(parts: &[String]) -> bool {
    let (sums, others): (Vec<&str>, Vec<&str>) = parts.iter().map(|part| &**part).partition(|part| key_of(part) == SUM);
    let right = sum(&others.join("&"));
    sums.iter().all(|part| part.split_once('=').is_some_and(|(_, given)| given == right))
}

/// Whether the run of these parts can be opened.
fn opens(parts: &[String]) -> Result<(), TextError> {
    let others = [OF_THE_PAGE[0], OF_THE_PAGE[1], SUM];
    let own: Vec<&str> = parts.iter().map(|part| &**part).filter(|part| !others.contains(&key_of(part))).collect();
    let (options, run) = Options::split(&own.join("&"))?;
    let outline = Outline::read(&run)?;
    outline.check()?;
    options.fits(outline.points()?)
}

/// The part that an error is about, which there is: nothing is wrong with a text without parts.
fn bad_part(parts: &[String], error: &TextError) -> usize {
    // An error about an edit names the key without its step and its panel.
    let bare = |key: &str| key.rsplit(['@', ':']).next().unwrap_or_default().to_string();
    let pair = |part: &str| part.split_once('=').map(|(key, value)| (key.to_string(), value.to_string()));
    let same = |part: &str, exactly: bool| {
        pair(part).is_some_and(|(key, value)| {
            value == error.given && if exactly { key == error.key } else { bare(&key) == bare(&error.key) }
        })
    };
    let named = |part: &str| key_of(part) == error.given || part.starts_with(&format!("{}@", error.given));
    let tests: [&dyn Fn(&str) -> bool; 5] = [
        &|part| part == error.key || same(part, true),
        &|part| same(part, false),
        &|part| !error.given.is_empty() && named(part),
        &|part| key_of(part) == error.key,
        &|part| bare(key_of(part)) == bare(&error.key),
    ];
    let found = tests.iter().find_map(|test| parts.iter().rposition(|part| test(part)));
    let without = |bad: &usize| opens(&[&parts[..*bad], &parts[bad + 1..]].concat()).is_ok();
    found.or_else(|| (0..parts.len()).rev().find(without)).unwrap_or(parts.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RUN: &str = "data.label_noise=0.2&miner=hard&loss.margin=0.5&seed=7&120@miner=semi-hard&step=5";

    /// What is read of a link that is wholly understood.
    fn read(raw: &str) -> String {
        let mended = mend(raw);
        assert!(mended.faults.is_empty() && mended.whole, "{raw}: {mended:?}");
        mended.text
    }

    #[test]
    fn what_mailers_and_chats_do_to_a_link_is_undone() {
        for damaged in [
            RUN.replace('&', "&amp;"),
            RUN.replace('&', "&amp;amp;"),
            RUN.replace('&', "&#38;"),
            RUN.replace('&', "%26").replace('=', "%3D"),
            RUN.replace('=', "%3d"),
            RUN.replace('&', "%2526").replace('=', "%253D"),
            RUN.replace("&loss", "&%0Aloss"),
            RUN.replace("&loss", "\n&\r\n loss"),
            RUN.replace("hard&", "ha\u{ad}rd&\u{200b}"),
            RUN.replace('@', "%40"),
            format!("{RUN})"),
            format!("{RUN}."),
            format!("{RUN}%22%3E,"),
            format!("“{RUN}”"),
            format!("<{RUN}>"),
            format!("#{RUN}"),
            format!("?{RUN}&"),
        ] {
            assert_eq!(read(&damaged), RUN, "{damaged}");
        }
        assert_eq!(read("stop=loss &lt; 0.1"), "stop=loss < 0.1");
        assert_eq!(read("lesson=collapse&at=2)"), "lesson=collapse&at=2)", "the page itself judges what is its own");
    }

    #[test]
    fn a_link_is_known_by_its_first_words() {
        for preset in crate::session::PRESETS.iter().filter(|preset| !preset.text.is_empty()) {
            let first = preset.text.split(['.', '=']).next().unwrap_or_default();
            assert!(words().any(|word| word == first), "{}", preset.text);
        }
    }

    #[test]
    fn good_parts_are_kept_and_bad_ones_named_one_by_one() {
        let mended = mend(
            "miner=hard&loss.margin=-5&colour=red&2@miner=nonsense&999999@miner=hard&seed=7&seed=8&view.part=x&loss.marg&step=5",
        );
        assert_eq!(mended.text, "miner=hard&seed=7&step=5");
        let keys: Vec<&str> = mended.faults.iter().map(|fault| &*fault.key).collect();
        assert_eq!(mended.faults.len(), 7, "{keys:?}");
        for key in ["loss.margin", "colour", "miner", "step", "seed", "view.part", "loss.marg"] {
            assert!(keys.contains(&key), "{key} in {keys:?}");
        }
    }

    #[test]
    fn what_is_wrong_many_times_is_named_once() {
        let mended = mend(&format!("miner=hard{}&seed=7&seed=7&seed=7", "&+".repeat(40)));
        assert_eq!(mended.text, "miner=hard&seed=7");
        let keys: Vec<&str> = mended.faults.iter().map(|fault| &*fault.key).collect();
        assert_eq!(keys.len(), 2, "{:?}", mended.faults);
    }

    #[test]
    fn a_chosen_point_has_to_be_there_at_the_step_of_the_link() {
        let larger = "data.per_class=10&50@data.per_class=60&step=60&view.anchor=100";
        assert_eq!(read(larger), larger);
        let mended = mend("data.per_class=60&50@data.per_class=10&step=60&view.anchor=100");
        assert_eq!((mended.faults.len(), &*mended.faults[0].key), (1, "view.anchor"), "{mended:?}");
    }

    #[test]
    fn a_pair_that_does_not_go_together_loses_one_of_the_two() {
        let mended = mend("head=plane&affinity=dot&loss=contrastive&step=3");
        assert_eq!((mended.faults.len(), mended.text.contains("step=3")), (1, true), "{mended:?}");
    }

    #[test]
    fn a_shared_link_that_is_cut_or_changed_is_noticed_and_shows_what_is_left() {
        let shared = sealed(RUN);
        assert_eq!(read(&shared), RUN);
        assert_eq!(read(&format!("{shared}).")), RUN);
        assert_eq!(read(&sealed("")), "");
        for cut in [&shared[..shared.len() - 1], &shared[..shared.len() - 7], &shared[..40]] {
            assert!(!mend(cut).whole, "{cut}");
        }
        let changed = mend(&shared.replace("0.5", "0.6"));
        assert!(!changed.whole && changed.faults.is_empty() && changed.text.contains("0.6"));
        assert!(mend(&RUN[..RUN.len() - 7]).whole, "a link without a checksum opens as it always did");
    }

    #[test]
    fn every_text_of_an_earlier_version_is_sound() {
        for text in include_str!("../../../tests/old_texts.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("//"))
        {
            assert_eq!(read(text), text);
            assert_eq!(read(&sealed(text)), text);
        }
    }

    proptest! {
        #[test]
        fn repairing_what_is_sound_changes_nothing(margin in 0.0..1e2f64, seed in any::<u32>(), step in 0..9_u64, name in "[^\\p{C}]{1,20}") {
            let options = Options { title: name.trim().to_string(), ..Options::default() };
            prop_assume!(!options.title.is_empty());
            let text = options.joined(&format!("loss.margin={margin}&seed={seed}&2@miner=hard&stop=loss < {margin}&step={step}"));
            prop_assert_eq!(read(&text), text.clone());
            prop_assert_eq!(read(&sealed(&text)), text);
        }

        #[test]
        fn no_bytes_at_all_break_it(bytes in prop::collection::vec(any::<u8>(), 0..40), parts in prop::collection::vec("[a-z0-9=&%@:.]{0,12}", 0..6)) {
            let raw = String::from_utf8_lossy(&bytes).into_owned();
            for raw in [raw.clone(), format!("{}{raw}", parts.join("&"))] {
                let mended = mend(&raw);
                prop_assert_eq!(mend(&mended.text).text, mended.text);
            }
        }
    }
}
