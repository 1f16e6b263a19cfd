#!/usr/bin/python3
"""Training by hand in the real window: a pass at a time, many at once, and back."""

import live
from live import LiveTest


class Passes(LiveTest):
    def test_passes_by_adam_lower_the_loss_and_can_be_taken_back(self):
        s = self.play("""
            key End
            click lens.optimizer
            click options
            click options.optimizer.adam
            key Escape
            state before
            capture before.png
            key d
            state one
            click passes.next
            state two
            click passes.count
            type 40
            key Enter
            click passes.many
            state many
            capture many.png
            click passes.back
            state back
            key Ctrl+z
            key Ctrl+z
            state begin""", "--example", "two-two-one", "--size", "1440x900")
        self.assert_shows(s["before"]["passes"], taken=0, optimizer="adam", count="10")
        self.assertIn("lens.operation6", s["before"]["items"])
        self.assertNotIn("lens.operation7", s["before"]["items"])
        losses = [s[name]["loss"] for name in ("before", "one", "two", "many")]
        self.assertEqual(losses, sorted(losses, reverse=True))
        self.assertEqual([s[name]["passes"]["taken"] for name in ("one", "two", "many", "back")],
                         [1, 2, 42, 2])
        self.assertEqual(s["back"]["loss"], s["two"]["loss"])
        self.assertEqual(s["begin"]["loss"], s["before"]["loss"])
        self.assert_shows(s["many"], phase="update", training_state="idle", notice="")
        self.assertGreater(abs(self.picture("before.png") - self.picture("many.png")).max(), 30)

    def test_a_pass_each_on_the_next_images(self):
        s = self.play("""
            key End
            click lens.optimizer
            click passes.next-input
            click passes.count
            type 20
            key Enter
            key Shift+D
            state many
            click passes.count
            type none
            key Enter
            click passes.many
            state bad""", "--example", "digits", "--size", "1024x700")
        self.assertEqual(s["many"]["input"]["image"], 20)
        self.assert_shows(s["many"]["passes"], taken=20, next_input=True)
        self.assertIn("none", s["bad"]["notice"])
        self.assertEqual(s["bad"]["loss"], s["many"]["loss"])


if __name__ == "__main__":
    live.main()
