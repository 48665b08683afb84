//! Total collapse, all embeddings in one place: the pipeline's value for it is the loss there, the gradient is 0, and known losses have the
//! closed forms of the literature.

use crate::common::*;
use pushpull::learn::loss::LIST;
use pushpull::learn::num::{Matrix, cos, exp, ln, pow, softplus, tan};
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, Verdict};
use pushpull::learn::{affinity, head, reduction};

#[test]
fn the_collapse_value_is_the_loss_of_coincident_embeddings() {
    let labels = [0, 0, 0, 1, 1, 1, 1, 2, 2];
    for loss in LIST {
        let relations = compared(loss, &labels);
        for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
            for reduction in reduction::LIST {
                let free = Pipeline { reduction, affinity, head, ..with_loss(loss, &Params::defaults(&loss.entry)) };
                let pipeline = frozen(free, &normals(4, 2, labels.len()), &relations);
                let said = weigh(&pipeline, &normals(4, 2, labels.len()), &relations).0.collapse_loss;
                let together = |columns| Matrix::from_fn(2, columns, |i, _| [0.6, 0.8][i]);
                let mut learned = learned(&pipeline, &relations);
                if !learned.proxies().is_empty() {
                    learned.parameters[0] = together(relations.columns());
                }
                let Verdict { weighed, gradient, .. } =
                    pipeline.judge(&together(labels.len()), &relations, &learned, 0);
                let what = format!("{} {} {}", loss.entry.id, affinity.entry.id, head.entry.id);
                assert!((weighed.loss - said).abs() < 1e-12, "{what}: {said} said, {} found", weighed.loss);
                if is_metric(affinity, head) {
                    assert!(gradient.amax() < 1e-12, "{what}: collapse is a stationary point");
                }
            }
        }
    }
}

/// The value at total collapse, for a balanced batch of P classes of K under the mean over all terms.
type ClosedForm = fn(&Params, p: f64, k: f64) -> f64;

const CLOSED_FORMS: &[(&str, ClosedForm)] = &[
    ("triplet", |setting, _, _| setting.get("margin")),
    ("soft-triplet", |_, _, _| ln(2.0)),
    ("contrastive", |setting, p, k| {
        let (all, same) = (p * k * (p * k - 1.0) / 2.0, p * k * (k - 1.0) / 2.0);
        setting.get("margin") * setting.get("margin") * (all - same) / all
    }),
    ("nca", |_, p, k| ln(1.0 + (p - 1.0) * k / (k - 1.0))),
    ("n-pair", |setting, p, k| ln(1.0 + (p - 1.0) * k) + setting.get("l2")),
    ("info-nce", |_, p, k| ln(1.0 + (p - 1.0) * k)),
    ("nt-xent", |_, p, k| ln(p * k - 1.0)),
    ("sup-con", |_, p, k| ln(p * k - 1.0)),
    ("sct", |_, _, _| ln(2.0)),
    ("margin-loss", |setting, p, k| {
        let (m, beta) = (setting.get("margin"), setting.get("beta"));
        let (all, same) = (p * k - 1.0, k - 1.0);
        ((m - beta).max(0.0) * same + (m + beta) * (all - same)) / all
    }),
    ("lifted-structure", |setting, p, k| pow(setting.get("margin") + ln(2.0 * (p - 1.0) * k), 2.0) / 2.0),
    ("generalized-lifted", |setting, p, k| setting.get("margin") + ln((k - 1.0) * (p - 1.0) * k)),
    ("multi-similarity", |setting, p, k| {
        let (alpha, beta, far) = (setting.get("alpha"), setting.get("beta"), 1.0 - setting.get("lambda"));
        ln(1.0 + (k - 1.0) * exp(-alpha * far)) / alpha + ln(1.0 + (p - 1.0) * k * exp(beta * far)) / beta
    }),
    ("circle", |setting, p, k| {
        let (m, gamma) = (setting.get("margin"), setting.get("gamma"));
        softplus(gamma * (1.0 - 2.0 * m * m) + ln((k - 1.0) * (p - 1.0) * k))
    }),
    ("angular", |setting, p, k| {
        let tangent = tan(setting.get("alpha").to_radians());
        softplus(ln((p - 1.0) * k) + 6.0 * tangent * tangent - 2.0)
    }),
    ("align-uniform", |_, _, _| 0.0),
    ("normalized-softmax", |_, p, _| ln(p)),
    ("cosface", |setting, p, _| ln(1.0 + (p - 1.0) * exp(setting.get("scale") * setting.get("margin")))),
    ("arcface", |setting, p, _| ln(1.0 + (p - 1.0) * exp(setting.get("scale") * (1.0 - cos(setting.get("margin")))))),
    ("proxy-nca", |setting, p, _| ln(p - 1.0 + setting.get("own_class"))),
    ("proxy-anchor", |setting, p, k| {
        let (scale, margin) = (setting.get("scale"), setting.get("margin"));
        ln(1.0 + k * exp(scale * (margin - 1.0))) + ln(1.0 + (p - 1.0) * k * exp(scale * (margin + 1.0)))
    }),
    ("center-loss", |_, _, _| 0.0),
];

#[test]
fn the_collapse_value_has_the_closed_form_of_the_literature() {
    for (id, closed) in CLOSED_FORMS {
        let loss = spec(LIST, id);
        for setting in usual_settings(&loss.entry) {
            for (p, k) in [(2, 2), (3, 4), (5, 3)] {
                let labels: Vec<usize> = (0..p * k).map(|i| i / k).collect();
                let affinity = spec(affinity::LIST, loss.usual_affinity);
                let pipeline = Pipeline { affinity, ..with_loss(loss, &setting) };
                let weighed = weigh(&pipeline, &normals(4, 2, p * k), &compared(loss, &labels)).0;
                let expected = closed(&setting, p as f64, k as f64);
                let found = weighed.collapse_loss;
                assert!((found - expected).abs() < 1e-12, "{id} {setting:?}: {found} instead of {expected}");
            }
        }
    }
}
