//! Presets: runs worth seeing. Each has a title, a paragraph and a share text; what the paragraph says is claimed in
//! `tests/claims/lists.toml`.

use crate::learn::spec::{Prose, prose};

/// A run offered in the menu.
pub struct Preset {
    /// A stable word.
    pub id: &'static str,
    /// Its title in the menu.
    pub title: &'static str,
    /// What to look for.
    pub paragraph: Prose<&'static str>,
    /// Its share text.
    pub text: &'static str,
}

/// Twenty clean classes, random triplets: slow.
pub const RANDOM_STALLS: &str = "data=gaussians&data.classes=20&data.per_class=8&data.dimensions=10&data.spread=0.5&encoder.width=64&head=plane&sampler.classes=20&sampler.per_class=4&affinity=euclidean&miner=random&loss.margin=0.5";

/// Panels that compare miners and losses.
pub const MINERS_AND_LOSSES: [&str; 6] = [
    "miner=all&loss=triplet",
    "miner=semi-hard&loss=triplet",
    "miner=hard&loss=triplet",
    "miner=all&loss=contrastive",
    "miner=semi-hard&loss=contrastive",
    "miner=hard&loss=contrastive",
];

/// The paragraph of the first preset, which the page shows as it opens.
pub const OPENING: &str = "Four clouds on a circle, and every fifth label is wrong. Mining semi-hard negatives untangles them. Choose “Hardest negative” instead, and within 25 steps everything has fallen together, while the loss comes to rest on the margin. Random triplets never fall together, but MAP@R, the share of right neighbours, stays at about 0.7.";

/// All presets, in the order of the menu. The page opens with the first.
pub static LIST: &[Preset] = &[
    Preset { id: "three-miners", title: "Wrong labels", paragraph: prose(OPENING), text: "data.label_noise=0.2" },
    Preset {
        id: "exact-collapse",
        title: "Collapse in four numbers",
        paragraph: prose(
            "The encoder is a single 2 × 2 matrix and the labels are right, but the clouds overlap. The hardest negatives shrink the matrix to nothing and the loss comes to rest exactly on the margin. “Nearest is right” does not notice: it is as high as with random triplets, which keep the matrix alive.",
        ),
        text: "data.spread=0.5&encoder=linear&head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.05",
    },
    Preset {
        id: "square-or-not",
        title: "Squared or plain",
        paragraph: prose(
            "The same noisy clouds in the open plane. With the squared distance a near negative is hardly pushed, and mining the hardest negatives collapses the embedding. Compare by the plain distance instead: every push has strength 1, and the cloud contracts but survives.",
        ),
        text: "data.label_noise=0.2&head=plane&miner=hard&loss.margin=0.5&optimizer.lr=0.02",
    },
    Preset {
        id: "random-stalls",
        title: "Random is slow",
        paragraph: prose(
            "Twenty clean classes in ten dimensions. After 1,000 steps hardly one random triplet in twenty still pulls or pushes, and learning is slow: MAP@R is about 0.78, and 0.97 after 3,000 steps. “Hardest negative” is above 0.97 after 1,000 in nearly every run.",
        ),
        text: RANDOM_STALLS,
    },
    Preset {
        id: "collapse-then-escape",
        title: "Collapse, then escape",
        paragraph: prose(
            "Three clean spirals. Hardest negatives collapse the embedding within 100 steps on most seeds, and the loss rests on the margin, but this data can be separated: by step 3,000 nearly every run has escaped. A plateau is not always the end.",
        ),
        text: "data=spirals&encoder.width=64&sampler.classes=3&sampler.per_class=10&miner=hard&optimizer=adam",
    },
    Preset {
        id: "warm-up",
        title: "Warm up first",
        paragraph: prose(
            "The spirals again, with plain gradient descent. Mined from the start, the hardest negatives mostly leave the run collapsed. Here the first 200 steps take random triplets, and only then the hardest negatives: most runs get through.",
        ),
        text: "data=spirals&sampler.classes=3&sampler.per_class=10&miner=random&200@miner=hard",
    },
    Preset {
        id: "batch-size",
        title: "Batch size",
        paragraph: prose(
            "One label in ten is wrong. With batches of 4 × 16, 4 classes with 16 points each, batch-hard mining collapses on nearly every seed. Try 2 × 2: the hardest of so few is not so hard, and the same miner learns well.",
        ),
        text: "data.label_noise=0.1&sampler.per_class=16&miner=batch-hard",
    },
    Preset {
        id: "without-labels",
        title: "Without labels",
        paragraph: prose(
            "Three rings, and no label is used. Two views of each point, turned by any angle and moved a little, are positives of each other. Play to step 300, then set the rotation to 0 and begin again: what becomes of the rings?",
        ),
        text: "data=rings&sampler=uniform&scheme=simclr&views.jitter=0.05&views.rotation=180&miner=all&loss=nt-xent&loss.temperature=0.5&optimizer=adam",
    },
    Preset {
        id: "what-views-assume",
        title: "What views assume",
        paragraph: prose(
            "Four clouds, each in another direction from the middle, and again no label is used. Views that are turned say that directions do not matter. Play to step 300, then set the rotation to 0 and the jitter to 0.2, and begin again: which of the two suits these clouds?",
        ),
        text: "sampler=uniform&scheme=simclr&views.jitter=0.1&views.rotation=180&miner=all&loss=nt-xent&loss.temperature=0.5&optimizer=adam",
    },
    Preset {
        id: "shifted-digits",
        title: "Digits, shifted",
        paragraph: prose(
            "Pictures of ten digits, and no label is used. The two views of a picture are shifted by at most a pixel. In 300 steps MAP@R goes from about 0.07 to 0.3. With shifts of up to two pixels it ends at about 0.15.",
        ),
        text: "data=digits&encoder.width=64&head.dimensions=3&sampler=uniform&scheme=simclr&views.shift=1&miner=all&loss=nt-xent&loss.temperature=0.5&optimizer=adam",
    },
    Preset {
        id: "queue",
        title: "A queue of keys",
        paragraph: prose(
            "Digits in batches of 8, compared with a queue of 256 older embeddings, the keys. A copy of the network has made them, which follows slowly: 99 % of its weights stay in each step. After 400 steps MAP@R is about 0.24 and the spread near 1. Set the share that stays to 0, and the spread comes down to about 0.6 and MAP@R ends at about 0.15.",
        ),
        text: "data=digits&encoder.width=64&head.dimensions=3&sampler=uniform&sampler.size=8&scheme=moco&scheme.queue=256&scheme.momentum=0.99&views.shift=1&miner=all&loss=info-nce&loss.temperature=0.5&optimizer=adam",
    },
    Preset {
        id: "nothing-pushes",
        title: "Nothing pushes",
        paragraph: prose(
            "Four clouds, no labels and no negatives. From one view of a point a small predictor guesses where the network puts the other view, and the loss only pulls. It would be least if all points shared one place, and yet after 600 steps they lie apart. Without the stop-gradient most runs fall together, and without the predictor all of them, at a lower loss.",
        ),
        text: "head.dimensions=3&sampler=uniform&scheme=simsiam&views.jitter=0.2&miner=all&loss=cosine-regression&optimizer=adam",
    },
    Preset {
        id: "three-terms",
        title: "Three terms",
        paragraph: prose(
            "Four clouds in the open plane, and no labels. In place of negatives VICReg has three terms: the views of a point should coincide, no coordinate should vary too little, and no two should vary together. After 400 steps nearly every neighbour is right. Set the variance to 0, and everything shrinks to a point.",
        ),
        text: "head=plane&sampler=uniform&sampler.size=60&scheme=simclr&views.jitter=0.2&loss=vicreg&optimizer=adam",
    },
    Preset {
        id: "slow-copy",
        title: "A slow copy",
        paragraph: prose(
            "Pictures of ten digits, no labels and no negatives. A predictor guesses what a slowly following copy of the network makes of the other view. In 300 steps MAP@R goes from about 0.17 to 0.22. Without the predictor the points creep together, and it falls to about 0.12; two views with NT-Xent, which has negatives, bring it to about 0.37.",
        ),
        text: "data=digits&encoder.width=64&head.dimensions=8&sampler=uniform&scheme=byol&views.shift=1&miner=all&loss=cosine-regression&optimizer=adam&optimizer.lr=0.003",
    },
    Preset {
        id: "all-the-same",
        title: "Eight times the same",
        paragraph: prose(
            "Ten digits in eight coordinates, without labels. Barlow Twins wants every coordinate to agree over the two views, and λ says how much it counts if two coordinates agree with each other. At λ = 0 they may all say the same: after 400 steps the effective rank is about 2.5 of 8. At λ = 1 it is about 6, and MAP@R is about 0.4 in place of 0.17.",
        ),
        text: "data=digits&encoder.width=64&head=plane&head.dimensions=8&sampler=uniform&scheme=simclr&views.shift=1&loss=barlow-twins&loss.lambda=0&optimizer=adam",
    },
    Preset {
        id: "two-towers",
        title: "Pictures and words",
        paragraph: prose(
            "Every picture of a digit comes with a word, its number on a seven-segment display. Two networks learn to bring each picture and its word together. After 300 steps the nearest of the ten words is right for about 85 in 100 of the pictures that were never trained on, though no classifier was trained. At first the two networks put pictures and words in different places; the gap between them closes from about 0.9 to 0.13.",
        ),
        text: "data=digits&data.held_out=0.3&encoder.width=64&head.dimensions=8&sampler=uniform&scheme=clip&views.shift=0&miner=all&loss=clip&optimizer=adam&optimizer.lr=0.003",
    },
    Preset {
        id: "teacher",
        title: "A student and its teacher",
        paragraph: prose(
            "Four clouds, and no label is used. A student compares one view of a point with eight prototypes, the grey stars, and learns what its teacher makes of the other view. Play to step 600, then switch the centring off, or set the teacher’s temperature to 1, and begin again: what becomes of the two entropies in the legend?",
        ),
        text: "encoder.start=alike&head=plane&sampler=uniform&scheme=dino&views.jitter=0.2&loss=self-distillation&optimizer=adam&optimizer.lr=0.01",
    },
];
