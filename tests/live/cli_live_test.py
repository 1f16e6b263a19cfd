#!/usr/bin/python3
"""The commands that need a display or a signal: capture, tour, --script-names, train."""

import signal
import subprocess

import numpy as np

import live
from live import LiveTest, png_size, write_grey_png


class CommandLine(LiveTest):
    def test_captures_what_the_flags_ask_for(self):
        write_grey_png(self.work / "bar.png", np.pad(np.full((20, 4), 255), ((4, 4), (12, 12))))
        np.savez(self.work / "model.npz", W1=np.eye(10, 784), b1=np.arange(10.0))
        captures = {
            "plain": [],
            "step": ["--step", "14"],
            "image": ["--image", "5"],
            "file": ["--image", "bar.png"],
            "model": ["--model", "model.npz"],
            "light": ["--theme", "light"],
        }
        pictures = {}
        for name, flags in captures.items():
            self.run_program("capture", "--example", "digits", *flags, "--size", "1024x700", "-o",
                             f"{name}.png")
            self.assertEqual(png_size(self.work / f"{name}.png"), (1024, 700))
            pictures[name] = (self.work / f"{name}.png").read_bytes()
        self.assertEqual(len(set(pictures.values())), len(pictures), "two captures are the same")
        self.run_program("capture", "--example", "three-to-two", "--size", "960x640", "--scale",
                         "1.5", "-o", "scaled.png")
        self.assertEqual(png_size(self.work / "scaled.png"), (1440, 960))
        self.assertFalse(self.settings.exists() or self.session.exists())  # captures leave no trace

    def test_a_script_shows_the_same_as_a_capture(self):
        self.run_program("capture", "--example", "three-to-two", "--step", "3", "--size",
                         "1024x700", "-o", "by-command.png")
        self.play("click step.3\ncapture by-script.png", "--example",
                  "three-to-two", "--size", "1024x700")
        command, script = self.picture("by-command.png"), self.picture("by-script.png")
        stage = np.s_[120:, 200:700]
        self.assertTrue((command[stage] == script[stage]).all())

    def test_bad_requests_are_one_line_and_leave_no_file(self):
        (self.work / "text.png").write_text("no picture\n")
        for flags, words in (
                (["--step", "33"], ("1 to 32", "33")), (["--step", "-1"], ("--step",)),
                (["--image", "10000"], ("9999", "10000")), (["--image", "text.png"], ("text.png",)),
                (["--model", "absent.npz"], ("absent.npz",)), (["--size", "big"], ("--size",)),
                (["--scale", "9"], ("--scale",)), (["--theme", "blue"], ("--theme", "blue")),
                (["--example", "none"], ("--example", "none"))):
            example = [] if "--example" in flags else ["--example", "digits"]
            done = self.run_program("capture", *example, *flags, "-o", "shot.png", status=2)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            for word in words:
                self.assertIn(word, done.stderr)
            self.assertFalse((self.work / "shot.png").exists(), flags)
        done = self.run_program("capture", "-o", "shot.jpg", status=2)
        self.assertIn(".png", done.stderr)
        self.run_program("capture", "--example", "three-to-two", "-o", "absent/shot.png", status=2)

    def test_without_a_display_it_says_so(self):
        self.environment.pop("DISPLAY")
        done = self.run_program("--example", "three-to-two", status=2)
        self.assertIn("display", done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_the_tour_writes_what_it_prints(self):
        done = self.run_program("tour", "-o", "tour", "--size", "1024x700")
        files = done.stdout.splitlines()
        self.assertEqual(sorted(files), sorted(f"tour/{path.name}" for path in
                                               (self.work / "tour").iterdir()))
        pictures = [file for file in files if file.endswith(".png")]
        self.assertGreaterEqual(len(pictures), 10)
        for file in pictures:
            self.assertEqual(png_size(self.work / file), (1024, 700))
        self.assertEqual(len({(self.work / file).read_bytes() for file in pictures}),
                         len(pictures))
        logs = [file for file in files if file not in pictures]
        self.assertEqual({file.rsplit(".", 1)[1] for file in logs},
                         {"csv", "json", "md", "html", "tex"})
        for file in logs:
            self.assertGreater((self.work / file).stat().st_size, 500, file)

    def test_an_interrupted_run_is_saved_and_goes_on_to_the_same_numbers(self):
        flags = ["train", "--dataset", "moons", "--optimizer", "adam", "--batch", "16"]
        run = subprocess.Popen([live.PROGRAM, *flags, "--epochs", "1000000", "-o", "run.npz"],
                               cwd=self.work, env=self.environment, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertIn("epoch", run.stderr.readline())  # it is under way
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 130, said)
        self.assertIn("saved in run.npz", said)
        with np.load(self.work / "run.npz") as arrays:
            update, updates = int(arrays["training_update"][0]), int(arrays["training_updates"][0])
        epochs = str(update // updates + 2)
        self.run_program(*flags, "--epochs", epochs, "--resume", "run.npz", "-o", "resumed.npz")
        self.run_program(*flags, "--epochs", epochs, "-o", "straight.npz")
        with np.load(self.work / "resumed.npz") as one, np.load(self.work / "straight.npz") as other:
            for name in ("W1", "b1", "W3", "m_W2", "v_W2"):
                np.testing.assert_array_equal(one[name], other[name], name)

    def test_names_what_is_on_screen(self):
        names = self.run_program("--script-names", "--example", "digits").stdout.splitlines()
        self.assertEqual(names, sorted(set(names)))
        for name in ("canvas", "class.7", "export", "first", "layer.3", "log.1", "network", "play",
                     "plot", "ribbon", "stage.W1", "step.32", "theme", "train", "undo"):
            self.assertIn(name, names)
        (self.work / "script.txt").write_text("click network\n")
        opened = self.run_program("--script-names", "--script", "script.txt").stdout.splitlines()
        self.assertIn("build", opened)
        self.assertNotIn("build", names)


if __name__ == "__main__":
    live.main()
