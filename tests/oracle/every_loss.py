"""The outside opinion on every loss of our list: three clouds, two settings each. make.py writes it to every_loss.json.

Where pytorch-metric-learning has the loss, its value and gradient must be those of the formula, on every cloud but those that are excused
with a reason; where it has another loss under that name, the reason says which. All triplets are mined.
"""

import math

import torch
from pytorch_metric_learning import distances, losses, reducers
from torch.nn.functional import normalize

import formulas
from formulas import Batch


def on_a_circle(labels):
    """Points of the unit circle, spread by the golden ratio, with classes near each other."""
    turns = [0.17 * label + 0.2 * math.modf(0.6180339887498949 * i)[0] for i, label in enumerate(labels)]
    return [[math.cos(2 * math.pi * turn), math.sin(2 * math.pi * turn)] for turn in turns]


def clouds(points):
    many = [0] * 3 + [1] * 6 + [2] * 2 + [3] * 8 + [4] * 5
    return {
        # The tenth point is alone in its class: a negative of all others, and an anchor of nothing.
        "singleton": Batch([0, 0, 0, 1, 1, 1, 2, 2, 2, 3], points),
        # Points 0 and 1 coincide and are positives; 4 and 7 coincide and are negatives.
        "coincident": Batch([0, 0, 0, 1, 1, 1, 1, 2, 2], [
            [0.8, 0.3], [0.8, 0.3], [-0.4, 0.9], [1.1, -0.7], [-0.6, -0.5], [0.2, -1.2], [-0.9, 0.4], [-0.6, -0.5], [0.5, 1.4]]),
        "circle": Batch(many, on_a_circle(many)),
    }


class Case:
    """One loss at one setting."""

    def __init__(self, name, setting, affinity, reduction="mean", library=None, excused=(), other=None):
        self.name, self.setting, self.affinity, self.reduction = name, setting, affinity, reduction
        self.library, self.excused, self.other = library, excused, other
        assert (library is None) == (other is not None), f"{name}: either the library has it, or say why not"

    def config(self):
        choices = {"loss": self.name, **{f"loss.{key}": value for key, value in self.setting.items()}}
        choices |= {"affinity": self.affinity, "reduction": self.reduction, "miner": "all", "head": "plane"}
        return "&".join(f"{key}={value}" for key, value in choices.items())

    def golden(self, name, batch):
        formula = gradient(lambda e: formulas.value(self.name, batch, e, self.affinity, self.reduction, self.setting), batch)
        if self.library is not None and name not in self.excused:
            theirs = gradient(lambda e: self.library(e, batch.labels), batch)
            off = [abs(x - y) for x, y in zip(flat(formula), flat(theirs))]
            size = max(1, *map(abs, flat(formula)))
            assert all(x < 1e-9 * size for x in off), f"{self.config()} on {name}: the library is off by {off}"
        assert all(map(math.isfinite, flat(formula))), f"{self.config()} on {name} is not a number"
        loss, grad = formula
        return {"config": self.config(), "cloud": name, "loss": loss, "grad": grad}


def gradient(loss, batch):
    e = batch.points.clone().requires_grad_()
    value = loss(e)
    return value.item(), torch.autograd.grad(value, e)[0].tolist()


def flat(answer):
    value, grad = answer
    return [value, *(x for point in grad for x in point)]


def lp(power):
    return distances.LpDistance(normalize_embeddings=False, p=2, power=power)


def on_unit(module):
    return lambda e, labels: module(normalize(e), labels)


MEAN = reducers.MeanReducer()
PML = "pytorch-metric-learning"

CASES = [
    Case("triplet", {"margin": 0.5}, "squared-euclidean",
         library=losses.TripletMarginLoss(margin=0.5, distance=lp(2), reducer=MEAN)),
    Case("triplet", {"margin": 0.2, "swap": "yes"}, "euclidean", "mean-active",
         library=losses.TripletMarginLoss(margin=0.2, swap=True, distance=lp(1)),
         excused=["coincident"]),  # where the two distances are equal, torch halves the gradient between them
    Case("soft-triplet", {}, "squared-euclidean",
         library=losses.TripletMarginLoss(margin=0, smooth_loss=True, distance=lp(2), reducer=MEAN)),
    Case("soft-triplet", {}, "euclidean", "sum",
         library=losses.TripletMarginLoss(margin=0, smooth_loss=True, distance=lp(1), reducer=reducers.SumReducer())),
    Case("sct", {"lambda": 0.1, "temperature": 0.1}, "cosine", other=f"{PML} has no such loss"),
    Case("sct", {"lambda": 1, "temperature": 0.5}, "cosine", "sum", other=f"{PML} has no such loss"),
    Case("contrastive", {"margin": 1}, "euclidean", other=f"{PML}'s ContrastiveLoss is linear in the distance"),
    Case("contrastive", {"margin": 0.6}, "euclidean", "mean-active", other=f"{PML}'s ContrastiveLoss is linear in the distance"),
    Case("margin-loss", {"margin": 0.2, "beta": 1.2}, "euclidean", "mean-active", other=f"{PML}'s MarginLoss sums over triplets"),
    Case("margin-loss", {"margin": 0.4, "beta": 0.7}, "euclidean", other=f"{PML}'s MarginLoss sums over triplets"),
    Case("lifted-structure", {"margin": 1}, "euclidean",
         library=losses.LiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1))),
    Case("lifted-structure", {"margin": 0.3}, "squared-euclidean",
         library=losses.LiftedStructureLoss(neg_margin=0.3, pos_margin=0, distance=lp(2))),
    Case("generalized-lifted", {"margin": 1}, "euclidean",
         library=losses.GeneralizedLiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1)),
         excused=["singleton"]),  # the library keeps the negatives of an anchor without a positive
    Case("generalized-lifted", {"margin": 0.3}, "squared-euclidean",
         library=losses.GeneralizedLiftedStructureLoss(neg_margin=0.3, pos_margin=0, distance=lp(2)),
         excused=["singleton"]),
    Case("nca", {"scale": 1}, "squared-euclidean", library=losses.NCALoss(softmax_scale=1, distance=lp(2))),
    Case("nca", {"scale": 4}, "euclidean", library=losses.NCALoss(softmax_scale=4, distance=lp(1))),
    Case("n-pair", {"l2": 0.02}, "dot", other=f"{PML}'s NPairsLoss takes one pair of each class"),
    Case("n-pair", {"l2": 0.5}, "dot", "sum", other=f"{PML}'s NPairsLoss takes one pair of each class"),
    Case("angular", {"alpha": 40}, "cosine", library=on_unit(losses.AngularLoss(alpha=40))),
    Case("angular", {"alpha": 25}, "cosine", library=on_unit(losses.AngularLoss(alpha=25))),
    Case("info-nce", {"temperature": 0.1}, "cosine", library=losses.NTXentLoss(temperature=0.1)),
    Case("info-nce", {"temperature": 0.5}, "cosine", library=losses.NTXentLoss(temperature=0.5)),
    Case("nt-xent", {"temperature": 0.5}, "cosine", other=f"{PML}'s NTXentLoss leaves the other positives out"),
    Case("nt-xent", {"temperature": 0.1}, "cosine", "sum", other=f"{PML}'s NTXentLoss leaves the other positives out"),
    Case("sup-con", {"temperature": 0.1}, "cosine", library=losses.SupConLoss(temperature=0.1)),
    Case("sup-con", {"temperature": 0.5}, "cosine", "mean-active", library=losses.SupConLoss(temperature=0.5)),
    Case("multi-similarity", {"alpha": 2, "beta": 50, "lambda": 0.5}, "cosine",
         library=losses.MultiSimilarityLoss(alpha=2, beta=50, base=0.5)),
    Case("multi-similarity", {"alpha": 5, "beta": 10, "lambda": 0.2}, "cosine",
         library=losses.MultiSimilarityLoss(alpha=5, beta=10, base=0.2)),
    Case("circle", {"margin": 0.4, "gamma": 80}, "cosine", "mean-active", library=losses.CircleLoss(m=0.4, gamma=80)),
    Case("circle", {"margin": 0.25, "gamma": 16}, "cosine", "mean-active", library=losses.CircleLoss(m=0.25, gamma=16)),
    Case("align-uniform", {"t": 2, "lambda": 1}, "squared-euclidean", other=f"{PML} has no such loss"),
    Case("align-uniform", {"t": 1, "lambda": 3}, "squared-euclidean", "sum", other=f"{PML} has no such loss"),
]


def golden(points):
    """The clouds, and every case on each of them."""
    known = clouds(points)
    cases = [case.golden(name, batch) for case in CASES for name, batch in known.items()]
    described = {name: {"labels": batch.labels.tolist(), "embeddings": batch.points.tolist()} for name, batch in known.items()}
    return {"clouds": described, "cases": cases}
