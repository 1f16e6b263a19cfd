#!/usr/bin/python3
"""Digits: test images, drawing with live probabilities, the target, files of all kinds."""

import gzip
import pathlib

import numpy as np

import live
from live import LiveTest, ONE, SEVEN, ZERO, write_grey_png

FASHION = "/usr/share/datasets/fashion-mnist"


def mnist(name, header):
    """The bytes behind the header of one of the committed files."""
    folder = pathlib.Path(__file__).parents[2] / "assets" / "mnist"
    (path,) = folder.glob(name + "*")
    return np.frombuffer(gzip.open(path).read()[header:], np.uint8)


class Digits(LiveTest):
    def test_images_next_previous_and_by_number(self):
        s = self.play("""
            state start
            click next-image
            key PageDown
            state two
            click previous-image
            state one
            click image
            type 9999
            key Enter
            state last
            key PageDown
            state past
            key Escape
            click image
            type seven
            key Enter
            state bad
            click notice.close
            state dismissed
            click image
            type 42
            key Escape
            state given_up
            click input
            click image-number
            type 7
            key Enter
            state menu""", "--example", "digits", "--size", "1024x700")
        labels = mnist("t10k-labels", 8)
        for name, image in (("start", 0), ("two", 2), ("one", 1), ("last", 9999), ("menu", 7)):
            shown = s[name]["input"]
            self.assertEqual((shown["source"], shown["image"]), ("test image", image))
            self.assertEqual(shown["label"], labels[image])
        self.assertEqual(s["start"]["prediction"], 7)  # every MNIST reader knows this one
        for name in ("past", "bad", "dismissed", "given_up"):
            for key in ("input", "probabilities", "undo_depth"):
                self.assertEqual(s[name][key], s["last"][key], name)
        self.assertIn("from 0 to 9999", s["past"]["notice"])
        self.assertIn("seven", s["bad"]["notice"])
        self.assertEqual(s["dismissed"]["notice"], "")

    def test_drawn_digits_are_read_and_probabilities_follow_the_pen(self):
        s = self.play(f"""
            draw {SEVEN}
            state seven
            draw {ONE}
            state one
            draw {ZERO}
            state zero
            key Ctrl+Z
            state undone
            click clear
            state cleared
            drag canvas 0.22,0.24 0.78,0.22
            state bar
            drag canvas 0.78,0.22 0.45,0.82
            state whole
            key Ctrl+Z
            state bar_again
            key PageDown
            state image""", "--example", "digits", "--size", "1024x700")
        for name, digit in (("seven", 7), ("one", 1), ("zero", 0), ("whole", 7)):
            self.assertEqual(s[name]["prediction"], digit, name)
            self.assertEqual(s[name]["input"]["source"], "drawing")
            self.assertEqual(int(np.argmax(s[name]["probabilities"])), digit)
            self.assertGreater(s[name]["input"]["sum"], 10)
        for state in s.values():
            self.assertAlmostEqual(sum(state["probabilities"]), 1, places=12)
        self.assertEqual(s["cleared"]["input"]["sum"], 0)
        self.assertEqual(s["undone"]["input"]["sum"], 0)  # a stroke is one edit, whatever it took
        self.assertNotEqual(s["bar"]["probabilities"], s["whole"]["probabilities"])
        self.assertEqual(s["bar_again"]["probabilities"], s["bar"]["probabilities"])
        self.assertEqual(s["bar_again"]["input"], s["bar"]["input"])
        self.assertEqual(s["image"]["input"]["source"], "test image")

    def test_a_clicked_class_becomes_the_target(self):
        s = self.play("""
            state before
            click class.3
            state after
            key Ctrl+Z
            state undone""", "--example", "digits", "--size", "1024x700")
        self.assertEqual(s["after"]["input"]["label"], 3)
        p = s["after"]["probabilities"]
        self.assertEqual(p, s["before"]["probabilities"])
        self.assertAlmostEqual(s["before"]["loss"], -np.log(p[7]), places=12)
        self.assertAlmostEqual(s["after"]["loss"], -np.log(p[3]), places=9)
        self.assertEqual(s["undone"]["loss"], s["before"]["loss"])

    def test_opens_pictures_models_and_data_and_says_what_it_cannot(self):
        generator = np.random.default_rng(1)
        model = {}
        for layer, (inputs, outputs) in enumerate([(784, 12), (12, 10)], 1):
            model[f"W{layer}"] = generator.normal(size=(outputs, inputs)) / np.sqrt(inputs)
            model[f"b{layer}"] = generator.normal(size=outputs)
        np.savez(self.work / "small.npz", **model)
        np.savez(self.work / "misfit.npz", W1=np.ones((2, 3)), b1=np.zeros(2))
        picture = np.full((60, 90), 255)  # dark on light, not square, off centre
        picture[10:50, 61:66] = 0
        write_grey_png(self.work / "a one.png", picture)
        (self.work / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (self.work / "notes.txt").write_text("notes\n")
        (self.work / "empty").mkdir()
        s = self.play(f"""
            open a one.png
            state picture
            open broken.png
            state broken
            open misfit.npz
            state misfit
            open notes.txt
            state notes
            open empty
            state empty
            open absent.npz
            state absent
            key Escape
            click image
            type 0
            key Enter
            open small.npz
            state model
            key Ctrl+Z
            state undone
            open {FASHION}
            state fashion
            open small.npz
            key PageDown
            state both
            click network
            click example.three-to-two
            open a one.png
            state no_picture""", "--example", "digits", "--size", "1024x700")
        self.assert_shows(s["picture"], prediction=1, notice="")
        self.assertEqual(s["picture"]["input"]["source"], "file")
        for name in ("broken", "misfit", "notes", "empty", "absent"):
            self.assertNotEqual(s[name]["notice"], "", name)
            self.assertNotIn("\n", s[name]["notice"])
            for key in ("input", "network", "probabilities", "undo_depth"):
                self.assertEqual(s[name][key], s["picture"][key], name)
        self.assertIn("misfit.npz", s["misfit"]["notice"])

        self.assert_shows(s["model"], network="784-12-10", notice="")
        x = mnist("t10k-images", 16)[:784] / 255
        z = model["W2"] @ np.maximum(model["W1"] @ x + model["b1"], 0) + model["b2"]
        expected = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        np.testing.assert_allclose(s["model"]["probabilities"], expected, rtol=1e-12)
        self.assertEqual(s["undone"]["network"], "784-128-64-10")

        pixels = gzip.open(f"{FASHION}/t10k-images-idx3-ubyte.gz").read(16 + 784)[16:]
        self.assertAlmostEqual(s["fashion"]["input"]["sum"], sum(pixels) / 255, places=9)
        self.assertEqual(s["fashion"]["input"]["label"], 9)  # an ankle boot
        self.assert_shows(s["both"], network="784-12-10")
        self.assertEqual(s["both"]["input"]["image"], 1)
        self.assert_shows(s["no_picture"], example="three-to-two", network="3-2")
        self.assertIn("picture", s["no_picture"]["notice"])


if __name__ == "__main__":
    live.main()
