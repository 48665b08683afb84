"""What scikit-learn says of pairs by distance: ROC, area, equal error rate, TAR at a FAR. Reads nothing; `--write` writes
golden_verification.json, without it the file is compared.

    python tests/oracle/verification.py --write
"""

import json
import pathlib
import sys

import numpy as np
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn.metrics import roc_auc_score, roc_curve

FILE = pathlib.Path(__file__).with_name("golden_verification.json")


def case(name, same, different):
    same, different = np.round(same, 6), np.round(different, 6)
    label = np.r_[np.ones(len(same)), np.zeros(len(different))]
    score = -np.r_[same, different]
    far, tar, _ = roc_curve(label, score, drop_intermediate=False)
    # FAR = 1 - TAR as a root; along the curve, because FAR alone may stay for a while.
    along = np.arange(len(far))
    excess = interp1d(along, far - (1 - tar))
    eer = float(interp1d(along, far)(brentq(excess, 0, len(far) - 1, xtol=1e-14)))
    return {
        "name": name,
        "same": same.tolist(),
        "different": different.tolist(),
        "far": far.tolist(),
        "tar": tar.tolist(),
        "auc": float(roc_auc_score(label, score)),
        "eer": eer,
        "tar_at_far": [float(tar[far <= x].max()) for x in (0.01, 0.1)],
    }


def cases():
    rng = np.random.default_rng(5)
    for shift in (0.0, 0.5, 2.0):
        yield case(f"shift {shift}", np.abs(rng.normal(0.5, 0.5, 40)), np.abs(rng.normal(0.5 + shift, 0.5, 120)))
    for steps in (3, 8, 20):
        yield case(f"grid of {steps}", rng.integers(0, steps, 30) / 4, rng.integers(1, steps + 1, 110) / 4)
    yield case("collapse", np.zeros(10), np.zeros(110))
    yield case("apart", np.linspace(0, 1, 9), np.linspace(2, 3, 110))
    yield case("the wrong way round", np.linspace(2, 3, 9), np.linspace(0, 1, 110))
    yield case("one of each", np.array([1.0]), np.array([0.5]))


found = json.dumps({"cases": list(cases())}) + "\n"
if "--write" in sys.argv:
    FILE.write_text(found)
elif FILE.read_text() != found:
    sys.exit(f"{FILE.name} is not what scikit-learn says now; --write renews it")
