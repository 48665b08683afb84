//! Snapshots: a run's keyframe and its history as bytes, so that a page that has lost its session need not replay it from the start.
//!
//! ```text
//! head with the version │ check (8 bytes) │ postcard: text of the run at a step, state at that step, one summary per step of the run
//! ```
//!
//! A snapshot is a shortcut and never a source: it is used only where its version is ours, its check (a hash over all that follows) holds,
//! its state has the shapes of its run, and its run is the one that is asked for; else there is the replay.

use super::journal::{Journal, MAX_STEPS};
use super::plan::plan;
use crate::learn::judge::summary::Summary;
use crate::learn::num::Matrix;
use crate::learn::random::hash;
use crate::learn::step::{Learned, State};
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use serde::{Deserialize, Serialize};

/// What every snapshot begins with. Whoever changes what follows, a field of [`Summary`] or of [`State`] too, changes the number.
const HEAD: &[u8] = b"pushpull snapshot 5\n";

/// What was read from a snapshot.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The run.
    pub journal: Journal,
    /// The step of the state.
    pub step: u64,
    /// The state at which that step begins.
    pub state: State,
    /// One summary per step.
    pub history: Vec<Summary>,
}

impl Snapshot {
    /// Reads a snapshot. Any bytes are read or refused.
    ///
    /// # Errors
    /// A [`TextError`] about the key `snapshot`, of bytes of another version and of such as are damaged, or about a key of the run.
    pub fn read(bytes: &[u8]) -> Result<Self, TextError> {
        let Some((check, rest)) = bytes.strip_prefix(HEAD).and_then(|rest| rest.split_first_chunk()) else {
            return Err(refused("bytes of another version"));
        };
        if hash(rest.iter().copied()) != u64::from_le_bytes(*check) {
            return Err(refused("damaged bytes"));
        }
        let body: Body = postcard::from_bytes(rest).map_err(|error| refused(&error.to_string()))?;
        let (journal, step) = share::read(&body.text)?;
        let steps = body.history.len() as u64;
        let mut state = body.state().ok_or_else(|| refused("a matrix without all of its numbers"))?;
        // The edits of a step come after what is kept of it.
        let fresh = plan(&journal.config_at(step.saturating_sub(1))?)?.start();
        if !state.is_shaped_like(&fresh) || !(step + 1..=MAX_STEPS + 1).contains(&steps) {
            return Err(refused("the state of another run"));
        }
        state.names = fresh.names;
        state.learned.of = fresh.learned.of;
        Ok(Self { journal, step, state, history: body.history })
    }

    /// What of this holds for a run at a step: nothing if it is not on the way there, and only the past if the future is another one.
    pub fn cut_for(&self, journal: &Journal, step: u64) -> Option<Self> {
        let fork = self.journal.parts_from(journal);
        if self.step == 0 || self.step > step || fork.is_some_and(|fork| fork < self.step) {
            return None;
        }
        let mut kept = self.clone();
        if fork.is_some() {
            kept.history.truncate(self.step as usize);
        }
        Some(kept)
    }
}

/// The snapshot of a run at a keyframe.
pub fn write(journal: &Journal, (step, state): (u64, &State), history: &[Summary]) -> Vec<u8> {
    let body = Body::of(share::write(journal, step), state, history.to_vec());
    // Nothing of it can fail to be written; were it so, nothing would be what is read as no snapshot.
    sealed(&postcard::to_allocvec(&body).unwrap_or_default())
}

fn sealed(body: &[u8]) -> Vec<u8> {
    [HEAD, &hash(body.iter().copied()).to_le_bytes(), body].concat()
}

fn refused(given: &str) -> TextError {
    let version = String::from_utf8_lossy(HEAD);
    TextError::new("snapshot", given, format!("a whole one that begins with “{}”", version.trim_end()))
}

/// A matrix as it is written: rows, columns, and its numbers column by column.
type Flat = (usize, usize, Vec<f64>);

/// What is written.
#[derive(Serialize, Deserialize)]
struct Body {
    text: String,
    towers: Vec<Vec<Flat>>,
    slots: Vec<Vec<Flat>>,
    updates: u64,
    learned: [Flat; 2],
    learned_slots: Vec<Flat>,
    learned_updates: u64,
    memory: Vec<Flat>,
    history: Vec<Summary>,
}

impl Body {
    fn of(text: String, state: &State, history: Vec<Summary>) -> Self {
        // All fields by name, here and below, so that none can be forgotten. What each tower is, and whose numbers are learned, follows
        // from the text.
        let State { names: _, towers, slots, updates, learned, memory } = state;
        let Learned { of: _, parameters, slots: learned_slots, updates: learned_updates } = learned;
        let flat = |matrix: &Matrix| (matrix.nrows(), matrix.ncols(), matrix.as_slice().to_vec());
        let list = |list: &Vec<Matrix>| list.iter().map(flat).collect();
        Self {
            text,
            towers: towers.iter().map(list).collect(),
            slots: slots.iter().map(list).collect(),
            updates: *updates,
            learned: parameters.each_ref().map(flat),
            learned_slots: list(learned_slots),
            learned_updates: *learned_updates,
            memory: list(memory),
            history,
        }
    }

    /// The state without its names, unless a matrix has more or fewer numbers than places.
    fn state(&self) -> Option<State> {
        let matrix = |(rows, columns, numbers): &Flat| {
            let whole = rows.checked_mul(*columns) == Some(numbers.len());
            whole.then(|| Matrix::from_column_slice(*rows, *columns, numbers))
        };
        let list = |list: &[Flat]| list.iter().map(matrix).collect::<Option<Vec<_>>>();
        let lists = |lists: &[Vec<Flat>]| lists.iter().map(|one| list(one)).collect::<Option<Vec<_>>>();
        let learned = Learned {
            of: "",
            parameters: list(&self.learned)?.try_into().ok()?,
            slots: list(&self.learned_slots)?,
            updates: self.learned_updates,
        };
        let (towers, slots) = (lists(&self.towers)?, lists(&self.slots)?);
        Some(State { names: vec![], towers, slots, updates: self.updates, learned, memory: list(&self.memory)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use proptest::prelude::*;

    const SMALL: &str = "data.classes=3&data.per_class=4&sampler.classes=3&sampler.per_class=2&encoder.width=4";

    fn run(more: &str) -> Session {
        let mut run = Session::open(&format!("{SMALL}{more}")).unwrap();
        run.step(40);
        run
    }

    #[test]
    fn every_bit_comes_back() {
        for more in [
            "",
            "&scheme=cross-batch&optimizer=adam",
            "&loss=proxy-nca&20@encoder.width=5",
            "&loss=margin-loss&loss.beta_lr=0.1",
        ] {
            let run = run(more);
            let (step, state) = run.keyframe();
            let read = Snapshot::read(&run.snapshot()).unwrap();
            assert_eq!((read.step, &read.state, &read.history[..]), (step, state, run.history()), "{more}");
        }
        let strange = [f64::from_bits(0x7ff0_0000_0000_0001), -0.0, 5e-324, f64::NEG_INFINITY];
        let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let state = State { memory: vec![Matrix::from_column_slice(2, 2, &strange)], ..run("").state().clone() };
        let body = postcard::to_allocvec(&Body::of(String::new(), &state, vec![])).unwrap();
        let read: Body = postcard::from_bytes(&body).unwrap();
        assert_eq!(bits(read.state().unwrap().memory[0].as_slice()), bits(&strange));
    }

    #[test]
    fn another_version_is_refused_with_a_word() {
        let mut older = run("").snapshot();
        let number = HEAD.len() - 2;
        older[number] = b'1';
        for bytes in [&older[..], &older[HEAD.len()..], &[]] {
            let said = Snapshot::read(bytes).unwrap_err().to_string();
            assert!(said.contains("another version") && said.contains("“pushpull snapshot 5”"), "{said}");
        }
    }

    #[test]
    fn a_length_beyond_all_bytes_asks_for_no_memory_and_a_shape_without_numbers_is_refused() {
        let endless = postcard::to_allocvec(&(String::new(), u64::MAX)).unwrap();
        assert!(Snapshot::read(&sealed(&endless)).is_err());
        let huge = (1_usize << 31, 1_usize << 33, Vec::<f64>::new());
        let mut body = Body::of(String::new(), run("").state(), vec![]);
        body.memory = vec![huge];
        assert!(body.state().is_none());
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            prop_assert!(Snapshot::read(&bytes).is_err());
            prop_assert!(Snapshot::read(&sealed(&bytes)).is_err());
        }

        #[test]
        fn bytes_with_a_true_check_are_read_or_refused_and_what_is_read_can_go_on(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0), Just(255)]), 1..4),
            cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
            in_front in any::<bool>(),
        ) {
            let run = run("&scheme=cross-batch&scheme.size=4");
            let mut body = run.snapshot()[HEAD.len() + 8..].to_vec();
            // Lengths, shapes and the text are at the front.
            let reach = if in_front { 260 } else { body.len() };
            for (place, byte) in changes {
                body[place.index(reach)] = byte;
            }
            if let Some(cut) = cut {
                body.truncate(cut.index(reach));
            }
            let bytes = sealed(&body);
            if let Ok(read) = Snapshot::read(&bytes) {
                let text = share::write(&read.journal, read.step + 5);
                let mut resumed = Session::resume(&text, &bytes).unwrap();
                resumed.step(3);
            }
        }
    }
}
