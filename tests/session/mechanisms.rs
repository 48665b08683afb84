//! What lessons give as the reason of a result, looked at in the run itself.

use pushpull::learn::num::Matrix;
use pushpull::session::Session;

fn after(text: &str, steps: u64) -> Session {
    let mut session = Session::open(text).unwrap();
    session.step(steps);
    session
}

/// The nearest of some columns to a column, that one left out.
fn nearest(points: &Matrix, to: usize, among: &[usize], count: usize) -> Vec<usize> {
    let away = |i: &usize| (points.column(*i) - points.column(to)).norm();
    let mut others: Vec<usize> = among.iter().copied().filter(|i| *i != to).collect();
    others.sort_by(|a, b| away(a).total_cmp(&away(b)));
    others.truncate(count);
    others
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Lesson 16.
const WRONG: &str = "data=digits&data.label_noise=0.3&data.held_out=0.3&encoder.width=128&head.dimensions=16&sampler.classes=10&sampler.per_class=4&miner=all&loss=info-nce";

/// How many of these hold, as a share.
fn share(of: &[usize], holds: impl Fn(usize) -> bool) -> f64 {
    of.iter().filter(|i| holds(**i)).count() as f64 / of.len() as f64
}

/// The shares of wrongly labelled pictures whose nearest one has their true class, and their wrong label.
fn obeyed(session: &Session) -> [f64; 2] {
    let (data, embedding) = (&session.pipeline().dataset, session.embedding());
    let wrong: Vec<usize> = data.training().iter().copied().filter(|i| data.is_mislabelled(*i)).collect();
    [&data.truth, &data.given]
        .map(|labels| share(&wrong, |i| labels[nearest(embedding, i, data.training(), 1)[0]] == labels[i]))
}

/// How well held-out pictures are placed, as the share of their class among their five nearest: of those that look most like a wrongly
/// labelled picture of their class, and like a rightly labelled one.
fn astray(session: &Session) -> [f64; 2] {
    let (data, embedding) = (&session.pipeline().dataset, session.embedding());
    let right = |i: usize| share(&nearest(embedding, i, data.held_out(), 5), |j| data.truth[j] == data.truth[i]);
    let mut found = [vec![], vec![]];
    for i in data.held_out().iter().copied() {
        let like = nearest(&data.points, i, data.training(), 1)[0];
        if data.truth[like] == data.truth[i] {
            found[usize::from(!data.is_mislabelled(like))].push(right(i));
        }
    }
    found.map(|shares| mean(&shares))
}

#[test]
fn wrong_labels_are_learned_last_and_new_pictures_that_look_like_them_go_astray() {
    for seed in 1..=2 {
        let mut session = after(&format!("{WRONG}&seed={seed}"), 50);
        let early = obeyed(&session);
        session.step(350);
        let (late, [with, without]) = (obeyed(&session), astray(&session));
        assert!(early[0] > early[1] && late[1] > late[0], "seed {seed}: {early:?}, {late:?}");
        assert!(with < 0.8 * without, "seed {seed}: {with} and {without}");
    }
}

/// Lesson 17.
#[test]
fn an_embedding_that_is_a_few_steps_old_is_nearer_to_its_place_than_points_are_to_each_other() {
    let kept = "data=digits&data.held_out=0.3&encoder.width=64&head.dimensions=16&loss=info-nce&miner=all&sampler.classes=4&sampler.per_class=2&scheme=cross-batch";
    for from in [20, 50, 92] {
        let mut session = after(kept, from);
        let before = session.embedding().clone();
        let moved = |now: &Matrix| {
            mean(&(0..now.ncols()).map(|i| (now.column(i) - before.column(i)).norm()).collect::<Vec<_>>())
        };
        session.step(1);
        let once = moved(session.embedding());
        session.step(7);
        let apart = session.evaluation().spread * 2.0_f64.sqrt();
        assert!(once < 0.1 * apart && moved(session.embedding()) < 0.5 * apart);
    }
}

/// Lesson 18.
#[test]
fn the_nearest_positive_is_mostly_of_the_same_cloud() {
    let text = "data=subclasses&encoder.width=64&encoder.depth=2&sampler.classes=2&sampler.per_class=16&head.dimensions=3&miner=easy-positive";
    for step in [0, 100, 300] {
        let session = after(text, step);
        let (trace, data) = (session.trace(), &session.pipeline().dataset);
        let cloud = |row: usize| data.subclasses[trace.points[row]];
        let pairs: Vec<bool> = trace.tuples.iter().map(|(a, p, _)| cloud(a) == cloud(p)).collect();
        let same = pairs.iter().filter(|same| **same).count();
        assert!(2 * same > pairs.len());
    }
}

/// Lesson 20.
#[test]
fn the_threshold_of_an_earlier_network_refuses_more_than_half_of_the_pairs_of_one_class() {
    for seed in 1..=2 {
        let text = "data=digits&data.held_out=0.3&encoder.width=64&sampler.classes=10&sampler.per_class=4&head.dimensions=16&miner=hard";
        let mut session = after(&format!("{text}&seed={seed}"), 50);
        let then = session.evaluation().verification().unwrap().balanced();
        session.step(350);
        let now = session.evaluation().verification().unwrap().at(then.threshold);
        assert!(then.tar > 0.7 && now.tar < 0.5, "seed {seed}: {} and {}", then.tar, now.tar);
    }
}

/// Lesson 21.
#[test]
fn a_few_hubs_are_among_the_nearest_of_hundreds() {
    for seed in 1..=2 {
        let text = "data=digits&head=plane&head.dimensions=64&affinity=dot&loss=info-nce&miner=all";
        let session = after(&format!("{text}&seed={seed}"), 0);
        let embedding = session.embedding();
        let products = embedding.transpose() * embedding;
        let mut named = vec![0; products.nrows()];
        for i in 0..products.nrows() {
            let mut others: Vec<usize> = (0..products.nrows()).filter(|j| *j != i).collect();
            others.sort_by(|a, b| products[(i, *b)].total_cmp(&products[(i, *a)]));
            others[..10].iter().for_each(|j| named[*j] += 1);
        }
        named.sort_unstable_by(|a, b| b.cmp(a));
        assert!(named[2] >= 200, "{:?} of {}", &named[..4], named.len());
    }
}
