//! Alignment and uniformity of two views, as in the paper: α·mean ‖z − z′‖² over the two views of each point + β·the mean of both views'
//! own uniformities.
//!
//! In a run uniformity is that of a whole batch, so this is put together from looks at the loss. Without its second part the loss is the
//! mean squared distance of positives: of the two views of each point that is the alignment. If all points of a view are positives of each
//! other, what its second part adds is the uniformity of that view.

use super::objectives::{answer, listed, points, side_by_side};
use super::only;
use pushpull::learn::num::Matrix;
use pushpull::session::{Config, plan};
use serde_json::{Map, Value, json};

/// Its outside name.
pub const NAME: &str = "align_uniform";

/// The answer.
pub fn evaluate(input: &Value) -> Result<Map<String, Value>, String> {
    only(&input["inputs"], "inputs", &["a", "b"])?;
    only(&input["parameters"], "parameters", &["align", "uniform", "t"])?;
    let (a, b) = (points(&input["inputs"], "a")?, points(&input["inputs"], "b")?);
    if a.shape() != b.shape() {
        return Err("inputs: allowed are points of one dimension, and as many of a and b each".into());
    }
    let parameter = |name: &str| {
        input["parameters"][name].as_f64().ok_or_else(|| format!("parameters.{name}: missing; a number is wanted"))
    };
    let (align, uniform) = (parameter("align")?, parameter("uniform")?);
    let n = a.ncols();
    let mut value = 0.0;
    let mut gradient = Matrix::zeros(a.nrows(), 2 * n);
    let mut add = |factor: f64, first: usize, rows: &Matrix, labels: &[usize], weight: f64| -> Result<(), String> {
        let (loss, slopes) = look(rows, labels, weight, &input["parameters"]["t"])?;
        value += factor * loss;
        gradient.columns_mut(first, rows.ncols()).zip_apply(&slopes, |sum, slope| *sum += factor * slope);
        Ok(())
    };
    let own: Vec<usize> = (0..n).collect();
    add(align, 0, &side_by_side(&[a.clone(), b.clone()]), &[&own[..], &own].concat(), 0.0)?;
    for (first, view) in [(0, &a), (n, &b)] {
        let alike = vec![0; n];
        add(uniform / 2.0, first, view, &alike, 1.0)?;
        add(-uniform / 2.0, first, view, &alike, 0.0)?;
    }
    let part = |first: usize| listed(&gradient.columns(first, n).into_owned());
    Ok(answer(value, json!({"a": part(0), "b": part(n)})))
}

/// The loss of points with these labels and its gradient, given the weight and the reach of uniformity.
fn look(rows: &Matrix, labels: &[usize], weight: f64, reach: &Value) -> Result<(f64, Matrix), String> {
    let mut config = Config::default();
    let (dimensions, weight, reach) = (rows.nrows().to_string(), weight.to_string(), reach.to_string());
    let settings = [
        ("loss", "align-uniform"),
        ("miner", "all"),
        ("reduction", "mean"),
        ("head.dimensions", &dimensions),
        ("loss.lambda", &weight),
        ("loss.t", &reach),
    ];
    config.set_all(&settings).map_err(|e| e.to_string())?;
    let pipeline = plan(&config).map_err(|e| e.to_string())?;
    let ids: Vec<usize> = (0..labels.len()).collect();
    let relating = pipeline.relate(labels, &ids);
    Ok(pipeline.value_and_gradient(rows, &relating, &pipeline.start().learned, 0))
}
