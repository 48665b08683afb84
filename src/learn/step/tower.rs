//! Towers in a step: a side passes through an encoder and perhaps a stage.

use super::{Pipeline, State};
use crate::learn::encoder::{Encoder, Input, Stage, Tape};
use crate::learn::num::Matrix;
use crate::learn::scheme::{Network, Side, Tower};

/// The encoder of a tower.
enum EncoderOf<'a> {
    Points(&'a (dyn Encoder + 'static)),
    Words(Box<dyn Encoder>),
}

impl std::ops::Deref for EncoderOf<'_> {
    type Target = dyn Encoder;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Points(encoder) => *encoder,
            Self::Words(encoder) => &**encoder,
        }
    }
}

/// A side after its forward pass.
pub struct Pass {
    /// The side.
    pub side: Side,
    tape: Tape,
    /// The record of the stage, if it passes through one.
    staged: Option<Tape>,
    /// After the head: d×N.
    pub embedding: Matrix,
}

impl Pass {
    /// What the head is applied to: d×N.
    fn raw(&self) -> &Matrix {
        self.staged.as_ref().unwrap_or(&self.tape).output()
    }
}

impl Pipeline {
    /// The tower that reads words, if one does.
    fn reader(&self) -> Option<usize> {
        self.towers().iter().position(|tower| matches!(tower.network, Network::Words(_)))
    }

    /// Whether points are compared with words.
    pub fn reads_words(&self) -> bool {
        self.reader().is_some()
    }

    /// The embeddings of words (segments × N): d×N; `None`, if no tower reads any.
    pub fn embed_words(&self, state: &State, words: Matrix) -> Option<Matrix> {
        let tower = self.reader()?;
        let input = Input { indices: vec![], features: words };
        let tape = self.encoder_of(tower).forward(&state.towers[tower], &input);
        Some((self.head.forward)(tape.output()))
    }

    /// The embeddings of these points' words: d×N; `None`, if no tower reads any.
    pub fn words_of(&self, state: &State, points: &[usize]) -> Option<Matrix> {
        self.reader().and_then(|_| self.embed_words(state, self.dataset.words(self.seed, points)))
    }

    /// The distance between the centres of these points, whose embeddings are known (d×N), and of their words; `None`, if no tower reads any.
    pub fn gap(&self, state: &State, points: &[usize], embeddings: &Matrix) -> Option<f64> {
        let words = self.words_of(state, points)?;
        Some((embeddings.column_mean() - words.column_mean()).norm())
    }

    /// The embeddings of the whole data set through the copy that follows the encoder: d×N; `None`, if there is none.
    pub fn embed_copy(&self, state: &State) -> Option<Matrix> {
        let follows = |tower: &Tower| matches!(tower.network, Network::Encoder) && tower.copies == Some(0);
        let tower = self.towers().iter().position(follows)?;
        let input = self.as_they_are(&self.all());
        Some(self.pass(state, Side { tower, stage: None, input, trained: false }).embedding)
    }

    /// The scheme's towers.
    pub(super) fn towers(&self) -> Vec<Tower> {
        self.scheme.towers(&self.dataset, self.dimensions)
    }

    /// The encoder of a tower: the words' own, or the one that was chosen.
    fn encoder_of(&self, tower: usize) -> EncoderOf<'_> {
        match self.towers().swap_remove(tower).network {
            Network::Words(own) => EncoderOf::Words(own),
            _ => EncoderOf::Points(&*self.encoder),
        }
    }

    /// The stage of a side, with its place among the towers.
    fn stage_of(&self, side: &Side) -> Option<(usize, Stage)> {
        let tower = side.stage?;
        match self.towers().swap_remove(tower).network {
            Network::Stage(stage) => Some((tower, stage)),
            _ => None,
        }
    }

    pub(super) fn pass(&self, state: &State, side: Side) -> Pass {
        let tape = self.encoder_of(side.tower).forward(&state.towers[side.tower], &side.input);
        let stage = self.stage_of(&side);
        let staged = stage.map(|(tower, stage)| stage.forward(&state.towers[tower], tape.output().clone()));
        let mut pass = Pass { side, tape, staged, embedding: Matrix::zeros(0, 0) };
        pass.embedding = (self.head.forward)(pass.raw());
        pass
    }

    /// Adds a side's share to its towers' gradients, and returns the gradient at what the head is applied to.
    pub(super) fn accumulate(&self, state: &State, pass: &Pass, gradient: &Matrix, into: &mut [Vec<Matrix>]) -> Matrix {
        let raw = (self.head.backward)(pass.raw(), &pass.embedding, gradient);
        if pass.side.trained {
            let mut output = raw.clone();
            if let Some(((tower, stage), tape)) = self.stage_of(&pass.side).zip(pass.staged.as_ref()) {
                let share;
                (share, output) = stage.backward(&state.towers[tower], pass.tape.output(), tape, &raw);
                add(&mut into[tower], share);
            }
            let tower = pass.side.tower;
            let encoder = self.encoder_of(tower);
            add(&mut into[tower], encoder.backward(&state.towers[tower], &pass.side.input, &pass.tape, &output));
        }
        raw
    }
}

/// Adds a share to a tower's gradient, which may have none yet.
fn add(sum: &mut Vec<Matrix>, share: Vec<Matrix>) {
    match sum.is_empty() {
        true => *sum = share,
        false => sum.iter_mut().zip(share).for_each(|(sum, share)| *sum += share),
    }
}
