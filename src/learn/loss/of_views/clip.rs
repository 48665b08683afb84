//! CLIP: ℓ_ap = ½ [ln Σ_k e^(κ s_ak) + ln Σ_i e^(κ s_ip)] − κ s_ap, for every anchor and positive; k over the anchor's positive and negatives, i over
//! the anchors of which p is a positive or a negative. κ = e^t is learned.
//!
//! W = κ (½ q_row + ½ q_column − [positive]). ½ ln(1 + |a⁻|) + ½ ln(1 + |p⁻|) at total collapse, whatever κ is.

use super::scale::{RATE, clipped, learned, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, log_sum, number, pair};
use crate::learn::loss::sum::group::Groups;
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Workspace};
use crate::learn::num::{exp, log_sum_exp};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "clip",
        name: "CLIP",
        also_known_as: prose(&["symmetric InfoNCE", "contrastive language-image loss"]),
        gist: prose(
            "InfoNCE both ways: each point should pick out its word among all words of the batch, and each word its point among all points. The temperature is learned.",
        ),
        formula: prose(
            r"-\frac{1}{2} \ln\frac{e^{s_{ap}/\tau}}{\sum_{k} e^{s_{ak}/\tau}} - \frac{1}{2} \ln\frac{e^{s_{ap}/\tau}}{\sum_{i} e^{s_{ip}/\tau}}",
        ),
        citation: prose(Citation {
            text: "Radford et al. 2021, Learning Transferable Visual Models From Natural Language Supervision",
            link: "https://arxiv.org/abs/2103.00020",
        }),
        params: &[temperature(0.07), RATE],
    },
    words: "[CLIP’s loss]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| Box::new(Clip { learns: learned(params, vec![clipped(params)]) }),
};

struct Clip {
    learns: Learns,
}

/// What is compared: for each positive its row and column, each with all that compete there.
struct Both {
    rows: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    positives: Vec<(usize, usize)>,
}

impl Both {
    fn of(input: &LossInput) -> Self {
        let (rows, columns) = input.affinities.shape();
        let mut both = Self { rows: vec![vec![]; rows], columns: vec![vec![]; columns], positives: vec![] };
        for group in Groups::of(input).iter() {
            for k in group.members() {
                both.rows[group.anchor].push(*k);
                both.columns[*k].push(group.anchor);
            }
            both.positives.extend(group.positives.iter().map(|p| (group.anchor, *p)));
        }
        both
    }
}

/// What competes in a row or column, with ln Σ e^(κs) and half of each one's share in the sum.
struct Line {
    cells: Vec<(usize, usize)>,
    log_sum: f64,
    shares: Vec<f64>,
}

impl Line {
    fn of(cells: impl Iterator<Item = (usize, usize)>, logit: impl Fn((usize, usize)) -> f64) -> Self {
        let cells: Vec<_> = cells.collect();
        let log_sum = log_sum_exp(cells.iter().map(|cell| logit(*cell)));
        let shares = cells.iter().map(|cell| 0.5 * exp(logit(*cell) - log_sum)).collect();
        Self { cells, log_sum, shares }
    }

    fn slopes(&self) -> impl Iterator<Item = ((usize, usize), f64)> {
        self.cells.iter().copied().zip(self.shares.iter().copied())
    }
}

impl Clip {
    fn t(&self, numbers: &[f64]) -> f64 {
        numbers.first().copied().unwrap_or(self.learns.numbers[0].start)
    }
}

impl Loss for Clip {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        let factor = exp(self.t(input.numbers));
        let both = Both::of(input);
        let logit = |cell| factor * input.affinities[cell];
        let row = |(a, row): (usize, &Vec<usize>)| Line::of(row.iter().map(|k| (a, *k)), logit);
        let column = |(p, column): (usize, &Vec<usize>)| Line::of(column.iter().map(|i| (*i, p)), logit);
        let rows: Vec<Line> = both.rows.iter().enumerate().map(row).collect();
        let columns: Vec<Line> = both.columns.iter().enumerate().map(column).collect();
        let mut to_factor = 0.0;
        for (a, p) in both.positives {
            let (row, column) = (&rows[a], &columns[p]);
            out.add_at_work(0.5 * (row.log_sum + column.log_sum) - logit((a, p)));
            for (cell, slope) in row.slopes().chain(column.slopes()).chain([((a, p), -1.0)]) {
                out.weights[cell] += factor * slope;
                to_factor += slope * input.affinities[cell];
            }
        }
        out.to_numbers.iter_mut().for_each(|number| *number += factor * to_factor);
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let factor = exp(self.t(input.numbers));
        let both = Both::of(input);
        let logit = |of, cell| pair("s", of, input.affinities, cell).over(number("τ", 1.0 / factor));
        let half = |sum: Expr| sum.over(Expr::Plain(2.0));
        let term = |(a, p): (usize, usize)| {
            let row = log_sum(both.rows[a].iter().map(|k| ((a, *k), logit("ak", (a, *k)))));
            let column = log_sum(both.columns[p].iter().map(|i| ((*i, p), logit("ip", (*i, p)))));
            Term { subject: Subject::Tuple(a, p), expr: half(row).plus(half(column)).minus(logit("ap", (a, p))) }
        };
        both.positives.iter().filter(|(a, p)| asked.takes(Subject::Tuple(*a, *p))).map(|cell| term(*cell)).collect()
    }
}
