//! The rooms: every choice in a configuration, in the order of the pipeline.

use super::config::Config;
use crate::learn::spec::{Entry, Prose, Spec, find, prose};
use crate::learn::{affinity, dataset, encoder, head, loss, miner, optimizer, reduction, sampler, scheme};

/// A room: one choice, with a URL key and a menu.
pub struct Room {
    /// The key in URLs, which is also the name of the menu.
    pub key: &'static str,
    /// The label of the menu.
    pub name: &'static str,
    /// What is chosen here, in words for learners.
    pub gist: Prose<&'static str>,
    /// Everything that can be chosen.
    pub entries: fn() -> Vec<&'static Entry>,
    /// The default; it may depend on rooms that do not depend on this one.
    pub default: fn(&Config) -> &'static str,
}

fn entries<S: Spec>(list: &'static [S]) -> Vec<&'static Entry> {
    list.iter().map(Spec::entry).collect()
}

/// All rooms.
pub static ROOMS: &[Room] = &[
    Room {
        key: "data",
        name: "Data",
        gist: prose("The labelled points to learn from."),
        entries: || entries(dataset::LIST),
        default: |_| "blobs",
    },
    Room {
        key: "encoder",
        name: "Encoder",
        gist: prose("The function that turns a point into an embedding."),
        entries: || entries(encoder::LIST),
        default: |_| "mlp",
    },
    Room {
        key: "head",
        name: "Output",
        gist: prose("Where embeddings live."),
        entries: || entries(head::LIST),
        default: |_| "circle",
    },
    Room {
        key: "sampler",
        name: "Batch",
        gist: prose("Which points a step sees."),
        entries: || entries(sampler::LIST),
        default: |_| "balanced",
    },
    Room {
        key: "scheme",
        name: "Positives",
        gist: prose("What makes two points belong together."),
        entries: || entries(scheme::LIST),
        default: |_| "supervised",
    },
    Room {
        key: "affinity",
        name: "Compared by",
        gist: prose("How near two embeddings are. Each loss has a usual one."),
        entries: || entries(affinity::LIST),
        default: |config| find(loss::LIST, config.choice("loss").id).map_or("euclidean", |spec| spec.usual_affinity),
    },
    Room {
        key: "miner",
        name: "Miner",
        gist: prose("Which positives and negatives of a batch the loss gets to see."),
        entries: || entries(miner::LIST),
        default: |_| "semi-hard",
    },
    Room {
        key: "loss",
        name: "Loss",
        gist: prose("What is wrong with the embedding, as a number."),
        entries: || entries(loss::LIST),
        default: |_| "triplet",
    },
    Room {
        key: "reduction",
        name: "Averaged over",
        gist: prose("What the sum of the loss is divided by."),
        entries: || entries(reduction::LIST),
        default: |_| "mean",
    },
    Room {
        key: "optimizer",
        name: "Optimizer",
        gist: prose("How the encoder follows the gradient."),
        entries: || entries(optimizer::LIST),
        default: |_| "sgd",
    },
];

/// The room with this key.
pub fn room(key: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.key == key)
}
