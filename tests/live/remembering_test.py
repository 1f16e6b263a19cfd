#!/usr/bin/python3
"""What the program remembers from run to run, and what it makes of damaged memories."""

import json

import live
from live import LiveTest, SEVEN


class Remembering(LiveTest):
    def test_tastes_and_place_come_back(self):
        left = self.play("""
            click network
            click example.numpy-case
            click theme
            click convention.row
            click code.eigen
            key 3
            click step.4
            key Right
            click log-scale
            state left""", "--size", "1000x660")["left"]
        found = self.play("state found", "--size", "960x640")["found"]
        for key in ("example", "theme", "convention", "language", "granularity", "step_index",
                    "element"):
            self.assertEqual(found[key], left[key], key)
        self.assertEqual(left["theme"], "light")
        self.assertEqual(left["example"], "numpy-case")
        fresh = self.play("state fresh", "--example", "digits", "--size", "960x640")["fresh"]
        self.assert_shows(fresh, example="digits", step_index=0, theme="light", convention="row",
                          undo_depth=0)

    def test_image_drawing_and_changed_network_come_back_every_time(self):
        left = self.play("""
            click image
            type 321
            key Enter
            click step.2
            doubleclick stage.b1 0.5,0.502
            type 9
            key Enter
            click step.20
            state left""", "--example", "digits", "--size", "1024x700")["left"]
        self.assertEqual(left["input"]["image"], 321)
        self.assertEqual(left["undo_depth"], 2)
        # A third run must find what the second one only looked at.
        for _ in range(2):
            found = self.play("state found")["found"]
            for key in ("input", "probabilities", "loss", "step_index"):
                self.assertEqual(found[key], left[key], key)
        drawn = self.play(f"draw {SEVEN}\nstate drawn")["drawn"]
        found = self.play("state found")["found"]
        self.assertEqual(found["input"]["source"], "drawing")
        self.assertEqual(found["prediction"], drawn["prediction"])
        self.assertAlmostEqual(found["input"]["sum"], drawn["input"]["sum"], places=4)
        # The example by name is the example itself again.
        fresh = self.play("state fresh", "--example", "digits", "--size", "960x640")["fresh"]
        self.assertEqual(fresh["input"]["image"], 0)
        self.assertNotEqual(fresh["network"], "")
        self.assertEqual(fresh["prediction"], 7)

    def test_damaged_files_are_no_reason_not_to_start(self):
        self.play("click theme", "--example", "three-to-two", "--size", "960x640")
        self.assertEqual(json.loads(self.settings.read_text())["theme"], "light")
        for settings, session in (('{"theme": 3, "width": "wide", "convention": "torch"', "{}"),
                                  ('{"theme": "mauve", "width": -5, "height": 1e9}',
                                   '{"example": "digits", "step": 999, "image": -4, "strokes": 7}'),
                                  ("", '{"example": 12}'),
                                  ("[1, 2]", '{"example": "none", "data": "/nowhere"}')):
            self.settings.write_text(settings)
            self.session.write_text(session)
            state = self.play("state s", "--size", "960x640")["s"]
            self.assert_shows(state, example="digits", theme="dark", notice="")
            self.assertIn(state["step_index"], range(32))


if __name__ == "__main__":
    live.main()
