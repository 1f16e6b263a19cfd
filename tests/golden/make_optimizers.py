#!/usr/bin/python3
"""Writes optimizers.npz: what PyTorch's optimisers make of a small network in 100 updates.

    /usr/bin/python3 tests/golden/make_optimizers.py    (NumPy 1.24, PyTorch 1.13: the same bytes)

The network is 5-20-7-3, tanh and ReLU, softmax and cross-entropy; 12 minibatches of 11 samples take
turns. Everything in float64, and once more in float32. Samples are rows: (N, in) here is (in × N)
in C++ without moving a number.
    X (132, 5), Y (132, 3), W1 (20, 5), b1 (20), ... W3, b3: where every case begins
    case_{name}_{dtype}_W1 ... _b3, _loss (100): after the updates; the loss of each before it
    names: the cases, which tests/core/training/optimizer_test.cpp lists with their options
    rates_{schedule} (40): PyTorch's learning rates of 40 updates, 4 to the epoch
"""

import pathlib

import numpy as np
import torch
from torch.nn import functional as F

UPDATES, BATCH, COUNT = 100, 11, 132
SIZES = [5, 20, 7, 3]
MASK = (1 << 64) - 1


def mixed(z):
    """core/training/dropout.h: SplitMix64's finaliser."""
    z = (z + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def kept(p, seed, update, layer, shape):
    """Which activations dropout keeps: (samples, neurons)."""
    key = mixed(mixed(mixed(seed) ^ update) ^ layer)
    return np.array([[(mixed(key ^ (n << 32 | i)) >> 40) / 2**24 >= p for i in range(shape[1])]
                     for n in range(shape[0])])


CASES = {
    "sgd": dict(make=lambda p: torch.optim.SGD(p, lr=0.1)),
    "sgd-l2": dict(make=lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.01)),
    "sgd-l1": dict(make=lambda p: torch.optim.SGD(p, lr=0.1), l1=0.003),
    "sgd-clip": dict(make=lambda p: torch.optim.SGD(p, lr=0.5), clip=0.2),
    "sgd-dropout": dict(make=lambda p: torch.optim.SGD(p, lr=0.1), dropout=0.3),
    "momentum": dict(make=lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
    "nesterov": dict(make=lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True,
                                                    weight_decay=0.001)),
    "rmsprop": dict(make=lambda p: torch.optim.RMSprop(p, lr=0.003)),
    "adam": dict(make=lambda p: torch.optim.Adam(p, lr=0.01)),
    "adam-all": dict(make=lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6,
                                                     weight_decay=0.01),
                     l1=0.001, clip=0.3, dropout=0.2),
    "adamw": dict(make=lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1)),
}


def train(case, dtype, start, X, Y):
    """100 updates by autograd and PyTorch's own optimiser."""
    parameters = [torch.tensor(p, dtype=dtype, requires_grad=True) for p in start]
    X, Y = torch.tensor(X, dtype=dtype), torch.tensor(Y, dtype=dtype)
    optimizer = case["make"](parameters)
    p = case.get("dropout", 0)
    losses = []
    for update in range(UPDATES):
        first = update * BATCH % COUNT
        a = X[first:first + BATCH]
        for layer, f in enumerate((torch.tanh, F.relu, None)):
            a = F.linear(a, parameters[2 * layer], parameters[2 * layer + 1])
            if f:
                a = f(a)
                if p:
                    mask = torch.tensor(kept(p, 5, update, layer, a.shape), dtype=dtype)
                    a = a * (mask / (1 - p))
        loss = F.cross_entropy(a, Y[first:first + BATCH])
        losses.append(loss.item())
        penalty = case.get("l1", 0) * sum(w.abs().sum() for w in parameters)
        optimizer.zero_grad()
        (loss + penalty).backward()
        if "clip" in case:
            torch.nn.utils.clip_grad_norm_(parameters, case["clip"])
        optimizer.step()
    return [p.detach().numpy() for p in parameters], losses


def rates(make):
    """The learning rates of 40 updates; `make` gives schedulers that step every update."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = make(optimizer)
    found = []
    for _ in range(40):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(found)


def main():
    lr = torch.optim.lr_scheduler
    random = np.random.RandomState(11)
    X = random.randn(COUNT, SIZES[0]).astype(np.float32).astype(np.float64)
    X[random.rand(*X.shape) < 0.3] = 0  # some inputs are left out of the first layer's sums
    Y = np.eye(SIZES[-1])[random.randint(0, SIZES[-1], COUNT)]
    start = []
    for n_in, n_out in zip(SIZES, SIZES[1:]):
        start += [(random.randn(n_out, n_in) / np.sqrt(n_in)).astype(np.float32),
                  (random.randn(n_out) * 0.1).astype(np.float32)]
    names = [f"{symbol}{l}" for l in range(1, len(SIZES)) for symbol in "Wb"]
    arrays = {"X": X, "Y": Y, **dict(zip(names, start))}
    for case_name, case in CASES.items():
        for dtype, label in ((torch.float64, "double"), (torch.float32, "float")):
            parameters, losses = train(case, dtype, start, X, Y)
            for name, value in zip(names, parameters):
                arrays[f"{case_name}_{label}_{name}"] = value
            arrays[f"{case_name}_{label}_loss"] = np.array(losses)
    arrays["rates_constant"] = rates(lambda o: lr.LambdaLR(o, lambda _: 1.0))
    arrays["rates_step"] = rates(lambda o: lr.StepLR(o, step_size=3 * 4, gamma=0.3))
    arrays["rates_cosine"] = rates(lambda o: lr.CosineAnnealingLR(o, T_max=39, eta_min=0.01))
    arrays["rates_warmup"] = rates(lambda o: lr.SequentialLR(
        o, [lr.LinearLR(o, start_factor=1 / 8, total_iters=7),
            lr.CosineAnnealingLR(o, T_max=31, eta_min=0.01)], milestones=[8]))
    np.savez_compressed(pathlib.Path(__file__).with_name("optimizers.npz"), **arrays)


if __name__ == "__main__":
    main()
