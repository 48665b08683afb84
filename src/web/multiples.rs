//! Small multiples: several real runs side by side under one clock, each with its own picture.

use super::paint::canvas;
use super::paint::letters::Letters;
use super::paint::surface::Place;
use super::refusal::refusal;
use crate::draw::Style;
use crate::session::Session;
use crate::tell::figures::caption;
use crate::tell::{self, Options, frame};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

/// A run with its picture.
struct One {
    session: Session,
    options: Options,
    view: String,
    /// Its first step, and the last of its clock.
    from: u64,
    to: u64,
}

/// Runs under one clock.
#[wasm_bindgen]
pub struct Multiples {
    all: Vec<One>,
    style: Style,
    letters: RefCell<Letters>,
}

#[wasm_bindgen]
impl Multiples {
    /// No runs yet.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript has no defaults")]
    pub fn new() -> Multiples {
        Self { all: vec![], style: Style::light(), letters: RefCell::default() }
    }

    /// Adds a run: its share text, its picture, and its last step.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn add(&mut self, text: &str, view: &str, to: u32) -> Result<(), JsValue> {
        let (options, run) = Options::split(text).map_err(refusal)?;
        let session = Session::open(&run).map_err(refusal)?;
        options.fits(session.pipeline().dataset.len()).map_err(refusal)?;
        self.all.push(One { from: session.now(), session, options, view: view.to_string(), to: u64::from(to) });
        let shared = frame::shared(self.all.iter().map(|one| &one.session));
        self.all.iter_mut().for_each(|one| one.options.shared.clone_from(&shared));
        Ok(())
    }

    /// Makes up to `count` steps of each run; returns whether any was made.
    pub fn step(&mut self, count: u32) -> bool {
        let made = self.all.iter_mut().map(|one| {
            let left = one.to.saturating_sub(one.session.now());
            one.session.step(left.min(u64::from(count)))
        });
        made.sum::<u64>() > 0
    }

    /// Returns all to their first steps.
    pub fn rewind(&mut self) {
        for one in &mut self.all {
            one.session.seek(one.from);
        }
    }

    /// Whether all have reached their last step.
    pub fn over(&self) -> bool {
        self.all.iter().all(|one| one.session.now() >= one.to || one.session.halted())
    }

    /// The clock: the step of the run that is farthest.
    pub fn now(&self) -> u32 {
        self.all.iter().map(|one| one.session.now()).max().unwrap_or(0) as u32
    }

    /// A run's current numbers.
    pub fn text(&self, place: usize) -> String {
        self.all.get(place).map_or(String::new(), |one| caption(&one.session))
    }

    /// The description of a run's picture.
    pub fn description(&self, place: usize) -> String {
        let spec = |one: &One| tell::view(&one.view);
        let one = self.all.get(place);
        one.and_then(|one| spec(one).map(|spec| (spec.describe)(&one.session, &one.options))).unwrap_or_default()
    }

    /// The share text of a run's current state.
    pub fn share(&self, place: usize) -> String {
        self.all.get(place).map_or(String::new(), |one| one.options.joined(&one.session.text()))
    }

    /// Light or dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.style = if dark { Style::dark() } else { Style::light() };
    }

    /// Draws a run's picture of this size in CSS pixels, like `App.draw`.
    ///
    /// # Errors
    /// A refusal, if there is no such view.
    #[wasm_bindgen(unchecked_return_type = "Strokes | undefined")]
    pub fn draw(&self, place: usize, width: f64, height: f64, ratio: f64, shown: f64) -> Result<JsValue, JsValue> {
        let Some(one) = self.all.get(place) else { return Ok(JsValue::UNDEFINED) };
        let at = Place { size: (width, height), ratio };
        canvas::draw(&one.view, at, shown, &self.letters, (&one.session, &one.options, &self.style)).map_err(refusal)
    }

    /// Paints a run's picture of this size in CSS pixels on a canvas of the page, like `App.paint`.
    ///
    /// # Errors
    /// A refusal where there is no such view, or no canvas of the page.
    pub fn paint(
        &self,
        place: usize,
        width: f64,
        height: f64,
        ratio: f64,
        context: &CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        let Some(one) = self.all.get(place) else { return Ok(()) };
        let at = Place { size: (width, height), ratio };
        canvas::paint(&one.view, at, context, &self.letters, (&one.session, &one.options, &self.style)).map_err(refusal)
    }
}
