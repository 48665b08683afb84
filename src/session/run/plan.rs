//! Checks a configuration as a whole and builds what it names.

use crate::learn::dataset::{DatasetSpec, FEWEST_SEEN, UNSEEN};
use crate::learn::encoder::{EncoderSpec, Shape};
use crate::learn::loss::{LossSpec, Proxies};
use crate::learn::miner::MinerSpec;
use crate::learn::misfit::{self, Chosen, Misfit};
use crate::learn::pair_matrix::LARGEST_BATCH;
use crate::learn::sampler::SamplerSpec;
use crate::learn::scheme::SchemeSpec;
use crate::learn::spec::BY_CLASS;
use crate::learn::step::Pipeline;
use crate::session::text::config::{Config, Room};
use crate::session::text::text_error::TextError;

/// Builds everything that a configuration names.
///
/// # Errors
/// [`TextError`], if values that are valid by themselves ask for too much together, or make no sense together.
pub fn plan(config: &Config) -> Result<Pipeline, TextError> {
    check(config)?;
    let mut pipeline = Pipeline { seed: config.seed, ..Pipeline::default() };
    config.rooms().iter().for_each(|room| (room.build)(config, &mut pipeline));
    Ok(pipeline)
}

/// Checks sizes and misfits without building anything.
///
/// # Errors
/// [`TextError`] as from [`plan()`].
pub fn check(config: &Config) -> Result<(), TextError> {
    config.rooms().iter().try_for_each(|room| few_enough(config, room))?;
    let chosen = chosen(config);
    enough_to_train_on(config, chosen.of())?;
    misfit::LIST.iter().find(|misfit| (misfit.holds)(&chosen)).map_or(Ok(()), |misfit| Err(refusal(misfit, config)))
}

/// Whether a room does not ask for too many points.
fn few_enough(config: &Config, room: &Room) -> Result<(), TextError> {
    let (asked, limit) = (config.params(room.key).by_class(), config.spec_in(room).most());
    let Some([classes, each]) = asked.filter(|[classes, each]| classes * each > limit) else { return Ok(()) };
    let [first, second] = BY_CLASS.map(|id| format!("{}.{id}", room.key));
    let most = limit / classes;
    let allowed = format!("at most {most} with {first}={classes}, as more than {limit} points take too long");
    Err(TextError::new(&second, each.to_string(), allowed))
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

/// What is chosen in each room, and how large batches can be.
fn chosen(config: &Config) -> Chosen {
    let (loss, miner) = (config.chosen::<LossSpec>(), config.chosen::<MinerSpec>());
    let built = (loss.build)(&config.params("loss"));
    let proxies = built.learns().proxies != Proxies::None;
    let of_miner =
        if !proxies && !built.reads_targets() { miner.largest_batch(&config.params("miner")) } else { LARGEST_BATCH };
    let most = config.chosen::<SamplerSpec>().most;
    let scheme = (config.chosen::<SchemeSpec>().build)(&config.params("scheme"));
    let encoder = config.chosen::<EncoderSpec>().build;
    Chosen {
        specs: config.rooms().iter().map(|room| config.spec_in(room)).collect(),
        rows: most(&config.params("sampler"), most_data(config, config.chosen())) * scheme.rows_of_each(),
        largest: [loss.largest_batch(&config.params("loss")), of_miner],
        proxies,
        labels: scheme.reads_labels(),
        views: scheme.rows_of_each(),
        predicts: scheme.predicts(),
        coordinates: built.objective().is_some(),
        targets: [built.reads_targets(), scheme.teaches()],
        is_map: encoder(&config.params("encoder"), Shape { features: 1, points: 1, outputs: 1 }).is_map(),
    }
}

/// The most classes and points of the data, without building them where classes and their sizes are parameters.
fn most_data(config: &Config, data: &DatasetSpec) -> [usize; 2] {
    let params = config.params("data");
    params.by_class().map_or_else(
        || {
            let size = data.size(&params);
            [size.classes, size.points]
        },
        |[classes, each]| [classes, classes * each],
    )
}

fn refusal(misfit: &Misfit, config: &Config) -> TextError {
    let choice = |room: &str| config.choice(room).id;
    let others: Vec<_> = misfit.rooms[1..].iter().map(|room| format!("{room}={}", choice(room))).collect();
    let allowed = format!("another one beside {}: {}", others.join(" and "), misfit.reason);
    TextError::new(misfit.rooms[0], choice(misfit.rooms[0]), allowed)
}
