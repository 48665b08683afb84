"""The losses from their formulas, written for torch's autograd and in another way than in src/learn/loss.

A formula takes a batch, the affinities of the points with themselves and the parameters, and gives one number per term; a reduction makes one
number of them. A loss of pairs reads all pairs; in others an anchor without a positive or without a negative takes no part.
"""

import torch
from torch.nn.functional import normalize, softplus


class Batch:
    """Points with their labels, and which of them are what to each other."""

    def __init__(self, labels, points):
        self.labels = torch.tensor(labels)
        self.points = torch.as_tensor(points, dtype=torch.float64)
        n = len(self.labels)
        self.same = self.labels[:, None] == self.labels[None, :]
        self.itself = torch.eye(n, dtype=torch.bool)
        self.positive = self.same & ~self.itself
        self.negative = ~self.same
        self.anchors = self.positive.any(1) & self.negative.any(1)
        self.upper = torch.ones_like(self.same).triu(1)
        self.triplets = torch.where(self.positive[:, :, None] & self.negative[:, None, :])
        self.pairs = torch.where(self.positive & self.anchors[:, None])


# -- affinities ---------------------------------------------------------------------------------------------------------------

def squared(x, y):
    return ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)


def plain(x, y):
    d2 = squared(x, y)
    return torch.where(d2 > 0, torch.where(d2 > 0, d2, 1.0).sqrt(), 0.0)


def cosine(x, y):
    return normalize(x) @ normalize(y).T


def dot(x, y):
    return x @ y.T


AFFINITIES = {"euclidean": plain, "squared-euclidean": squared, "cosine": cosine, "dot": dot}


# -- reductions ---------------------------------------------------------------------------------------------------------------

def mean_active(values):
    return values.sum() / max(1, (values > 0).sum())


REDUCTIONS = {"mean": torch.mean, "mean-active": mean_active, "sum": torch.sum}


# -- losses -------------------------------------------------------------------------------------------------------------------

def masked_lse(values, mask, one=False):
    """ln Σ eˣ over the mask of each row, and with `one` ln(1 + Σ eˣ)."""
    values = values.masked_fill(~mask, -torch.inf)
    if one:
        values = torch.cat([torch.zeros(len(values), 1), values], 1)
    return values.logsumexp(1)


def triplet(batch, d, margin, swap="no"):
    a, p, n = batch.triplets
    away = torch.where(d[p, n] < d[a, n], d[p, n], d[a, n]) if swap == "yes" else d[a, n]
    return (d[a, p] - away + margin).relu()


def soft_triplet(batch, d):
    a, p, n = batch.triplets
    return softplus(d[a, p] - d[a, n], threshold=1e9)


def sct(batch, s, temperature, **more):
    a, p, n = batch.triplets
    hard = s[a, n] > s[a, p] + 1e-12  # coincident points are equally similar, whatever the last bit says
    both = torch.stack([s[a, p], s[a, n]], 1) / temperature
    return torch.where(hard, more["lambda"] * s[a, n], -both.log_softmax(1)[:, 0])


def contrastive(batch, d, margin):
    return (d ** 2 * batch.same + (margin - d).relu() ** 2 * ~batch.same)[batch.upper]


def margin_loss(batch, d, margin, beta):
    return torch.where(batch.same, margin + d - beta, margin - d + beta).relu()[batch.upper]


def lifted_structure(batch, d, margin):
    near = masked_lse(margin - d, batch.negative)
    i, j = batch.pairs
    return 0.5 * (torch.logaddexp(near[i], near[j]) + d[i, j]).relu() ** 2


def generalized_lifted(batch, d, margin):
    terms = (masked_lse(d, batch.positive) + masked_lse(margin - d, batch.negative)).relu()
    return terms[batch.anchors]


def nca(batch, d, scale):
    right = (-scale * d).masked_fill(batch.itself, -torch.inf).softmax(1) * batch.positive
    return -right.sum(1)[batch.anchors].log()


def n_pair(batch, s, l2=0.0):
    a, p = batch.pairs
    lengths = s.diagonal()
    return info_nce(batch, s, 1.0) + l2 / 2 * (lengths[a] + lengths[p])


def info_nce(batch, s, temperature):
    """Each positive against the anchor's negatives; the anchor's other positives take no part."""
    a, p = batch.pairs
    ratio = s[a, p] / temperature
    against = torch.where(batch.negative[a], s[a] / temperature, -torch.inf)
    return torch.cat([ratio[:, None], against], 1).logsumexp(1) - ratio


def nt_xent(batch, s, temperature):
    a, p = batch.pairs
    return masked_lse(s / temperature, ~batch.itself)[a] - s[a, p] / temperature


def sup_con(batch, s, temperature):
    s = s / temperature
    terms = masked_lse(s, ~batch.itself) - (s * batch.positive).sum(1) / batch.positive.sum(1).clamp(min=1)
    return terms[batch.anchors]


def multi_similarity(batch, s, alpha, beta, **more):
    over = s - more["lambda"]
    pull = masked_lse(-alpha * over, batch.positive, one=True) / alpha
    push = masked_lse(beta * over, batch.negative, one=True) / beta
    return pull + push


def circle(batch, s, margin, gamma):
    push = gamma * (s + margin).relu().detach() * (s - margin)
    pull = -gamma * (1 + margin - s).relu().detach() * (s - (1 - margin))
    terms = softplus(masked_lse(push, batch.negative) + masked_lse(pull, batch.positive), threshold=1e9)
    return terms[batch.anchors]


def angular(batch, s, alpha):
    t2 = torch.tan(torch.deg2rad(torch.tensor(float(alpha), dtype=torch.float64))) ** 2
    a, p = batch.pairs
    f = 4 * t2 * (s[a] + s[p]) - 2 * (1 + t2) * s[a, p][:, None]
    return masked_lse(f, batch.negative[a], one=True)


def align_uniform(batch, d2, t, **more):
    uniformity = torch.exp(-t * d2[batch.upper]).mean().log()
    return d2[batch.positive & batch.upper] + more["lambda"] * uniformity


FORMULAS = {
    "triplet": triplet,
    "soft-triplet": soft_triplet,
    "sct": sct,
    "contrastive": contrastive,
    "margin-loss": margin_loss,
    "lifted-structure": lifted_structure,
    "generalized-lifted": generalized_lifted,
    "nca": nca,
    "n-pair": n_pair,
    "info-nce": info_nce,
    "nt-xent": nt_xent,
    "sup-con": sup_con,
    "multi-similarity": multi_similarity,
    "circle": circle,
    "angular": angular,
    "align-uniform": align_uniform,
}


def value(name, batch, e, affinity, reduction, setting):
    """The loss of these points under the formula of this name."""
    return REDUCTIONS[reduction](FORMULAS[name](batch, AFFINITIES[affinity](e, e), **setting))
