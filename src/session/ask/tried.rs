//! The runs on which advice is tried.

/// Contradictory labels and hardest negatives: permanent collapse.
pub const NOISY: &str = "data.label_noise=0.2&miner=hard";
/// The same in the open plane.
pub const NOISY_PLANE: &str = "data.label_noise=0.2&miner=hard&head=plane&loss.margin=0.5&optimizer.lr=0.02";
/// In the open plane a run that is well until a change, as in the opening.
pub const FALLING_PLANE: &str =
    "optimizer.lr=0.02&head=plane&loss.margin=1&miner=all&130@data.label_noise=0.2&130@miner=hard";
/// Clean spirals, hardest negatives and plain SGD: a long plateau.
pub const SPIRALS: &str = "data=spirals&sampler.classes=3&sampler.per_class=10&miner=hard";
/// The same in the open plane.
pub const SPIRALS_PLANE: &str =
    "data=spirals&sampler.classes=3&sampler.per_class=10&miner=hard&head=plane&loss.margin=0.5&optimizer.lr=0.02";
/// Semi-hard mining in the open plane: the cloud explodes.
pub const DRIFTING: &str = "head=plane";
/// A sum over thousands of triplets in the open plane: numbers overflow.
pub const EXPLODING: &str = "head=plane&reduction=sum&miner=all";
/// A teacher without centring, from a start where all points are alike: one prototype wins everywhere.
pub const ONE_WINS: &str = "encoder.start=alike&head=plane&sampler=uniform&scheme=dino&scheme.centring=off&views.jitter=0.2&loss=self-distillation&optimizer=adam&optimizer.lr=0.01";
/// A teacher without sharpening: none wins anywhere.
pub const NONE_WINS: &str = "encoder.start=alike&head=plane&sampler=uniform&scheme=dino&scheme.teacher_temperature=1&views.jitter=0.2&loss=self-distillation&optimizer=adam&optimizer.lr=0.01";
/// Predictions without a predictor.
pub const NOTHING_PREDICTS: &str = "head.dimensions=3&sampler=uniform&scheme=simsiam&scheme.predictor=0&views.jitter=0.2&miner=all&loss=cosine-regression&optimizer=adam";
/// Predictions that move their targets.
pub const NOTHING_STOPS: &str = "head.dimensions=3&sampler=uniform&scheme=simsiam&scheme.stop_gradient=off&views.jitter=0.2&miner=all&loss=cosine-regression&optimizer=adam";
/// Predictions without a predictor that move their targets.
pub const NOTHING_HOLDS: &str = "head.dimensions=3&sampler=uniform&scheme=simsiam&scheme.predictor=0&scheme.stop_gradient=off&views.jitter=0.2&miner=all&loss=cosine-regression&optimizer=adam";
/// Coordinates that may repeat each other.
pub const REPEATED: &str = "data=digits&encoder.width=64&head=plane&head.dimensions=8&sampler=uniform&scheme=simclr&views.shift=1&loss=barlow-twins&loss.lambda=0&optimizer=adam";
/// Points and words that begin as too similar.
pub const WORDS_APART: &str = "data=digits&encoder.width=64&head.dimensions=8&sampler=uniform&scheme=clip&views.shift=0&miner=all&loss=siglip&loss.bias=0&optimizer=adam&optimizer.lr=0.003";
/// Rings whose views lie beside the points.
pub const RINGS_JITTERED: &str = "data=rings&sampler=uniform&scheme=simclr&views.jitter=0.05&miner=all&loss=nt-xent&loss.temperature=0.5&optimizer=adam";
