"""The outside opinion on our miners: golden_miners.json, beside this file.

For each batch and each setting the triplets, or the positive and negative pairs, that pytorch-metric-learning's miner selects. What only
TensorFlow has is written out here as its code does it, on whole matrices. For the one that draws, the weights that it draws by.

    pip install torch==2.15.0 pytorch-metric-learning==2.9.0 numpy==2.4.6      # Python 3.11
    python tests/oracle/miners.py            # recomputes everything and compares it with the file
    python tests/oracle/miners.py --write    # writes the file anew
"""

import json
import pathlib
import sys
from unittest import mock

import numpy as np
import torch
from pytorch_metric_learning import distances, miners
from pytorch_metric_learning.miners import distance_weighted_miner

FILE = pathlib.Path(__file__).with_name("golden_miners.json")
torch.set_default_dtype(torch.float64)


# -- the batches --------------------------------------------------------------------------------------------------------------

def batch(seed, labels, reference_labels=None, spread=0.6, unit=False, change=None):
    """Points around the corners of a square, and other references where they have labels of their own."""
    rng = np.random.default_rng(seed)

    def points(classes):
        angle = np.array(classes) * np.pi / 2
        p = np.stack([np.cos(angle), np.sin(angle)], 1) + spread * rng.normal(size=(len(classes), 2))
        return p / np.linalg.norm(p, axis=1, keepdims=True) if unit else p

    rows = points(labels)
    if change:
        change(rows)
    references = None if reference_labels is None else points(reference_labels)
    return {
        "labels": labels,
        "points": rows.tolist(),
        "reference_labels": reference_labels,
        "references": references if references is None else references.tolist(),
    }


def coincide(points):
    """Two points of one class in one place, two of different classes in another."""
    points[1] = points[0]
    points[2] = points[4]


BATCHES = {
    "plain": batch(1, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3]),
    "singleton": batch(2, [0, 0, 0, 1, 2, 2, 2, 2, 3, 3]),
    "coincident": batch(3, [0, 0, 0, 1, 1, 1, 2, 2, 2], change=coincide),
    "circle": batch(4, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3], unit=True),
    "across": batch(5, [0, 1, 1, 2, 3], [0, 0, 1, 1, 2, 2, 2, 4, 4]),
    "across the circle": batch(6, [0, 1, 1, 2, 3], [0, 0, 1, 1, 2, 2, 2, 4, 4], unit=True),
}


# -- what a library's miner says ----------------------------------------------------------------------------------------------

def library(miner):
    """The selection of one of pytorch-metric-learning's miners: triplets, or pairs of both kinds."""

    def select(rows, labels, references, reference_labels):
        found = [index.tolist() for index in miner(rows, labels, references, reference_labels)]
        if len(found) == 4 and miner.__class__ is miners.BatchEasyHardMiner:
            found = [found[0], found[1], found[3]]
        kinds = {"triplets": found} if len(found) == 3 else {"positives": found[:2], "negatives": found[2:]}
        return {kind: sorted(map(list, zip(*columns))) for kind, columns in kinds.items()}

    return select


def by_hand(rule):
    """The triplets of a rule on the matrix of distances and the masks of positives and negatives."""

    def select(rows, labels, references, reference_labels):
        within = references is None
        others, other_labels = (rows, labels) if within else (references, reference_labels)
        d = torch.cdist(rows, others, compute_mode="donot_use_mm_for_euclid_dist").numpy()
        same = (labels[:, None] == other_labels[None, :]).numpy()
        itself = np.eye(len(rows), dtype=bool) if within else np.zeros_like(same)
        return {"triplets": sorted(map(list, rule(d, same & ~itself, ~same)))}

    return select


def each_pair(choose):
    """A rule that is a choice of negatives for each anchor and positive."""

    def rule(d, positive, negative):
        for a, p in zip(*np.nonzero(positive)):
            if negative[a].any():
                yield from ((int(a), int(p), int(n)) for n in choose(d[a], d[a, p], negative[a]))

    return rule


def nearest(row, among):
    return [np.where(among, row, np.inf).argmin()] if among.any() else []


def farthest(row, among):
    return [np.where(among, row, -np.inf).argmax()] if among.any() else []


def tf_similarity(d, positive, negative):
    """tensorflow_similarity.losses.utils: hard positives, semi-hard negatives, on whole matrices."""
    for a in range(len(d)):
        if not (positive[a].any() and negative[a].any()):
            continue
        p = np.where(positive[a], d[a], -np.inf).argmax()
        easy = np.zeros(len(d[a]), dtype=bool)
        easy[np.where(negative[a], d[a], -np.inf).argmax()] = True
        mask = np.where(d[a] > d[a, p], negative[a], easy)
        yield a, int(p), int(np.where(mask, d[a], np.inf).argmin())


def facenet(margin):
    return each_pair(lambda row, d_ap, n: nearest(row, n & (row > d_ap) & (row < d_ap + margin)))


def tf_addons(row, d_ap, n):
    """tfa.losses.triplet_semihard_loss: negatives_outside where there is one, else negatives_inside."""
    return nearest(row, n & (row > d_ap)) or farthest(row, n)


def ranked(skip, count):
    return each_pair(lambda row, _, n: np.argsort(np.where(n, row, np.inf), kind="stable")[skip:min(skip + count, n.sum())])


LP = distances.LpDistance(normalize_embeddings=False)
COSINE = distances.CosineSimilarity()


def easy_hard(p, n):
    return library(miners.BatchEasyHardMiner(pos_strategy=p, neg_strategy=n, distance=LP))


def triplet_margin(kind, margin):
    return library(miners.TripletMarginMiner(margin=margin, type_of_triplets=kind, distance=LP))


# our miner, its parameters, our affinity, and what it is compared with
CASES = [
    ("all", {}, "euclidean", triplet_margin("all", 1e9)),
    ("hard", {}, "euclidean", by_hand(each_pair(lambda row, _, n: nearest(row, n)))),
    ("batch-hard", {}, "euclidean", library(miners.BatchHardMiner(distance=LP))),
    ("easy-positive", {"negative": "semi-hard"}, "euclidean", easy_hard("easy", "semihard")),
    ("easy-positive", {"negative": "hard"}, "euclidean", easy_hard("easy", "hard")),
    ("n-hard", {"skip": "0", "count": "3"}, "euclidean", by_hand(ranked(0, 3))),
    ("n-hard", {"skip": "4", "count": "4"}, "euclidean", by_hand(ranked(4, 4))),
    *[
        ("semi-hard", {"definition": name, "margin": str(margin)}, "euclidean", select)
        for margin in (0.2, 0.7)
        for name, select in {
            "facenet": by_hand(facenet(margin)),
            "tf-addons": by_hand(each_pair(tf_addons)),
            "tf-similarity": by_hand(tf_similarity),
            "pml": easy_hard("easy", "semihard"),
            "pml-triplets": triplet_margin("semihard", margin),
        }.items()
    ],
    *[
        ("triplet-margin", {"type": ours, "margin": str(margin)}, "euclidean", triplet_margin(theirs, margin))
        for margin in (0.0, 0.3)
        for ours, theirs in {"all": "all", "hard": "hard", "semi-hard": "semihard", "easy": "easy"}.items()
    ],
    ("multi-similarity", {"epsilon": "0.1"}, "cosine", library(miners.MultiSimilarityMiner(epsilon=0.1))),
    ("multi-similarity", {"epsilon": "0.4"}, "euclidean", library(miners.MultiSimilarityMiner(epsilon=0.4, distance=LP))),
    *[
        ("pair-margin", {"positive_margin": str(p), "negative_margin": str(n)}, "euclidean",
         library(miners.PairMarginMiner(pos_margin=p, neg_margin=n, distance=LP)))
        for p, n in ((0.2, 0.8), (0.9, 1.4))
    ],
    ("hdc", {"share": "0.5"}, "euclidean", lambda *b: library(miners.HDCMiner(filter_percentage=0.5, distance=LP))(*b)),
    ("hdc", {"share": "0.25"}, "cosine", lambda *b: library(miners.HDCMiner(filter_percentage=0.25, distance=COSINE))(*b)),
]

ON_THE_CIRCLE = [
    ("angular", {"angle": str(angle)}, affinity, library(miners.AngularMiner(angle=angle)))
    for angle in (12, 20)
    for affinity in ("euclidean", "squared-euclidean", "cosine")
]


def tensors(b):
    return [None if b[k] is None else torch.tensor(b[k]) for k in ("points", "labels", "references", "reference_labels")]


def weights(b, **options):
    """The weights of each anchor's negatives in distance-weighted sampling, which the miner hands to its drawing."""
    seen = []

    def catch(labels, ref_labels=None, t_per_anchor=None, weights=None):
        seen.append(weights)
        return (torch.tensor([], dtype=torch.long),) * 3

    with mock.patch.object(distance_weighted_miner.lmu, "get_random_triplet_indices", catch):
        miners.DistanceWeightedMiner(**options)(*tensors(b))
    return seen[0].nan_to_num().tolist()


def golden():
    cases = []
    for name, b in BATCHES.items():
        for miner, params, affinity, select in CASES + (ON_THE_CIRCLE if "circle" in name else []):
            found = select(*tensors(b))
            cases.append({"batch": name, "miner": miner, "params": params, "affinity": affinity, **found})
    drawn = [
        {"batch": name, "params": {"cutoff": str(cutoff), "farthest": str(farthest)},
         "weights": weights(BATCHES[name], cutoff=cutoff, nonzero_loss_cutoff=farthest)}
        for name in ("circle", "across the circle")
        for cutoff, farthest in ((0.5, 1.4), (0.1, 1.0))
    ]
    return {"batches": BATCHES, "cases": cases, "drawn": drawn}


if __name__ == "__main__":
    made = json.loads(json.dumps(golden()))
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(made))
    known = json.loads(FILE.read_text())
    off = [c for c, k in zip(made["cases"], known["cases"]) if c != k]
    for case in off:
        print("differs:", case["batch"], case["miner"], case["params"])
    same = made["cases"] == known["cases"] and made["batches"] == known["batches"] and np.allclose(
        [w for d in made["drawn"] for row in d["weights"] for w in row],
        [w for d in known["drawn"] for row in d["weights"] for w in row], atol=1e-12)
    print(len(made["cases"]), "selections,", "the same as in the file" if same else "not the same as in the file")
    sys.exit(not same)
