//! The sentence that describes a run, over every entry of every room and every stop of every parameter.

use pushpull::session::{Config, ROOMS, plan};
use pushpull::tell::setup::{Piece, sentence};
use std::collections::BTreeSet;

fn config(text: &str) -> Config {
    let pairs: Vec<(&str, &str)> = text.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let mut config = Config::default();
    config.set_all(&pairs).unwrap();
    config
}

fn pieces(config: &Config) -> Vec<Piece> {
    sentence(config, &plan(config).unwrap())
}

/// The sentence with its choices in brackets, and an asterisk before those that differ from the default.
fn marked(text: &str) -> String {
    let read = |piece: Piece| match piece.choice {
        Some(choice) => format!("[{}{}]", if choice.differs { "*" } else { "" }, piece.text),
        None => piece.text,
    };
    pieces(&config(text)).into_iter().map(read).collect()
}

#[test]
fn the_sentence_says_what_is_trained_on_what_and_how() {
    for (text, said) in [
        (
            "",
            "Train a [small network] on [four clouds] with [clean labels]. In each batch of [4 × 8 points] take the [semi-hard negative] for every anchor, and apply the [triplet loss] with margin [0.2].",
        ),
        (
            "data.label_noise=0.2&miner=hard&loss.margin=0.5&head=plane",
            "Train a [small network] on [four clouds] with [*one label in five wrong], embedded in [*the plane]. In each batch of [4 × 8 points] take the [*hardest negative] for every anchor, and apply the [triplet loss] with margin [*0.5].",
        ),
        (
            "data=spirals&data.classes=1&data.label_noise=0.35&sampler=full&affinity=euclidean&reduction=sum&optimizer=adam",
            "Train a [small network] on [*one spiral] with [*35 % of the labels wrong]. In each batch of [*all points] take the [semi-hard negative] for every anchor, and apply the [triplet loss] with margin [0.2] to [*plain distances], taken as the [*sum of all terms]. Step with [*Adam] at a learning rate of [0.005].",
        ),
        (
            "loss=arcface&scheme=cross-batch&miner=hard",
            "Train a [small network] on [four clouds] with [clean labels]. In each batch of [4 × 8 points] apply [*ArcFace] with margin [0.5].",
        ),
        (
            "data.per_class=60&data.spread=0.5&encoder.depth=2&head.dimensions=3&scheme=cross-batch&optimizer.lr=0.05",
            "Train a [*small network, 2 hidden layers] on [*four clouds, 60 points each, spread 0.5] with [clean labels], embedded on [*the unit sphere]. In each batch of [4 × 8 points] and a [*memory of 64 points] take the [semi-hard negative] for every anchor, and apply the [triplet loss] with margin [0.2]. Step with [SGD] at a learning rate of [*0.05].",
        ),
        (
            "data.per_class=60&data.spread=0.5&data.unseen=1&data.held_out=0.1",
            "Train a [small network] on [*four clouds, 60 points each, spread 0.5, 2 more] with [clean labels]. In each batch of [4 × 8 points] take the [semi-hard negative] for every anchor, and apply the [triplet loss] with margin [0.2].",
        ),
    ] {
        assert_eq!(marked(text), said, "{text}");
    }
}

/// The sentence reads as one, and its choices lead to controls that exist.
fn check(config: &Config, what: &str) {
    let pieces = pieces(config);
    let text: String = pieces.iter().map(|piece| &*piece.text).collect();
    assert!(text.starts_with(char::is_uppercase) && text.ends_with('.'), "{what}: {text}");
    let wrong = ["  ", " .", " ,", "..", ",,"].iter().find(|wrong| text.contains(**wrong));
    assert_eq!(wrong, None, "{what}: {text}");
    assert!(!text.contains(['[', ']', '{', '}', '|', '#', '@']), "{what}: {text}");
    for piece in pieces {
        let Some(choice) = piece.choice else { continue };
        assert!(!piece.text.trim().is_empty() && piece.text.trim() == piece.text, "{what}: “{}”", piece.text);
        assert!(choice.key == choice.room || config.spec(&choice.key).is_some(), "{what}: {}", choice.key);
        let given = config.given().iter().any(|(key, _)| *key == choice.key);
        assert!(!given || choice.differs, "{what}: {} differs", choice.key);
    }
}

#[test]
fn every_entry_is_called_something_of_its_own_at_every_value_of_its_parameters() {
    for room in ROOMS {
        let mut names = BTreeSet::new();
        for entry in room.entries() {
            let mut config = Config::default();
            config.set(room.key, entry.id).unwrap();
            let key = format!("{}={}", room.key, entry.id);
            let words = config.spec_in(config.room(room.key).unwrap()).words();
            assert_eq!(words.matches('[').count(), words.matches(']').count(), "{key}");
            assert!(words.contains('['), "{key} has no words for the sentence");
            assert!(names.insert(words), "{key} is called what another is called");
            for param in entry.params {
                for value in param.stops().into_iter().chain([param.min, param.max]) {
                    let mut config = config.clone();
                    let name = format!("{}.{}", room.key, param.id);
                    config.set(&name, &param.text(value)).unwrap();
                    // What the run cannot be is refused elsewhere.
                    if plan(&config).is_ok() {
                        check(&config, &format!("{key} {name}={value}"));
                    }
                }
            }
        }
    }
}

#[test]
fn what_differs_is_said_and_what_has_no_effect_is_not() {
    for room in ROOMS {
        for entry in room.entries() {
            let mut config = Config::default();
            config.set(room.key, entry.id).unwrap();
            let Ok(pipeline) = plan(&config) else { continue };
            let pieces = sentence(&config, &pipeline);
            let choices = || pieces.iter().filter_map(|piece| piece.choice.as_ref());
            if config != Config::default() {
                assert!(choices().any(|choice| choice.room == room.key && choice.differs), "{}={}", room.key, entry.id);
            }
            for idle in pushpull::learn::misfit::IDLE.iter().filter(|idle| (idle.holds)(&pipeline)) {
                assert!(choices().all(|choice| choice.room != idle.room), "{}={}: {}", room.key, entry.id, idle.room);
            }
        }
    }
}
