#!/usr/bin/python3
"""Changing numbers in place, the network's shape, and taking it all back."""

import numpy as np

import live
from live import LiveTest


def at(row, rows, col=0, cols=1):
    """The centre of a cell, in fractions of its tensor."""
    return f"{(col + 0.5) / cols:.4f},{(row + 0.5) / rows:.4f}"


class Editing(LiveTest):
    def given(self, example):
        """The example's own numbers, from another command."""
        self.run_program("trace", "--example", example, "-o", "given.npz")
        return dict(np.load(self.work / "given.npz"))

    def test_a_changed_number_goes_through_the_whole_pass_and_back(self):
        g = self.given("three-to-two")
        s = self.play(f"""
            state start
            doubleclick stage.W1 {at(0, 2, 2, 3)}
            type -1.25
            key Enter
            state W
            key Ctrl+Z
            state undone
            key Ctrl+Y
            state redone
            click undo
            state undone_by_button
            click redo
            click step.2
            click stage.b1 {at(1, 2)}
            key Enter
            type +0,5
            key Enter
            state b
            click step.1
            doubleclick stage.x {at(1, 3)}
            type −4
            key Return
            state x
            click step.4
            doubleclick stage.y {at(0, 2)}
            type 1e1
            key Enter
            state y
            key Ctrl+Z
            key Ctrl+Z
            key Ctrl+Z
            key Ctrl+Z
            state all_undone
            key Ctrl+Shift+Z
            key Ctrl+Shift+Z
            key Ctrl+Shift+Z
            key Ctrl+Shift+Z
            state all_redone""", "--example", "three-to-two", "--size", "1024x700")

        def check(name, undo, redo):
            a = g["W1"] @ g["x"][0] + g["b1"]
            np.testing.assert_allclose(s[name]["probabilities"], a, rtol=0, atol=1e-15,
                                       err_msg=name)
            np.testing.assert_allclose(s[name]["loss"], np.mean((a - g["y"][0]) ** 2), atol=1e-15,
                                       err_msg=name)
            self.assert_shows(s[name], undo_depth=undo, redo_depth=redo, notice="")

        check("start", 0, 0)
        g["W1"][0, 2] = -1.25
        check("W", 1, 0)
        self.assertEqual(s["undone"]["probabilities"], s["start"]["probabilities"])
        self.assert_shows(s["undone"], undo_depth=0, redo_depth=1)
        self.assertEqual(s["redone"]["probabilities"], s["W"]["probabilities"])
        self.assertEqual(s["undone_by_button"]["loss"], s["start"]["loss"])
        g["b1"][1] = 0.5
        check("b", 2, 0)
        g["x"][0, 1] = -4
        check("x", 3, 0)
        g["y"][0, 0] = 10
        check("y", 4, 0)
        for key in ("probabilities", "loss"):
            self.assertEqual(s["all_undone"][key], s["start"][key])
            self.assertEqual(s["all_redone"][key], s["y"][key])

    def test_in_the_row_convention_the_cell_that_is_seen_is_the_one_changed(self):
        g = self.given("three-to-two")
        s = self.play(f"""
            click convention.row
            doubleclick stage.W1 {at(2, 3, 1, 2)}
            type 3
            key Enter
            state W""", "--example", "three-to-two", "--size", "1024x700")
        g["W1"][1, 2] = 3
        np.testing.assert_allclose(s["W"]["probabilities"], g["W1"] @ g["x"][0] + g["b1"],
                                   atol=1e-15)

    def test_what_is_no_number_changes_nothing_and_is_said(self):
        s = self.play(f"""
            doubleclick stage.W1 {at(0, 2, 0, 3)}
            type abc
            key Enter
            state text
            key Escape
            doubleclick stage.W1 {at(0, 2, 0, 3)}
            type inf
            key Enter
            state infinite
            key Escape
            doubleclick stage.W1 {at(0, 2, 0, 3)}
            type 7
            key Escape
            state given_up
            click step.3
            doubleclick stage.a1 {at(0, 2)}
            state computed""", "--example", "three-to-two", "--size", "1024x700")
        for name in ("text", "infinite", "computed"):
            self.assertNotEqual(s[name]["notice"], "", name)
        self.assertIn("abc", s["text"]["notice"])
        self.assertEqual(s["given_up"]["notice"], "")
        for state in s.values():
            self.assert_shows(state, undo_depth=0, loss=s["computed"]["loss"])
        self.assertAlmostEqual(s["computed"]["loss"], 0.025, places=12)

    def test_taking_the_update_makes_the_loss_smaller_again_and_again(self):
        s = self.play("""
            key End
            state 0
            click take-update
            state 1
            click take-update
            click take-update
            state 3
            key Ctrl+Z
            key Ctrl+Z
            key Ctrl+Z
            state undone""", "--example", "numpy-case", "--size", "1024x700")
        self.run_program("trace", "--example", "numpy-case", "-o", "pass.npz")
        p = np.load(self.work / "pass.npz")
        hidden = 1 / (1 + np.exp(-(p["x"] @ p["W1_next"].T + p["b1_next"])))
        a = 1 / (1 + np.exp(-(hidden @ p["W2_next"].T + p["b2_next"])))
        self.assertAlmostEqual(s["0"]["loss"], float(p["loss"]), places=15)
        self.assertAlmostEqual(s["1"]["probabilities"][0], a[0, 0], places=15)
        self.assertLess(s["1"]["loss"], s["0"]["loss"])
        self.assertLess(s["3"]["loss"], s["1"]["loss"])
        self.assert_shows(s["undone"], loss=s["0"]["loss"], undo_depth=0)

    def test_another_shape_is_built_from_the_menu(self):
        s = self.play("""
            click network
            click shape
            type 20-12
            click activation.tanh
            click build
            state built
            key End
            state end
            click network
            click shape
            type 0-5
            click build
            state impossible
            key Escape
            click network
            click shape
            type wide
            click build
            state words
            key Escape
            click network
            click menu.reset-weights
            state fresh
            key Escape
            key Ctrl+Z
            key Ctrl+Z
            state undone
            click network
            click example.numpy-case
            state numpy_case
            key Ctrl+Z
            state back""", "--example", "digits", "--size", "1024x700")
        self.assert_shows(s["built"], network="784-20-12-10", undo_depth=1, notice="")
        self.assertAlmostEqual(sum(s["built"]["probabilities"]), 1, places=12)
        self.assertEqual(s["end"]["step_count"], 32)
        for name in ("impossible", "words"):
            self.assertNotEqual(s[name]["notice"], "", name)
            self.assert_shows(s[name], network="784-20-12-10", undo_depth=1)
        self.assert_shows(s["fresh"], network="784-20-12-10", undo_depth=2)
        self.assert_shows(s["undone"], network="784-128-64-10", undo_depth=0, prediction=7)
        self.assert_shows(s["numpy_case"], example="numpy-case", network="3-4-1")
        self.assert_shows(s["back"], example="digits", prediction=7)


if __name__ == "__main__":
    live.main()
