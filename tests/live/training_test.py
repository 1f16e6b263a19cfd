#!/usr/bin/python3
"""Training in the window: curves, pause and stop, undo, and edits while it runs."""

import live
from live import LiveTest

FRESH = """
    click reset-weights
    click epochs
    type 1
    key Enter
"""

# On one sample an update takes microseconds: this is a few seconds.
LONG = FRESH.replace("type 1", "type 1000000")


class Training(LiveTest):
    def test_an_epoch_learns_digits_and_is_one_edit(self):
        s = self.play(FRESH + """
            state fresh
            click train
            state begun
            wait idle
            state trained
            click curve.accuracy
            hover plot 0.7,0.5
            click curve.loss
            click log-scale
            key Ctrl+Z
            state undone
            wait 5
            state still_undone
            key Ctrl+Y
            state redone
            key Ctrl+Z
            key Ctrl+Z
            state before""", "--example", "digits", "--size", "960x640")
        self.assertIn(s["begun"]["training_state"], ("loading", "running"))
        trained = s["trained"]
        self.assert_shows(trained, training_state="finished", undo_depth=2)
        self.assertEqual(trained["update"], trained["updates"])
        loss = trained["loss_history"]
        self.assertGreater(len(loss), 5)
        self.assertGreater(loss[0], 1)
        self.assertLess(loss[-1], 0.5)
        self.assertEqual(len(trained["accuracy_history"]), len(loss))
        self.assertGreater(trained["test_accuracy_history"][-1], 0.9)
        self.assertEqual(trained["prediction"], 7)
        for name in ("undone", "still_undone"):
            self.assertEqual(s[name]["probabilities"], s["fresh"]["probabilities"], name)
        self.assertEqual(s["redone"]["probabilities"], trained["probabilities"])
        self.assertGreater(s["before"]["probabilities"][7], 0.9)  # the committed network again

    def test_a_run_pauses_goes_on_stops_and_begins_again(self):
        s = self.play(LONG + """
            click train
            wait 10
            click pause
            wait 10
            state paused
            key Right
            wait 10
            state still_paused
            click resume
            wait 10
            key Ctrl+T
            wait idle
            state paused_by_key
            key Ctrl+T
            wait 10
            click stop
            wait 3
            state stopped
            click train
            wait 10
            state again
            click stop
            wait idle
            state end""", "--example", "three-to-two", "--size", "960x640")
        for name in ("paused", "still_paused", "paused_by_key"):
            self.assertEqual(s[name]["training_state"], "paused", name)
        self.assertGreater(s["paused"]["update"], 0)
        for key in ("update", "loss", "probabilities"):
            self.assertEqual(s["still_paused"][key], s["paused"][key])
        self.assertEqual(s["still_paused"]["step_index"], 1)  # stepping works all the time
        self.assertGreater(s["paused_by_key"]["update"], s["paused"]["update"])
        for name in ("stopped", "end"):
            self.assertEqual(s[name]["training_state"], "stopped", name)
            self.assertLess(s[name]["update"], s[name]["updates"])
        self.assertEqual(s["again"]["training_state"], "running")

    def test_what_is_changed_during_a_run_stays_changed(self):
        s = self.play(LONG + """
            state 0
            click train
            wait 10
            state running
            key Ctrl+Z
            wait 10
            state undone
            click train
            wait 10
            doubleclick stage.W1 0.1667,0.25
            type 40
            key Enter
            wait 10
            state edited
            key Ctrl+Z
            click train
            wait 10
            click network
            click shape
            type 6
            click build
            wait 10
            state built
            click train
            wait 10
            click network
            click example.numpy-case
            wait 10
            state other""", "--example", "three-to-two", "--size", "1024x700")
        self.assertEqual(s["running"]["training_state"], "running")
        self.assertNotEqual(s["running"]["probabilities"], s["0"]["probabilities"])
        self.assert_shows(s["undone"], training_state="stopped", loss=s["0"]["loss"],
                          probabilities=s["0"]["probabilities"], notice="")
        # z1 now holds 40 x1, far from what training had reached.
        self.assertGreater(s["edited"]["probabilities"][0], 30)
        self.assert_shows(s["edited"], training_state="stopped", notice="")
        self.assert_shows(s["built"], network="3-6-2", training_state="stopped", notice="")
        self.assert_shows(s["other"], network="3-4-1", training_state="idle", notice="")

    def test_options_that_cannot_be_are_said_and_start_nothing(self):
        s = self.play("""
            click rate
            type fast
            key Enter
            click train
            state words
            key Escape
            click rate
            type 0
            key Enter
            click train
            state zero
            key Escape
            click rate
            type 0.1
            key Enter
            click options
            click options.dropout
            type 2
            key Enter
            key Escape
            click train
            state dropout
            key Escape
            click options
            click options.defaults
            key Escape
            click rate
            type 1000000
            key Enter
            click epochs
            type 1000
            key Enter
            click train
            wait idle
            state failed""", "--example", "three-to-two", "--size", "960x640")
        self.assertIn("fast", s["words"]["notice"])
        self.assertIn("learning rate", s["zero"]["notice"])
        self.assertEqual(s["dropout"]["notice"],
                         'dropout: expected a number from 0 to 1, found "2"')
        for name in ("words", "zero", "dropout"):
            self.assert_shows(s[name], training_state="idle", undo_depth=0)
        self.assertEqual(s["failed"]["training_state"], "failed")
        self.assertNotEqual(s["failed"]["training_message"], "")
        self.assertTrue(all(abs(p) < float("inf") for p in s["failed"]["probabilities"]))

    def test_options_from_the_menu_are_the_runs_and_are_remembered(self):
        choose = """
            click options
            click options.optimizer.adam
            click options.schedule.cosine
            click options.seed
            type 3
            key Enter
            click options.batch
            type 32
            key Enter
            click options.init.xavier
            key Escape
            state chosen
            click reset-weights
            click epochs
            type 1
            key Enter
            click train
            wait idle
            state trained"""
        s = self.play(choose, "--example", "digits", "--size", "1024x700")
        self.assert_shows(s["chosen"], learning_rate=0.001)
        options = s["chosen"]["training_options"]
        self.assert_shows(options, optimizer="adam", schedule="cosine", seed="3", batch="32",
                          init="xavier", augment=True)
        self.assert_shows(s["trained"], training_state="finished", updates=1875)
        self.assertGreater(s["trained"]["test_accuracy_history"][-1], 0.93)
        # The playground's runs take them too.
        s = self.play("""
            click plane.pace
            click plane.pace.0
            click options
            click options.optimizer.adam
            click options.batch
            type 100
            key Enter
            key Escape
            click rate
            type 0.03
            key Enter
            click plane.reset
            click plane.train
            wait idle
            state after""", "--example", "playground")
        self.assert_shows(s["after"], training_state="finished", learning_rate=0.03)
        self.assertEqual(s["after"]["updates"] % 4, 0)  # 400 points learnt from
        self.assertGreater(s["after"]["set"]["test_right"], 0.95)


if __name__ == "__main__":
    live.main()
