//! The same bits everywhere: golden digests of runs, which `tests/wasm` and `tests/browser` compare with what WebAssembly computes.

use crate::common::golden;
use pushpull::learn::loss::OF_VIEWS;
use pushpull::learn::spec::Params;
use pushpull::session::{ROOMS, Session};

/// The first example for 500 steps, and every entry of every room for 50.
fn texts() -> Vec<String> {
    let each = ROOMS.iter().flat_map(|room| room.entries().into_iter().map(|entry| (room.key, entry.id)));
    let each = each.filter_map(|(key, id)| {
        let mut session = Session::open("data.label_noise=0.2").unwrap();
        session.set(key, id).ok()?;
        session.step(50);
        Some(session.text())
    });
    let mut texts = vec!["data.label_noise=0.2&step=500".to_string()];
    for text in each {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    // Every way to change a point.
    texts.push("data=rings&scheme=simclr&views.rotation=180&views.scale=0.3&views.dropout=0.1&step=20".to_string());
    texts.push("data=digits&scheme=simclr&views.tilt=15&views.blur=0.5&views.cutout=3&views.brightness=0.5&views.noise=0.2&step=20".to_string());
    // Losses of two views.
    for loss in OF_VIEWS {
        let teaches = (loss.build)(&Params::defaults(&loss.entry)).reads_targets();
        let scheme = if teaches { "dino" } else { "simclr" };
        texts.push(format!("scheme={scheme}&loss={}&head=plane&head.dimensions=3&step=20", loss.entry.id));
    }
    texts.push("scheme=byol&loss=cosine-regression&miner=all&step=20".to_string());
    texts.push("scheme=simsiam&loss=cosine-regression&miner=all&scheme.stop_gradient=off&step=20".to_string());
    texts.push("scheme=dino&loss=self-distillation&encoder.start=alike&optimizer=adam&step=20".to_string());
    texts.push("data=digits&scheme=clip&loss=clip&miner=all&head.dimensions=3&step=20".to_string());
    texts.push("data=gaussians&data.classes=12&scheme=clip&loss=siglip&miner=all&step=20".to_string());
    // A step by blocks of rows.
    texts.push("data.per_class=5000&sampler.per_class=320&miner=semi-hard&step=4".to_string());
    texts
}

#[test]
fn every_entry_gives_the_golden_bits() {
    let line = |text: &String| format!("{:016x} {text}\n", Session::open(text).unwrap().digest());
    golden("tests/golden/digests.txt", &texts().iter().map(line).collect::<String>());
}
