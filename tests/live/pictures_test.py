#!/usr/bin/python3
"""Pictures out, columns and presentation, on the real window."""

import base64
import struct
import xml.etree.ElementTree as ET

import numpy as np

import live
from live import LiveTest, png_size, read_png

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def embedded_size(image):
    """(width, height) of an <image>'s PNG."""
    kind, data = image.get(LINK).split(",")
    assert kind == "data:image/png;base64", kind
    png = base64.b64decode(data)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


class Pictures(LiveTest):
    def capture(self, name, *arguments):
        self.run_program("capture", "--example", "digits", "--step", "2", "--size", "1200x720",
                         *arguments, "-o", name)
        return self.work / name

    def test_a_screen_is_drawn_again_at_every_scale(self):
        one = read_png(self.capture("1.png", "--at", "1"))
        two = read_png(self.capture("2.png", "--at", "2"))
        self.assertEqual(one.shape, (720, 1200, 3))
        self.assertEqual(two.shape, (1440, 2400, 3))
        # The same layout: averaged to the small one's pixels, the large one is nearly it.
        small = two.reshape(720, 2, 1200, 2, 3).mean(axis=(1, 3))
        self.assertLess(abs(small - one).mean(), 4)
        # But drawn, not enlarged: its pixels are no pairs.
        self.assertGreater((two[:, 0::2] != two[:, 1::2]).any(axis=2).mean(), 0.02)
        self.assertEqual(png_size(self.capture("4.png", "--at", "4")), (4800, 2880))
        # Without --at it is what the window shows, as --scale has it.
        plain = read_png(self.capture("plain.png"))
        self.assertEqual(plain.shape, one.shape)
        self.assertLess(abs(plain - one).mean(), 1)

    def test_the_stage_alone_is_that_part_of_the_screen(self):
        s = self.play("""
            key Right
            state at
            hover theme
            capture screen.png""", "--example", "digits", "--size", "1200x720")
        screen = self.picture("screen.png")
        stage = read_png(self.capture("stage.png", "--what", "stage", "--at", "1"))
        items = s["at"]["items"]
        width = int(items["edge.side"][0] - items["edge.network"][2])
        self.assertEqual(stage.shape[1], width)
        x0 = int(items["edge.network"][2])
        y0 = int(items["edge.network"][1])
        part = screen[y0:y0 + stage.shape[0], x0:x0 + width]
        # A pixel on the very border of two cells may fall to either.
        self.assertLess((part != stage).any(axis=2).mean(), 0.03)

    def test_one_heatmap_is_its_cells(self):
        W = read_png(self.capture("W1.png", "--what", "W1", "--at", "1"))
        four = png_size(self.capture("W1x4.png", "--what", "W1", "--at", "4"))
        self.assertEqual(four, (W.shape[1] * 4, W.shape[0] * 4))
        self.assertGreater(W.shape[1], 784)
        colours = np.unique(W.reshape(-1, 3), axis=0)
        self.assertGreater(len(colours), 500)
        x = self.capture("x.png", "--what", "x")
        self.assertGreater(png_size(x)[1], 784)
        done = self.run_program("capture", "--what", "W9", "-o", "W9.png", status=2)
        self.assertIn("W9", done.stderr)
        self.assertIn("dL_dW1", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertFalse((self.work / "W9.png").exists())

    def test_the_stage_as_svg_has_its_text_as_text(self):
        root = ET.parse(self.capture("stage.svg")).getroot()
        self.assertEqual(root.tag, SVG + "svg")
        texts = ["".join(t.itertext()) for t in root.iter(SVG + "text")]
        for expected in ("LAYER 1 · ADD THE BIAS", "128", "784", "W", "z", "(1)", "784 products",
                         "Σ positive"):
            self.assertIn(expected, texts)
        self.assertTrue(any(t.startswith("Each of the 128 sums") for t in texts))
        families = {t.get("font-family").split(",")[0] for t in root.iter(SVG + "text")}
        self.assertEqual(families, {"Inter", "'JetBrains Mono'", "STIXGeneral"})
        # W and its three vectors, then the lens's three pictures: one pixel a cell.
        sizes = [embedded_size(image) for image in root.iter(SVG + "image")]
        self.assertEqual(sizes, [(784, 128), (1, 784), (1, 128), (1, 128)] + 3 * [(28, 28)])
        # It is the stage of the picture in pixels, in its own units.
        width, height = png_size(self.capture("stage.png", "--what", "stage", "--at", "1"))
        self.assertAlmostEqual(float(root.get("width")), width, delta=1)
        self.assertAlmostEqual(float(root.get("height")), height, delta=1)
        # A whole screen and one heatmap can be had as well.
        screen = ET.parse(self.capture("screen.svg", "--what", "screen")).getroot()
        texts = ["".join(t.itertext()) for t in screen.iter(SVG + "text")]
        for expected in ("NETWORK", "SHAPE LOG", "Train", "0.1", "64"):
            self.assertIn(expected, texts)
        heatmap = ET.parse(self.capture("W2.svg", "--what", "W2")).getroot()
        self.assertEqual([embedded_size(i) for i in heatmap.iter(SVG + "image")], [(128, 64)])

    def test_the_window_saves_under_a_free_name_and_says_where(self):
        s = self.play("""
            key Right
            key s
            state first
            key s
            state second
            click save-picture
            click picture.W1
            click picture.1x
            click picture.save
            state heatmap
            click save-picture
            click picture.svg
            click picture.stage
            click picture.save
            state svg""", "--example", "digits", "--size", "1200x720")
        names = ["digits-step-2-stage.png", "digits-step-2-stage-2.png", "digits-step-2-W1.png",
                 "digits-step-2-stage.svg"]
        for state, name in zip(("first", "second", "heatmap", "svg"), names):
            self.assertEqual(s[state]["notice"], f"Wrote the picture: {self.work / name}")
            self.assertTrue((self.work / name).is_file())
        self.assertEqual(self.picture(names[0]).shape, self.picture(names[1]).shape)
        ET.parse(self.work / names[3])
        left = sorted(p.name for p in self.work.iterdir()
                      if p.suffix in (".png", ".svg"))
        self.assertEqual(left, sorted(names), "nothing half written is left")

    def test_saving_changes_nothing_on_the_screen(self):
        self.play("""
            key Right
            hover stage.W1 0.5,0.3
            capture before.png
            key s
            key Escape
            capture after.png""", "--example", "digits", "--size", "1200x720")
        self.assertTrue((self.picture("before.png") == self.picture("after.png")).all())


class Columns(LiveTest):
    def test_columns_are_remembered(self):
        s = self.play("""
            state start
            key [
            state closed
            key [
            drag edge.side 0.5,0.5 -4,0.5 -9.5,0.5
            key ]
            state end""", "--example", "digits", "--size", "1440x900")
        self.assertIn("layer.1", s["start"]["items"])
        self.assertNotIn("layer.1", s["closed"]["items"])
        self.assertNotIn("canvas", s["end"]["items"])
        again = self.play("""
            state start
            key ]
            state open
            doubleclick edge.side
            state reset""", "--size", "1440x900")
        self.assertNotIn("canvas", again["start"]["items"])
        wide = again["open"]["items"]["edge.side"][0]
        self.assertLess(wide, s["start"]["items"]["edge.side"][0] - 40)
        self.assertEqual(again["reset"]["items"]["edge.side"], s["start"]["items"]["edge.side"])

    def test_a_presentation_shows_the_stage_alone_and_large(self):
        s = self.play("""
            key Right
            state before
            key F11
            wait 2
            state large
            key Right
            state stepped
            key Escape
            wait 2
            state after""", "--example", "digits", "--size", "1440x900")
        before, large = s["before"]["items"], s["large"]["items"]
        self.assertTrue(s["large"]["presenting"])
        self.assertNotIn("canvas", large)
        self.assertNotIn("code", large)
        height = lambda items: items["stage.formula"][3] - items["stage.formula"][1]
        self.assertGreater(height(large), 1.4 * height(before))
        self.assertEqual(s["stepped"]["step_index"], 2)
        self.assertFalse(s["after"]["presenting"])
        self.assertEqual(s["after"]["items"]["canvas"], before["canvas"])


if __name__ == "__main__":
    live.main()
