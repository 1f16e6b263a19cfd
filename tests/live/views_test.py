#!/usr/bin/python3
"""The stage's network and space views in the real window: drawn, pointed at, dragged, remembered."""

import numpy as np

import live
from live import LiveTest, inside


class Views(LiveTest):
    def test_the_network_is_drawn_lit_and_walked_through(self):
        s = self.play("""
            key Right
            key v
            hover stage.formula 2,0
            state plain
            capture plain.png
            hover network.node.3.8
            capture lit.png
            click network.node.3.8
            state clicked
            key Escape
            click network.layer.0
            click network.layer.1
            hover stage.formula 2,0
            state opened
            capture opened.png
            click step.20
            hover stage.formula 2,0
            state back
            capture back.png""", "--example", "digits", "--size", "1280x800")
        self.assert_shows(s["plain"], view="network", step_index=1)
        plain, lit, opened = (self.picture(f"{name}.png") for name in ("plain", "lit", "opened"))
        canvas = s["plain"]["items"]["network.canvas"]
        # Blue and orange edges, and more of them when all are asked for.
        def coloured(picture):
            part = inside(picture, canvas)
            return int((abs(part[:, :, 0] - part[:, :, 2]) > 40).sum())
        self.assertGreater(coloured(plain), 2000)
        self.assertLess(coloured(lit), coloured(plain))
        self.assertGreater(coloured(opened), 1.5 * coloured(plain))
        # A click on an output leads to the step that makes it, and pins it.
        self.assert_shows(s["clicked"], operation="f", layer=3,
                          pinned={"tensor": "a3", "row": 7, "col": 0})
        # On the way back there is green, which values never are.
        def green(name):
            part = inside(self.picture(name), canvas)
            return int(((part[:, :, 1] > part[:, :, 0] + 25) &
                        (part[:, :, 1] > part[:, :, 2] + 25)).sum())
        self.assertGreater(green("back.png"), 200)
        self.assertEqual(green("plain.png"), 0)

    def test_space_is_bent_by_dragging_and_undone(self):
        s = self.play("""
            key v
            key v
            state start
            drag space.output.e1 0.5,0.5 3,-2
            state dragged
            key Ctrl+z
            state undone
            click space.stage.0
            state before
            click space.play
            wait 3
            state played
            capture end.png""", "--example", "three-to-two", "--size", "1280x800")
        self.assert_shows(s["start"], view="space", undo_depth=0)
        self.assertEqual(s["dragged"]["undo_depth"], 1)
        self.assertNotEqual(s["dragged"]["loss"], s["start"]["loss"])
        self.assertAlmostEqual(s["undone"]["loss"], s["start"]["loss"])
        head = {name: np.array(s[name]["items"]["space.output.e1"]) for name in s}
        self.assertGreater(np.abs(head["dragged"] - head["start"]).max(), 20)
        np.testing.assert_allclose(head["undone"], head["start"])
        self.assertGreater(np.abs(head["before"] - head["played"]).max(), 5)

    def test_a_large_layer_shows_its_spectrum_and_is_remembered(self):
        s = self.play("""
            key v
            key v
            wait idle
            hover stage.formula 2,0
            state spectrum
            capture spectrum.png
            key Ctrl+m
            state still""", "--example", "digits", "--size", "1280x800")
        items = s["spectrum"]["items"]
        self.assertNotIn("space.computing", items)
        picture = self.picture("spectrum.png")
        tiles = [inside(picture, items[f"space.tile.{k}"]) for k in range(1, 7)]
        for tile in tiles:
            self.assertGreater(tile.std(), 10)
        self.assertFalse(s["spectrum"]["reduced_motion"])
        self.assertTrue(s["still"]["reduced_motion"])
        again = self.play("state again", "--example", "digits", "--size", "960x640")["again"]
        self.assert_shows(again, view="space", reduced_motion=True)


if __name__ == "__main__":
    live.main()
