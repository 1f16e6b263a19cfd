#!/usr/bin/python3
"""One round of PyTorch on the work of `layerwise bench`, as a line of JSON.

    train_pytorch.py MNIST_FOLDER THREADS

784-128-64-10, ReLU, softmax cross-entropy, SGD 0.1, float32, one epoch of each batch size with
shuffling and gathering, the images in memory as a tensor of floats: PyTorch at its quickest.
"""

import json
import sys
import time

import torch
from torch import nn

from mnist import load_train


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(),
                         nn.Linear(64, 10))


def samples_per_second(X, y, batch):
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss_of = nn.CrossEntropyLoss()

    def learn(order):
        for first in range(0, len(order), batch):
            rows = order[first:first + batch]
            optimizer.zero_grad(set_to_none=True)
            loss_of(net(X[rows]), y[rows]).backward()
            optimizer.step()

    learn(torch.randperm(len(X))[:20 * batch])
    start = time.perf_counter()
    learn(torch.randperm(len(X)))
    return len(X) / (time.perf_counter() - start)


def forward_us(X):
    net = network()
    times = []
    with torch.inference_mode():
        for n in range(1000):
            x = X[n:n + 1]
            start = time.perf_counter()
            torch.softmax(net(x), dim=1)
            times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[len(times) // 2]


def main():
    torch.set_num_threads(int(sys.argv[2]))
    images, labels = load_train(sys.argv[1])
    X = torch.from_numpy(images)
    y = torch.from_numpy(labels).long()
    result = {f"b{batch}": samples_per_second(X, y, batch) for batch in (32, 64, 256)}
    result["forward_us"] = forward_us(X)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
