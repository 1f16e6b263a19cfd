"""MNIST's images, as floats from 0 to 1, for the programs that training is compared with."""

import gzip
import pathlib

import numpy as np


def read_idx(folder, name, header):
    path = pathlib.Path(folder) / name
    if path.exists():
        data = path.read_bytes()
    else:
        data = gzip.decompress(path.with_name(name + ".gz").read_bytes())
    return np.frombuffer(data, np.uint8, offset=header)


def load(folder, part):
    images = read_idx(folder, f"{part}-images-idx3-ubyte", 16).reshape(-1, 784)
    labels = read_idx(folder, f"{part}-labels-idx1-ubyte", 8)
    return images.astype(np.float32) / np.float32(255), labels.astype(np.int64)


def load_train(folder):
    return load(folder, "train")


def load_test(folder):
    return load(folder, "t10k")
