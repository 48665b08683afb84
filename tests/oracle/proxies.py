"""The outside opinion on the losses that learn something: golden_proxies.json, beside this file.

For each loss at two settings ("arcface margin=0.5 scale=64 apart"), on the cloud of make.py and on one with coincident points: its value, and its gradients with respect to the
points and to what it learns (proxies, centres' steps, a boundary). Where pytorch-metric-learning has the loss, its own class is asked too and must
agree with the formula: `library` says so. All in float64 on torch's autograd; see make.py for what to install.

    python tests/oracle/proxies.py            # recomputes everything and compares it with the file, to 1e-12
    python tests/oracle/proxies.py --write    # writes the file anew
"""

import json
import pathlib
import sys

import torch
from pytorch_metric_learning import distances, losses
from torch.nn.functional import cross_entropy, normalize, one_hot

from make import LABELS, POINTS, PROXIES, cosine, difference, plain, squared

FILE = pathlib.Path(__file__).with_name("golden_proxies.json")
OWN = one_hot(LABELS, 4).bool()

# Each point at the place of another one: of its class, of another class, and on a proxy.
TOGETHER = POINTS.clone()
TOGETHER[1] = TOGETHER[0]
TOGETHER[4] = TOGETHER[6]
TOGETHER[8] = PROXIES[3]
CLOUDS = {"apart": POINTS, "coincident": TOGETHER}


# -- the losses, from their formulas --------------------------------------------------------------------------------------

def normalised_softmax(temperature):
    return lambda e, w: cross_entropy(cosine(e, w) / temperature, LABELS)


def cos_face(margin, scale):
    return lambda e, w: cross_entropy(scale * (cosine(e, w) - margin * OWN), LABELS)


def arc_face(margin, scale):
    def value(e, w):
        s = cosine(e, w)
        angle = s[OWN].clamp(-1, 1).acos()
        widened = torch.where(angle <= torch.pi - margin, (angle + margin).cos(), s[OWN] - margin * torch.sin(torch.tensor(margin)))
        return cross_entropy(scale * s.masked_scatter(OWN, widened), LABELS)
    return value


def proxy_nca(scale, keep):
    def value(e, w):
        logits = -scale * squared(e, w)
        rivals = logits if keep else logits.masked_fill(OWN, -torch.inf)
        return (rivals.logsumexp(1) - logits[OWN]).mean()
    return value


def proxy_anchor(margin, scale):
    def soft(values, mask):
        values = values.masked_fill(~mask, -torch.inf)
        return torch.cat([torch.zeros(1, values.shape[1]), values]).logsumexp(0)

    def value(e, w):
        s = cosine(e, w)
        pulls, pushes = soft(-scale * (s - margin), OWN), soft(scale * (s + margin), ~OWN)
        return pulls[OWN.any(0)].mean() + pushes.mean()
    return value


def margin_loss(margin, price):
    """Over unordered pairs of plain distances, divided by the active ones; `beta` is learned."""
    def value(e, beta):
        i, j = torch.triu_indices(len(e), len(e), 1)
        sign = torch.where(LABELS[i] == LABELS[j], 1.0, -1.0)
        terms = (margin + sign * (plain(e, e)[i, j] - beta)).relu()
        return terms.sum() / max(1, (terms > 0).sum()) + price * beta.sum()
    return value


# -- what pytorch-metric-learning says ------------------------------------------------------------------------------------

def library(module):
    """Its value with these proxies. Softmax losses hold them as columns."""
    def value(e, w):
        name = "W" if hasattr(module, "W") else "proxies"
        delattr(module, name)
        setattr(module, name, w.T if name == "W" else w)
        return module(e, LABELS)
    return value


# name: (loss of the project, settings, formula, pytorch-metric-learning's class or None)
def cases():
    for temperature in (0.05, 0.5):
        yield ("normalized-softmax", {"temperature": temperature}, normalised_softmax(temperature),
               # The class takes dot products with unit weights, so it gets unit points.
               lambda e, w, t=temperature: library(losses.NormalizedSoftmaxLoss(4, 2, temperature=t))(normalize(e), w))
    for margin, scale in ((0.35, 64), (0.1, 4)):
        yield ("cosface", {"margin": margin, "scale": scale}, cos_face(margin, scale),
               library(losses.CosFaceLoss(4, 2, margin=margin, scale=scale)))
    for margin, scale in ((0.5, 64), (1.2, 4)):
        degrees = torch.rad2deg(torch.tensor(margin)).item()
        yield ("arcface", {"margin": margin, "scale": scale}, arc_face(margin, scale),
               library(losses.ArcFaceLoss(4, 2, margin=degrees, scale=scale)))
    for scale in (1, 3):
        yield ("proxy-nca", {"scale": scale, "own_class": 0}, proxy_nca(scale, False), None)
        yield ("proxy-nca", {"scale": scale, "own_class": 1}, proxy_nca(scale, True),
               library(losses.ProxyNCALoss(4, 2, softmax_scale=scale, distance=distances.LpDistance(normalize_embeddings=False, power=2))))
    for margin, scale in ((0.1, 32), (0.3, 4)):
        yield ("proxy-anchor", {"margin": margin, "scale": scale}, proxy_anchor(margin, scale),
               library(losses.ProxyAnchorLoss(4, 2, margin=margin, alpha=scale)))


def asked(function, points, learned):
    points, learned = points.clone().requires_grad_(), learned.clone().requires_grad_()
    value = function(points, learned)
    to_points, to_learned = torch.autograd.grad(value, [points, learned])
    return {"loss": value.item(), "to_points": to_points.tolist(), "to_learned": to_learned.tolist()}


def golden():
    made = {}
    for cloud, points in CLOUDS.items():
        def note(loss, setting, case):
            made[" ".join([loss, *(f"{key}={value}" for key, value in setting.items()), cloud])] = case

        for loss, setting, formula, theirs in cases():
            case = asked(formula, points, PROXIES)
            if theirs:
                case["library"] = difference(case, asked(theirs, points, PROXIES)) < 1e-11
            note(loss, setting, case)
        for margin, beta, price in ((0.2, 1.2, 0.0), (0.1, 0.7, 0.3)):
            setting = {"margin": margin, "beta": beta, "nu": price, "beta_lr": 1.0}
            note("margin-loss", setting, asked(margin_loss(margin, price), points, torch.tensor([beta])))
        for rate in (0.5, 0.1):
            # Half of the squared distances, a mean over the batch; the centres' own rule.
            apart = points - PROXIES[LABELS]
            members = OWN.T.double()
            moved = PROXIES + rate * (members @ apart) / (1 + members.sum(1, keepdim=True))
            note("center-loss", {"center_rate": rate}, {
                "loss": (apart ** 2).sum().item() / 2 / len(points),
                "to_points": (apart / len(points)).tolist(),
                "moved": moved.tolist(),
            })
    clouds = {name: points.tolist() for name, points in CLOUDS.items()}
    return {"labels": LABELS.tolist(), "clouds": clouds, "proxies": PROXIES.tolist(), "cases": made}


if __name__ == "__main__":
    made = golden()
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(made))
    known = json.loads(FILE.read_text())
    for name, case in made["cases"].items():
        off = difference(known["cases"].get(name), case)
        print(f"{off:8.1e}  {name}  {dict(library=case['library']) if 'library' in case else ''}")
    off = difference(known, made)
    print(f"{off:8.1e}  the whole file")
    sys.exit(off > 1e-12)
