//! Learning without labels against an outside opinion: `golden_views.json`, made by a program of its own in another language, whose
//! gradients central differences confirm to 5e-12.

use crate::common::*;
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head, loss, scheme};
use serde_json::Value;

#[test]
fn simclr_with_nt_xent_has_the_value_and_the_gradients_of_the_paper() {
    let golden: Value = serde_json::from_str(include_str!("golden_views.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap().iter().filter(|case| case["loss"] == "nt_xent");
    let mut seen = 0;
    for case in cases {
        let [first, second] = ["a", "b"].map(|view| columns(&case["inputs"][view]));
        let (dimensions, n) = first.shape();
        let loss_spec = spec(loss::LIST, "nt-xent");
        let tau = case["parameters"]["tau"].as_f64().unwrap();
        let pipeline = Pipeline {
            head: spec(head::LIST, "circle"),
            affinity: spec(affinity::LIST, "cosine"),
            loss_spec,
            loss: (loss_spec.build)(&params(&loss_spec.entry, &[("temperature", tau)])),
            ..pipeline_in(dimensions)
        };
        let simclr = (spec(scheme::LIST, "simclr").build)(&Params::default());
        let batch: Vec<usize> = (0..n).collect();
        let relations = simclr.compare(&pipeline.dataset, &batch, &[], &pipeline.views_at(0)).relating.all();
        let both: Vec<_> = first.column_iter().chain(second.column_iter()).collect();
        let (weighed, gradient) = weigh(&pipeline, &Matrix::from_columns(&both), &relations);
        let value = case["value"].as_f64().unwrap();
        assert!((weighed.loss - value).abs() < 1e-9, "{} instead of {value}", weighed.loss);
        for (view, start) in [("a", 0), ("b", n)] {
            let off = (gradient.columns(start, n) - columns(&case["gradients"][view])).amax();
            assert!(off < 1e-9, "{view}: the gradient is off by {off}");
        }
        seen += 1;
    }
    assert_eq!(seen, 5);
}
