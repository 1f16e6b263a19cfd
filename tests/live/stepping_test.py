#!/usr/bin/python3
"""Moving through a pass: keys, transport, ribbon, network column, shape log, playing, detail."""

import json

import live
from live import LiveTest


class Stepping(LiveTest):
    def test_every_step_of_a_digit_is_what_the_trace_says(self):
        self.run_program("trace", "--example", "digits", "-o", "pass.json")
        steps = json.loads((self.work / "pass.json").read_text())["steps"]
        script = ["click convention.torch", "state 1"]
        for k in range(2, len(steps) + 1):
            script += ["key Right", f"state {k}"]
        states = self.play("\n".join(script), "--example", "digits", "--size", "960x640")
        self.assertEqual(len(steps), 32)
        for k, step in enumerate(steps, 1):
            self.assert_shows(states[str(k)], step_index=k - 1, step_count=32, stop_index=k - 1,
                              stop_count=32, phase=step["phase"], layer=step["layer"],
                              operation=step["operation"], equation=step["equation"])

    def test_transport_ribbon_column_and_log_lead_where_they_say(self):
        s = self.play("""
            state start
            click next
            click next
            state twice
            key Left
            state back
            click last
            state last
            key Right
            state past
            click previous
            state before_last
            click first
            state first
            key Left
            state before
            key End
            state end
            key Home
            state home
            click step.14
            state tick
            drag ribbon 0.2,0.5 0.9,0.5
            state scrubbed
            click layer.1
            state layer
            click layer.loss
            state loss
            click layer.2
            state forward_layer
            click log.8
            state log
            key Shift+Left
            state shift
            click layer.input
            state input""", "--example", "digits")
        self.assert_shows(s["start"], example="digits", network="784-128-64-10", step_index=0,
                          phase="forward", layer=1, operation="W x", granularity="operation")
        self.assert_shows(s["twice"], step_index=2, operation="f", layer=1)
        self.assert_shows(s["back"], step_index=1, operation="+ b")
        for end in ("last", "past", "end"):
            self.assert_shows(s[end], step_index=31, phase="update", operation="b - η dL_db")
        self.assertEqual(s["before_last"]["step_index"], 30)
        for start in ("first", "before", "home", "input"):
            self.assertEqual(s[start]["step_index"], 0)
        self.assert_shows(s["tick"], step_index=13, phase="backward", operation="dL_dW", layer=3)
        self.assertGreater(s["scrubbed"]["step_index"], 20)
        self.assert_shows(s["layer"], phase=s["scrubbed"]["phase"], layer=1)
        self.assert_shows(s["loss"], step_index=9, phase="loss", layer=0)
        self.assert_shows(s["forward_layer"], step_index=3, phase="forward", layer=2)
        self.assert_shows(s["log"], step_index=7)
        self.assertEqual(s["shift"]["step_index"], 6)

    def test_detail_changes_the_stops_and_keeps_the_place(self):
        s = self.play("""
            click step.10
            key 1
            state layer
            key Right
            state next_layer
            click granularity.operation
            state operation
            key 3
            state element
            key Right
            state next_element
            key Shift+Right
            state jumped
            click granularity.layer
            key Home
            state first_layer
            key End
            state last_layer""", "--example", "digits")
        # Three layers forward, the loss, three back, three updates.
        self.assert_shows(s["layer"], granularity="layer", stop_index=3, stop_count=10,
                          phase="loss")
        self.assert_shows(s["next_layer"], stop_index=4, phase="backward", layer=3)
        self.assert_shows(s["operation"], granularity="operation", stop_count=32)
        self.assert_shows(s["element"], granularity="element", element=0,
                          step_index=s["operation"]["step_index"])
        self.assert_shows(s["next_element"], element=1, step_index=s["element"]["step_index"],
                          stop_index=s["element"]["stop_index"] + 1)
        self.assert_shows(s["jumped"], element=0, step_index=s["element"]["step_index"] + 1)
        self.assertEqual(s["first_layer"]["stop_index"], 0)
        self.assert_shows(s["last_layer"], stop_index=9, step_index=31)

    def test_playing_goes_on_by_itself_and_stops_at_the_end(self):
        # A scripted frame lasts 1/60 s of the program's time; a stop is shown at most 1.6 s.
        s = self.play("""
            key 1
            key Space
            state begun
            wait 120
            state later
            key Space
            state paused
            wait 120
            state still
            click last
            click previous
            click play
            wait 220
            state end
            key Home
            click play
            key Right
            state taken_over""", "--example", "three-to-two", "--size", "960x640")
        self.assertTrue(s["begun"]["playing"])
        self.assertTrue(s["later"]["playing"])
        self.assertGreater(s["later"]["stop_index"], s["begun"]["stop_index"])
        self.assertFalse(s["paused"]["playing"])
        self.assertEqual(s["still"]["stop_index"], s["paused"]["stop_index"])
        self.assert_shows(s["end"], playing=False, stop_index=s["end"]["stop_count"] - 1)
        self.assertFalse(s["taken_over"]["playing"])

    def test_conventions_and_languages_write_the_same_step_another_way(self):
        s = self.play("""
            click code.numpy
            state column
            key c
            state row
            key c
            state torch
            key c
            state again
            click convention.torch
            state clicked_torch
            click convention.row
            click code.pytorch
            state clicked_row
            click code.eigen
            state eigen
            click copy-code""", "--example", "three-to-two", "--size", "1024x700")
        equations = {s[name]["equation"] for name in ("column", "row", "torch")}
        self.assertEqual(equations, {"Wx1 = W1 x", "Wx1 = x W1", "Wx1 = x W1^T"})
        for name in ("column", "row", "torch"):
            self.assert_shows(s[name], convention=name, language="NumPy")
        self.assertEqual(s["again"]["convention"], "column")
        self.assertEqual(s["clicked_torch"]["equation"], s["torch"]["equation"])
        self.assert_shows(s["clicked_row"], convention="row", language="PyTorch",
                          probabilities=s["column"]["probabilities"], loss=s["column"]["loss"])
        self.assertEqual(s["eigen"]["language"], "Eigen")


if __name__ == "__main__":
    live.main()
