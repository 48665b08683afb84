//! The rooms: every choice in a configuration, in the order of the pipeline. A room is one entry of this list: menus, keys, the catalogue,
//! the page's cards and the pipeline are made by walking over it.

use super::config::{Config, Room};
use crate::learn::affinity::{self, AffinitySpec};
use crate::learn::dataset::{self, DatasetSpec};
use crate::learn::encoder::{self, EncoderSpec, Shape};
use crate::learn::head::{self, HeadSpec};
use crate::learn::loss::{self, LossSpec};
use crate::learn::miner::{self, MinerSpec};
use crate::learn::optimizer::{self, OptimizerSpec};
use crate::learn::reduction::{self, ReductionSpec};
use crate::learn::sampler::{self, SamplerSpec};
use crate::learn::scheme::{self, SchemeSpec};
use crate::learn::spec::{Spec, prose};
use crate::learn::views::{self, ViewsSpec};

fn specs<S: Spec>(list: &'static [S]) -> Vec<&'static dyn Spec> {
    list.iter().map(|spec| spec as &dyn Spec).collect()
}

impl Default for Config {
    fn default() -> Self {
        Self::of(ROOMS)
    }
}

/// All rooms.
pub static ROOMS: &[Room] = &[
    Room {
        key: "data",
        name: "Data",
        gist: prose("The labelled points to learn from."),
        card: "data",
        specs: || specs(dataset::LIST),
        default: |_| "blobs",
        build: |config, pipeline| {
            pipeline.dataset = config.chosen::<DatasetSpec>().make(&config.params("data"), config.seed);
            config.points().apply(&mut pipeline.dataset);
        },
    },
    Room {
        key: "encoder",
        name: "Encoder",
        gist: prose("The function that turns a point into an embedding."),
        card: "encoder",
        specs: || specs(encoder::LIST),
        default: |_| "mlp",
        build: |config, pipeline| {
            let (features, points) = (pipeline.dataset.points.nrows(), pipeline.dataset.len());
            let shape = Shape { features, points, outputs: config.params("head").count("dimensions") };
            pipeline.encoder = (config.chosen::<EncoderSpec>().build)(&config.params("encoder"), shape);
        },
    },
    Room {
        key: "head",
        name: "Output",
        gist: prose("Where embeddings live."),
        card: "encoder",
        specs: || specs(head::LIST),
        default: |_| "circle",
        build: |config, pipeline| {
            pipeline.head = config.chosen::<HeadSpec>();
            pipeline.dimensions = config.params("head").count("dimensions");
        },
    },
    Room {
        key: "sampler",
        name: "Batch",
        gist: prose("Which points a step sees."),
        card: "batch",
        specs: || specs(sampler::LIST),
        default: |_| "balanced",
        build: |config, pipeline| {
            pipeline.sampler = (config.chosen::<SamplerSpec>().build)(&config.params("sampler"));
        },
    },
    Room {
        key: "scheme",
        name: "Positives",
        gist: prose("What decides whether two points belong together."),
        card: "batch",
        specs: || specs(scheme::LIST),
        default: |_| "supervised",
        build: |config, pipeline| {
            pipeline.scheme = (config.chosen::<SchemeSpec>().build)(&config.params("scheme"));
        },
    },
    Room {
        key: "views",
        name: "Views",
        gist: prose("How a point is changed where two views of it are compared."),
        card: "batch",
        specs: || specs(views::LIST),
        default: |config| views::usual(config.chosen::<DatasetSpec>().pictures).entry.id,
        build: |config, pipeline| {
            pipeline.views = (config.chosen::<ViewsSpec>().build)(&config.params("views"));
        },
    },
    Room {
        key: "affinity",
        name: "Compared by",
        gist: prose("How the nearness of two embeddings is measured. Each loss has a usual measure."),
        card: "loss",
        specs: || specs(affinity::LIST),
        default: |config| config.chosen::<LossSpec>().usual_affinity,
        build: |config, pipeline| pipeline.affinity = config.chosen::<AffinitySpec>(),
    },
    Room {
        key: "miner",
        name: "Miner",
        gist: prose(
            "Which positives (points with the anchor's label) and negatives (points with another label) of a batch the loss gets to see.",
        ),
        card: "miner",
        specs: || specs(miner::LIST),
        default: |_| "semi-hard",
        build: |config, pipeline| pipeline.miner = (config.chosen::<MinerSpec>().build)(&config.params("miner")),
    },
    Room {
        key: "loss",
        name: "Loss",
        gist: prose("How wrong the embedding is, as one number."),
        card: "loss",
        specs: || [loss::LIST, loss::OF_VIEWS].into_iter().flat_map(specs).collect(),
        default: |_| "triplet",
        build: |config, pipeline| {
            pipeline.loss_spec = config.chosen::<LossSpec>();
            pipeline.loss = (pipeline.loss_spec.build)(&config.params("loss"));
        },
    },
    Room {
        key: "reduction",
        name: "Averaged over",
        gist: prose("How the losses of all triplets or pairs become one number."),
        card: "loss",
        specs: || specs(reduction::LIST),
        default: |_| "mean",
        build: |config, pipeline| pipeline.reduction = config.chosen::<ReductionSpec>(),
    },
    Room {
        key: "optimizer",
        name: "Optimizer",
        gist: prose("How the encoder follows the gradient."),
        card: "optimizer",
        specs: || specs(optimizer::LIST),
        default: |_| "sgd",
        build: |config, pipeline| {
            let (build, params) = (config.chosen::<OptimizerSpec>().build, config.params("optimizer"));
            pipeline.clip = config.param("optimizer.clip").unwrap_or(0.0);
            pipeline.optimizer = build(&params);
            pipeline.learner = build(&params.with("lr", pipeline.loss.learns().rate));
        },
    },
];
