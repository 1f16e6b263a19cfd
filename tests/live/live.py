"""What the tests of the real window share: running the program, and reading what it wrote."""

import argparse
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

import numpy as np

PROGRAM = None  # set by main()

# Strokes in fractions of the canvas, as people write them.
ONE = "0.52,0.15 0.5,0.5 0.48,0.85"
SEVEN = "0.22,0.24 0.5,0.22 0.78,0.22 0.62,0.5 0.45,0.82"
ZERO = ("0.5,0.15 0.34,0.22 0.26,0.42 0.27,0.62 0.36,0.8 0.52,0.86 0.67,0.77 0.75,0.58 0.74,0.38 "
        "0.66,0.22 0.5,0.15")


class LiveTest(unittest.TestCase):
    """A test with a home of its own: settings, session and working folder are thrown away."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="layerwise-")
        self.addCleanup(folder.cleanup)
        home = pathlib.Path(folder.name)
        self.work = home / "work"
        self.settings = home / "config" / "layerwise" / "settings.json"
        self.session = home / "state" / "layerwise" / "session.json"
        self.work.mkdir()
        self.environment = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home / "config"),
                                XDG_STATE_HOME=str(home / "state"))

    def run_program(self, *arguments, status=0, text=True):
        """Runs it to its end; gives what it printed."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.work, timeout=300,
                              env=self.environment, capture_output=True, text=text)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stderr}{done.stdout}")
        return done

    def play(self, script, *arguments, status=0):
        """Drives the window by the script; gives the state that each `state NAME` wrote."""
        lines, states = [], []
        for line in script.splitlines():
            words = line.split()
            if words[:1] == ["state"]:
                states.append(words[1])
                line = f"state {words[1]}.json"
            lines.append(line)
        (self.work / "script.txt").write_text("\n".join(lines) + "\n")
        self.run_program("--script", "script.txt", *arguments, status=status)
        return {name: json.loads((self.work / f"{name}.json").read_text()) for name in states}

    def picture(self, name):
        return read_png(self.work / name)

    def assert_shows(self, state, **expected):
        """That these entries of a state are as expected."""
        self.assertEqual({key: state[key] for key in expected}, expected)


def png_chunks(data):
    """(kind, content) of each chunk, checked."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        content = data[at + 8:at + 8 + length]
        (checksum,) = struct.unpack(">I", data[at + 8 + length:at + 12 + length])
        if checksum != zlib.crc32(kind + content):
            raise ValueError(f"{kind}: wrong checksum")
        yield kind, content
        at += 12 + length


def png_size(path):
    """(width, height), after a look at every byte of the file."""
    chunks = list(png_chunks(path.read_bytes()))
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if (depth, colour) != (8, 2) or chunks[-1][0] != b"IEND":
        raise ValueError(f"{path}: not a complete picture of 8-bit RGB")
    pixels = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
    if len(pixels) != height * (1 + 3 * width):
        raise ValueError(f"{path}: pixels missing")
    return width, height


def read_png(path):
    """The pixels of an RGB picture: (height, width, 3), as int16 so that differences don't wrap."""
    width, height = png_size(path)
    parts = [content for kind, content in png_chunks(path.read_bytes()) if kind == b"IDAT"]
    raw = np.frombuffer(zlib.decompress(b"".join(parts)), np.uint8).reshape(height, -1)
    filters = raw[:, 0]
    rest = raw[:, 1:].reshape(height, width, 3).astype(np.int16)
    pixels = np.zeros((height + 1, width + 1, 3), np.int16)  # with zeros above and to the left
    # A pixel is predicted from those left, above and above left of it: one diagonal at a time.
    for diagonal in range(height + width - 1):
        y = np.arange(max(0, diagonal - width + 1), min(diagonal, height - 1) + 1)
        x = diagonal - y
        left, above, corner = pixels[y + 1, x], pixels[y, x + 1], pixels[y, x]
        to_left, to_above = abs(above - corner), abs(left - corner)
        to_corner = abs(left + above - 2 * corner)
        paeth = np.where((to_left <= to_above) & (to_left <= to_corner), left,
                         np.where(to_above <= to_corner, above, corner))
        kind = filters[y][:, None]
        guess = np.select([kind == 1, kind == 2, kind == 3, kind == 4],
                          [left, above, (left + above) // 2, paeth], 0)
        pixels[y + 1, x + 1] = (rest[y, x] + guess) & 255
    return pixels[1:, 1:]


def write_grey_png(path, pixels):
    """An 8-bit grey picture."""
    def chunk(kind, content):
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    height, width = pixels.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), pixels.astype(np.uint8)])
    path.write_bytes(b"\x89PNG\r\n\x1a\n" +
                     chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(rows.tobytes())) + chunk(b"IEND", b""))


def inside(pixels, rect):
    """The part of a picture in a rectangle from a state's "items"."""
    x0, y0, x1, y1 = (int(round(v)) for v in rect)
    return pixels[y0:y1, x0:x1]


def main():
    """Runs the tests of the file that calls it, on the program that --program names."""
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True, type=pathlib.Path)
    options, rest = parser.parse_known_args()
    PROGRAM = str(options.program.resolve())
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
