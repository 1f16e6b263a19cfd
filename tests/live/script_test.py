#!/usr/bin/python3
"""Scripts themselves, every stop of the small examples, exports, and what the pixels show."""

import csv
import json
import xml.etree.ElementTree as ET

import numpy as np

import live
from live import LiveTest, inside, png_size


class Scripts(LiveTest):
    def test_a_line_that_fails_ends_the_run_and_is_named(self):
        for line, word in (("click no-such-control", "no-such-control"), ("key F13", "F13"),
                           ("jump up", "jump"), ("drag canvas 0,0", "X0,Y0"),
                           ("click previous", "can't be used"), ("state /no/such/folder/x", "x")):
            (self.work / "script.txt").write_text(f"# a comment\n\nwait 1\n{line}\nwait 1\n")
            done = self.run_program("--script", "script.txt", "--example", "three-to-two",
                                    "--size", "960x640", status=1)
            self.assertIn("line 4:", done.stderr, line)
            self.assertIn(word, done.stderr, line)
            self.assertEqual(done.stderr.count("\n"), 1, line)
        done = self.run_program("--script", "absent.txt", status=2)
        self.assertIn("absent.txt", done.stderr)

    def test_quit_ends_it_and_help_opens(self):
        s = self.play("""
            key ?
            state help
            key Escape
            state closed
            click keys
            state clicked
            click keys.close
            state after
            quit
            click no-such-control""", "--example", "three-to-two", "--size", "960x640")
        self.assertEqual([s[k]["help_open"] for k in ("help", "closed", "clicked", "after")],
                         [True, False, True, False])

    def test_every_step_of_the_small_examples_can_be_stood_on_and_pointed_at(self):
        for example, steps in (("three-to-two", 12), ("numpy-case", 22)):
            script = []
            for convention in ("column", "row", "torch"):
                script += [f"click convention.{convention}", "key Home"]
                for k in range(steps):
                    script += [f"state {convention}-{k}", "key Right"]
            s = self.play("\n".join(script), "--example", example, "--size", "960x640")
            for name, state in s.items():
                self.assert_shows(state, stop_index=int(name.split("-")[1]), stop_count=steps)
            script = ["key Home"]
            for k in range(steps):
                tensors = [n for n in s[f"torch-{k}"]["items"] if n.startswith("stage.")]
                self.assertGreaterEqual(len(tensors), 3, k)  # the formula, an operand, the result
                script += [f"hover {n} 0.3,0.7" for n in tensors] + ["key Right"]
            self.play("\n".join(script), "--example", example, "--size", "960x640")

    def test_every_element_of_a_small_example_can_be_stood_on(self):
        script = ["key 3"]
        for k in range(32):
            script += [f"state {k}", "key Right"]
        s = self.play("\n".join(script), "--example", "three-to-two", "--size", "960x640")
        self.assertEqual([s[str(k)]["stop_index"] for k in range(32)], list(range(32)))
        self.assertEqual(s["31"]["stop_count"], 32)
        self.assertEqual([s[str(k)]["element"] for k in range(4)], [0, 1, 0, 1])

    def test_the_log_is_exported_in_every_format(self):
        formats = ("csv", "json", "md", "html", "tex")
        script = "".join(f"click export\nclick export.{f}\nstate {f}\nkey Escape\n"
                         for f in formats)
        s = self.play("click convention.torch\n" + script, "--example", "digits", "--size",
                      "1024x700")
        files = {f: self.work / f"shapes-digits.{f}" for f in formats}
        for name, path in files.items():
            self.assertIn(path.name, s[name]["notice"])
            expected = self.run_program("shapes", "--example", "digits", "--convention", "torch",
                                        "--format", name, text=False).stdout
            self.assertEqual(path.read_bytes(), expected, name)
        self.assertEqual(len(json.loads(files["json"].read_text())["steps"]), 32)
        with open(files["csv"], newline="", encoding="utf-8") as file:
            self.assertEqual(len(list(csv.DictReader(file, strict=True))), 32)
        self.assertEqual(len(ET.parse(files["html"]).findall(".//tbody/tr")), 32)


class Pixels(LiveTest):
    def test_captures_have_the_size_asked_for_and_repeat_byte_for_byte(self):
        self.play("""
            resize 1024x700
            capture a.png
            capture b.png
            resize 1440x900 1
            key Right
            key Left
            capture c.png
            resize 1440x900 2
            capture d.png
            resize 1024x700 1
            capture e.png""", "--example", "digits")
        sizes = [png_size(self.work / f"{name}.png") for name in "abcde"]
        self.assertEqual(sizes, [(1024, 700), (1024, 700), (1440, 900), (2880, 1800), (1024, 700)])
        a, b, e = ((self.work / f"{name}.png").read_bytes() for name in "abe")
        self.assertEqual(a, b)
        self.assertEqual(a, e)

    def test_hovering_lights_the_row_and_the_theme_changes_everything(self):
        s = self.play("""
            state at
            capture before.png
            hover stage.W1 0.5,0.2
            state hovered
            capture row.png
            hover stage.W1 0.5,0.8
            capture other_row.png
            hover theme
            key t
            state light
            capture light.png""", "--example", "digits", "--size", "1024x700", "--theme", "dark")
        before, row, other, light = (self.picture(f"{n}.png") for n in
                                     ("before", "row", "other_row", "light"))
        W = s["at"]["items"]["stage.W1"]
        x0, y0, x1, y1 = W
        upper, lower = (x0, y0, x1, y0 + (y1 - y0) * 0.4), (x0, y0 + (y1 - y0) * 0.6, x1, y1)
        # The lit row is outlined across the whole width of W.
        changed = (inside(row, upper) != inside(other, upper)).any(axis=(0, 2))
        self.assertGreater(changed.mean(), 0.8)
        changed = (inside(row, lower) != inside(other, lower)).any(axis=(0, 2))
        self.assertGreater(changed.mean(), 0.8)
        self.assertTrue((inside(before, W) != inside(row, W)).any())
        self.assertTrue((inside(row, s["at"]["items"]["lens"]) !=
                         inside(other, s["at"]["items"]["lens"])).any())
        # Heatmaps show their own numbers.
        heatmap = inside(before, W).reshape(-1, 3)
        self.assertGreater(len(np.unique(heatmap, axis=0)), 50)
        self.assert_shows(s["light"], theme="light")
        self.assertGreater(light.mean(), 180)
        self.assertLess(before.mean(), 60)
        # And the digit on the canvas is test image 0, in greys.
        canvas = inside(before, s["at"]["items"]["canvas"])
        self.assertTrue((canvas.max(axis=2) - canvas.min(axis=2)).mean() < 8)
        self.assertGreater(canvas.max(), 200)

    def test_a_heatmap_is_the_image_it_is_of(self):
        image = np.zeros((28, 28))
        image[4:24, 12:16] = 255
        live.write_grey_png(self.work / "bar.png", image)
        s = self.play("""
            open bar.png
            state bar
            capture bar.png.png""", "--example", "digits", "--size", "1024x700")
        canvas = inside(self.picture("bar.png.png"), s["bar"]["items"]["canvas"]).mean(axis=2)
        height, width = canvas.shape
        centre = canvas[height // 2 - 9:height // 2 + 9, width // 2 - 3:width // 2 + 3].mean()
        edges = canvas[:, :width // 5].mean()
        self.assertGreater(centre, 150)
        self.assertLess(edges, 40)


if __name__ == "__main__":
    live.main()
