#!/usr/bin/python3
"""One round of NumPy with OpenBLAS on the work of `layerwise bench`, as a line of JSON.

    OPENBLAS_NUM_THREADS=1 train_numpy.py MNIST_FOLDER

As train_pytorch.py, at batch 64, with results written in place where NumPy can.
"""

import json
import sys
import time

import numpy as np

from mnist import load_train

BATCH, ETA = 64, np.float32(0.1)


def main():
    images, labels = load_train(sys.argv[1])
    targets = np.eye(10, dtype=np.float32)[labels]
    random = np.random.RandomState(0)
    sizes = [784, 128, 64, 10]
    W = [(random.randn(n_in, n_out) * np.sqrt(2 / n_in)).astype(np.float32)
         for n_in, n_out in zip(sizes, sizes[1:])]
    b = [np.zeros(n, np.float32) for n in sizes[1:]]

    def learn(order):
        for first in range(0, len(order), BATCH):
            rows = order[first:first + BATCH]
            x = [images[rows]]
            for l in range(3):
                z = x[-1] @ W[l]
                z += b[l]
                x.append(np.maximum(z, 0, out=z) if l < 2 else z)
            p = np.exp(x[-1] - x[-1].max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            p -= targets[rows]
            p *= ETA / np.float32(len(rows))
            for l in reversed(range(3)):
                dW, db = x[l].T @ p, p.sum(axis=0)
                if l > 0:
                    p = (p @ W[l].T) * (x[l] > 0)
                W[l] -= dW
                b[l] -= db

    learn(random.permutation(len(images))[:20 * BATCH])
    start = time.perf_counter()
    learn(random.permutation(len(images)))
    print(json.dumps({"b64": len(images) / (time.perf_counter() - start)}))


if __name__ == "__main__":
    main()
