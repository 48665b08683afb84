//! Who means what by "semi-hard": seven selections under one name.
//!
//! All agree on D_an > D_ap, except OpenFace, which admits harder negatives. They differ in whether the margin limits D_an, in which
//! positives are taken, in what happens if there is no such negative, and in whether one negative is taken or all. PML is
//! pytorch-metric-learning; the rules follow its code, which does not always agree with its documentation.

use super::row::{Row, drawn, farthest, nearest, own, part};
use super::{MineInput, triplet_margin};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, has_entry, prose};

/// An entry of [`DEFINITIONS`].
pub struct Definition {
    /// Texts; the id is the word of the parameter.
    pub entry: Entry,
    /// Whether it draws at random.
    pub draws: bool,
    /// Whether it takes every pair of positives once, so that it has to see both of its rows.
    pub once: bool,
    /// Adds the tuples of one row, given a margin.
    pub select: fn(&mut Row, f64, &mut Rng, &mut Tuples),
}
has_entry!(Definition);

impl Definition {
    /// The tuples for a margin.
    pub fn mine(&self, input: &MineInput, margin: f64, rng: &Rng) -> Tuples {
        let mut tuples = Tuples::default();
        self.select_all(input, margin, rng, &mut tuples);
        tuples
    }

    /// Adds the tuples for a margin.
    pub fn select_all(&self, input: &MineInput, margin: f64, rng: &Rng, tuples: &mut Tuples) {
        input.anchors(|row| (self.select)(row, margin, &mut own(rng, row.place), tuples));
    }
}

/// All definitions, in the order of the parameter's values.
pub const DEFINITIONS: [Definition; 7] =
    [FACENET, FACENET_RANDOM, TF_ADDONS, TF_SIMILARITY, PML, PML_TRIPLETS, OPENFACE];

/// The ids, as values of the parameter.
pub const WORDS: [&str; DEFINITIONS.len()] = {
    let mut words = [""; DEFINITIONS.len()];
    let mut i = 0;
    while i < words.len() {
        words[i] = DEFINITIONS[i].entry.id;
        i += 1;
    }
    words
};

const fn entry(
    id: &'static str,
    name: &'static str,
    gist: &'static str,
    formula: &'static str,
    citation: Citation,
) -> Entry {
    Entry {
        id,
        name,
        also_known_as: prose(&[]),
        gist: prose(gist),
        formula: prose(formula),
        citation: prose(citation),
        params: &[],
    }
}

const FACENET: Definition = Definition {
    entry: entry(
        "facenet",
        "FaceNet, nearest",
        "For each anchor and positive, the nearest negative in the band that begins at the positive and is one margin wide; if it is empty, none.",
        r"n = \arg\min\,\{D_{an} : D_{ap} < D_{an} < D_{ap} + m\}",
        Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2)",
            link: "https://arxiv.org/abs/1503.03832",
        },
    ),
    draws: false,
    once: false,
    select: |row, margin, _, tuples| {
        row.find_beyond();
        for (p, n) in row.positives.iter().zip(&row.beyond) {
            if let Some(n) = n.filter(|n| n.distance < p.distance + margin) {
                tuples.push(row.anchor, p.index, [n.index]);
            }
        }
    },
};

const FACENET_RANDOM: Definition = Definition {
    entry: entry(
        "facenet-random",
        "FaceNet, random",
        "For each anchor and positive, a random negative from the band that begins at the positive and is one margin wide; if it is empty, none.",
        r"n \sim U\{n : D_{ap} < D_{an} < D_{ap} + m\}",
        Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2, which leaves open which one is taken)",
            link: "https://arxiv.org/abs/1503.03832",
        },
    ),
    draws: true,
    once: false,
    select: |row, margin, rng, tuples| {
        row.rank();
        for p in &row.positives {
            let band = part(&row.negatives, |n| n.distance <= p.distance, |n| n.distance < p.distance + margin);
            if let Some(n) = drawn(&row.negatives[band], rng) {
                tuples.push(row.anchor, p.index, [n.index]);
            }
        }
    },
};

const TF_ADDONS: Definition = Definition {
    entry: entry(
        "tf-addons",
        "TensorFlow Addons",
        "For each anchor and positive, the nearest negative that is farther than the positive, however far; if all are nearer, the farthest of them.",
        r"n = \arg\min\,\{D_{an} : D_{an} > D_{ap}\},\ \text{else}\ \arg\max D_{an}",
        Citation {
            text: "TensorFlow Addons, triplet_semihard_loss; also sentence-transformers, BatchSemiHardTripletLoss",
            link: "https://www.tensorflow.org/addons/api_docs/python/tfa/losses/TripletSemiHardLoss",
        },
    ),
    draws: false,
    once: false,
    select: |row, _, _, tuples| {
        let fallback = farthest(&row.negatives);
        row.find_beyond();
        for (p, n) in row.positives.iter().zip(&row.beyond) {
            tuples.push(row.anchor, p.index, n.or(fallback).map(|n| n.index));
        }
    },
};

const TF_SIMILARITY: Definition = Definition {
    entry: entry(
        "tf-similarity",
        "TensorFlow Similarity",
        "One triplet for each anchor: its farthest positive and the nearest negative beyond that; if there is none, the farthest negative.",
        r"p = \arg\max D_{ap},\quad n = \arg\min\,\{D_{an} : D_{an} > D_{ap}\},\ \text{else}\ \arg\max D_{an}",
        Citation {
            text: "TensorFlow Similarity, TripletLoss with its default of hard positives",
            link: "https://github.com/tensorflow/similarity/blob/master/tensorflow_similarity/losses/utils.py",
        },
    ),
    draws: false,
    once: false,
    select: |row, _, _, tuples| {
        let Some(p) = farthest(&row.positives) else { return };
        let n = row.nearest_farther(p).or_else(|| farthest(&row.negatives));
        tuples.push(row.anchor, p.index, n.map(|n| n.index));
    },
};

const PML: Definition = Definition {
    entry: entry(
        "pml",
        "PML, batch easy-hard",
        "One triplet for each anchor: its nearest positive and the nearest negative beyond that, however far; if there is none, no triplet.",
        r"p = \arg\min D_{ap},\quad n = \arg\min\,\{D_{an} : D_{an} > D_{ap}\}",
        Citation {
            text: "pytorch-metric-learning, BatchEasyHardMiner with its defaults",
            link: "https://kevinmusgrave.github.io/pytorch-metric-learning/miners/#batcheasyhardminer",
        },
    ),
    draws: false,
    once: false,
    select: |row, _, _, tuples| {
        let Some(p) = nearest(&row.positives) else { return };
        if let Some(n) = row.nearest_farther(p) {
            tuples.push(row.anchor, p.index, [n.index]);
        }
    },
};

const PML_TRIPLETS: Definition = Definition {
    entry: entry(
        "pml-triplets",
        "PML, triplet margin",
        "For each anchor and positive, every negative in the band instead of one; the far edge belongs to the band.",
        r"\{n : 0 < D_{an} - D_{ap} \le m\}",
        Citation {
            text: "pytorch-metric-learning, TripletMarginMiner(type_of_triplets=\"semihard\")",
            link: "https://kevinmusgrave.github.io/pytorch-metric-learning/miners/#tripletmarginminer",
        },
    ),
    draws: false,
    once: false,
    select: |row, margin, _, tuples| triplet_margin::SEMI_HARD.select(row, margin, tuples),
};

const OPENFACE: Definition = Definition {
    entry: entry(
        "openface",
        "OpenFace",
        "For each pair of positives, taken once, a random one of all negatives within the margin, even of those nearer than the positive.",
        r"n \sim U\{n : D_{an} < D_{ap} + m\}",
        Citation {
            text: "Amos, Ludwiczuk & Satyanarayanan 2016, OpenFace (training/train.lua); also the default of David Sandberg's facenet",
            link: "https://github.com/cmusatyalab/openface/blob/master/training/train.lua",
        },
    ),
    draws: true,
    once: true,
    select: |row, margin, rng, tuples| {
        row.rank();
        for p in row.positives.iter().filter(|p| !row.within || p.index > row.anchor) {
            let near = part(&row.negatives, |_| false, |n| n.distance - p.distance < margin);
            if let Some(n) = drawn(&row.negatives[near], rng) {
                tuples.push(row.anchor, p.index, [n.index]);
            }
        }
    },
};
