//! A configuration checked as a whole and made into things ready to run.

use super::config::Config;
use super::text_error::TextError;
use crate::learn::encoder::Shape;
use crate::learn::spec::{Spec, find};
use crate::learn::step::Pipeline;
use crate::learn::{affinity, dataset, encoder, head, loss, miner, optimizer, reduction, sampler, scheme};

/// The most points that a data set or a batch may have: a step with all triplets of so many stays below a second.
const MAX_POINTS: usize = 1000;

/// Builds everything that a configuration names.
///
/// # Errors
/// [`TextError`] where values that are fine by themselves ask for too much together.
pub fn plan(config: &Config) -> Result<Pipeline, TextError> {
    for (first, second) in [("data.classes", "data.per_class"), ("sampler.classes", "sampler.per_class")] {
        if let (Some(classes), Some(each)) = (config.param(first), config.param(second))
            && classes * each > MAX_POINTS as f64
        {
            let most = (MAX_POINTS as f64 / classes).floor();
            let allowed =
                format!("at most {most} with {first}={classes}, as more than {MAX_POINTS} points take too long");
            return Err(TextError::new(second, each.to_string(), allowed));
        }
    }
    let dataset = chosen(dataset::LIST, config, "data").make(&config.params("data"), config.seed);
    let head = chosen(head::LIST, config, "head");
    let shape = Shape { features: dataset.points.nrows(), points: dataset.len(), outputs: head.coordinates };
    let loss_spec = chosen(loss::LIST, config, "loss");
    Ok(Pipeline {
        sampler: (chosen(sampler::LIST, config, "sampler").build)(&config.params("sampler")),
        scheme: (chosen(scheme::LIST, config, "scheme").build)(&config.params("scheme")),
        encoder: (chosen(encoder::LIST, config, "encoder").build)(&config.params("encoder"), shape),
        head,
        affinity: chosen(affinity::LIST, config, "affinity"),
        miner: (chosen(miner::LIST, config, "miner").build)(&config.params("miner")),
        loss_spec,
        loss: (loss_spec.build)(&config.params("loss")),
        reduction: chosen(reduction::LIST, config, "reduction"),
        optimizer: (chosen(optimizer::LIST, config, "optimizer").build)(&config.params("optimizer")),
        clip: config.param("optimizer.clip").unwrap_or(0.0),
        seed: config.seed,
        dataset,
    })
}

/// The spec that is chosen in a room.
fn chosen<S: Spec>(list: &'static [S], config: &Config, room: &str) -> &'static S {
    let id = config.choice(room).id;
    find(list, id).unwrap_or_else(|| panic!("'{id}' is in the room '{room}' but not in its list"))
}
