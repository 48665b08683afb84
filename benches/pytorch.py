"""The loss and gradient over all triplets by pytorch-metric-learning on the CPU, for `cargo xtask bench`.

Reads POINTS-N.tsv (x, y, class) for the sizes given, and prints lines of tabs: the way, N, milliseconds, the middle ones, loss, norm of the
gradient. The least processor time of up to five runs, of one if it takes long, on one thread like the others. 32-bit floats, its default."""

import statistics
import sys
import time

import pytorch_metric_learning
import torch
from pytorch_metric_learning.distances import LpDistance
from pytorch_metric_learning.losses import TripletMarginLoss
from pytorch_metric_learning.reducers import MeanReducer

POINTS, SIZES = sys.argv[1], [int(n) for n in sys.argv[2:]]
torch.set_num_threads(1)
LOSS = TripletMarginLoss(
    margin=1.0, distance=LpDistance(normalize_embeddings=False, p=2, power=2), reducer=MeanReducer()
)


def run(points, labels):
    points.grad = None
    loss = LOSS(points, labels)
    loss.backward()
    return loss.item()


print("torch", f"pytorch-metric-learning {pytorch_metric_learning.__version__}, torch {torch.__version__}", "on one thread", sep="\t")
for n in SIZES:
    rows = [line.split("\t") for line in open(f"{POINTS}-{n}.tsv")]
    points = torch.tensor([[float(x), float(y)] for x, y, _ in rows], dtype=torch.float32, requires_grad=True)
    labels = torch.tensor([int(label) for _, _, label in rows])
    took, start = [], time.perf_counter()
    for _ in range(5):
        before = time.process_time()
        loss = run(points, labels)
        took.append(1000 * (time.process_time() - before))
        if time.perf_counter() - start > 5:
            break
    print("pytorch", n, min(took), statistics.median(took), loss, points.grad.norm().item(), sep="\t", flush=True)
