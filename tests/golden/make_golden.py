#!/usr/bin/python3
"""Writes golden.npz: what PyTorch's autograd and NumPy say, in float64, for the tests in C++.

    /usr/bin/python3 tests/golden/make_golden.py        (NumPy 1.24, PyTorch 1.13: the same bytes)

tests/golden/golden.h reads it. Samples are rows here, as in PyTorch; since NumPy stores rows one
after the other and Eigen columns, (N, out) here is (out × N) there without moving a number.

Autograd: 27 cases, one for every output activation and loss, on a network 4-5-4-3 whose hidden
activations take turns, so that each one meets each loss. Arrays with a row a case, flattened in
C order:
    case_hidden1, case_hidden2, case_output, case_loss    (27,) names as in core/network
    case_W1 (5, 4)  case_b1 (5)  ...  case_W3 (3, 4)  case_b3 (3)
    case_x (3, 4), case_y (3, 3)                          three samples
    batch_loss, and for l = 1, 2, 3: batch_z{l}, batch_a{l}, batch_dL_da{l}, batch_dL_dz{l},
        batch_dL_dW{l}, batch_dL_db{l}, batch_dL_dx{l}    of the three samples
    vector_...                                            the same of the first sample alone
dL_dx{l} is with respect to the input of layer l: dL_dx1 to x, dL_dx2 to a1 (and so dL_da1).

Activations: grid_z (n); grid_name (8); grid_a, grid_slope (8, n): a row an activation.
Softmax: softmax_z, softmax_a (samples, 4); softmax_jacobian (samples, 16): dp_i/dz_j at 4 i + j.
NumPy: rand_{seed} (20) for seeds 0, 1, 42, 2³² − 1: np.random.seed(seed); np.random.rand(20);
    randn_{seed} likewise.  lesson_output (5): the program of the example numpy-case.
"""

import pathlib

import numpy as np
import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

ELEMENTWISE = {
    "identity": lambda z: z,
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    # PyTorch replaces softplus by z above its threshold, 20 by default: not exact enough here.
    "softplus": lambda z: F.softplus(z, threshold=700),
    "gelu": F.gelu,
    "silu": F.silu,
}
ACTIVATIONS = {**ELEMENTWISE, "softmax": lambda z: F.softmax(z, dim=1)}

# About here each output activation is well inside (0, 1), where every loss is defined.
OUTPUT_BIAS = {"identity": 0.5, "relu": 0.5, "leaky-relu": 0.5, "sigmoid": 0.0, "tanh": 0.5,
               "softplus": -0.5, "gelu": 0.7, "silu": 0.8, "softmax": 0.0}

LOSSES = {
    "mse": F.mse_loss,
    "binary-cross-entropy": F.binary_cross_entropy,
    # PyTorch's own takes z before a softmax; this is its formula for any positive a.
    "cross-entropy": lambda a, y: -(y * torch.log(a)).sum(dim=1).mean(),
}
FUSED = {("sigmoid", "binary-cross-entropy"): F.binary_cross_entropy_with_logits,
         ("softmax", "cross-entropy"): F.cross_entropy}
TARGETS = {
    "mse": [[0.5, -1.0, 2.0], [0.0, 0.3, -0.2], [1.0, 1.0, 0.0]],
    "binary-cross-entropy": [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.3, 0.9, 0.5]],
    "cross-entropy": [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.2, 0.5, 0.3]],
}
SIZES = [4, 5, 4, 3]


def run_pass(parameters, names, loss_name, x, y):
    """Every value and gradient of one pass, by autograd alone."""
    x = torch.tensor(x, requires_grad=True)
    y = torch.tensor(y)
    made = {"x": [x], "z": [], "a": [], "W": [], "b": []}
    for (W, b), name in zip(parameters, names):
        W = torch.tensor(W, requires_grad=True)
        b = torch.tensor(b, requires_grad=True)
        z = F.linear(made["x"][-1], W, b)
        a = ACTIVATIONS[name](z)
        if a is z:
            a = z.clone()
        for symbol, value in zip("zaWb", (z, a, W, b)):
            value.retain_grad()
            made[symbol].append(value)
        made["x"].append(a)
    loss = LOSSES[loss_name](made["a"][-1], y)
    loss.backward()

    # The losses that PyTorch computes from z must agree.
    if (names[-1], loss_name) in FUSED:
        fused = FUSED[names[-1], loss_name](made["z"][-1], y)
        assert abs(fused.item() - loss.item()) < 1e-14

    values = {"loss": loss.detach().numpy()}
    for l in range(1, len(names) + 1):
        for symbol in "za":
            values[f"{symbol}{l}"] = made[symbol][l - 1].detach().numpy()
        for symbol in "azWbx":
            values[f"dL_d{symbol}{l}"] = made[symbol][l - 1].grad.numpy()
    return values


def autograd_cases():
    random = np.random.RandomState(7)
    elementwise = list(ELEMENTWISE)
    rows = {}

    def put(name, value):
        rows.setdefault(name, []).append(value if isinstance(value, str) else np.ravel(value))

    combinations = [(loss, output) for loss in LOSSES for output in ACTIVATIONS]
    for k, (loss, output) in enumerate(combinations):
        names = [elementwise[k % 8], elementwise[(3 * k + 1) % 8], output]
        parameters = [(random.randn(n_out, n_in) * 0.7, random.randn(n_out) * 0.5)
                      for n_in, n_out in zip(SIZES, SIZES[1:])]
        W, b = parameters[-1]
        parameters[-1] = (W * 0.1, b * 0.2 + OUTPUT_BIAS[output])
        x = random.randn(3, 4)
        y = np.array(TARGETS[loss])
        for name, value in zip(("hidden1", "hidden2", "output", "loss"), (*names, loss)):
            put(f"case_{name}", value)
        for l, (W, b) in enumerate(parameters, 1):
            put(f"case_W{l}", W)
            put(f"case_b{l}", b)
        put("case_x", x)
        put("case_y", y)
        for kind, count in (("batch", 3), ("vector", 1)):
            for name, value in run_pass(parameters, names, loss, x[:count], y[:count]).items():
                put(f"{kind}_{name}", value)
    return {name: np.array(values) for name, values in rows.items()}


def activation_grid():
    positive = [1e-10, 1e-3, 0.1, 0.5, 1, 1.7, 3, 5, 10, 19.5, 20.5, 30, 50, 100, 700, 1000]
    grid = np.array([-v for v in reversed(positive)] + [0.0] + positive)
    values, slopes = [], []
    for f in ELEMENTWISE.values():
        z = torch.tensor(grid, requires_grad=True)
        a = f(z)
        a.sum().backward()
        values.append(a.detach().numpy())
        slopes.append(z.grad.numpy())
    return {"grid_z": grid, "grid_name": np.array(list(ELEMENTWISE)),
            "grid_a": np.array(values), "grid_slope": np.array(slopes)}


def softmax_samples():
    z = np.array([[0.0, 0.0, 0.0, 0.0], [0.1, -1.2, 2.3, 0.7], [1000, -1000, 0, 999],
                  [1000, 1000, 1000, 1000], [-1000, -1001, -999, -1000.5]], dtype=float)
    jacobians = [torch.autograd.functional.jacobian(lambda v: F.softmax(v, dim=0),
                                                    torch.tensor(row)).numpy().ravel()
                 for row in z]
    return {"softmax_z": z, "softmax_a": F.softmax(torch.tensor(z), dim=1).numpy(),
            "softmax_jacobian": np.array(jacobians)}


def numpy_numbers():
    numbers = {}
    for seed in (0, 1, 42, 2**32 - 1):
        np.random.seed(seed)
        numbers[f"rand_{seed}"] = np.random.rand(20)
        np.random.seed(seed)
        numbers[f"randn_{seed}"] = np.random.randn(20)

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    np.random.seed(0)
    X = np.random.rand(5, 3)
    W1, b1 = np.random.rand(3, 4), np.random.rand(4)
    W2, b2 = np.random.rand(4, 1), np.random.rand(1)
    numbers["lesson_output"] = sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2).ravel()
    return numbers


if __name__ == "__main__":
    arrays = {**autograd_cases(), **activation_grid(), **softmax_samples(), **numpy_numbers()}
    assert all(np.isfinite(a).all() for a in arrays.values() if a.dtype.kind == "f")
    np.savez_compressed(pathlib.Path(__file__).with_name("golden.npz"), **arrays)
