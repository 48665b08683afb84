//! Checks a configuration as a whole and builds what it names.

use crate::learn::dataset::{DatasetSpec, FEWEST_SEEN, UNSEEN};
use crate::learn::encoder::Shape;
use crate::learn::loss::{LossSpec, Proxies};
use crate::learn::miner::MinerSpec;
use crate::learn::misfit::{self, Chosen, Misfit};
use crate::learn::pair_matrix::LARGEST_BATCH;
use crate::learn::sampler::SamplerSpec;
use crate::learn::spec::{Spec, find};
use crate::learn::step::Pipeline;
use crate::learn::{affinity, dataset, encoder, head, loss, miner, optimizer, reduction, sampler, scheme};
use crate::session::text::config::Config;
use crate::session::text::text_error::TextError;
use std::cell::RefCell;

/// The most points of a data set.
const MAX_POINTS: usize = 20_000;

/// Builds everything that a configuration names.
///
/// # Errors
/// [`TextError`], if values that are valid by themselves ask for too much together, or make no sense together.
pub fn plan(config: &Config) -> Result<Pipeline, TextError> {
    check(config)?;
    let chosen = chosen(config);
    let mut dataset = chosen.data.make(&config.params("data"), config.seed);
    config.points().apply(&mut dataset);
    let dimensions = config.params("head").count("dimensions");
    let shape = Shape { features: dataset.points.nrows(), points: dataset.len(), outputs: dimensions };
    let loss = (chosen.loss.build)(&config.params("loss"));
    Ok(Pipeline {
        sampler: (chosen.sampler.build)(&config.params("sampler")),
        scheme: (chosen.scheme.build)(&config.params("scheme")),
        encoder: (chosen.encoder.build)(&config.params("encoder"), shape),
        head: chosen.head,
        dimensions,
        affinity: chosen.affinity,
        miner: (chosen.miner.build)(&config.params("miner")),
        loss_spec: chosen.loss,
        reduction: chosen.reduction,
        optimizer: (chosen.optimizer.build)(&config.params("optimizer")),
        learner: (chosen.optimizer.build)(&config.params("optimizer").with("lr", loss.learns().rate)),
        loss,
        clip: config.param("optimizer.clip").unwrap_or(0.0),
        seed: config.seed,
        workspace: RefCell::default(),
        dataset,
    })
}

/// Checks sizes and misfits without building anything.
///
/// # Errors
/// [`TextError`] as from [`plan()`].
pub fn check(config: &Config) -> Result<(), TextError> {
    let sizes =
        [("data.classes", "data.per_class", MAX_POINTS), ("sampler.classes", "sampler.per_class", LARGEST_BATCH)];
    for (first, second, limit) in sizes {
        if let (Some(classes), Some(each)) = (config.param(first), config.param(second))
            && classes * each > limit as f64
        {
            let most = (limit as f64 / classes).floor();
            let allowed = format!("at most {most} with {first}={classes}, as more than {limit} points take too long");
            return Err(TextError::new(second, each.to_string(), allowed));
        }
    }
    let chosen = chosen(config);
    enough_to_train_on(config, chosen.data)?;
    misfit::LIST.iter().find(|misfit| (misfit.holds)(&chosen)).map_or(Ok(()), |misfit| Err(refusal(misfit, config)))
}

/// Whether held-out classes leave enough classes to train on.
fn enough_to_train_on(config: &Config, data: &DatasetSpec) -> Result<(), TextError> {
    let key = format!("data.{UNSEEN}");
    let unseen = config.param(&key).unwrap_or(0.0) as usize;
    if unseen == 0 {
        return Ok(());
    }
    let classes = data.size(&config.params("data")).classes;
    let most = classes.saturating_sub(FEWEST_SEEN);
    let allowed = || format!("at most {most} with {classes} classes, as at least {FEWEST_SEEN} have to be trained on");
    if unseen > most { Err(TextError::new(&key, unseen.to_string(), allowed())) } else { Ok(()) }
}

/// The chosen entry of each room.
fn chosen(config: &Config) -> Chosen {
    let data: &DatasetSpec = spec(dataset::LIST, config, "data");
    let sampler: &SamplerSpec = spec(sampler::LIST, config, "sampler");
    let (loss, miner): (&LossSpec, &MinerSpec) = (spec(loss::LIST, config, "loss"), spec(miner::LIST, config, "miner"));
    let mines = (loss.build)(&config.params("loss")).learns().proxies == Proxies::None;
    let of_miner = if mines { miner.largest_batch(&config.params("miner")) } else { LARGEST_BATCH };
    Chosen {
        rows: (sampler.most)(&config.params("sampler"), most_data(config, data)),
        largest: [loss.largest_batch(&config.params("loss")), of_miner],
        data,
        encoder: spec(encoder::LIST, config, "encoder"),
        head: spec(head::LIST, config, "head"),
        sampler,
        scheme: spec(scheme::LIST, config, "scheme"),
        affinity: spec(affinity::LIST, config, "affinity"),
        miner,
        loss,
        reduction: spec(reduction::LIST, config, "reduction"),
        optimizer: spec(optimizer::LIST, config, "optimizer"),
    }
}

/// The most classes and points of the data, without building them where classes and their sizes are parameters.
fn most_data(config: &Config, data: &DatasetSpec) -> [usize; 2] {
    match (config.param("data.classes"), config.param("data.per_class")) {
        (Some(classes), Some(each)) => [classes as usize, (classes * each) as usize],
        _ => {
            let size = data.size(&config.params("data"));
            [size.classes, size.points]
        }
    }
}

/// The chosen spec of a room.
fn spec<S: Spec>(list: &'static [S], config: &Config, room: &str) -> &'static S {
    let id = config.choice(room).id;
    find(list, id).unwrap_or_else(|| panic!("'{id}' is in the room '{room}' but not in its list"))
}

fn refusal(misfit: &Misfit, config: &Config) -> TextError {
    let choice = |room: &str| config.choice(room).id;
    let others: Vec<_> = misfit.rooms[1..].iter().map(|room| format!("{room}={}", choice(room))).collect();
    let allowed = format!("another one beside {}: {}", others.join(" and "), misfit.reason);
    TextError::new(misfit.rooms[0], choice(misfit.rooms[0]), allowed)
}
