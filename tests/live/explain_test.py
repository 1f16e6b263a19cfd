#!/usr/bin/python3
"""The cards that explain: the drawing's stages, another class, where a number comes from."""

import live
from live import LiveTest

CORNER_SEVEN = "0.05,0.08 0.18,0.08 0.3,0.08 0.22,0.24 0.16,0.38"


class Explain(LiveTest):
    def test_switching_a_stage_off_and_on(self):
        s = self.play(f"""
            draw {CORNER_SEVEN}
            key f
            state all
            click filmstrip.center
            state off
            capture off.png
            key Ctrl+Z
            state undone
            key Escape
            state closed""", "--example", "digits", "--size", "1024x700")
        self.assert_shows(s["all"], card="filmstrip", prediction=7)
        self.assertEqual(s["all"]["preparation"], {"crop": True, "scale": True, "center": True})
        self.assertFalse(s["off"]["preparation"]["center"])
        worth = s["all"]["filmstrip"]["stages"]["center"]
        self.assertAlmostEqual(worth["with"], s["all"]["probabilities"][7])
        self.assertAlmostEqual(worth["without"], s["off"]["probabilities"][7])
        self.assertNotEqual(s["all"]["input"]["sum"], 0)
        self.assertEqual(s["undone"]["probabilities"], s["all"]["probabilities"])
        self.assert_shows(s["closed"], card=None)
        # The switch is drawn where it says, and the strip has ink in every frame.
        picture = self.picture("off.png")
        for frame in range(1, 6):
            x0, y0, x1, y1 = map(int, s["off"]["items"][f"filmstrip.picture.{frame}"])
            pixels = picture[y0 + 2:y1 - 2, x0 + 2:x1 - 2, :3]
            self.assertGreater(int(pixels.max()) - int(pixels.min()), 60, frame)

    def test_makes_a_seven_a_three(self):
        s = self.play("""
            key m
            click make-it.3
            click make-it.slider 0.01,0.5
            state start
            click make-it.slider 0.99,0.5
            state end
            click make-it.apply
            state applied
            key Ctrl+Z
            state undone""", "--example", "digits")
        self.assert_shows(s["start"], card="make-it", prediction=7)
        self.assertEqual(s["start"]["make_it"]["point"], 0)
        self.assertEqual(s["end"]["make_it"]["point"], s["end"]["make_it"]["steps"])
        self.assertGreater(s["end"]["make_it"]["probabilities"][3], 0.9)
        self.assertGreater(s["end"]["make_it"]["moved"], 0)
        self.assert_shows(s["applied"], prediction=3)
        self.assertEqual(s["applied"]["input"]["source"], "painted")
        self.assertEqual(s["applied"]["input"]["label"], 3)
        for a, b in zip(s["applied"]["probabilities"], s["end"]["make_it"]["probabilities"]):
            self.assertAlmostEqual(a, b)
        self.assert_shows(s["undone"], prediction=7)

    def test_walks_from_a_number_to_pixels_and_to_the_loss(self):
        s = self.play("""
            key Right
            click stage.z1 0.5,0.5
            key p
            state z
            click provenance.stop.1
            state pixel
            click provenance.stop.11
            state loss
            key Escape
            rightclick stage.loss
            state asked
            key p
            state closed""", "--example", "digits")
        walk = s["z"]["provenance"]["walk"]
        self.assertEqual(len(walk), 11)
        self.assertTrue(walk[0].startswith("x["), walk)
        self.assertTrue(walk[2].startswith("z1["), walk)
        self.assertEqual(walk[-1], "L")
        self.assertEqual(s["z"]["provenance"]["at"], 2)
        self.assertEqual(s["pixel"]["pinned"]["tensor"], "x")
        self.assert_shows(s["pixel"], step_index=0)
        self.assert_shows(s["loss"], phase="loss")
        self.assertEqual(s["loss"]["provenance"]["walk"], walk)
        self.assert_shows(s["asked"], card="provenance")
        self.assertEqual(s["asked"]["provenance"]["at"], 10)
        self.assert_shows(s["closed"], card=None)


if __name__ == "__main__":
    live.main()
