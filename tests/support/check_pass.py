#!/usr/bin/python3
"""Computes the pass in a trace's .npz again and compares every number.

    check_pass.py PASS.npz ACTIVATIONS LOSS LEARNING_RATE numpy|torch

ACTIVATIONS are the layers' own, with commas: sigmoid,softmax. Only x, y, W and b are taken from
the file; everything else is worked out here, by NumPy's formulas written down independently or by
PyTorch's autograd. Exit status 77: PyTorch is not installed.
"""

import sys

import numpy as np

TOLERANCE = 1e-12


def fail(message):
    sys.exit(f"check_pass: {message}")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def activate(f, z):
    return {
        "identity": lambda: z,
        "relu": lambda: np.maximum(z, 0),
        "sigmoid": lambda: sigmoid(z),
        "softmax": lambda: softmax(z),
    }[f]()


def pull_back(f, z, dL_da):
    """dL_dz from dL_da."""
    a = activate(f, z)
    return {
        "identity": lambda: dL_da,
        "relu": lambda: dL_da * (z > 0),
        "sigmoid": lambda: dL_da * a * (1 - a),
        "softmax": lambda: a * (dL_da - (dL_da * a).sum(axis=1, keepdims=True)),
    }[f]()


def by_numpy(given, activations, loss):
    """Forward and backward in NumPy. Samples are rows, W is (out, in)."""
    r = {}
    layers = range(1, len(activations) + 1)
    a = given["x"]
    for l, f in zip(layers, activations):
        r[f"z{l}"] = a @ given[f"W{l}"].T + given[f"b{l}"]
        a = r[f"a{l}"] = activate(f, r[f"z{l}"])
    y, samples = given["y"], len(a)
    if loss == "mse":
        r["loss"] = np.mean((a - y) ** 2)
        gradient = 2 * (a - y) / a.size
    else:
        r["loss"] = -np.sum(y * np.log(a)) / samples
        gradient = -y / a / samples
    for l, f in reversed(list(zip(layers, activations))):
        x = given["x"] if l == 1 else r[f"a{l - 1}"]
        r[f"dL_da{l}"] = gradient
        delta = r[f"dL_dz{l}"] = pull_back(f, r[f"z{l}"], gradient)
        r[f"dL_dW{l}"] = delta.T @ x
        r[f"dL_db{l}"] = delta.sum(axis=0)
        gradient = r[f"dL_dx{l}"] = delta @ given[f"W{l}"]
    return r


def by_torch(given, activations, loss):
    """Forward in PyTorch, backward by its autograd."""
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed")
        sys.exit(77)
    functions = {
        "identity": lambda z: z,
        "relu": torch.relu,
        "sigmoid": torch.sigmoid,
        "softmax": lambda z: torch.softmax(z, dim=1),
    }
    t = {k: torch.tensor(v, dtype=torch.float64, requires_grad=k != "y") for k, v in given.items()}
    a = t["x"]
    for l, f in enumerate(activations, 1):
        t[f"z{l}"] = a @ t[f"W{l}"].T + t[f"b{l}"]
        a = t[f"a{l}"] = functions[f](t[f"z{l}"])
        t[f"z{l}"].retain_grad()
        a.retain_grad()
    if loss == "mse":
        t["loss"] = torch.nn.functional.mse_loss(a, t["y"])
    else:
        t["loss"] = -(t["y"] * torch.log(a)).sum(dim=1).mean()
    t["loss"].backward()
    r = {k: v.detach().numpy() for k, v in t.items() if k not in given}
    for l in range(1, len(activations) + 1):
        x = t["x"] if l == 1 else t[f"a{l - 1}"]
        r[f"dL_dx{l}"] = x.grad.numpy()
        for name in ("W", "b", "z", "a"):
            r[f"dL_d{name}{l}"] = t[f"{name}{l}"].grad.numpy()
    return r


def main(path, activations, loss, learning_rate, judge):
    activations = activations.split(",")
    found = dict(np.load(path))
    for name, array in found.items():
        if array.dtype != np.float64 or not array.flags.c_contiguous:
            fail(f"{name}: expected float64 in C order, found {array.dtype}")

    layers = range(1, len(activations) + 1)
    given_names = ["x", "y"] + [f"{s}{l}" for l in layers for s in ("W", "b")]
    given = {name: found[name] for name in given_names}
    expected = (by_torch if judge == "torch" else by_numpy)(given, activations, loss)
    for l in layers:
        for s in ("W", "b"):
            step = float(learning_rate) * expected[f"dL_d{s}{l}"]
            expected[f"{s}{l}_next"] = given[f"{s}{l}"] - step

    if set(found) != set(expected) | set(given):
        fail(f"expected the arrays {sorted(set(expected) | set(given))}, found {sorted(found)}")
    for name, value in expected.items():
        if found[name].shape != np.shape(value):
            fail(f"{name}: expected the shape {np.shape(value)}, found {found[name].shape}")
        off = np.max(np.abs(found[name] - value) / np.maximum(1, np.abs(value)))
        if not off <= TOLERANCE:
            fail(f"{name}: off by {off}")
    print(f"{len(expected)} arrays agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
