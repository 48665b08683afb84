"""Writes the two real data sets that are compiled into the program: digits.bin and penguins.csv, beside this file.

    pip install scikit-learn==1.9.1 palmerpenguins==0.1.6
    python data/make.py            # writes both files
    python data/make.py --check    # writes nothing; fails if they differ from what is here

digits.bin: 50 images of each digit 0, 1, ... 9, in this order: 64 bytes each, row by row, 0 (paper) to 16 (ink). They are a
random choice, made once with seed 0, of the 1,797 images of scikit-learn's copy of the test set of UCI's "Optical Recognition
of Handwritten Digits" (E. Alpaydin & C. Kaynak, https://doi.org/10.24432/C50P49, CC BY 4.0).

penguins.csv: species and the four measurements of all 344 birds of the Palmer penguins, as they come, NA included
(K. B. Gorman, https://doi.org/10.5281/zenodo.3960218, CC0).
"""

import pathlib
import sys

import numpy
import palmerpenguins
from sklearn.datasets import load_digits

HERE = pathlib.Path(__file__).parent
EACH = 50


def digits() -> bytes:
    images, labels = load_digits(return_X_y=True)
    shuffled = numpy.random.RandomState(0).permutation(len(labels))
    chosen = [shuffled[labels[shuffled] == digit][:EACH] for digit in range(10)]
    return images[numpy.concatenate(chosen)].astype(numpy.uint8).tobytes()


def penguins() -> bytes:
    path = pathlib.Path(palmerpenguins.__file__).parent / "data" / "penguins.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()]
    kept = [rows[0].index(name) for name in
            ["species", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]]
    return "".join(",".join(row[i] for i in kept) + "\n" for row in rows).encode()


if __name__ == "__main__":
    for name, made in {"digits.bin": digits(), "penguins.csv": penguins()}.items():
        if "--check" not in sys.argv:
            (HERE / name).write_bytes(made)
        elif (HERE / name).read_bytes() != made:
            sys.exit(f"{name} is not what this script makes")
