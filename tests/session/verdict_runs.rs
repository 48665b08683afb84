//! The runs over which verdicts are tested: all examples, the states of all lessons, and random configurations.

use pushpull::learn::misfit::idle;
use pushpull::learn::random::{Rng, below, stream};
use pushpull::session::lesson::{run_of, with};
use pushpull::session::{PRESETS, ROOMS, Session};

/// The runs of all examples.
pub fn presets() -> Vec<String> {
    PRESETS.iter().map(|preset| preset.text.to_string()).collect()
}

/// The runs of all states and figures of all lessons, each once.
pub fn lessons() -> Vec<String> {
    let mut runs = vec![];
    for (_, lesson) in crate::common::lessons() {
        for step in lesson.step {
            let state = step.state.unwrap_or_default();
            let figures = step.figure.iter().map(|figure| with(&state, &figure.state));
            runs.extend([state.clone()].into_iter().chain(figures).map(|text| run_of(&text)));
        }
    }
    runs.sort();
    runs.dedup();
    runs
}

/// So many random configurations with the defaults' seed.
pub fn random(count: u64) -> Vec<String> {
    (0..count).map(|k| drawn(&mut stream(k, "verdicts", 0))).collect()
}

/// In half of the rooms that have an effect any entry, and a quarter of the parameters at any stop of their sliders; neither refused nor
/// too slow for a test.
fn drawn(rng: &mut Rng) -> String {
    loop {
        let mut session = Session::open("").expect("the defaults are a run");
        for room in ROOMS {
            if idle(session.pipeline(), room.key).is_some() {
                continue;
            }
            let entries = room.entries();
            if below(rng, 2) == 0 {
                let _ = session.set(room.key, entries[below(rng, entries.len())].id);
            }
            for spec in session.config().choice(room.key).params {
                let stops = spec.stops();
                if below(rng, 4) == 0 {
                    let value = spec.text(stops[below(rng, stops.len())]);
                    let _ = session.set(&format!("{}.{}", room.key, spec.id), &value);
                }
            }
        }
        let number = |key: &str| session.config().param(key).unwrap_or(1.0);
        let weights = number("encoder.width") * number("encoder.depth");
        if weights <= 64.0 && session.pipeline().dataset.len() <= 300 && session.trace().batch.len() <= 128 {
            return session.text();
        }
    }
}
