//! Forces: the arrows are the gradient, pulls bring together, pushes drive apart, and the encoder responds as it does in the next step.

use crate::common::{miner_misfit, misfit};
use pushpull::learn::affinity::AffinitySpec;
use pushpull::learn::look::force::Forces;
use pushpull::learn::loss::LossSpec;
use pushpull::learn::spec::Spec;
use pushpull::learn::{affinity, head, loss, miner};
use pushpull::session::Session;

/// Every loss, affinity, miner and head that go together, some steps into a run.
fn runs() -> impl Iterator<Item = Session> {
    let with = |loss: &'static LossSpec, affinity: &'static AffinitySpec| {
        let heads = head::LIST.iter().filter(move |head| !misfit(loss, affinity, head));
        heads.flat_map(move |head| {
            let miners = miner::LIST.iter().filter(move |miner| !miner_misfit(miner, affinity, head));
            miners.map(move |miner| [loss.entry(), affinity.entry(), miner.entry(), head.entry()])
        })
    };
    let all =
        loss::LIST.iter().flat_map(move |loss| affinity::LIST.iter().flat_map(move |affinity| with(loss, affinity)));
    all.map(|[loss, affinity, miner, head]| {
        let text = format!(
            "data.per_class=8&encoder.width=6&sampler.per_class=5&loss={}&affinity={}&miner={}&head={}&optimizer.lr=0.001&step=2",
            loss.id, affinity.id, miner.id, head.id
        );
        Session::open(&text).unwrap()
    })
}

#[test]
fn pull_and_push_together_are_the_gradient_downhill() {
    let mut compared = 0;
    for session in runs() {
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let forces = Forces::of(pipeline, trace);
        let whole = &forces.pull + &forces.push;
        for (i, g) in trace.gradient.column_iter().enumerate() {
            let force = whole.column(i);
            let tolerance = 1e-9 * (1.0 + force.norm());
            if pipeline.head.unit {
                // The raw gradient is the force divided by the raw length, which the trace does not keep.
                assert!(
                    (force.norm() * g.norm() + force.dot(&g)).abs() <= tolerance * (1.0 + g.norm()),
                    "not parallel"
                );
                assert!(force.dot(&trace.rows.column(i)).abs() <= tolerance, "not tangent");
            } else {
                assert!((force + g).norm() <= tolerance, "{}", session.text());
            }
            compared += usize::from(force.norm() > 1e-6);
        }
    }
    assert!(compared > 1000, "hardly any point was moved at all: {compared}");
}

#[test]
fn on_proxies_pull_and_push_together_are_the_gradient_of_what_is_learned() {
    let mut compared = 0;
    for session in runs().filter(|session| session.config().choice("miner").id == "all") {
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let follows = pipeline.loss.learns().proxies == loss::Proxies::Gradient;
        let forces = Forces::on_proxies(pipeline, trace);
        assert_eq!(forces.is_some(), follows, "{}", session.text());
        let Some(Forces { pull, push }) = forces else { continue };
        let raw = session.state().learned.proxies();
        let found = (pipeline.head.backward)(raw, &trace.references, &-(pull + push));
        let off = (&found - &trace.learned_gradients[0]).amax();
        assert!(off <= 1e-9 * (1.0 + found.amax()), "{}: {off}", session.text());
        compared += usize::from(found.amax() > 1e-6);
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn a_free_point_goes_where_its_force_points() {
    let session = Session::open("encoder=points&head=plane&sampler=full&miner=all&optimizer.lr=0.1").unwrap();
    let forces = Forces::of(session.pipeline(), session.trace());
    let moved = session.next_embedding().unwrap() - session.embedding();
    let expected = (forces.pull + forces.push) * 0.1;
    assert!((moved - expected).norm() < 1e-12);
}

#[test]
fn the_coming_step_is_the_one_that_is_announced() {
    let mut session = Session::open("data.label_noise=0.2&miner=hard&step=3").unwrap();
    let announced = session.next_embedding().unwrap();
    session.step(1);
    assert_eq!(session.embedding(), &announced);
    let refused = Session::open("optimizer.lr=1e308").unwrap();
    assert!(refused.next_embedding().is_none());
}
