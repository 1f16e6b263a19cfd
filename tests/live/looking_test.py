#!/usr/bin/python3
"""Looking closely: zoom to numbers, replays of a product, the nudged weight, pins and links."""

import live
from live import LiveTest


class Looking(LiveTest):
    def test_the_wheel_zooms_and_a_double_click_shows_all(self):
        s = self.play("""
            hover theme
            capture whole.png
            scroll stage.W1 8
            state near
            capture near.png
            doubleclick stage.W1
            key Escape
            state again
            hover theme
            capture again.png
            """, "--example", "digits", "--size", "1024x700")
        x0, y0, x1, y1 = s["near"]["zoom"]["W1"]
        self.assertAlmostEqual(x1 - x0, 1.25 ** -8, places=3)
        self.assertAlmostEqual(y1 - y0, 1.25 ** -8, places=3)
        self.assertEqual(s["again"]["zoom"], {})
        rect = s["near"]["items"]["stage.W1"]
        whole, near, again = (live.inside(self.picture(f), rect)
                              for f in ("whole.png", "near.png", "again.png"))
        self.assertTrue((whole != near).any())
        self.assertTrue((whole == again).all())

    def test_a_replay_stops_anywhere_and_fills_the_result(self):
        s = self.play("""
            click reading.columns
            state mix
            drag sweep 0.98,0.5 0.5,0.5
            hover theme
            state half
            capture half.png
            drag sweep 0.5,0.5 1,0.5
            hover theme
            state all
            key r
            state begun
            wait idle
            state over
            """, "--example", "digits", "--size", "1024x700")
        self.assertEqual(s["mix"]["reading"], "columns")
        self.assertIsNone(s["mix"]["sweep"])
        self.assertTrue(300 < s["half"]["sweep"] < 500, s["half"]["sweep"])
        self.assertIsNone(s["all"]["sweep"])
        self.assertIsNone(s["over"]["sweep"], "a replay ends by itself")
        self.assertEqual(s["over"]["step_index"], 0)

    def test_a_nudged_weight_is_set_and_taken_back(self):
        s = self.play("""
            key End
            click lens.nudge
            state before
            drag nudge.plot 0.5,0.5 0.8,0.5
            state asked
            click nudge.set
            state set
            key Ctrl+z
            state back
            """, "--example", "three-to-two", "--size", "1024x700")
        self.assertEqual(s["asked"]["loss"], s["before"]["loss"])
        self.assertNotEqual(s["set"]["loss"], s["before"]["loss"])
        self.assertEqual(s["set"]["undo_depth"], 1)
        self.assertEqual(s["back"]["loss"], s["before"]["loss"])

    def test_a_pinned_unit_is_followed_and_moved(self):
        s = self.play("""
            click stage.W1 0.5,0.5
            state pinned
            key Down
            key Ctrl+Right
            state moved
            key Right
            state later
            key Escape
            state free
            """, "--example", "digits", "--size", "1440x900")
        pinned, moved = s["pinned"]["pinned"], s["moved"]["pinned"]
        self.assertEqual(pinned["tensor"], "W1")
        self.assertEqual((moved["row"], moved["col"]), (pinned["row"] + 1, pinned["col"] + 1))
        self.assertEqual(s["moved"]["step_index"], 0, "Ctrl and an arrow move the pin only")
        self.assertEqual(s["later"]["pinned"], moved)
        self.assertEqual(s["later"]["step_index"], 1)
        self.assertIsNone(s["free"]["pinned"])

    def test_pointing_at_a_pixel_of_the_lens_means_that_number(self):
        s = self.play("""
            hover lens.picture2 0.51,0.26
            state pixel
            """, "--example", "digits", "--size", "1440x900")
        self.assertEqual(s["pixel"]["hovered"], {"tensor": "x", "row": 7 * 28 + 14, "col": 0})


if __name__ == "__main__":
    live.main()
