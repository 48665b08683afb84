//! Rescue: advice that should help helps, and folk advice that should not help does not, over many seeds.
//!
//! `SEEDS=24 cargo test --test session rescue -- --nocapture` prints the table.

use crate::outcomes::outcomes;
use pushpull::session::Session;
use pushpull::session::rescue::{ADVICE, Advice, FALLING_PLANE, NOTHING_PREDICTS, ONE_WINS, When};

/// The end of a run after advice was followed.
struct Ending {
    well: bool,
    map_at_r: f64,
    said: &'static str,
}

/// Runs until a finding for which the advice is meant, follows it, and continues. `None`, if the finding never comes.
fn follow(advice: &Advice, tried: &str, seed: u64) -> Option<Ending> {
    let mut session = Session::open(&format!("{tried}&seed={seed}")).unwrap();
    while !advice.findings.contains(&session.diagnosis().id) {
        if session.now() >= 2000 || session.step(50) == 0 {
            break;
        }
    }
    let remedy = session.remedies().into_iter().find(|r| std::ptr::eq(r.advice, advice))?;
    session.follow(&remedy).unwrap();
    let labelled = session.pipeline().scheme.reads_labels();
    session.step(if labelled { 2000 } else { 600 });
    let said = session.diagnosis().id;
    let map_at_r = session.evaluation().ranks().map_at_r.unwrap_or(0.0);
    let ill = ["collapsed", "falling", "exploded", "drifting", "nothing-mined", "stalled"];
    // Without labels it is compared with the untrained encoder.
    let first = session.history()[0].whole.retrieval.as_ref().and_then(|retrieval| retrieval.truth);
    let least = if labelled { 0.45 } else { first.unwrap_or(0.0) };
    let well = !ill.contains(&said) && !advice.findings.contains(&said) && map_at_r > least;
    Some(Ending { well, map_at_r, said })
}

/// The ends over so many seeds in one line: how many there were and how many were well, the median of MAP@R, and what was said.
fn ends(advice: &Advice, tried: &str, seeds: u64) -> String {
    let endings: Vec<Ending> = (1..=seeds).filter_map(|seed| follow(advice, tried, seed)).collect();
    let well = endings.iter().filter(|e| e.well).count();
    let mut maps: Vec<f64> = endings.iter().map(|e| e.map_at_r).collect();
    maps.sort_by(f64::total_cmp);
    let median = maps.get(maps.len() / 2).copied().unwrap_or(f64::NAN);
    let said: Vec<&str> = endings.iter().map(|e| e.said).collect();
    format!("{} {well} MAP@R {median:.2} {}", endings.len(), said.join(" "))
}

#[test]
fn advice_does_what_is_said_of_it() {
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(6);
    let tries = || ADVICE.iter().flat_map(|advice| advice.tried.iter().map(move |tried| (advice, *tried)));
    let name = |(advice, tried): (&Advice, &str)| format!("{seeds} seeds, {}: {tried}", advice.label);
    let find = |run: &str| tries().find(|tried| name(*tried) == run).expect("it is one of the list");
    let runs: Vec<_> = tries().map(name).collect();
    let mut wrong = vec![];
    for (run, said) in outcomes("rescue", &runs, 1, |run| ends(find(run).0, find(run).1, seeds)) {
        let helps = find(&run).0.helps;
        println!("{helps:5} {run}: {said}");
        let mut numbers = said.split(' ').map_while(|word| word.parse::<u64>().ok());
        let [came, well] = [(); 2].map(|()| numbers.next().expect("two numbers"));
        let share = well as f64 / came.max(1) as f64;
        if came * 2 <= seeds || if helps { share < 0.75 } else { share > 0.25 } {
            wrong.push(run);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn advice_on_a_fall_is_tried_wherever_it_is_offered_on_the_circle_and_in_the_plane() {
    for advice in ADVICE.iter().filter(|advice| advice.findings.contains(&"falling")) {
        let tried: Vec<bool> =
            advice.tried.iter().map(|text| Session::open(text).unwrap().pipeline().head.unit).collect();
        for (unit, other) in [(true, When::Free), (false, When::Bounded)] {
            assert!(advice.when.contains(&other) != tried.contains(&unit), "{}: {:?}", advice.label, advice.tried);
        }
    }
}

#[test]
fn whoever_goes_back_to_before_a_fall_keeps_the_change_that_led_to_it() {
    let session = Session::open(&format!("{FALLING_PLANE}&step=250")).unwrap();
    assert_eq!(session.diagnosis().id, "collapsed");
    for remedy in session.remedies() {
        let mut again = Session::open(&session.text()).unwrap();
        again.follow(&remedy).unwrap();
        assert_eq!(again.config().param("data.label_noise"), Some(0.2), "{}", remedy.advice.label);
    }
}

#[test]
fn a_run_without_labels_is_offered_nothing_that_was_tried_with_labels_only() {
    let mut falls = Session::open(NOTHING_PREDICTS).unwrap();
    while !["falling", "collapsed"].contains(&falls.diagnosis().id) {
        assert!(falls.step(5) == 5 && falls.now() < 1000, "{:?}", falls.diagnosis());
    }
    assert!(falls.remedies().iter().all(|remedy| remedy.advice.findings.contains(&"shrinking")));
    let mut grows = Session::open("scheme=simclr&miner=semi-hard&head=plane").unwrap();
    while !["drifting", "nothing-mined"].contains(&grows.diagnosis().id) {
        assert!(grows.step(20) == 20 && grows.now() < 1000, "{:?}", grows.diagnosis());
    }
    assert!(grows.diagnosis().sound.is_some() && grows.remedies().is_empty());
    let mut explodes = Session::open("scheme=simclr&optimizer.lr=1e308").unwrap();
    explodes.step(20);
    assert_eq!(explodes.diagnosis().id, "exploded");
    assert!(!explodes.remedies().is_empty());
}

/// The runs on which advice is tried, with each parameter of the rooms that it edits at each stop and at its bounds.
fn around(advice: &Advice) -> Vec<String> {
    let mut texts: Vec<String> = advice.tried.iter().map(|tried| (*tried).to_string()).collect();
    for tried in advice.tried {
        let session = Session::open(tried).unwrap();
        let mut rooms: Vec<&str> = advice.edits().map(|(_, key, _)| key.split('.').next().unwrap()).collect();
        rooms.dedup();
        for room in rooms {
            for spec in session.config().choice(room).params {
                let stops = spec.stops();
                let some = stops.iter().step_by(1 + stops.len() / 6).copied().chain([spec.min, spec.max]);
                texts.extend(some.map(|value| {
                    let (key, mut run) = (format!("{room}.{}", spec.id), Session::open(tried).unwrap());
                    let _ = run.set(&key, &spec.text(value));
                    run.text()
                }));
            }
        }
    }
    texts
}

#[test]
fn what_is_offered_is_not_so_already_and_leads_where_its_label_says() {
    for advice in ADVICE {
        let texts = around(advice);
        let runs = || texts.iter().map(|text| Session::open(text).unwrap()).filter(|run| advice.suits(run));
        assert!(runs().count() > 0, "{} is offered somewhere", advice.label);
        for run in runs() {
            for (_, key, value) in advice.edits().filter(|(after, ..)| *after == 0) {
                let (now, then) =
                    (run.config().param(key), run.config().spec(key).and_then(|spec| spec.parse(value).ok()));
                let Some((now, then)) = now.zip(then) else { continue };
                let label = advice.label;
                let holds = match label.split(' ').next().unwrap() {
                    _ if label.contains("smaller") => then <= now,
                    "Lower" | "Begin" => then < now,
                    "Turn" | "Let" => then > now,
                    "Switch" | "Stop" | "Clip" => now == 0.0,
                    "Use" => then != now && (now == 0.0 || label.contains("learning rate")),
                    _ => then != now,
                };
                assert!(holds || label.contains("Adam"), "{label}: {key} goes from {now} to {then}");
            }
        }
    }
}

#[test]
fn a_price_of_other_things_is_not_raised_where_coordinates_repeat_each_other() {
    for loss in ["multi-similarity", "align-uniform", "sct"] {
        let run = Session::open(&format!("scheme=simclr&loss={loss}&miner=all&loss.lambda=0.5")).unwrap();
        let offered = |advice: &&Advice| advice.findings.contains(&"flat") && advice.suits(&run);
        assert!(ADVICE.iter().find(offered).is_none(), "{loss}");
    }
}

#[test]
fn a_centring_that_does_not_follow_is_not_switched_on() {
    let run = Session::open(&format!("{ONE_WINS}&scheme.centre_momentum=1")).unwrap();
    assert!(!ADVICE.iter().any(|advice| advice.findings.contains(&"one-prototype") && advice.suits(&run)));
}
