#!/usr/bin/python3
"""Measures training beside PyTorch and NumPy, in turns, and prints the ratios.

    compare.py LAYERWISE MNIST_FOLDER [--rounds N] [--accuracy-only] [--json F]

Every round runs each program once, so that whatever else the machine does disturbs all alike; the
figures are medians over the rounds, everybody at the best number of threads. Then both learn MNIST
for five epochs with the same hyper-parameters, from three seeds each: the difference of the mean test
accuracies is in points. The figures are merged into F, which may hold others already.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # Debian's, which has the peers' packages


def run(command, **environment):
    done = subprocess.run(command, env={**os.environ, **environment}, check=True,
                          stdout=subprocess.PIPE, text=True)
    return done.stdout


def ours(program):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "bench.json"
        run([program, "bench", "--rounds", "1", "--json", str(file)])
        return json.loads(file.read_text())


def pytorch(mnist, threads):
    # Its OpenMP and its OpenBLAS must not both have several threads.
    return json.loads(run([PYTHON, str(HERE / "train_pytorch.py"), mnist, str(threads)],
                          OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS="1"))


def numpy(mnist, threads):
    return json.loads(run([PYTHON, str(HERE / "train_numpy.py"), mnist],
                          OPENBLAS_NUM_THREADS=str(threads)))


# Of both: PyTorch's default initialisation is `uniform` here.
SEEDS, EPOCHS, BATCH, RATE = (0, 1, 2), 5, 64, 0.1


def accuracies(program, mnist):
    """The test accuracy after the last epoch, in percent: the mean of ours and of PyTorch's."""
    mine, theirs = [], []
    for seed in SEEDS:
        print(f"accuracy, seed {seed}", file=sys.stderr)
        printed = run([program, "train", "--data", mnist, "--network", "784-128-64-10",
                       "--init", "uniform", "--epochs", str(EPOCHS), "--batch", str(BATCH),
                       "--lr", str(RATE), "--seed", str(seed)])
        mine.append(100 * json.loads(printed)["test_accuracy"])
        printed = run([PYTHON, str(HERE / "accuracy_pytorch.py"), mnist, str(EPOCHS), str(BATCH),
                       str(RATE), str(seed)], OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        theirs.append(100 * json.loads(printed)["test_accuracy"])
    one, other = statistics.mean(mine), statistics.mean(theirs)
    return {"accuracy_percent": one, "pytorch_accuracy_percent": other,
            "accuracy_points_behind_pytorch": other - one}


def medians(rounds):
    return {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}


def measure(program, mnist, rounds):
    threads = range(1, min(os.cpu_count(), 2) + 1)
    found = {"ours": []}
    for k in range(rounds):
        print(f"round {k + 1} of {rounds}", file=sys.stderr)
        found["ours"].append(ours(program))
        for n in threads:
            found.setdefault(("pytorch", n), []).append(pytorch(mnist, n))
            found.setdefault(("numpy", n), []).append(numpy(mnist, n))
    figures = medians(found["ours"])
    for key in ("b32", "b64", "b256"):
        best = max(medians(found["pytorch", n])[key] for n in threads)
        figures[f"pytorch_samples_per_second_{key}"] = best
        figures[f"ratio_pytorch_{key}"] = figures[f"samples_per_second_{key}"] / best
    best = max(medians(found["numpy", n])["b64"] for n in threads)
    figures["numpy_samples_per_second_b64"] = best
    figures["ratio_numpy_b64"] = figures["samples_per_second_b64"] / best
    best = min(medians(found["pytorch", n])["forward_us"] for n in threads)
    figures["pytorch_forward_us_median"] = best
    figures["ratio_pytorch_forward"] = best / figures["forward_us_median"]
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("mnist")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--accuracy-only", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()
    figures = {}
    if not arguments.accuracy_only:
        figures.update(measure(arguments.program, arguments.mnist, arguments.rounds))
    figures.update(accuracies(arguments.program, arguments.mnist))
    for name, value in figures.items():
        print(f"{name:32} {value:12.3f}")
    if arguments.json:
        before = json.loads(arguments.json.read_text()) if arguments.json.exists() else {}
        arguments.json.write_text(json.dumps({**before, **figures}, indent=2) + "\n")


if __name__ == "__main__":
    main()
