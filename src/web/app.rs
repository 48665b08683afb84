//! The one object that the page holds: a session and how it is shown.

use super::canvas::draw_view;
use super::controls::Controls;
use super::pictures::pictures;
use super::refusal::refusal;
use super::status::{Moment, Status};
use super::value::plain;
use crate::draw::{Options, Style};
use crate::session::Session;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// A session on a page.
#[wasm_bindgen]
pub struct App {
    session: Session,
    options: Options,
    style: Style,
}

#[wasm_bindgen]
impl App {
    /// Opens a share text.
    ///
    /// # Errors
    /// A refusal that says what is not understood.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<App, JsValue> {
        let session = Session::open(text).map_err(refusal)?;
        Ok(Self { session, options: Options::default(), style: Style::light() })
    }

    /// Opens another share text; after a refusal the session is as it was.
    ///
    /// # Errors
    /// A refusal that says what is not understood.
    pub fn load(&mut self, text: &str) -> Result<(), JsValue> {
        self.session = Session::open(text).map_err(refusal)?;
        Ok(())
    }

    /// The share text of the present state.
    pub fn text(&self) -> String {
        self.session.text()
    }

    /// Changes one setting.
    ///
    /// # Errors
    /// A refusal that names the key, what came and what is allowed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), JsValue> {
        self.session.set(key, value).map_err(refusal)
    }

    /// Makes up to `count` steps; says whether any was made.
    pub fn step(&mut self, count: u32) -> bool {
        self.session.step(u64::from(count)) > 0
    }

    /// Goes to a step that the run has been at.
    pub fn seek(&mut self, step: u32) {
        self.session.seek(u64::from(step).min(self.session.last()));
    }

    /// Goes one step back.
    pub fn back(&mut self) {
        self.session.seek(self.session.now().saturating_sub(1));
    }

    /// Starts again with the same seed.
    pub fn reset(&mut self) {
        self.session.reset();
    }

    /// Starts again with another seed.
    pub fn reroll(&mut self) {
        self.session.reroll();
    }

    /// Does what the diagnosis proposes.
    ///
    /// # Errors
    /// A refusal, should the proposal not fit.
    pub fn rescue(&mut self) -> Result<(), JsValue> {
        let Some(remedy) = self.session.diagnosis().remedy else { return Ok(()) };
        self.session.seek(remedy.step);
        remedy.edits.iter().try_for_each(|(key, value)| self.session.set(key, value)).map_err(refusal)
    }

    /// Whether no further step can be made.
    pub fn halted(&self) -> bool {
        self.session.halted()
    }

    /// What the controls show.
    pub fn controls(&self) -> JsValue {
        plain(&Controls::of(&self.session))
    }

    /// Where the run stands, and what its present batch says.
    pub fn moment(&self) -> JsValue {
        plain(&Moment::of(&self.session))
    }

    /// What the whole data set says.
    pub fn status(&self) -> JsValue {
        plain(&Status::of(&self.session))
    }

    /// The legends of the pictures and what the pictures show, in words.
    pub fn pictures(&self) -> JsValue {
        plain(&pictures(&self.session))
    }

    /// Draws a view on a canvas of this size in CSS pixels.
    ///
    /// # Errors
    /// A refusal where the browser gives no canvas to draw on.
    pub fn draw(
        &self,
        view: &str,
        canvas: &HtmlCanvasElement,
        width: f64,
        height: f64,
        ratio: f64,
    ) -> Result<(), JsValue> {
        draw_view(view, canvas, width, height, ratio, &self.session, &self.options, &self.style).map_err(refusal)
    }

    /// Light or dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.style = if dark { Style::dark() } else { Style::light() };
    }

    /// Switches an option of the pictures: `log_loss`.
    ///
    /// # Errors
    /// A refusal where there is no such option.
    pub fn set_option(&mut self, option: &str, on: bool) -> Result<(), JsValue> {
        match option {
            "log_loss" => self.options.log_loss = on,
            _ => return Err(refusal(format!("option: “{option}” is not allowed; allowed is log_loss."))),
        }
        Ok(())
    }

    /// A hash of every bit of the state, in hexadecimal digits.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.session.digest())
    }
}
