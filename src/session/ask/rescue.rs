//! Rescue: what to do about a finding, from the last sound step. Some advice helps; some is folklore that does not.
//!
//! Every piece of advice names the runs on which `tests/session/rescue.rs` tries it over many seeds, and whether it then helps. Data and space
//! decide which advice is offered: wrong labels and overlapping classes make a collapse that only gentler comparisons prevent; a collapse
//! on separable data is a plateau that ends by itself; and what works on the circle may drive a cloud apart in the plane.

use crate::session::Session;
use crate::session::text::preset::RANDOM_STALLS;

use super::advice::room_of;
pub use super::advice::{Advice, When};
pub use super::tried::*;

/// Advice for a session at a step.
#[derive(Debug)]
pub struct Remedy {
    /// The advice.
    pub advice: &'static Advice,
    /// The step to go back to.
    pub step: u64,
}

const FALLEN: &[&str] = &["collapsed", "falling"];
const STALLED: &[&str] = &["stalled"];
const GROWN: &[&str] = &["drifting", "nothing-mined"];
const EXPLODED: &[&str] = &["exploded"];
const SHRUNK: &[&str] = &["shrinking", "falling", "collapsed"];

/// What was tried on runs that read labels only.
const WITH_LABELS: &[&[&str]] = &[FALLEN, STALLED, GROWN];

/// All advice, the best first.
pub static ADVICE: &[Advice] = &[
    Advice {
        findings: FALLEN,
        when: &[When::Bounded, When::Contradicted],
        from: &[],
        label: "Mine semi-hard negatives",
        why: "They are farther away than the positive, so every triplet that is mined begins in the right order, and the pushes keep up with the pulls.",
        helps: true,
        edits: "miner=semi-hard",
        tried: &[NOISY],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Free],
        from: &[],
        label: "Mine all triplets",
        why: "Every negative pushes, and not only the nearest: together they keep up with the pulls.",
        helps: true,
        edits: "miner=all",
        tried: &[NOISY_PLANE, FALLING_PLANE, SPIRALS_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Contradicted],
        from: &["sampler.classes>1", "sampler.per_class>1"],
        label: "Draw smaller batches, 2 × 2",
        why: "The nearer of two negatives is rarely as near as the nearest of a large batch.",
        helps: true,
        edits: "sampler.classes=2&sampler.per_class=2",
        tried: &[NOISY, NOISY_PLANE, FALLING_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[],
        from: &[],
        label: "Use the contrastive loss on all pairs",
        why: "Its pushes do not depend on other pairs: negatives that coincide are pushed hardest, whatever the others do.",
        helps: true,
        edits: "miner=all&loss=contrastive",
        tried: &[NOISY, NOISY_PLANE, FALLING_PLANE, SPIRALS_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Separable],
        from: &[],
        label: "Warm up: 500 steps of random triplets, then the hardest negatives",
        why: "This data can be separated. Once it roughly is, the hardest negatives no longer pull everything together.",
        helps: true,
        edits: "miner=random&500@miner=hard",
        tried: &[SPIRALS, SPIRALS_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Separable],
        from: &[],
        label: "Use Adam with learning rate 0.005, and wait",
        why: "This data can be separated, so the collapse is only a plateau. Adam’s steps do not shrink with the gradient, and lead off it.",
        helps: true,
        edits: "optimizer=adam&optimizer.lr=0.005",
        tried: &[SPIRALS, SPIRALS_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Contradicted],
        from: &[],
        label: "Warm up with random triplets",
        why: "However well a run begins, wrong labels and overlaps remain the hardest negatives: 200 steps later it falls all the same.",
        helps: false,
        edits: "miner=random&200@miner=hard",
        tried: &[NOISY, NOISY_PLANE, FALLING_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[],
        from: &["optimizer.lr>0.01"],
        label: "Lower the learning rate to 0.01",
        why: "The trouble is where the steps lead, not how long they are. The fall only takes longer.",
        helps: false,
        edits: "optimizer.lr=0.01",
        tried: &[NOISY, NOISY_PLANE, FALLING_PLANE, SPIRALS, SPIRALS_PLANE],
    },
    Advice {
        findings: FALLEN,
        when: &[When::Contradicted],
        from: &[],
        label: "Change the margin to 1",
        why: "The plateau follows the margin: the loss comes to rest on the new one.",
        helps: false,
        edits: "loss.margin=1",
        tried: &[NOISY, NOISY_PLANE],
    },
    Advice {
        findings: STALLED,
        when: &[When::Separable],
        from: &[],
        label: "Mine the hardest negatives from here",
        why: "On clean data that can be separated, these are the few triplets that still matter.",
        helps: true,
        edits: "miner=hard",
        tried: &[RANDOM_STALLS],
    },
    Advice {
        findings: GROWN,
        when: &[],
        from: &[],
        label: "Put the embedding on the unit circle or sphere",
        why: "There is no scale to grow on, and the margin keeps its meaning.",
        helps: true,
        edits: "head=circle",
        tried: &[DRIFTING],
    },
    Advice {
        findings: GROWN,
        when: &[],
        from: &[],
        label: "Use the contrastive loss",
        why: "Its margin is a distance in the plane: negatives beyond it are left alone, and positives hold the cloud together.",
        helps: true,
        edits: "loss=contrastive",
        tried: &[DRIFTING],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["optimizer.lr>0.1"],
        label: "Lower the learning rate to 0.1",
        why: "Shorter steps stay within reach of where the gradient was measured.",
        helps: true,
        edits: "optimizer.lr=0.1",
        tried: &["optimizer.lr=1e308"],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["loss.proxy_lr>0.1"],
        label: "Lower the learning rate of the proxies to 0.1",
        why: "The steps of the proxies grew without bound; the learning rate of the encoder is not to blame.",
        helps: true,
        edits: "loss.proxy_lr=0.1",
        tried: &["loss=arcface&loss.proxy_lr=1e308&optimizer.lr=0.01"],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["loss.beta_lr>0.01"],
        label: "Lower the learning rate of the boundary to 0.01",
        why: "The steps of the boundary grew without bound; the learning rate of the encoder is not to blame.",
        helps: true,
        edits: "loss.beta_lr=0.01",
        tried: &["loss=margin-loss&loss.beta_lr=1e308"],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["loss.scale_lr>0.1"],
        label: "Lower the learning rate of the temperature to 0.1",
        why: "The steps of the temperature grew without bound; the learning rate of the encoder is not to blame.",
        helps: true,
        edits: "loss.scale_lr=0.1",
        tried: &["loss=clip&miner=all&loss.scale_lr=1e308&optimizer.lr=0.01"],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["optimizer.clip=0"],
        label: "Clip the gradient at 1",
        why: "Then no gradient is longer than 1, however far apart the points are.",
        helps: true,
        edits: "optimizer.clip=1",
        tried: &[EXPLODING],
    },
    Advice {
        findings: EXPLODED,
        when: &[],
        from: &["reduction=sum"],
        label: "Average over the triplets instead of adding them up",
        why: "A sum over thousands of triplets makes a gradient thousands of times as long.",
        helps: true,
        edits: "reduction=mean",
        tried: &[EXPLODING],
    },
    Advice {
        findings: &["one-prototype"],
        when: &[],
        from: &["scheme.centre_momentum<1"],
        label: "Switch the centring on",
        why: "It subtracts what the teacher finds of all points alike, so that no prototype wins everywhere.",
        helps: true,
        edits: "scheme.centring=on",
        tried: &[ONE_WINS],
    },
    Advice {
        findings: &["undecided"],
        when: &[],
        from: &["scheme.teacher_temperature>0.04"],
        label: "Lower the teacher’s temperature to 0.04",
        why: "It makes the teacher more decided than its student, who follows.",
        helps: true,
        edits: "scheme.teacher_temperature=0.04",
        tried: &[NONE_WINS],
    },
    Advice {
        findings: SHRUNK,
        when: &[When::Bounded],
        from: &["scheme.predictor=0", "scheme.stop_gradient=on"],
        label: "Use a predictor",
        why: "The gradient stops at the targets already, and with both most runs keep their points apart.",
        helps: true,
        edits: "scheme.predictor=32",
        tried: &[NOTHING_PREDICTS],
    },
    Advice {
        findings: SHRUNK,
        when: &[When::Bounded],
        from: &["scheme.predictor>0"],
        label: "Stop the gradient at the target",
        why: "Then a target is not pulled towards its prediction, and with this and a predictor most runs keep their points apart.",
        helps: true,
        edits: "scheme.stop_gradient=on",
        tried: &[NOTHING_STOPS],
    },
    Advice {
        findings: SHRUNK,
        when: &[When::Bounded],
        from: &["scheme.predictor=0", "scheme.stop_gradient=off"],
        label: "Use a predictor, and stop the gradient at the target",
        why: "Then a target is not pulled towards its prediction, and with both most runs keep their points apart.",
        helps: true,
        edits: "scheme.predictor=32&scheme.stop_gradient=on",
        tried: &[NOTHING_HOLDS],
    },
    Advice {
        findings: &["flat"],
        when: &[When::Redundant],
        from: &[],
        label: "Let it count what coordinates have in common: λ = 1",
        why: "Coordinates that say the same then raise the loss.",
        helps: true,
        edits: "loss.lambda=1",
        tried: &[REPEATED],
    },
    Advice {
        findings: &["gap"],
        when: &[],
        from: &["loss.bias>-10"],
        label: "Begin with the bias −10",
        why: "It says beforehand that most pairs do not belong together, so that the loss does not begin by driving points and words apart.",
        helps: true,
        edits: "loss.bias=-10",
        tried: &[WORDS_APART],
    },
    Advice {
        findings: &["other-views"],
        when: &[When::Rings],
        from: &["views.rotation<180"],
        label: "Turn the views by any angle",
        why: "Turning a point leaves it on its ring, so that whole rings become views of each other.",
        helps: true,
        edits: "views.rotation=180",
        tried: &[RINGS_JITTERED],
    },
];

impl Session {
    /// The remedies for the current finding, the best first.
    pub fn remedies(&self) -> Vec<Remedy> {
        let said = self.diagnosis();
        let Some(step) = said.sound else { return vec![] };
        // What helps an encoder whose steps are too long does not help what the loss learns, and the other way round.
        let of_loss = said.blamed.as_deref().is_some_and(|key| room_of(key) == "loss");
        let labelled = self.pipeline().scheme.reads_labels();
        let fits = |advice: &&Advice| {
            advice.findings.contains(&said.id)
                && (labelled || !WITH_LABELS.contains(&advice.findings))
                && (said.blamed.is_none() || advice.edits().all(|(_, key, _)| (room_of(key) == "loss") == of_loss))
                && advice.suits(self)
        };
        ADVICE.iter().filter(fits).map(|advice| Remedy { advice, step }).collect()
    }

    /// Goes back and applies a remedy.
    ///
    /// # Errors
    /// [`crate::session::TextError`], if it does not go with other settings.
    pub fn follow(&mut self, remedy: &Remedy) -> Result<(), crate::session::TextError> {
        self.seek(remedy.step);
        for (after, key, value) in remedy.advice.edits() {
            self.set_from(remedy.step + after, key, value)?;
        }
        Ok(())
    }
}
