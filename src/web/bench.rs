//! The work that `cargo xtask bench` measures in the browser. Never in a served build.

use super::refusal::refusal;
use crate::bench;
use crate::bench::Work;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The configuration of the comparison.
#[wasm_bindgen(js_name = allTriplets)]
pub fn all_triplets() -> String {
    bench::ALL_TRIPLETS.to_string()
}

/// Everything else that is measured, as "room=id configuration".
#[wasm_bindgen(js_name = benchEntries)]
pub fn entries() -> Vec<String> {
    bench::entries().into_iter().map(|entry| format!("{}={} {}", entry.0, entry.1, bench::config(entry))).collect()
}

/// The batches of the measured training steps.
#[wasm_bindgen(js_name = benchBatches)]
pub fn batches() -> Vec<u32> {
    bench::BATCHES.map(|n| n as u32).to_vec()
}

/// The examples of which a step is measured.
#[wasm_bindgen(js_name = benchExamples)]
pub fn examples() -> Vec<String> {
    bench::examples().map(|preset| preset.id.to_string()).collect()
}

/// Points, and the pipeline for them.
#[wasm_bindgen(js_name = Bench)]
pub struct Bench(Work);

#[wasm_bindgen(js_class = Bench)]
impl Bench {
    /// Work on n points with a configuration.
    #[wasm_bindgen(constructor)]
    pub fn new(points: usize, config: &str) -> Result<Self, JsValue> {
        Ok(Self(Work::new(points, config).map_err(refusal)?))
    }

    /// x₀y₀x₁y₁….
    pub fn points(&self) -> Vec<f64> {
        self.0.points.as_slice().to_vec()
    }

    /// The class of each point.
    pub fn labels(&self) -> Vec<u32> {
        self.0.labels.iter().map(|label| *label as u32).collect()
    }

    /// Computes the loss and its gradient from points and labels; returns the loss.
    pub fn run(&self) -> f64 {
        self.0.run().0
    }

    /// The gradient of the loss at the points, in their order.
    pub fn gradient(&self) -> Vec<f64> {
        self.0.run().1.as_slice().to_vec()
    }
}

/// Training as the page does it.
#[wasm_bindgen(js_name = BenchTraining)]
pub struct Training(bench::Training);

#[wasm_bindgen(js_class = BenchTraining)]
impl Training {
    /// Single steps with a batch of so many points.
    pub fn step(points: usize) -> Result<Self, JsValue> {
        Ok(Self(bench::Training::step(points).map_err(refusal)?))
    }

    /// Single steps of an example.
    pub fn example(id: &str) -> Result<Self, JsValue> {
        Ok(Self(bench::Training::example(id).map_err(refusal)?))
    }

    /// An epoch of digits.
    pub fn epoch() -> Result<Self, JsValue> {
        Ok(Self(bench::Training::epoch().map_err(refusal)?))
    }

    /// The loss of the current step with everything around it, alone.
    #[wasm_bindgen(js_name = lossAlone)]
    pub fn loss_alone(&self) -> Result<Bench, JsValue> {
        Ok(Bench(self.0.loss_alone().map_err(refusal)?))
    }

    /// Makes the steps; returns the loss of the next one.
    pub fn run(&mut self) -> f64 {
        self.0.run()
    }
}
