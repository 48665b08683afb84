//! Questions of lessons about the run: conditions, quantities, and steps up to a question's answer.

use super::app::App;
use super::refusal::refusal;
use super::value::plain;
use crate::learn::words::whole;
use crate::session::{Condition, Quantity, Waypoint};
use crate::tell::Options;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A quantity of the run.
#[derive(Serialize, Tsify)]
pub struct Reading {
    /// What it is.
    name: String,
    /// The number as text.
    text: String,
    /// The number, for its place on a scale.
    value: Option<f64>,
}

#[wasm_bindgen]
impl App {
    /// Whether a condition holds for the run now.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn holds(&self, condition: &str) -> Result<bool, JsValue> {
        Ok(Condition::parse(condition).map_err(refusal)?.holds(&self.session, None))
    }

    /// At how many steps in a row a condition has held, up to this one; at most `most`.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn held(&self, condition: &str, most: u32) -> Result<u32, JsValue> {
        let condition = Condition::parse(condition).map_err(refusal)?;
        Ok(self.goal.borrow_mut().count(&condition, &self.session, u64::from(most)) as u32)
    }

    /// The current numbers of a condition: “loss 0.200”.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn evidence(&self, condition: &str) -> Result<String, JsValue> {
        Ok(Condition::parse(condition).map_err(refusal)?.evidence(&self.session))
    }

    /// The current value of a quantity.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn quantity(&self, text: &str) -> Result<Ts<Reading>, JsValue> {
        let quantity = Quantity::parse(text).map_err(refusal)?;
        let value = quantity.of(&self.session, None);
        let text = value.map_or("–".to_string(), whole);
        Ok(plain(&Reading { name: quantity.say(), text, value }))
    }

    /// Makes up to `count` steps, but none beyond `target`; returns whether there is more to come.
    pub fn step_towards(&mut self, target: u32, count: u32) -> bool {
        let left = u64::from(target).saturating_sub(self.session.now());
        self.session.step(u64::from(count).min(left));
        !self.has_reached(target)
    }

    /// Whether the run has reached a step, or never will.
    pub fn has_reached(&self, target: u32) -> bool {
        self.session.now() >= u64::from(target) || self.session.halted()
    }

    /// Marks the steps of a lesson on the timeline, given the title and the share text of each in turn; an empty list removes the marks.
    pub fn mark_steps(&mut self, steps: Vec<String>) {
        let read = |step: &[String]| {
            let [title, text] = step else { return None };
            Waypoint::read(title, &Options::split(text).ok()?.1).ok()
        };
        self.waypoints = steps.chunks(2).filter_map(read).collect();
    }

    /// The run's text without its step.
    pub fn run(&self) -> String {
        let text = self.session.text();
        text.split('&').filter(|pair| !pair.starts_with("step=")).collect::<Vec<_>>().join("&")
    }
}
