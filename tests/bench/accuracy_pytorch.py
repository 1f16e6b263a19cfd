#!/usr/bin/python3
"""What PyTorch's network reads right of MNIST's test images, as a line of JSON.

    accuracy_pytorch.py MNIST_FOLDER EPOCHS BATCH RATE SEED

784-128-64-10, ReLU, softmax cross-entropy, plain SGD, float32, shuffled each epoch, PyTorch's own
initialisation.
"""

import json
import sys

import torch
from torch import nn

from mnist import load_test, load_train


def main():
    folder, epochs, batch, rate, seed = sys.argv[1:]
    torch.manual_seed(int(seed))
    X, y = (torch.from_numpy(part) for part in load_train(folder))
    net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(),
                        nn.Linear(64, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=float(rate))
    loss_of = nn.CrossEntropyLoss()
    for _ in range(int(epochs)):
        for rows in torch.randperm(len(X)).split(int(batch)):
            optimizer.zero_grad(set_to_none=True)
            loss_of(net(X[rows]), y[rows]).backward()
            optimizer.step()
    X, y = (torch.from_numpy(part) for part in load_test(folder))
    with torch.inference_mode():
        right = (net(X).argmax(dim=1) == y).float().mean().item()
    print(json.dumps({"test_accuracy": right}))


if __name__ == "__main__":
    main()
