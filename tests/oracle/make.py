"""The outside opinion on our losses and miners: the two JSON files beside this file.

every_loss.json: every loss of our list, on three batches at two settings (every_loss.py, formulas.py).

golden_losses.json: one batch of ten points in four classes; for each loss of the reference its value and its gradient with respect to the
points, for each miner the triplets that it selects: rows of anchors, positives and negatives. Where pytorch-metric-learning has the loss,
the numbers are its own; `matches_pml` false means that its class of that name is another function on these points, and the formula is
what counts. All in float64 on torch's autograd.

    pip install torch==2.15.0 pytorch-metric-learning==2.9.0 numpy==2.4.6      # Python 3.11
    python tests/oracle/make.py            # recomputes everything and compares it with the files, to 1e-12
    python tests/oracle/make.py --write    # writes the files anew
"""

import json
import pathlib
import sys

import torch
from pytorch_metric_learning import distances, losses, miners, reducers
from torch.nn.functional import cross_entropy, normalize, one_hot

torch.set_default_dtype(torch.float64)

import every_loss
import formulas
from formulas import Batch, cosine, masked_lse, plain, squared

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

TEN = Batch(LABELS.tolist(), POINTS)
VIEWS = Batch([i // 2 for i in range(len(LABELS))], POINTS)  # SimCLR: points 2i and 2i+1 are two views of one thing
ANCHORS, POSITIVES, NEGATIVES = TEN.triplets
FIRST = torch.tensor([0, 3, 6, 8])  # the first two members of each class: N-pair's anchors and positives
SECOND = FIRST + 1


# -- the losses, from their formulas ------------------------------------------------------------------------------------------

def formula(name, affinity, reduction="mean", batch=TEN, **setting):
    return lambda e: formulas.value(name, batch, e, affinity, reduction, setting)


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
    return formulas.value("align-uniform", TEN, normalize(e), "squared-euclidean", "mean", {"t": 2, "lambda": 1})


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
    "triplet_all_active sq=True m=.5": (formula("triplet", "squared-euclidean", "mean-active", margin=0.5), pml_triplet(2)),
    "triplet_all_mean sq=True m=.5": (formula("triplet", "squared-euclidean", margin=0.5), pml_triplet(2, reducers.MeanReducer())),
    "soft_triplet sq=True": (formula("soft-triplet", "squared-euclidean"), pml_soft_triplet(2)),
    "triplet_all_active sq=False m=.5": (formula("triplet", "euclidean", "mean-active", margin=0.5), pml_triplet(1)),
    "triplet_all_mean sq=False m=.5": (formula("triplet", "euclidean", margin=0.5), pml_triplet(1, reducers.MeanReducer())),
    "soft_triplet sq=False": (formula("soft-triplet", "euclidean"), pml_soft_triplet(1)),
    "supcon tau=.1": (formula("sup-con", "cosine", temperature=0.1), losses.SupConLoss(temperature=0.1)),
    "ntxent tau=.5": (formula("nt-xent", "cosine", batch=VIEWS, temperature=0.5), pml_nt_xent),
    "lifted m=1": (formula("lifted-structure", "euclidean", margin=1), losses.LiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1))),
    "gen_lifted m=1": (formula("generalized-lifted", "euclidean", margin=1), losses.GeneralizedLiftedStructureLoss(neg_margin=1, pos_margin=0, distance=lp(1))),
    "multi_similarity": (formula("multi-similarity", "cosine", **{"alpha": 2, "beta": 50, "lambda": 0.5}), losses.MultiSimilarityLoss(alpha=2, beta=50, base=0.5)),
    "circle m=.4 g=80": (formula("circle", "cosine", "mean-active", margin=0.4, gamma=80), losses.CircleLoss(m=0.4, gamma=80)),
    "angular 40deg": (formula("angular", "cosine", alpha=40), losses.AngularLoss(alpha=40)),
    "angular 40deg, unit inputs": (formula("angular", "cosine", alpha=40), pml_on_unit(losses.AngularLoss(alpha=40))),
    "margin loss (PML goes via triplets)": (formula("margin-loss", "euclidean", "mean-active", margin=0.2, beta=1.2), losses.MarginLoss(margin=0.2, beta=1.2, distance=lp(1))),
    "contrastive (PML is LINEAR in d)": (formula("contrastive", "euclidean", margin=1), losses.ContrastiveLoss(pos_margin=0, neg_margin=1, distance=lp(1))),
    "normalized_softmax tau=.05": (
        normalised_softmax, with_proxies(losses.NormalizedSoftmaxLoss(4, 2, temperature=0.05))),
    "cosface": (cos_face, with_proxies(losses.CosFaceLoss(4, 2, margin=0.35, scale=64))),
    "arcface": (arc_face, with_proxies(losses.ArcFaceLoss(4, 2, margin=28.6, scale=64))),
    "proxy_nca scale=3": (proxy_nca, with_proxies(losses.ProxyNCALoss(4, 2, softmax_scale=3))),
    "proxy_anchor": (proxy_anchor, with_proxies(losses.ProxyAnchorLoss(4, 2, margin=0.1, alpha=32))),
    "npairs": (n_pairs, pml_n_pairs),
    "npairs (PML default = normalised!)": (n_pairs, pml_n_pairs_default),
    "contrastive_hadsell m=1 (no half)": (formula("contrastive", "euclidean", margin=1), None),
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
    if isinstance(a, str) and a == b:
        return 0.0
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and type(a) is type(b):
        return abs(a - b) / max(1.0, abs(a), abs(b))
    return float("inf")


def text(tree, depth=2):
    """JSON with a line for each entry of the outer levels, so that a change of one case is a change of one line."""
    if depth == 0 or not isinstance(tree, (dict, list)):
        return json.dumps(tree, allow_nan=False)
    if isinstance(tree, list):
        return "[\n" + ",\n".join(text(item, depth - 1) for item in tree) + "\n]"
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {text(value, depth - 1)}" for key, value in tree.items()) + "\n}"


if __name__ == "__main__":
    worst = 0.0
    for name, made in {"golden_losses.json": golden(), "every_loss.json": every_loss.golden(POINTS)}.items():
        file = pathlib.Path(__file__).with_name(name)
        if "--write" in sys.argv:
            file.write_text(text(made) + "\n")
        known = json.loads(file.read_text())
        for key in made:
            print(f"{difference(known.get(key), made[key]):8.1e}  {name}: {key}")
        worst = max(worst, difference(known, made))
    sys.exit(worst > 1e-12)
