//! The one object that the page holds: a session and how it is shown.

use super::canvas::{self, Place};
use super::letters::Letters;
use super::refusal::refusal;
use super::watch::Watch;
use crate::draw::{self, Style};
use crate::session::{Desk, TextError, Waypoint};
use crate::tell::drag::Held;
use crate::tell::{self, Options, Spot, turning};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

/// A session on a page.
#[wasm_bindgen]
pub struct App {
    /// The desk, which stands for the run of its active panel.
    pub(super) session: Desk,
    pub(super) options: Options,
    pub(super) style: Style,
    letters: RefCell<Letters>,
    /// The keyframe of the last snapshot.
    kept: u64,
    /// What the steps of each panel have taken.
    pub(super) watch: Watch,
    /// The point that a pointer drags.
    pub(super) held: Option<Held>,
    /// Where the steps of the open lesson stand.
    pub(super) waypoints: Vec<Waypoint>,
    /// The world that a pointer turns.
    pub(super) turned: Option<turning::Held>,
}

/// After so many steps a snapshot is old: they are replayed in a few milliseconds.
const SNAPSHOT_EVERY: u64 = 256;

impl App {
    fn with(text: &str, open: impl FnOnce(&str) -> Result<Desk, TextError>) -> Result<Self, JsValue> {
        let (options, run) = Options::split(text).map_err(refusal)?;
        let session = open(&run).map_err(refusal)?;
        options.fits(session.pipeline().dataset.len()).map_err(refusal)?;
        let (style, letters) = (Style::light(), RefCell::default());
        let (watch, waypoints) = (Watch::default(), vec![]);
        Ok(Self { session, options, style, letters, kept: 0, watch, held: None, waypoints, turned: None })
    }
}

#[wasm_bindgen]
impl App {
    /// Opens a share text.
    ///
    /// # Errors
    /// A refusal that says what is not understood.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<App, JsValue> {
        Self::with(text, Desk::open)
    }

    /// Opens a share text by way of a snapshot, where that is one of this run; else like [`Self::new`].
    ///
    /// # Errors
    /// A refusal that says what is not understood.
    pub fn resume(text: &str, snapshot: &[u8]) -> Result<App, JsValue> {
        Self::with(text, |run| Desk::resume(run, snapshot))
    }

    /// A new snapshot for [`Self::resume`], where the last one has become useless or old.
    pub fn snapshot(&mut self) -> Option<Vec<u8>> {
        let (keyframe, _) = self.session.keyframe();
        let useful = (self.kept..self.kept + SNAPSHOT_EVERY).contains(&keyframe);
        (!useful).then(|| {
            self.kept = keyframe;
            self.session.snapshot()
        })
    }

    /// Opens another share text; after a refusal everything is as it was. What the pictures show stays where the text says nothing of it,
    /// but no point is looked at.
    ///
    /// # Errors
    /// A refusal that says what is not understood.
    pub fn load(&mut self, text: &str) -> Result<(), JsValue> {
        let (options, run) = Options::split(text).map_err(refusal)?;
        let desk = Desk::open(&run).map_err(refusal)?;
        options.fits(desk.pipeline().dataset.len()).map_err(refusal)?;
        self.session.take_over(desk);
        self.kept = 0;
        if options.given().is_empty() {
            self.options.look_away();
        } else {
            self.options = options;
        }
        Ok(())
    }

    /// The share text of the present state.
    pub fn text(&self) -> String {
        self.options.joined(&self.session.text())
    }

    /// Changes one setting.
    ///
    /// # Errors
    /// A refusal that names the key, what came and what is allowed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), JsValue> {
        self.session.set(key, value).map_err(refusal)?;
        self.look_where_there_is_something();
        Ok(())
    }

    /// Makes up to `count` steps; says whether any was made.
    pub fn step(&mut self, count: u32) -> bool {
        self.step_timed(u64::from(count)) > 0
    }

    /// Goes to a step that the run has been at.
    pub fn seek(&mut self, step: u32) {
        self.session.seek(u64::from(step));
    }

    /// Goes to a step that was typed: at once as far as the run has been, and by at most `count` steps from there on. Says whether there is
    /// more to go.
    ///
    /// # Errors
    /// A refusal that says which steps there are.
    pub fn go_to(&mut self, step: &str, count: u32) -> Result<bool, JsValue> {
        self.session.go_to(step, u64::from(count)).map_err(refusal)
    }

    /// Goes one step back.
    pub fn back(&mut self) {
        self.session.seek(self.session.clock().saturating_sub(1));
    }

    /// Starts again with the same seed.
    pub fn reset(&mut self) {
        self.session.reset();
    }

    /// Starts again with another seed.
    pub fn reroll(&mut self) {
        self.session.reroll();
    }

    /// Does what one of the remedies says, by its place in the status's list.
    ///
    /// # Errors
    /// A refusal, should it not fit.
    pub fn rescue(&mut self, place: usize) -> Result<(), JsValue> {
        let remedies = self.session.remedies();
        remedies.get(place).map_or(Ok(()), |remedy| self.session.follow(remedy)).map_err(refusal)
    }

    /// Whether no further step can be made, or none is wanted.
    pub fn halted(&self) -> bool {
        self.session.halted() || self.session.stopped().is_some()
    }

    /// Draws a view of this size in CSS pixels: strokes for `www/trainer/strokes.js`, or `undefined` if they are shown already.
    ///
    /// # Errors
    /// A refusal where there is no such view.
    #[wasm_bindgen(unchecked_return_type = "Strokes | undefined")]
    pub fn draw(&mut self, view: &str, width: f64, height: f64, ratio: f64, shown: f64) -> Result<JsValue, JsValue> {
        self.put_beside();
        let (view, session) = self.placed(view);
        let place = Place { size: (width, height), ratio };
        canvas::draw(view, place, shown, &self.letters, (session, &self.options, &self.style)).map_err(refusal)
    }

    /// Paints a view of this size in CSS pixels on a canvas of the page.
    ///
    /// # Errors
    /// A refusal where there is no such view, or no canvas of the page.
    pub fn paint(
        &mut self,
        view: &str,
        width: f64,
        height: f64,
        ratio: f64,
        context: &CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        self.put_beside();
        let (view, session) = self.placed(view);
        let place = Place { size: (width, height), ratio };
        canvas::paint(view, place, context, &self.letters, (session, &self.options, &self.style)).map_err(refusal)
    }

    /// Light or dark.
    pub fn set_dark(&mut self, dark: bool) {
        self.style = if dark { Style::dark() } else { Style::light() };
    }

    /// Changes what the pictures show: a key such as `view.forces`.
    ///
    /// # Errors
    /// A refusal that names the key, what came and what is allowed.
    pub fn set_view(&mut self, key: &str, value: &str) -> Result<(), JsValue> {
        let mut options = self.options.clone();
        options.set(key, value).and_then(|()| options.fits(self.session.pipeline().dataset.len())).map_err(refusal)?;
        self.options = options;
        Ok(())
    }

    /// Points at a place of a picture of this size, both in CSS pixels. Says whether something else is pointed at now.
    pub fn hover(&mut self, view: &str, width: f64, height: f64, x: f64, y: f64) -> bool {
        let spot = self.spot(view, (width, height), (x, y));
        std::mem::replace(&mut self.options.hover, spot) != spot
    }

    /// Points at nothing. Says whether something was pointed at.
    pub fn leave(&mut self) -> bool {
        self.options.hover.take().is_some()
    }

    /// Chooses the anchor at a place of a picture; once more: its next positive; nothing there: no anchor. Where a step of the run lies
    /// there, nothing is chosen and the step is returned.
    pub fn choose(&mut self, view: &str, width: f64, height: f64, x: f64, y: f64) -> Option<u32> {
        self.choose_spot(self.spot(view, (width, height), (x, y)))
    }

    pub(super) fn spot(&self, view: &str, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
        let (view, session) = self.placed(view);
        draw::hit(tell::view(view)?, session, &self.options, size, at)
    }

    /// A hash of every bit of the state, in hexadecimal digits.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.session.digest())
    }
}
