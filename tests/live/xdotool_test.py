#!/usr/bin/python3
"""The window as a person has it: no script, but xdotool's mouse and keys at screen positions."""

import json
import os
import pathlib
import subprocess
import time

import numpy as np

import live
from live import LiveTest, inside
from x11 import Display

PATIENCE = 240  # seconds; a loaded machine is slow, not wrong


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], check=True, capture_output=True,
                          text=True).stdout


class Desktop(LiveTest):
    def learn_places(self, example, script=""):
        """Where the controls are, from a scripted run of the same size."""
        self.size = (1200, 800)
        state = self.play(f"{script}\nstate at", "--example", example, "--size", "1200x800")["at"]
        self.settings.unlink()
        self.session.unlink()
        self.places = state["items"]

    def start(self, *arguments):
        self.process = subprocess.Popen([live.PROGRAM, *arguments, "--size", "1200x800"],
                                        cwd=self.work, env=self.environment,
                                        stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.process.stderr.close)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        self.display = self.enterContext(Display())
        found = self.wait_for(lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(self.process.pid),
             "--name", "^Layerwise$"],
            capture_output=True, text=True).stdout.split())
        self.window = int(found[0])
        xdotool("windowfocus", self.window)
        self.wait_for(lambda: self.screen().max() > 0)
        self.settle()

    def wait_for(self, condition):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            result = condition()
            if result:
                return result
            self.assertIsNone(self.process.poll(), "the program ended")
            time.sleep(0.05)
        self.fail("waited in vain")

    def screen(self):
        return self.display.picture(self.window, *self.size)

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def runs(self):
        """Whether a thread of it has something to do, or waits for a processor to do it on."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/stat")
        try:
            return any(task.read_text().rsplit(")", 1)[1].split()[0] in "RD" for task in tasks)
        except OSError:
            return True  # a thread has just ended

    def settle(self):
        """Until it has done what it was given to do: it uses no processor then."""
        def still():
            before = self.processor_seconds()
            for _ in range(10):
                if self.runs():
                    return False
                time.sleep(0.02)
            return self.processor_seconds() == before

        self.wait_for(still)

    def at(self, name, x=0.5, y=0.5):
        """A place in a control, in pixels of the screen."""
        x0, y0, x1, y1 = self.places[name]
        return round(x0 + (x1 - x0) * x), round(y0 + (y1 - y0) * y)

    def click(self, name, x=0.5, y=0.5):
        xdotool("mousemove", "--window", self.window, *self.at(name, x, y))
        self.settle()
        xdotool("click", 1)
        self.settle()

    def key(self, name):
        xdotool("key", name)  # down and up at once: a slow frame must not miss it
        self.settle()

    def type(self, text):
        xdotool("type", "--delay", 100, "--", text)
        self.settle()

    def close(self):
        self.display.ask_to_close(self.window)
        self.assertEqual(self.process.wait(timeout=10), 0, self.process.stderr.read())
        return json.loads(self.session.read_text()), json.loads(self.settings.read_text())

    def test_click_draw_press_resize_and_close(self):
        self.learn_places("digits")
        self.start("--example", "digits")
        before = self.screen()
        self.click("next")
        self.click("next")
        self.key("Right")
        stepped = self.screen()
        self.assertTrue((inside(before, self.places["stage.W1"]) !=
                         inside(stepped, self.places["stage.W1"])).any())

        seven = [(0.22, 0.24), (0.5, 0.22), (0.78, 0.22), (0.62, 0.5), (0.45, 0.82)]
        xdotool("mousemove", "--window", self.window, *self.at("canvas", *seven[0]))
        self.settle()
        xdotool("mousedown", 1)
        for point in seven[1:]:
            xdotool("mousemove", "--window", self.window, *self.at("canvas", *point))
            self.settle()
        xdotool("mouseup", 1)
        self.click("class.7")
        self.key("t")
        xdotool("windowsize", self.window, 1000, 700)
        self.size = (1000, 700)
        self.settle()
        resized = self.screen()
        self.assertGreater(resized[:, -1].max(), 0)  # painted to the new edge

        session, settings = self.close()
        self.assert_shows(session, example="digits", step=3, network_changed=False)
        (stroke,) = session["strokes"]
        np.testing.assert_allclose(stroke, seven, atol=0.01)
        self.assert_shows(settings, theme="light", width=1000, height=700)

    def test_what_is_on_screen_is_what_captures_show(self):
        # Without the status line, which tells the frame's time.
        self.learn_places("three-to-two", "hover theme\ncapture it.png")
        self.start("--example", "three-to-two")
        xdotool("mousemove", "--window", self.window, *self.at("theme"))
        self.settle()
        shown, captured = self.screen(), self.picture("it.png")
        # The screen's own buffer may round a blend the other way.
        self.assertLessEqual(abs(shown[:760] - captured[:760]).max(), 2)

    def test_a_number_is_typed_over_and_kept(self):
        self.learn_places("three-to-two")
        self.start("--example", "three-to-two")
        # Not by a double click: on a slow machine frames may be too far apart for one.
        self.click("stage.W1", 0.5 / 3, 0.25)
        self.key("Return")
        self.type("-4.5")
        self.key("Return")
        session, _ = self.close()
        self.assertTrue(session["network_changed"])
        network = np.load(self.session.parent / "network.npz")
        self.assertEqual(network["W1"][0, 0], -4.5)

    def test_nothing_to_do_uses_no_processor(self):
        self.learn_places("digits")
        self.start("--example", "digits")
        self.click("step.14")
        for moment in ("at rest", "after a run"):
            xdotool("mousemove", "--window", self.window, 4, 796)  # where nothing reacts
            self.settle()
            before = self.processor_seconds()
            time.sleep(2)
            self.assertLess(self.processor_seconds() - before, 0.1, moment)
            # The end of a run is shown by itself: a touch of the mouse has nothing to add.
            shown = self.screen()[:760]
            xdotool("mousemove_relative", 1, 1)
            self.settle()
            self.assertTrue((self.screen()[:760] == shown).all(), moment)
            if moment == "at rest":
                self.click("epochs")
                self.type("1")
                self.click("train")
        session, _ = self.close()
        self.assertTrue(session["network_changed"])  # it did run

    def test_closing_while_it_trains_ends_cleanly(self):
        self.learn_places("digits")
        self.start("--example", "digits")
        xdotool("key", "ctrl+t")
        start = self.processor_seconds()
        self.wait_for(lambda: self.processor_seconds() > start + 1.5)  # the run is on
        session, _ = self.close()
        self.assertTrue(session["network_changed"])


if __name__ == "__main__":
    live.main()
