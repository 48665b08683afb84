//! Towers: an encoder with its parameters, and perhaps a stage behind it, whose parameters come after the encoder's.

use super::{Pipeline, State};
use crate::learn::encoder::{Encoder, Input, Stage, Tape};
use crate::learn::num::Matrix;
use crate::learn::scheme::Side;

/// The encoder of a tower.
pub(super) enum EncoderOf<'a> {
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
    /// The record of the tower's stage, if it passes through it.
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
        (0..self.scheme.towers()).find(|tower| matches!(self.encoder_of(*tower), EncoderOf::Words(_)))
    }

    /// Whether points are compared with words.
    pub fn reads_words(&self) -> bool {
        self.reader().is_some()
    }

    /// The embeddings of words (segments × N): d×N; `None`, if no tower reads any.
    pub fn embed_words(&self, state: &State, words: Matrix) -> Option<Matrix> {
        let tower = self.reader()?;
        let input = Input { indices: vec![], features: words };
        let tape = self.encoder_of(tower).forward(self.split(state, tower).0, &input);
        Some((self.head.forward)(tape.output()))
    }

    /// The encoder of a tower: the words' own, or the one that was chosen.
    pub(super) fn encoder_of(&self, tower: usize) -> EncoderOf<'_> {
        match self.scheme.word_encoder(tower, &self.dataset, self.dimensions) {
            Some(own) => EncoderOf::Words(own),
            None => EncoderOf::Points(&*self.encoder),
        }
    }

    /// The parameters of a tower's encoder, and those of its stage.
    pub fn split<'a>(&self, state: &'a State, tower: usize) -> (&'a [Matrix], &'a [Matrix]) {
        let parameters = &state.towers[tower];
        let stage = self.scheme.stage(tower, self.dimensions).map_or(0, |_| Stage::PARAMETERS);
        parameters.split_at(parameters.len() - stage)
    }

    pub(super) fn pass(&self, state: &State, side: Side) -> Pass {
        let (encoder, stage) = self.split(state, side.tower);
        let tape = self.encoder_of(side.tower).forward(encoder, &side.input);
        let follows = self.scheme.stage(side.tower, self.dimensions).filter(|_| side.staged);
        let staged = follows.map(|follows| follows.forward(stage, tape.output().clone()));
        let mut pass = Pass { side, tape, staged, embedding: Matrix::zeros(0, 0) };
        pass.embedding = (self.head.forward)(pass.raw());
        pass
    }

    /// Adds a side's share to its tower's gradient, and returns the gradient at what the head is applied to.
    pub(super) fn accumulate(&self, state: &State, pass: &Pass, gradient: &Matrix, into: &mut [Vec<Matrix>]) -> Matrix {
        let raw = (self.head.backward)(pass.raw(), &pass.embedding, gradient);
        if pass.side.trained {
            let tower = pass.side.tower;
            let (encoder, stage) = self.split(state, tower);
            let follows = self.scheme.stage(tower, self.dimensions).zip(pass.staged.as_ref());
            let (of_stage, output) = match follows {
                Some((follows, tape)) => follows.backward(stage, pass.tape.output(), tape, &raw),
                None => (stage.iter().map(|p| Matrix::zeros(p.nrows(), p.ncols())).collect(), raw.clone()),
            };
            let mut share = self.encoder_of(tower).backward(encoder, &pass.side.input, &pass.tape, &output);
            share.extend(of_stage);
            if into[tower].is_empty() {
                into[tower] = share;
            } else {
                into[tower].iter_mut().zip(share).for_each(|(sum, s)| *sum += s);
            }
        }
        raw
    }
}
