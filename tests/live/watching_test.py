#!/usr/bin/python3
"""Watching training in the window: layers, mistakes, and the timeline with its branches."""

import live
from live import LiveTest

SHORT = """
    click reset-weights
    click epochs
    type 1
    key Enter
"""


class Watching(LiveTest):
    def test_the_window_goes_back_in_a_run_branches_and_comes_back(self):
        s = self.play(SHORT + """
            click train
            wait idle
            state trained
            click view.training
            click training.page.timeline
            drag timeline.run.1 0.9,0.5 0.02,0.5
            wait 5
            state early
            click view.matrix
            wait 5
            state stage
            click timeline.to-newest
            wait 5
            state newest
            click view.training
            drag timeline.run.1 0.9,0.5 0.5,0.5
            wait 5
            state half
            click timeline.branch
            wait idle
            state branched
            drag timeline.run.2 0.9,0.5 0.5,0.5
            wait 5
            key Ctrl+Z
            wait 5
            state undone""", "--example", "digits", "--size", "1024x700")
        trained = s["trained"]
        moments = trained["runs"][0]["moments"]
        self.assertEqual(moments[:5], [0, 1, 2, 4, 8])
        self.assertEqual(moments[-1], trained["updates"])
        self.assertIsNone(trained["moment"])
        early = s["early"]
        self.assertEqual(early["moment"]["run"], 1)
        self.assertLess(early["moment"]["update"], 60)
        # The whole window shows the network as it was: the stage's pass with it.
        self.assertNotEqual(early["probabilities"], trained["probabilities"])
        self.assertGreater(early["loss"], trained["loss"])
        self.assertEqual(s["stage"]["probabilities"], early["probabilities"])
        self.assertEqual(early["undo_depth"], trained["undo_depth"] + 1)
        self.assert_shows(s["newest"], moment=None, probabilities=trained["probabilities"])
        branched = s["branched"]
        run = branched["runs"][1]
        self.assertEqual(run["branched_from"], 1)
        self.assertEqual(run["branched_at"], s["half"]["moment"]["update"])
        self.assertEqual(run["moments"][0], run["branched_at"])
        # With the same options the branch is the same run once more, to the last bit.
        self.assertEqual(branched["probabilities"], trained["probabilities"])
        self.assertEqual(branched["test_accuracy_history"], trained["test_accuracy_history"])
        self.assert_shows(s["undone"], moment=None, notice="")

    def test_layers_and_mistakes_are_of_the_network_on_screen(self):
        s = self.play("""
            click view.training
            click training.page.layers
            wait idle
            state layers
            click training.page.mistakes
            wait idle
            click training.cell.4.9
            state mistakes
            click training.sample.1
            wait 5
            state opened""", "--example", "digits", "--size", "1440x900")
        layers = s["layers"]["layers"]
        self.assertEqual(layers["samples"], 200)
        self.assertEqual(len(layers["layers"]), 3)
        first, second, third = layers["layers"]
        for layer in layers["layers"]:
            self.assertGreater(layer["norm_W"], 0)
            self.assertGreater(layer["update_to_weight"], 0)
        product = third["norm_dL_dz"]
        for layer in (second, first):
            product *= layer["by_weights"] * layer["by_slope"]
        self.assertAlmostEqual(product, first["norm_dL_dz"], delta=1e-9 * product)
        found = s["mistakes"]["mistakes"]
        self.assertEqual(found["samples"], 10000)
        self.assertGreaterEqual(found["right"], 9800)
        self.assertEqual(sum(map(sum, found["confusion"])), 10000)
        losses = [one["loss"] for one in found["worst"]]
        self.assertEqual(losses, sorted(losses, reverse=True))
        self.assertEqual(s["mistakes"]["cell"], [4, 9])
        self.assert_shows(s["opened"], view="matrix", prediction=9)
        self.assertEqual(s["opened"]["input"]["label"], 4)

    def test_pages_follow_a_run_and_two_seeds_part_at_the_first_update(self):
        s = self.play(SHORT + """
            click view.training
            click training.page.layers
            click train
            wait 40
            state running
            wait idle
            state ended
            key Ctrl+Z
            click options
            click options.seed
            type 9
            key Enter
            key Escape
            click train
            wait idle
            click training.page.timeline
            wait 5
            click timeline.jump.1
            wait 5
            state apart""", "--example", "digits", "--size", "1440x900")
        self.assertEqual(s["running"]["training_state"], "running")
        self.assertNotEqual(s["running"]["layers"], s["ended"]["layers"])
        self.assertLess(s["ended"]["layers"]["loss"], 0.6)
        apart = s["apart"]
        # The same weights to begin with, another order of the samples.
        self.assertEqual(apart["moment"], {"run": 2, "update": 1})
        self.assertEqual(apart["pinned"]["tensor"], "W1")
        self.assert_shows(apart, view="matrix", operation="W x", layer=1)


if __name__ == "__main__":
    live.main()
