//! What follows from a session's past and its current step, computed on first use: figures, diagnosis, how the run began, an anchor.

use super::beginning::Beginning;
use super::plan::plan;
use super::samples::{Sample, stride};
use super::session::Session;
use crate::learn::compare::Relations;
use crate::learn::judge::course::{Word, follow};
use crate::learn::judge::diagnosis::{Diagnosis, diagnose};
use crate::learn::judge::episode::{Episode, episodes};
use crate::learn::judge::evidence::Evidence;
use crate::learn::judge::glimpse::Retrieval;
use crate::learn::judge::past::Edited;
use crate::learn::look::sight::Sight;
use crate::learn::look::worth::Worth;
use crate::learn::metric::Evaluation;
use crate::learn::num::Matrix;
use crate::learn::principal;
use std::cell::Ref;
use std::rc::Rc;

/// The rooms that decide which points there are and where embeddings live. An edit in one of them is a beginning of its own.
const ANEW: [&str; 3] = ["data", "encoder", "head"];

impl Session {
    /// How this run began. Where an edit has changed the data, the encoder or the head since: how a run with the settings from that edit on
    /// would begin.
    pub fn beginning(&self) -> Rc<Beginning> {
        let edits = self.edited().into_iter().filter(|edit| edit.step <= self.now() && edit.begins);
        let step = edits.map(|edit| edit.step).max().unwrap_or(0);
        let mut kept = self.beginning.borrow_mut();
        if let Some((of, beginning)) = &*kept
            && *of == step
        {
            return beginning.clone();
        }
        // Edits were checked when they were made or read.
        let then =
            (step != self.now()).then(|| self.config_at(step).and_then(|config| plan(&config).ok()).map(Rc::new));
        let beginning = Rc::new(Beginning::of(then.flatten().unwrap_or_else(|| self.pipeline.clone())));
        *kept = Some((step, beginning.clone()));
        beginning
    }

    /// The figures of the data set, of training and held-out points, computed on first use.
    pub fn evaluation(&self) -> &Rc<Evaluation> {
        self.evaluation.get_or_init(|| {
            let margin = self.pipeline().loss.triplet_margin().unwrap_or(0.0);
            Rc::new(Evaluation::of(&self.embedding, &self.pipeline().dataset, self.pipeline().affinity, margin))
        })
    }

    /// What the embedding is worth to whoever knows the classes, computed on first use.
    pub fn worth(&self) -> &Worth {
        self.of_all.worth.get_or_init(|| Worth::of(self.pipeline(), self.state(), &self.embedding, self.evaluation()))
    }

    /// What the teacher makes of all points, computed on first use; `None` without a teacher.
    pub fn taught(&self) -> Option<&Relations> {
        self.of_all.taught.get_or_init(|| self.pipeline().taught(self.state(), &self.pipeline().all())).as_ref()
    }

    /// Where the copy that follows the encoder puts all points (d×N), computed on first use; `None`, if there is none.
    pub fn copied(&self) -> Option<&Matrix> {
        self.of_all.copied.get_or_init(|| self.pipeline().embed_copy(self.state())).as_ref()
    }

    /// The steps that have a [`Sample`]: the current one, and chosen ones up to [`Self::last`].
    pub fn sampled(&self) -> Vec<u64> {
        let before = self.samples.steps().filter(|step| *step < self.now());
        let after = self.samples.steps().filter(|step| *step > self.now());
        before.chain([self.now()]).chain(after).collect()
    }

    /// The whole data set at a step in [`Self::sampled`].
    pub fn sample(&self, step: u64) -> Option<&Sample> {
        let present =
            || self.present.get_or_init(|| Rc::new(Sample::of(&self.pipeline, self.state(), self.trace()))).as_ref();
        self.samples.get(step).or_else(|| (step == self.now()).then(present))
    }

    /// If the points come together or have: how they lay before that, where it is known.
    pub fn fell_from(&self) -> Option<&Sample> {
        let words = self.words();
        let fallen = words[..=self.now() as usize].iter().rev().take_while(|word| word.is_fall());
        let fall = fallen.last()?;
        let from = fall.sound.unwrap_or(fall.from) as u64;
        self.samples.get(from - from % stride(from))
    }

    /// The three axes along which the current embedding spreads most (d×3), for more than two dimensions. They follow the samples from the
    /// first on, so they do not flip and do not depend on how the step was reached.
    pub fn axes(&self) -> Matrix {
        let steps = self.samples.steps().take_while(|step| *step < self.now()).chain([self.now()]);
        let samples = steps.filter_map(|step| self.sample(step)).filter(|sample| sample.dimensions() > 2);
        let mut axes = None;
        for sample in samples {
            axes = Some(sample.axes(axes));
        }
        axes.cloned().unwrap_or_else(|| Matrix::identity(self.pipeline().dimensions, principal::AXES))
    }

    /// The edits, as verdicts know them.
    fn edited(&self) -> Vec<Edited> {
        let begins = |key: &str| ANEW.contains(&key.split('.').next().unwrap_or(""));
        self.edits().iter().map(|edit| Edited { step: edit.step, begins: begins(&edit.key) }).collect()
    }

    /// What was said of each step, up to [`Self::last`].
    pub fn words(&self) -> Ref<'_, Vec<Word>> {
        follow(&mut self.words.borrow_mut(), self.history(), &self.edited());
        self.words.borrow()
    }

    /// The diagnosis.
    pub fn diagnosis(&self) -> Diagnosis {
        let now = self.now() as usize;
        let word = self.words()[now];
        let learned = self.pipeline().loss.learns();
        let encoder = ("optimizer.lr".to_string(), self.config().param("optimizer.lr").unwrap_or(0.0));
        // What the loss learns follows the encoder's rate until it has one of its own.
        let own = learned.rate != encoder.1;
        let of_loss = if own { (format!("loss.{}", learned.rate_id), learned.rate) } else { encoder.clone() };
        let evidence = Evidence {
            past: &word.past(&self.history()[..=now], &self.edited()),
            from: word.from,
            sound: word.sound,
            scheme: &*self.pipeline().scheme,
            evaluation: self.evaluation(),
            retrieval: &|| Retrieval::of(self.pipeline(), self.state()),
            divergence: self.divergence,
            rates: [encoder, of_loss],
        };
        diagnose(word, evidence)
    }

    /// The episodes of the run, as far as it has been.
    pub fn episodes(&self) -> Vec<Episode> {
        episodes(&self.words(), self.history())
    }

    /// The point that pictures follow as long as nobody has chosen an anchor: that of the first step, if it can still be trained on.
    pub fn spotlit(&self) -> Option<usize> {
        let dataset = &self.pipeline().dataset;
        self.first.filter(|point| *point < dataset.len() && !dataset.is_held_out(*point))
    }

    /// A point of the data set as an anchor, with its `nth` positive; `None`, if there is no such point. The last result is kept.
    pub fn sight(&self, point: usize, nth: usize) -> Option<Rc<Sight>> {
        let mut kept = self.sight.borrow_mut();
        let same = kept.clone().filter(|(of, ..)| *of == point);
        if let Some((_, with, sight)) = &same
            && *with == nth
        {
            return Some(sight.clone());
        }
        (point < self.pipeline().dataset.len()).then(|| {
            let (pipeline, state, trace) = (self.pipeline(), self.state(), self.trace());
            let sight = Rc::new(match same {
                Some((.., sight)) => sight.with(pipeline, state, trace, nth),
                None => Sight::of(pipeline, state, trace, self.now(), point, nth),
            });
            *kept = Some((point, nth, sight.clone()));
            sight
        })
    }
}
