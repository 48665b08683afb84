"""The outside opinion on our losses and miners: golden_losses.json, beside this file.

One batch of ten points in four classes; for each loss its value and its gradient with respect to the points, for each miner the
triplets that it selects: rows of anchors, positives and negatives. Where pytorch-metric-learning has the loss, the numbers are its own; `matches_pml` false means that its
class of that name is another function on these points, and the formula below is what counts. All in float64 on torch's autograd.

    pip install torch==2.15.0 pytorch-metric-learning==2.9.0 numpy==2.4.6      # Python 3.11
    python tests/oracle/make.py            # recomputes everything and compares it with the file, to 1e-12
    python tests/oracle/make.py --write    # writes the file anew
"""

import json
import pathlib
import sys

import torch
from pytorch_metric_learning import distances, losses, miners, reducers
from torch.nn.functional import cross_entropy, normalize, one_hot, softplus

FILE = pathlib.Path(__file__).with_name("golden_losses.json")
torch.set_default_dtype(torch.float64)

LABELS = torch.tensor([0, 0, 0, 1, 1, 1, 2, 2, 3, 3])
POINTS = torch.tensor([
    [0.0012301533574825742, 0.2987455375084699],
    [-0.2741378553622176, -0.8905918387572742],
    [-0.45467078517172255, -0.9916465549964624],
    [0.060143602597438485, 1.3402152455545335],
    [-0.49220651855132963, -0.6204748998199404],
    [0.4898420501851982, 0.35688700816006075],
    [0.10541424899789856, -0.9304680447082047],
    [-0.02925182246327349, 0.6953031944582878],
    [-1.344214547285082, -0.45761576104021817],
    [-1.901222739800844, -1.289537739784976],
])
PROXIES = torch.tensor([
    [-1.8417350377917323, -0.23509113107468127],
    [-1.2674464814437032, 0.2712643588217015],
    [0.15675108662422516, -0.18693094462995438],
    [-2.516759710820513, -0.5386928958466366],
])

SAME = LABELS[:, None] == LABELS[None, :]
SELF = torch.eye(len(LABELS), dtype=torch.bool)
POSITIVE = SAME & ~SELF
NEGATIVE = ~SAME
ANCHORS, POSITIVES, NEGATIVES = torch.where(POSITIVE[:, :, None] & NEGATIVE[:, None, :])
FIRST = torch.tensor([0, 3, 6, 8])  # the first two members of each class: N-pair's anchors and positives
SECOND = FIRST + 1


# -- the geometry -------------------------------------------------------------------------------------------------------------

def squared(x, y):
    return ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)


def plain(x, y):
    d2 = squared(x, y)
    return torch.where(d2 > 0, torch.where(d2 > 0, d2, 1.0).sqrt(), 0.0)


def cosine(x, y):
    return normalize(x) @ normalize(y).T


def masked_lse(values, mask, one=False):
    """ln Σ eˣ over the mask of each row, and with `one` ln(1 + Σ eˣ)."""
    values = values.masked_fill(~mask, -torch.inf)
    if one:
        values = torch.cat([torch.zeros(len(values), 1), values], 1)
    return values.logsumexp(1)


def mean_active(values):
    return values.sum() / max(1, (values > 0).sum())


# -- the losses, from their formulas ------------------------------------------------------------------------------------------

def triplet(distance, reduce):
    def value(e):
        d = distance(e, e)
        return reduce((d[ANCHORS, POSITIVES] - d[ANCHORS, NEGATIVES] + 0.5).relu())
    return value


def soft_triplet(distance):
    def value(e):
        d = distance(e, e)
        return softplus(d[ANCHORS, POSITIVES] - d[ANCHORS, NEGATIVES], threshold=1e9).mean()
    return value


def sup_con(e):
    s = cosine(e, e) / 0.1
    return (masked_lse(s, ~SELF) - (s * POSITIVE).sum(1) / POSITIVE.sum(1)).mean()


def nt_xent(e):
    """SimCLR's loss: points 2i and 2i+1 are two views of one thing; the classes play no part."""
    s = cosine(e, e) / 0.5
    views = torch.arange(len(e))
    return (masked_lse(s, ~SELF) - s[views, views ^ 1]).mean()


def lifted(e):
    d = plain(e, e)
    near = masked_lse(1 - d, NEGATIVE)
    i, j = torch.where(POSITIVE)
    return 0.5 * ((torch.logaddexp(near[i], near[j]) + d[i, j]).relu() ** 2).mean()


def generalised_lifted(e):
    d = plain(e, e)
    return (masked_lse(d, POSITIVE) + masked_lse(1 - d, NEGATIVE)).relu().mean()


def multi_similarity(e):
    s = cosine(e, e) - 0.5
    return (masked_lse(-2 * s, POSITIVE, one=True) / 2 + masked_lse(50 * s, NEGATIVE, one=True) / 50).mean()


def circle(e):
    m, gamma = 0.4, 80
    s = cosine(e, e)
    push = gamma * (s + m).relu().detach() * (s - m)
    pull = -gamma * (1 + m - s).relu().detach() * (s - (1 - m))
    return mean_active(softplus(masked_lse(push, NEGATIVE) + masked_lse(pull, POSITIVE), threshold=1e9))


def angular(e):
    z = normalize(e)
    t2 = torch.tan(torch.deg2rad(torch.tensor(40.0))) ** 2
    a, p = torch.where(POSITIVE)
    f = 4 * t2 * (z[a] + z[p]) @ z.T - 2 * (1 + t2) * (z[a] * z[p]).sum(1)[:, None]
    return masked_lse(f, NEGATIVE[a], one=True).mean()


def margin_loss(e):
    d = plain(e, e)
    return mean_active(torch.cat([(0.2 + d[POSITIVE] - 1.2).relu(), (0.2 - d[NEGATIVE] + 1.2).relu()]))


def contrastive(e):
    d = plain(e, e)
    upper = torch.ones_like(SAME).triu(1)
    return (d ** 2 * SAME + (1 - d).relu() ** 2 * ~SAME)[upper].mean()


def normalised_softmax(e):
    return cross_entropy(cosine(e, PROXIES) / 0.05, LABELS)


def cos_face(e):
    return cross_entropy(64 * (cosine(e, PROXIES) - 0.35 * one_hot(LABELS, 4)), LABELS)


def arc_face(e):
    m = torch.deg2rad(torch.tensor(28.6))
    cos = cosine(e, PROXIES)
    angle = cos.clamp(-1, 1).acos()
    target = torch.where(angle <= torch.pi - m, (angle + m).cos(), cos - m * m.sin())
    return cross_entropy(64 * torch.where(one_hot(LABELS, 4).bool(), target, cos), LABELS)


def proxy_nca(e):
    return cross_entropy(-3 * squared(normalize(e), normalize(PROXIES)), LABELS)


def proxy_anchor(e):
    s = cosine(PROXIES, e)
    own = one_hot(LABELS, 4).bool().T
    return (masked_lse(-32 * (s - 0.1), own, one=True).mean() + masked_lse(32 * (s + 0.1), ~own, one=True).mean())


def n_pairs(e):
    return cross_entropy(e[FIRST] @ e[SECOND].T, torch.arange(4))


def align_uniform(e):
    z = normalize(e)
    d2 = squared(z, z)
    upper = torch.ones_like(SAME).triu(1)
    return d2[POSITIVE & upper].mean() + torch.logsumexp(-2 * d2[upper], 0) - upper.sum().log()


# -- what pytorch-metric-learning says ----------------------------------------------------------------------------------------

def lp(power, normalise=False):
    return distances.LpDistance(normalize_embeddings=normalise, p=2, power=power)


def with_proxies(module):
    held = "W" if hasattr(module, "W") else "proxies"
    getattr(module, held).data = PROXIES.clone() if held == "proxies" else PROXIES.T.clone()
    return module


def pml_triplet(power, reducer=None, **options):
    return losses.TripletMarginLoss(margin=0.5, distance=lp(power), reducer=reducer, **options)


def pml_soft_triplet(power):
    return losses.TripletMarginLoss(margin=0.0, smooth_loss=True, distance=lp(power), reducer=reducers.MeanReducer())


def pml_n_pairs(e, labels):
    indices = torch.stack([FIRST, SECOND], 1).reshape(-1)
    loss = losses.NPairsLoss(distance=distances.DotProductSimilarity(normalize_embeddings=False))
    return loss(e[indices], labels[indices])


def pml_n_pairs_default(e, labels):
    indices = torch.stack([FIRST, SECOND], 1).reshape(-1)
    return losses.NPairsLoss()(e[indices], labels[indices])


def pml_nt_xent(e, labels):
    return losses.NTXentLoss(temperature=0.5)(e, torch.arange(len(e)) // 2)


def pml_on_unit(module):
    return lambda e, labels: module(normalize(e), labels)


# name: (formula, pytorch-metric-learning's class or None where it has none)
CASES = {
    "triplet_all_active sq=True m=.5": (triplet(squared, mean_active), pml_triplet(2)),
    "triplet_all_mean sq=True m=.5": (triplet(squared, torch.mean), pml_triplet(2, reducers.MeanReducer())),
    "soft_triplet sq=True": (soft_triplet(squared), pml_soft_triplet(2)),
    "triplet_all_active sq=False m=.5": (triplet(plain, mean_active), pml_triplet(1)),
    "triplet_all_mean sq=False m=.5": (triplet(plain, torch.mean), pml_triplet(1, reducers.MeanReducer())),
    "soft_triplet sq=False": (soft_triplet(plain), pml_soft_triplet(1)),
    "supcon tau=.1": (sup_con, losses.SupConLoss(temperature=0.1)),
    "ntxent tau=.5": (nt_xent, pml_nt_xent),
    "lifted m=1": (lifted, losses.LiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1))),
    "gen_lifted m=1": (generalised_lifted, losses.GeneralizedLiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1))),
    "multi_similarity": (multi_similarity, losses.MultiSimilarityLoss(alpha=2, beta=50, base=0.5)),
    "circle m=.4 g=80": (circle, losses.CircleLoss(m=0.4, gamma=80)),
    "angular 40deg": (angular, losses.AngularLoss(alpha=40)),
    "angular 40deg, unit inputs": (angular, pml_on_unit(losses.AngularLoss(alpha=40))),
    "margin loss (PML goes via triplets)": (margin_loss, losses.MarginLoss(margin=0.2, beta=1.2, distance=lp(1))),
    "contrastive (PML is LINEAR in d)": (contrastive, losses.ContrastiveLoss(pos_margin=0, neg_margin=1, distance=lp(1))),
    "normalized_softmax tau=.05": (
        normalised_softmax, with_proxies(losses.NormalizedSoftmaxLoss(4, 2, temperature=0.05))),
    "cosface": (cos_face, with_proxies(losses.CosFaceLoss(4, 2, margin=0.35, scale=64))),
    "arcface": (arc_face, with_proxies(losses.ArcFaceLoss(4, 2, margin=28.6, scale=64))),
    "proxy_nca scale=3": (proxy_nca, with_proxies(losses.ProxyNCALoss(4, 2, softmax_scale=3))),
    "proxy_anchor": (proxy_anchor, with_proxies(losses.ProxyAnchorLoss(4, 2, margin=0.1, alpha=32))),
    "npairs": (n_pairs, pml_n_pairs),
    "npairs (PML default = normalised!)": (n_pairs, pml_n_pairs_default),
    "contrastive_hadsell m=1 (no half)": (contrastive, None),
    "align_uniform t=2 lam=1": (align_uniform, None),
}


def value_and_gradient(loss):
    e = POINTS.clone().requires_grad_()
    value = loss(e)
    return value.item(), torch.autograd.grad(value, e)[0].tolist()


def case(formula, library):
    value, gradient = value_and_gradient(formula)
    if library is None:
        return {"loss": value, "grad": gradient}
    theirs = value_and_gradient(lambda e: library(e, LABELS))
    same = difference([value, gradient], list(theirs)) < 1e-11
    value, gradient = theirs if same else (value, gradient)
    return {"loss": value, "grad": gradient, "matches_pml": same}


def centre():
    """Centre loss with its own rule for the centres: the proxies serve as centres."""
    apart = POINTS - PROXIES[LABELS]
    members = one_hot(LABELS, 4).T.double()
    return {
        "centres": PROXIES.tolist(),
        "loss": (apart ** 2).sum().item() / 2,
        "grad": apart.tolist(),
        "delta_c": (-(members @ apart) / (1 + members.sum(1, keepdim=True))).tolist(),
    }


def clip():
    """CLIP on the first five points against the last five."""
    a, t = POINTS[:5].clone().requires_grad_(), POINTS[5:].clone().requires_grad_()
    scale = torch.tensor(1 / 0.07).log().requires_grad_()
    logits, target = scale.exp() * cosine(a, t), torch.arange(5)
    value = (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2
    da, dt, ds = torch.autograd.grad(value, [a, t, scale])
    return {"loss": value.item(), "dA": da.tolist(), "dT": dt.tolist(), "dlogscale": ds.item()}


def mined():
    """What pytorch-metric-learning's miners select, on the plain distance."""
    d = lp(1)
    rows = {"batch_hard": miners.BatchHardMiner(distance=d)}
    for name, kind in {"tm_all": "all", "tm_semi": "semihard", "tm_hard": "hard", "tm_easy": "easy"}.items():
        rows[name] = miners.TripletMarginMiner(margin=0.5, type_of_triplets=kind, distance=d)
    for name, (p, n) in {"ep_sh": ("easy", "semihard"), "ep_hn": ("easy", "hard"), "hp_sh": ("hard", "semihard")}.items():
        rows[name] = miners.BatchEasyHardMiner(pos_strategy=p, neg_strategy=n, distance=d)
    return {name: [index.tolist() for index in miner(POINTS, LABELS)] for name, miner in rows.items()}


def counts():
    d = plain(POINTS, POINTS)
    gap = d[ANCHORS, NEGATIVES] - d[ANCHORS, POSITIVES]
    hard, semi = (gap <= 0).sum().item(), ((gap > 0) & (gap < 0.5)).sum().item()
    return [hard, semi, len(gap) - hard - semi, len(gap)]


def golden():
    cases = {name: case(*functions) for name, functions in CASES.items()}
    cases["centre"] = centre()
    cases["clip A=E[:5] T=E[5:] scale=1/.07"] = clip()
    return {
        "labels": LABELS.tolist(),
        "embedding": POINTS.tolist(),
        "cases": cases,
        "proxies_or_weights": PROXIES.tolist(),
        "miners_plain_distance_m0.5": mined(),
        "counts_plain_m0.5 (hard,semi,easy,total)": counts(),
    }


def difference(a, b):
    """The largest difference between two trees of numbers, relative for numbers above 1; infinite for different trees."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        return max((difference(a[k], b[k]) for k in a), default=0.0)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)) and len(a) == len(b):
        return max((difference(x, y) for x, y in zip(a, b)), default=0.0)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and type(a) is type(b):
        return abs(a - b) / max(1.0, abs(a), abs(b))
    return float("inf")


if __name__ == "__main__":
    made = golden()
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(made))
    known = json.loads(FILE.read_text())
    worst = {name: difference(known["cases"].get(name), value) for name, value in made["cases"].items()}
    for name, off in worst.items():
        print(f"{off:8.1e}  {name}")
    off = difference(known, made)
    print(f"{off:8.1e}  the whole file")
    sys.exit(off > 1e-12)
