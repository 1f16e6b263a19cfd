#!/usr/bin/python3
"""The playground in the real window: points are learnt before one's eyes, a table is opened."""

import live
from live import LiveTest, inside

FAST = """
    click plane.pace
    click plane.pace.0
"""


class Playground(LiveTest):
    def test_xor_is_learnt_and_the_surface_shows_it(self):
        s = self.play("""
            wait idle
            hover view.matrix
            state before
            capture before.png""" + FAST + """
            click plane.train
            wait idle
            hover view.matrix
            state after
            capture after.png
            click undo
            wait idle
            hover view.matrix
            capture undone.png""", "--example", "playground", "--size", "1440x900")
        before, after = s["before"]["set"], s["after"]["set"]
        self.assert_shows(s["before"], view="plane", network="2-4-2-1")
        self.assertLess(before["test_right"], 0.8)
        self.assertGreater(after["test_right"], 0.95)
        self.assertGreater(after["train_right"], 0.95)
        self.assertLess(after["train_loss"], 0.3 * before["train_loss"])
        self.assert_shows(s["after"], training_state="finished")
        # Other pixels: first and third quadrant blue, second and fourth orange.
        surface = s["after"]["items"]["plane.surface"]
        old, new, undone = (inside(self.picture(f"{name}.png"), surface)
                            for name in ("before", "after", "undone"))
        self.assertGreater((abs(old - new).max(axis=2) > 30).mean(), 0.3)
        self.assertLess((abs(old - undone).max(axis=2) > 30).mean(), 0.02)
        def blueness(y, x):
            height, width, _ = new.shape
            part = new[int(height * (y - 0.1)):int(height * (y + 0.1)),
                       int(width * (x - 0.1)):int(width * (x + 0.1))].astype(float)
            return (part[:, :, 2] - part[:, :, 0]).mean()
        same_sign = [blueness(0.2, 0.8), blueness(0.8, 0.2)]
        other_sign = [blueness(0.2, 0.2), blueness(0.8, 0.8)]
        self.assertGreater(min(a * b for a in same_sign for b in same_sign), 0)
        self.assertLess(max(a * b for a in same_sign for b in other_sign), 0)
        # Each hidden unit's picture is another one now.
        unit = s["after"]["items"]["plane.unit.1.1"]
        self.assertGreater(abs(inside(self.picture("before.png"), unit) -
                               inside(self.picture("after.png"), unit)).mean(), 3)

    def test_one_epoch_at_a_time_goes_on_with_the_same_run(self):
        s = self.play("""
            click plane.epoch
            wait idle
            state one
            click plane.epoch
            wait idle
            state two
            click plane.bias.3.1 0.5,0.5
            click plane.reset
            wait idle
            state fresh""", "--example", "playground")
        self.assert_shows(s["one"], training_state="paused", update=28)
        self.assert_shows(s["two"], training_state="paused", update=56)
        self.assertLess(s["two"]["set"]["train_loss"], s["one"]["set"]["train_loss"] + 0.05)
        self.assert_shows(s["fresh"], training_state="stopped")

    def test_the_learning_rate_is_dragged_along_the_loss(self):
        s = self.play("""
            wait idle
            state before
            drag plane.line 0.3,0.5 0.5,0.5 0.6,0.5
            wait idle
            state after
            key Ctrl+z
            wait idle
            state undone""", "--example", "playground", "--size", "1440x900")
        line = s["after"]["set"]["line"]
        self.assertGreater(s["after"]["learning_rate"], 10 * s["before"]["learning_rate"])
        self.assertEqual(line["eta"], s["after"]["learning_rate"])
        self.assert_shows(s["undone"], learning_rate=s["before"]["learning_rate"])
        self.assertEqual(s["before"]["set"]["line"]["judgement"], "too small")
        # The promise of the slope, and what becomes of it.
        first = s["before"]["set"]["line"]
        promised = first["loss"] + first["slope"] * first["eta"]
        self.assertAlmostEqual(first["loss_after"], promised, delta=0.05 * first["loss"])
        self.assertLess(first["best"], first["loss"])

    def test_a_table_becomes_an_example(self):
        rows = ["height,weight,kind"]
        for n in range(60):
            rows.append(f"{150 + n % 30},{40 + n % 30 + (30 if n >= 30 else 0)},"
                        f"{'heavy' if n >= 30 else 'light'}")
        (self.work / "people.csv").write_text("\n".join(rows) + "\n")
        (self.work / "bad.csv").write_text("a,kind\n1,x\n?,y\n")
        s = self.play("""
            wait idle
            click view.plane
            wait idle""" + FAST + """
            state opened
            capture opened.png
            click plane.train
            wait idle
            state learnt""", "people.csv", "--example", "digits")
        self.assert_shows(s["opened"], example="table", network="2-8-1")
        table = s["opened"]["set"]["table"]
        self.assertEqual(table["label"], "kind")
        self.assertAlmostEqual(table["mean"][0], 164.5, delta=4)
        self.assertEqual(s["opened"]["set"]["classes"], ["heavy", "light"])
        self.assertGreater(s["learnt"]["set"]["test_right"], 0.9)
        s = self.play("state bad", "bad.csv", "--example", "numpy-case")
        self.assertIn("bad.csv: line 3, column \"a\": expected a number, found \"?\"",
                      s["bad"]["notice"])
        self.assert_shows(s["bad"], example="numpy-case")


if __name__ == "__main__":
    live.main()
