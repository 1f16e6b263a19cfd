#!/usr/bin/python3
"""Lessons in the real window: begun, answered by keys, taken home."""

import live
from live import LiveTest


class Lessons(LiveTest):
    def test_first_lesson_by_keys_alone(self):
        s = self.play("""
            key l
            wait idle
            state list
            click lesson.data
            wait idle
            state begun
            capture begun.png
            type 2
            key Enter
            wait idle
            state answered
            capture answered.png
            key Enter
            wait idle
            state second
            type 5 x 3
            key Enter
            wait idle
            state slip
            capture slip.png
            type 3 x 5
            key Enter
            wait idle
            state right""", "--size", "1440x900")
        self.assert_shows(s["list"], learn_open=True)
        self.assertIn("lesson.backpropagation", s["list"]["items"])
        self.assertEqual(s["begun"]["learn"]["lesson"], "data")
        self.assertTrue(s["begun"]["learn"]["asking"])
        self.assertFalse(s["answered"]["learn"]["asking"])
        self.assertEqual(s["answered"]["learn"]["judgement"], "right")
        self.assertEqual(s["second"]["learn"]["step"], 2)
        self.assertEqual(s["slip"]["learn"]["slip"], "shape-transposed")
        self.assertFalse(s["right"]["learn"]["asking"])

    def test_gradient_check_of_a_hidden_mistake_and_the_page(self):
        s = self.play("""
            key l
            wait idle
            click learn.loops
            click loops.start
            wait idle
            state measured
            capture loops.png
            key Escape
            click lesson.backpropagation
            wait idle
            click lesson.study
            click lesson.study.html
            state written""", "--example", "three-to-two", "--size", "1440x900")
        loops = s["measured"]["work"]["loops"]
        self.assertEqual(set(loops), {"naive", "reordered", "blocked", "eigen"})
        self.assertTrue(all(seconds > 0 for seconds in loops.values()))
        self.assertIn("study-backpropagation.html", s["written"]["notice"])

    def test_a_damaged_record_is_kept_beside_the_new_one(self):
        record = self.session.parent / "practice.json"
        record.parent.mkdir(parents=True)
        record.write_text("{not ours")
        self.play("""
            key l
            wait idle
            click lesson.data
            type 2
            key Enter
            wait idle""")
        self.assertIn('"lesson": "data"', record.read_text())
        damaged = record.with_name("practice.json.damaged")
        self.assertEqual(damaged.read_text(), "{not ours")

    def test_each_step_is_predicted_outside_lessons(self):
        s = self.play("""
            key h
            wait idle
            state asked
            capture predict.png
            click ask.show
            state shown
            key Enter
            wait idle
            state next""", "--example", "three-to-two")
        self.assertTrue(s["asked"]["learn"]["asking"])
        self.assertFalse(s["shown"]["learn"]["asking"])
        self.assertTrue(s["next"]["learn"]["asking"])
        self.assertEqual(s["next"]["step_index"], s["asked"]["step_index"] + 1)


if __name__ == "__main__":
    live.main()
