//! Self-distillation: ℓ_a = −Σ_k q_ak ln( e^((s_ak + b_k)/τ) / Σ_j e^((s_aj + b_j)/τ) ), one term per tuple; k and j over the positive and the
//! negatives.
//!
//! q are a teacher's probabilities. Without a teacher q is 1 for the positive, and the loss is InfoNCE. W = (r − q)/τ, with r the softmax of
//! (s + b)/τ; b are the biases of prototypes.
//! ℓ = H(q) + KL(q‖r): least, at H(q), where the student says what the teacher says. If it says the same of all rows, as at total collapse, the
//! mean is at least the entropy of the mean q: 0 where one prototype wins everywhere, ln K where all K are equally probable.

use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, constant, log_sum, number, pair};
use crate::learn::loss::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace, temperature};
use crate::learn::num::{entropy, exp, ln, log_sum_exp};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "self-distillation",
        name: "Self-distillation",
        also_known_as: prose(&["DINO’s loss", "cross-entropy with soft targets"]),
        gist: prose(
            "The cross-entropy of two lists of probabilities: how probable the student finds each prototype, and how probable its teacher finds it. It is least where both say the same.",
        ),
        formula: prose(r"-\sum_{k} q_{ak} \ln\frac{e^{(s_{ak} + b_k)/\tau}}{\sum_{j} e^{(s_{aj} + b_j)/\tau}}"),
        citation: prose(Citation {
            text: "Caron, Touvron, Misra, Jégou, Mairal, Bojanowski & Joulin 2021, Emerging Properties in Self-Supervised Vision Transformers",
            link: "https://arxiv.org/abs/2104.14294",
        }),
        params: &[temperature(
            0.1,
            "How decided the student is: a low temperature makes the nearest prototype much more probable than the others.",
        )],
    },
    words: "[self-distillation] at temperature [{temperature}]",
    reads: Orientation::Similarity,
    usual_affinity: "dot",
    squares_distances: false,
    exceptions: &[Exception::PositivesPush],
    collapse_name: "the entropy of the mean target",
    build: |params| Box::new(SelfDistillation { temperature: params.get("temperature") }),
};

struct SelfDistillation {
    temperature: f64,
}

/// A tuple's references, each with its target.
fn members<'a>(
    input: &'a LossInput,
    (anchor, positive, negatives): (usize, usize, &'a [usize]),
) -> impl Iterator<Item = (usize, f64)> + Clone + 'a {
    let targets = &input.relations.targets;
    let target = move |k: usize| match targets.ncols() {
        0 => f64::from(u8::from(k == positive)),
        _ => targets[(anchor, k)],
    };
    std::iter::once(positive).chain(negatives.iter().copied()).map(move |k| (k, target(k)))
}

fn bias(input: &LossInput, reference: usize) -> Option<f64> {
    input.relations.biases.get(reference).copied()
}

impl Loss for SelfDistillation {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        for tuple in input.tuples.iter() {
            let anchor = tuple.0;
            let logit = |k| (input.affinities[(anchor, k)] + bias(input, k).unwrap_or(0.0)) / self.temperature;
            let all = log_sum_exp(members(input, tuple).map(|(k, _)| logit(k)));
            out.add_at_work(members(input, tuple).map(|(k, target)| target * (all - logit(k))).sum());
            for (k, target) in members(input, tuple) {
                out.weights[(anchor, k)] += (exp(logit(k) - all) - target) / self.temperature;
            }
        }
    }

    fn at_collapse(&self, input: &LossInput, _: f64, out: &mut LossOutput, _: &mut Workspace) {
        out.clear(input);
        let (targets, count) = (&input.relations.targets, input.tuples.len() as f64);
        let mean = |k: usize| input.tuples.iter().map(|(anchor, ..)| targets[(anchor, k)]).sum::<f64>() / count;
        let least = (targets.ncols() > 0).then(|| entropy((0..targets.ncols()).map(mean)));
        for (_, _, negatives) in input.tuples.iter() {
            out.add_at_work(least.unwrap_or_else(|| ln((1 + negatives.len()) as f64)));
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn reads_targets(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let term = |tuple: (usize, usize, &[usize])| {
            let (anchor, positive, _) = tuple;
            let logit = |k| {
                let cell = (anchor, k);
                let similarity = pair("s", "ak", input.affinities, cell);
                let whole = match bias(input, k) {
                    Some(bias) => similarity.plus(constant("b", "k", bias)),
                    None => similarity,
                };
                (cell, whole.over(number("τ", self.temperature)))
            };
            let all = log_sum(members(input, tuple).map(|(k, _)| logit(k)));
            let own = members(input, tuple).map(|(k, target)| constant("q", "ak", target).times(logit(k).1)).collect();
            Term { subject: Subject::Tuple(anchor, positive), expr: all.minus(Expr::Sum(own)) }
        };
        let wanted = input.tuples.iter().filter(|(a, p, _)| asked.takes(Subject::Tuple(*a, *p)));
        wanted.map(term).collect()
    }
}
