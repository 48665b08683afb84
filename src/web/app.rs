//! The object that a page holds: a desk and how it is shown.

use super::paint::canvas;
use super::paint::letters::Letters;
use super::paint::surface::Place;
use super::refusal::refusal;
use super::watch::Watch;
use crate::draw::{self, Style};
use crate::session::{Desk, TextError, Waypoint, typed};
use crate::tell::drag::Held;
use crate::tell::{self, Options, Spot, frame, turning};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::CanvasRenderingContext2d;

/// A desk on a page.
#[wasm_bindgen]
pub struct App {
    /// The desk, which can be used like the run of its active panel.
    pub(super) session: Desk,
    pub(super) options: Options,
    /// Those that came with the text that was opened.
    came: Options,
    pub(super) style: Style,
    pub(super) letters: RefCell<Letters>,
    /// The step of the text that was opened.
    wanted: u64,
    /// The keyframe of the last snapshot.
    kept: u64,
    /// The times of each panel's steps.
    pub(super) watch: Watch,
    /// The point held by a pointer.
    pub(super) held: Option<Held>,
    /// The steps of the open lesson, as places on runs.
    pub(super) waypoints: Vec<Waypoint>,
    /// The turning held by a pointer.
    pub(super) turned: Option<turning::Held>,
    /// The picture held by a pointer.
    pub(super) moved: Option<frame::Held>,
    /// For how long the goal of a task has held.
    pub(super) goal: RefCell<crate::session::Held>,
    /// See [`Self::glide`].
    pub(super) glided: f64,
}

/// A snapshot this many steps behind is old: replaying them takes some milliseconds.
const SNAPSHOT_EVERY: u64 = 256;

impl App {
    fn with(text: &str, open: impl FnOnce(&str) -> Result<Desk, TextError>) -> Result<Self, JsValue> {
        let (options, run) = Options::split(text).map_err(refusal)?;
        Ok(Self {
            session: open(&run).map_err(refusal)?,
            came: options.clone(),
            options,
            style: Style::light(),
            letters: RefCell::default(),
            wanted: 0,
            kept: 0,
            watch: Watch::default(),
            held: None,
            waypoints: vec![],
            turned: None,
            moved: None,
            goal: RefCell::default(),
            glided: 1.0,
        })
    }
}

#[wasm_bindgen]
impl App {
    /// Opens a share text.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str) -> Result<App, JsValue> {
        Self::with(text, Desk::open)
    }

    /// Opens a share text at step 0; [`Self::approach`] leads to its step.
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn at_start(text: &str) -> Result<App, JsValue> {
        let mut wanted = 0;
        let app = Self::with(text, |run| {
            let (desk, step) = Desk::begin(run)?;
            wanted = step;
            Ok(desk)
        })?;
        Ok(Self { wanted, ..app })
    }

    /// The step of the text that was opened.
    pub fn wanted(&self) -> u32 {
        self.wanted as u32
    }

    /// Makes up to `count` steps towards the step of the text that was opened. Says whether there is more to go.
    pub fn approach(&mut self, count: u32) -> bool {
        let more = self.session.approach(self.wanted, u64::from(count));
        if !more {
            self.look_where_there_is_something();
            // With the next snapshot all of the way is known.
            self.kept = self.session.clock();
        }
        more
    }

    /// Opens a share text from a snapshot, if it belongs to this run; otherwise like [`Self::new`].
    ///
    /// # Errors
    /// A refusal that names what is not understood.
    pub fn resume(text: &str, snapshot: &[u8]) -> Result<App, JsValue> {
        Self::with(text, |run| Desk::resume(run, snapshot))
    }

    /// A new snapshot for [`Self::resume`], if the last one is useless or old.
    pub fn snapshot(&mut self) -> Option<Vec<u8>> {
        let (keyframe, _) = self.session.keyframe();
        let useful = (self.kept..self.kept + SNAPSHOT_EVERY).contains(&keyframe);
        (!useful).then(|| {
            self.kept = keyframe;
            self.session.snapshot()
        })
    }

    /// Opens another share text at step 0; [`Self::approach`] leads to its step. A text that says how it is looked at is looked at in this way
    /// alone; otherwise the pictures show what they did, but no point stays chosen.
    ///
    /// # Errors
    /// A refusal that names what is not understood; nothing changes.
    pub fn load(&mut self, text: &str) -> Result<(), JsValue> {
        let (mut options, run) = Options::split(text).map_err(refusal)?;
        let (desk, wanted) = Desk::begin(&run).map_err(refusal)?;
        self.session.take_over(desk);
        (self.wanted, self.kept) = (wanted, 0);
        // A title is the run's, and not how it is looked at.
        let title = std::mem::take(&mut options.title);
        if options.given().is_empty() {
            self.options.look_away();
            self.options.rest();
            self.options.hides = options.hides;
        } else {
            self.options = options.clone();
            self.came = options;
        }
        self.options.title = title;
        Ok(())
    }

    /// The same for a text that a reader has chosen: what came with the text before goes with it. What the reader has set since stays, unless
    /// this text says how it is looked at.
    ///
    /// # Errors
    /// The same.
    pub fn exchange(&mut self, text: &str) -> Result<(), JsValue> {
        let own = self.options.since(&self.came);
        self.opened_with(own, text)
    }

    /// The same, but the pictures show only what it mentions.
    ///
    /// # Errors
    /// The same.
    pub fn begin(&mut self, text: &str) -> Result<(), JsValue> {
        self.opened_with(Options::default(), text)
    }

    /// Loads a text with these options, which are all that is left of those before.
    fn opened_with(&mut self, options: Options, text: &str) -> Result<(), JsValue> {
        let before = (std::mem::replace(&mut self.options, options), std::mem::take(&mut self.came));
        let loaded = self.load(text);
        if loaded.is_err() {
            (self.options, self.came) = before;
        }
        loaded
    }

    /// The share text of the current state.
    pub fn text(&self) -> String {
        self.options.joined(&self.session.text())
    }

    /// Changes one setting, to a number as people type it or to a word. Returns whether the run began anew, though not by another seed.
    ///
    /// # Errors
    /// A refusal that names the key, what came and what is allowed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<bool, JsValue> {
        let before = self.session.now();
        typed::with(value, |value| self.session.set(key, value)).map_err(refusal)?;
        self.look_where_there_is_something();
        Ok(key != "seed" && self.session.now() < before)
    }

    /// Makes up to `count` steps; returns whether any was made.
    pub fn step(&mut self, count: u32) -> bool {
        self.session.step_and(u64::from(count), |place, steps, step| self.watch.time(place, steps, step)) > 0
    }

    /// Goes to a step that the run has reached.
    pub fn seek(&mut self, step: u32) {
        self.session.seek(u64::from(step));
    }

    /// Goes to the step to which the timeline is dragged, up to `x` CSS pixels from its left.
    pub fn scrub(&mut self, width: f64, height: f64, x: f64) {
        self.session.seek(draw::time::dragged(&self.session, &self.options, (width, height), x));
    }

    /// Goes to a step that was typed: at once as far as the run has been, and by at most `count` steps from there on. Says whether there is
    /// more to go.
    ///
    /// # Errors
    /// A refusal that says which steps there are.
    pub fn go_to(&mut self, step: &str, count: u32) -> Result<bool, JsValue> {
        typed::with(step, |step| self.session.go_to(step, u64::from(count))).map_err(refusal)
    }

    /// Goes one step back.
    pub fn back(&mut self) {
        self.session.seek(self.session.clock().saturating_sub(1));
    }

    /// Restarts with the same seed.
    pub fn reset(&mut self) {
        self.session.reset();
    }

    /// Restarts with another seed.
    pub fn reroll(&mut self) {
        self.session.reroll();
    }

    /// Applies a remedy, by its label: a run that plays may have got others since they were read. A picture that was fitted to the ailing run
    /// rests again.
    ///
    /// # Errors
    /// A refusal, if it does not fit, or the run has no such remedy any more.
    pub fn rescue(&mut self, label: &str) -> Result<(), JsValue> {
        let remedies = self.session.remedies();
        let Some(remedy) = remedies.iter().find(|remedy| remedy.advice.label == label) else {
            return Err(refusal(format!(
                "rescue: “{label}” does not fit this step any more; the verdict names what does."
            )));
        };
        self.session.follow(remedy).map_err(refusal)?;
        self.options.rest();
        Ok(())
    }

    /// Whether no further step is possible or wanted.
    pub fn halted(&self) -> bool {
        self.session.halted() || self.session.stopped().is_some()
    }

    /// Draws a view of this size in CSS pixels: strokes for `www/trainer/strokes.js`, or `undefined` if they are shown already.
    ///
    /// # Errors
    /// A refusal, if there is no such view.
    #[wasm_bindgen(unchecked_return_type = "Strokes | undefined")]
    pub fn draw(&mut self, view: &str, width: f64, height: f64, ratio: f64, shown: f64) -> Result<JsValue, JsValue> {
        let place = Place { size: (width, height), ratio };
        self.show(view, |view, letters, subject| canvas::draw(view, place, shown, letters, subject)).map_err(refusal)
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
        let place = Place { size: (width, height), ratio };
        self.show(view, |view, letters, subject| canvas::paint(view, place, context, letters, subject)).map_err(refusal)
    }

    /// Shows the embeddings when this share of the way from the step before is done; from 1 on as they are.
    pub fn glide(&mut self, share: f64) {
        self.glided = share;
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

    /// Points at a place of a picture of this size, both in CSS pixels. Returns whether the spot has changed.
    pub fn hover(&mut self, view: &str, width: f64, height: f64, x: f64, y: f64) -> bool {
        let spot = self.spot(view, (width, height), (x, y));
        std::mem::replace(&mut self.options.hover, spot) != spot
    }

    /// Points at nothing. Returns whether the spot has changed.
    pub fn leave(&mut self) -> bool {
        self.options.hover.take().is_some()
    }

    /// Chooses the anchor at a place of a picture; again, its next positive; at nothing, no anchor. If a step of the run is there, it is
    /// returned instead.
    pub fn choose(&mut self, view: &str, width: f64, height: f64, x: f64, y: f64) -> Option<u32> {
        self.choose_spot(self.spot(view, (width, height), (x, y)))
    }

    pub(super) fn spot(&self, view: &str, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
        let (view, session) = self.placed(view);
        if self.options.hides {
            return None;
        }
        draw::hit(tell::view(view)?, session, &self.options, size, at)
    }

    /// A hash of every bit of the state, in hexadecimal digits.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.session.digest())
    }
}
