//! Numbers that a loss learns: whose they are after another loss was chosen in mid-run, and how far they go.

use crate::common::*;
use pushpull::learn::loss::{LIST, LossSpec, OF_VIEWS};
use pushpull::learn::num::Matrix;
use pushpull::session::{Session, plan};

/// A run with this loss, which learns all that it can.
fn choose(session: &mut Session, spec: &LossSpec) {
    session.set("loss", spec.entry.id).unwrap();
    for param in spec.entry.params.iter().filter(|param| param.id.ends_with("_lr")) {
        session.set(&format!("loss.{}", param.id), "0.1").unwrap();
    }
}

fn started(spec: &LossSpec) -> Session {
    let mut session = Session::open("miner=all&head.dimensions=3&optimizer=adam").unwrap();
    choose(&mut session, spec);
    session
}

/// All losses that can learn numbers.
fn losses() -> Vec<&'static LossSpec> {
    let rates =
        |spec: &LossSpec| spec.entry.params.iter().filter(|p| p.id.ends_with("_lr")).map(|p| (p.id, 0.1)).collect();
    let learns = |spec: &&LossSpec| {
        let rates: Vec<_> = rates(spec);
        !(spec.build)(&params(&spec.entry, &rates)).learns().numbers.is_empty()
    };
    let found: Vec<_> = LIST.iter().chain(OF_VIEWS).filter(learns).collect();
    assert!(found.len() > 2);
    found
}

#[test]
fn a_learned_number_stays_with_its_loss_and_never_passes_to_another() {
    for first in losses() {
        let mut run = started(first);
        run.step(5);
        let learned = run.state().learned.clone();
        assert_ne!(learned.numbers(), run.pipeline().start().learned.numbers(), "{}", first.entry.id);
        run.set("loss", first.entry.id).unwrap();
        run.set("optimizer.lr", "0.02").unwrap();
        assert_eq!(run.state().learned, learned, "{}", first.entry.id);
        for second in losses().into_iter().filter(|second| second.entry.id != first.entry.id) {
            let mut other = Session::open(&run.text()).unwrap();
            choose(&mut other, second);
            assert_eq!(
                other.state().learned,
                other.pipeline().start().learned,
                "{} {}",
                first.entry.id,
                second.entry.id
            );
            other.step(5);
            let (text, snapshot, digest) = (other.text(), other.snapshot(), other.digest());
            assert_eq!(Session::resume(&text, &snapshot).unwrap().digest(), digest);
            choose(&mut other, first);
            assert_eq!(other.state().learned.numbers(), other.pipeline().start().learned.numbers());
        }
    }
}

#[test]
fn a_learned_number_stops_at_its_bound_and_comes_back() {
    let mut bounded = 0;
    for spec in losses() {
        let session = started(spec);
        let pipeline = plan(session.config()).unwrap();
        let bounds: Vec<f64> = pipeline.loss.learns().numbers.iter().map(|number| number.most).collect();
        let pushed = |state: &pushpull::learn::step::State, slope: f64| {
            let mut trace = pipeline.look(state, 0);
            trace.learned_gradients[1] = Matrix::from_element(bounds.len(), 1, slope);
            pipeline.update(state, &trace).unwrap()
        };
        let mut state = pipeline.start();
        for _ in 0..200 {
            state = pushed(&state, -1.0);
            assert!(state.learned.numbers().iter().zip(&bounds).all(|(x, most)| x <= most), "{}", spec.entry.id);
        }
        for k in (0..bounds.len()).filter(|k| bounds[*k].is_finite()) {
            assert_eq!(state.learned.numbers()[k], bounds[k]);
            // The slope at the bound is that from below.
            let at = |x: f64| {
                let mut there = state.clone();
                there.learned.parameters[1][k] = x;
                pipeline.look(&there, 0)
            };
            let (h, most) = (1e-6, at(bounds[k]));
            let below = (most.loss - at(bounds[k] - h).loss) / h;
            let slope = most.learned_gradients[1][k];
            assert!(
                slope != 0.0 && (slope - below).abs() < 1e-3 * (1.0 + slope.abs()),
                "{}: {slope} {below}",
                spec.entry.id
            );
            bounded += 1;
        }
        for _ in 0..200 {
            let next = pushed(&state, 1.0);
            if next.learned.numbers().iter().zip(&bounds).all(|(x, most)| x < most) {
                state = next;
                break;
            }
            state = next;
        }
        assert!(state.learned.numbers().iter().zip(&bounds).all(|(x, most)| x < most), "{}", spec.entry.id);
    }
    assert!(bounded > 0);
}

#[test]
fn a_temperature_at_its_bound_is_still_moved_by_the_loss() {
    for (loss, scheme) in [("clip", "simclr"), ("siglip", "simclr"), ("clip", "clip"), ("siglip", "clip")] {
        let text =
            format!("scheme={scheme}&loss={loss}&miner=all&loss.temperature=0.01&optimizer=adam&loss.scale_lr=0.05");
        let mut run = Session::open(&text).unwrap();
        let start = run.state().learned.numbers()[0];
        run.step(60);
        assert!(run.state().learned.numbers()[0] < start, "{text}");
    }
}
