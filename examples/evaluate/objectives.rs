//! The objectives without labels, by their outside names: which scheme and loss each of them is here, and what it is evaluated on.

use super::{align_uniform, coordinates, list, only};
use pushpull::learn::chain::pull_back;
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::scheme::Taught;
use pushpull::learn::step::Pipeline;
use pushpull::session::{Config, plan};
use serde_json::{Map, Value, json};

/// The answer of the objective with this name.
pub fn evaluate(name: &Value, input: &Value) -> Result<Map<String, Value>, String> {
    only(input, "standard input", &["objective", "inputs", "parameters"])?;
    if let Some(objective) = OBJECTIVES.iter().find(|objective| *name == objective.name) {
        return objective.evaluate(input);
    }
    if *name == align_uniform::NAME {
        return align_uniform::evaluate(input);
    }
    let known = OBJECTIVES.each_ref().map(|objective| objective.name).join(", ");
    Err(format!("objective: “{name}” given; allowed is one of {known}, {}", align_uniform::NAME))
}

/// What a scheme without labels and its loss are called outside.
struct Objective {
    name: &'static str,
    /// The run.
    config: &'static [(&'static str, &'static str)],
    /// The names of parameters, and their keys here.
    parameters: &'static [(&'static str, &'static str)],
    /// Parameters that a question may name, and the only value that they have here.
    fixed: &'static [(&'static str, f64)],
    /// The inputs that are rows.
    rows: &'static [&'static str],
    /// The inputs that are references, if these are not the rows; as references they get no gradient. If they are also rows, a matrix W is
    /// between the two: the rows are predictions zW. Where a teacher says what is right, they are its logits, its `centre` comes with them, and
    /// the rows are the student's logits.
    references: &'static [&'static str],
    /// The inputs that are learned numbers; then references get a gradient, too.
    learned: &'static [&'static str],
}

static OBJECTIVES: [Objective; 9] = [
    Objective {
        name: "nt_xent",
        config: &[("scheme", "simclr"), ("loss", "nt-xent"), ("miner", "all"), ("affinity", "cosine")],
        parameters: &[("tau", "loss.temperature")],
        fixed: &[],
        rows: &["a", "b"],
        references: &[],
        learned: &[],
    },
    Objective {
        name: "moco",
        config: &[("scheme", "moco"), ("loss", "info-nce"), ("miner", "all"), ("affinity", "cosine")],
        parameters: &[("tau", "loss.temperature")],
        fixed: &[],
        rows: &["q"],
        references: &["k", "queue"],
        learned: &[],
    },
    Objective {
        name: "barlow_twins",
        config: &[("scheme", "simclr"), ("loss", "barlow-twins"), ("head", "plane")],
        parameters: &[("lambda", "loss.lambda")],
        fixed: &[("eps", 1e-5)],
        rows: &["a", "b"],
        references: &[],
        learned: &[],
    },
    Objective {
        name: "vicreg",
        config: &[("scheme", "simclr"), ("loss", "vicreg"), ("head", "plane")],
        parameters: &[
            ("invariance", "loss.invariance"),
            ("variance", "loss.variance"),
            ("covariance", "loss.covariance"),
            ("gamma", "loss.deviation"),
        ],
        fixed: &[("eps", 1e-4)],
        rows: &["a", "b"],
        references: &[],
        learned: &[],
    },
    Objective {
        name: "byol",
        config: &[("scheme", "byol"), ("loss", "cosine-regression"), ("miner", "all")],
        parameters: &[],
        fixed: &[],
        rows: &["p1", "p2"],
        references: &["t1", "t2"],
        learned: &[],
    },
    Objective {
        name: "simsiam",
        config: &[("scheme", "simsiam"), ("loss", "cosine-regression"), ("loss.form", "cosine"), ("miner", "all")],
        parameters: &[],
        fixed: &[],
        rows: &["z1", "z2"],
        references: &["z1", "z2"],
        learned: &[],
    },
    Objective {
        name: "dino",
        config: &[("scheme", "dino"), ("loss", "self-distillation"), ("head", "plane")],
        parameters: &[("tau_s", "loss.temperature"), ("tau_t", "scheme.teacher_temperature")],
        fixed: &[],
        rows: &["s1", "s2"],
        references: &["t1", "t2"],
        learned: &[],
    },
    Objective {
        name: "clip",
        config: &[("scheme", "clip"), ("loss", "clip"), ("miner", "all")],
        parameters: &[],
        fixed: &[],
        rows: &["a"],
        references: &["b"],
        learned: &["log_scale"],
    },
    Objective {
        name: "siglip",
        config: &[("scheme", "clip"), ("loss", "siglip"), ("miner", "all")],
        parameters: &[],
        fixed: &[],
        rows: &["a"],
        references: &["b"],
        learned: &["log_scale", "bias"],
    },
];

impl Objective {
    fn evaluate(&self, input: &Value) -> Result<Map<String, Value>, String> {
        let predicted = self.references == self.rows;
        let others: &[&str] = if predicted { &["W"] } else { self.references };
        let centred: &[&str] = if self.config.contains(&("scheme", "dino")) { &["centre"] } else { &[] };
        only(&input["inputs"], "inputs", &[self.rows, others, self.learned, centred].concat())?;
        let own = self.parameters.iter().map(|(name, _)| *name);
        let names: Vec<&str> = own.chain(self.fixed.iter().map(|(name, _)| *name)).collect();
        only(&input["parameters"], "parameters", &names)?;
        let other = |(name, value): &&(&str, f64)| input["parameters"].get(name).is_some_and(|given| *given != *value);
        if let Some((name, value)) = self.fixed.iter().find(other) {
            return Err(format!("parameters.{name}: {} given; allowed is {value:e}", input["parameters"][name]));
        }
        let read =
            |names: &[&str]| names.iter().map(|name| points(&input["inputs"], name)).collect::<Result<Vec<_>, _>>();
        let (given, others) = (read(self.rows)?, read(self.references)?);
        let (dimensions, n) = given[0].shape();
        let fits = |points: &Matrix| points.nrows() == dimensions;
        let together = |(name, points): (&&str, &Matrix)| fits(points) && (*name == "queue" || points.ncols() == n);
        let named = self.rows.iter().zip(&given).chain(self.references.iter().zip(&others));
        if !named.into_iter().all(together) {
            let all = [self.rows, self.references].concat();
            return Err(format!(
                "inputs: allowed are points of one dimension, and as many of {} each (of a queue any number)",
                all.join(" and ")
            ));
        }
        let mut config = Config::default();
        config.set_all(self.config).map_err(|e| e.to_string())?;
        let mut set = |key: &str, value: String| config.set(key, &value).map_err(|e| e.to_string());
        set("head.dimensions", dimensions.to_string())?;
        if self.config.contains(&("scheme", "dino")) {
            set("scheme.prototypes", dimensions.to_string())?;
        }
        if self.references.contains(&"queue") {
            set("scheme.queue", others[1].ncols().to_string())?;
        }
        for (name, key) in self.parameters {
            set(key, input["parameters"][name].to_string())?;
        }
        let pipeline = plan(&config).map_err(|e| e.to_string())?;
        if n > pipeline.dataset.len() {
            return Err(format!("inputs: {n} points given; allowed are at most {}", pipeline.dataset.len()));
        }
        // Which points these are does not matter; every place of a memory is taken.
        let batch: Vec<usize> = (0..n).collect();
        let memory: Vec<Matrix> = pipeline.start().memory.into_iter().map(|kept| kept.map(|_| 1.0)).collect();
        let comparison = pipeline.scheme.compare(&pipeline.dataset, &batch, &memory, &pipeline.views_at(0));
        let head = pipeline.head;
        let predictor = match predicted {
            true => Some(points(&input["inputs"], "W")?),
            false => None,
        };
        if predictor.as_ref().is_some_and(|w| w.shape() != (dimensions, dimensions)) {
            return Err(format!(
                "W: allowed is a matrix of {dimensions} rows and columns, as the points have {dimensions} coordinates"
            ));
        }
        let encoded = side_by_side(&given);
        let raw = predictor.as_ref().map_or(encoded.clone(), |w| w * &encoded);
        let relations = comparison.relating.all();
        let mut gradients = serde_json::Map::new();
        let (value, gradient) = if others.is_empty() {
            let verdict = pipeline.judge(&raw, &relations, &pipeline.start().learned, 0);
            (verdict.weighed.loss, verdict.gradient)
        } else {
            if let Some(teacher) = comparison.taught {
                return taught(&pipeline, teacher, input, [&raw, &side_by_side(&others)]);
            }
            let number =
                |name: &&str| input["inputs"][name].as_f64().ok_or(format!("{name}: missing; a number is wanted"));
            let numbers = self.learned.iter().map(number).collect::<Result<Vec<_>, _>>()?;
            let behind = side_by_side(&others);
            let (rows, references) = ((head.forward)(&raw), (head.forward)(&behind));
            let weighed = pipeline.weigh(&rows, &references, &relations, &numbers, 0);
            let pulled = pull_back(pipeline.affinity, &rows, &references, &weighed.affinities, &weighed.weights());
            gradients
                .extend(self.learned.iter().zip(&weighed.to_numbers).map(|(name, s)| (name.to_string(), json!(s))));
            if !self.learned.is_empty() {
                let to_references = (head.backward)(&behind, &references, &pulled.1);
                gradients.insert(self.references[0].to_string(), json!(listed(&to_references)));
            }
            (weighed.loss, (head.backward)(&raw, &rows, &pulled.0))
        };
        let to_encoded = predictor.as_ref().map_or(gradient.clone(), |w| w.tr_mul(&gradient));
        let part = |k: usize| json!(listed(&to_encoded.columns(k * n, n).into_owned()));
        gradients.extend(self.rows.iter().enumerate().map(|(k, name)| (name.to_string(), part(k))));
        if predictor.is_some() {
            gradients.insert("W".to_string(), json!(listed(&(&gradient * encoded.transpose()))));
        }
        Ok(answer(value, json!(gradients)))
    }
}

/// The answer for the logits of a student and of its teacher (K×2N each), first all first views. They are similarities to prototypes that are
/// the axes.
fn taught(
    pipeline: &Pipeline,
    teacher: Taught,
    input: &Value,
    [student, seen]: [&Matrix; 2],
) -> Result<Map<String, Value>, String> {
    let centre = list(&input["inputs"], "centre", |x| x.as_f64().filter(|x| x.abs() <= super::GREATEST))?;
    let (k, rows) = student.shape();
    if centre.len() != k {
        return Err(format!("centre: {} numbers given; allowed are {k}, as many as logits", centre.len()));
    }
    let other = |row: usize| (row + rows / 2) % rows;
    let relations =
        Taught { centre, ..teacher }.relations(&PairMatrix::from_fn(rows, k, |row, j| seen[(j, other(row))]));
    let axes = Matrix::identity(k, k);
    let weighed = pipeline.weigh(student, &axes, &relations, &[], 0);
    let (gradient, _) = pull_back(pipeline.affinity, student, &axes, &weighed.affinities, &weighed.weights());
    let part = |start: usize| listed(&gradient.columns(start, rows / 2).into_owned());
    Ok(answer(weighed.loss, json!({"s1": part(0), "s2": part(rows / 2)})))
}

/// The answer's fields.
pub fn answer(value: f64, gradients: Value) -> Map<String, Value> {
    Map::from_iter([("value".to_string(), json!(value)), ("gradients".to_string(), gradients)])
}

/// Points, one a row.
pub fn listed(points: &Matrix) -> Vec<Vec<f64>> {
    points.column_iter().map(|point| point.iter().copied().collect()).collect()
}

/// Points as columns, side by side.
pub fn side_by_side(parts: &[Matrix]) -> Matrix {
    Matrix::from_columns(&parts.iter().flat_map(|part| part.column_iter()).collect::<Vec<_>>())
}

/// A list of points of one dimension, at least two, as columns.
pub fn points(inputs: &Value, name: &str) -> Result<Matrix, String> {
    let points = list(inputs, name, coordinates)?;
    let dimensions = points.first().map_or(0, Vec::len);
    match dimensions > 0 && points.iter().all(|point| point.len() == dimensions) {
        true => Ok(Matrix::from_vec(dimensions, points.len(), points.concat())),
        false => Err(format!("{name}: allowed are points of one dimension, and at least one")),
    }
}
