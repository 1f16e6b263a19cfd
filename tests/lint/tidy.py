#!/usr/bin/python3
"""clang-tidy on many files at the price of few.

    tidy.py BUILD_FOLDER [FILE.cpp ...]         # no file: every .cpp file of the project

Most of clang-tidy's time on a file goes into the headers that it includes: Eigen, fmt, the standard
library. So up to twelve files of one folder are included together into one temporary file, a unit,
and their headers are read once. Files that do not compile side by side, as they keep the same name
for themselves, go into units of their own.

The flags are those of BUILD_FOLDER/compile_commands.json, without its precompiled header. Each
finding is printed once. Exit status: 0, or 1 when there was any, or 2 when clang-tidy failed.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES_PER_UNIT = 12
FINDING = re.compile(r"^(/[^:]+):\d+:\d+: (?:warning|error): .*\[(\S+)\]$")


def flags_of(command):
    """What of a compiler's command decides how the source reads; no warnings, outputs, headers."""
    flags, words = [], iter(shlex.split(command))
    for word in words:
        if word == "-isystem":
            flags += [word, next(words)]
        elif word.startswith(("-D", "-I", "-std=", "-m")):
            flags.append(word)
    return tuple(flags)


def chunks(build, wanted):
    """(flags, files): files of one folder with the same flags, twelve at most."""
    groups = defaultdict(list)
    unknown = set(wanted)
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["directory"], entry["file"]).resolve()
        ours = file.is_relative_to(ROOT) and not file.is_relative_to(build)
        if file.suffix == ".cpp" and (file in wanted if wanted else ours):
            groups[file.parent, flags_of(entry["command"])].append(file)
            unknown.discard(file)
    if unknown:
        raise RuntimeError(f"{build} compiles no {', '.join(map(str, unknown))}")
    for (_, flags), files in sorted(groups.items()):
        files.sort()
        for first in range(0, len(files), FILES_PER_UNIT):
            yield flags, files[first:first + FILES_PER_UNIT]


def clang_tidy(flags, files, checks):
    """The findings in these files, read together: {(file, check, first line): all its lines}."""
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder, "unit.cpp")
        unit.write_text("".join(f'#include "{file}"\n' for file in files))
        ran = subprocess.run(
            ["clang-tidy", "--quiet", f"--config-file={ROOT}/.clang-tidy", f"--checks={checks}",
             str(unit), "--", *flags, "-ferror-limit=0"],
            capture_output=True, text=True, check=False)
    findings, lines = {}, []
    for line in ran.stdout.splitlines():
        if found := FINDING.match(line):
            lines = findings.setdefault((found[1], found[2], line), [])
        lines.append(line)
    if ran.returncode != 0 and not findings:
        raise RuntimeError(f"clang-tidy: {ran.stdout}{ran.stderr[-2000:]}")
    return findings


def units(flags, files):
    """The files, parted until the files of each part compile side by side."""
    # A cheap check, as clang-tidy refuses to have none; errors of the compiler come with any.
    cheap = "-*,modernize-deprecated-headers"
    findings = [] if len(files) == 1 else clang_tidy(flags, files, cheap)
    at_odds = {Path(file) for file, check, _ in findings if "clang-diagnostic-error" in check}
    if not at_odds:
        return [files]
    parts = [[f for f in files if f not in at_odds], [f for f in files if f in at_odds]]
    if not all(parts):
        parts = [files[:len(files) // 2], files[len(files) // 2:]]
    return [unit for part in parts for unit in units(flags, part)]


def findings_in(chunk):
    flags, files = chunk
    found = {}
    for unit in units(flags, files):
        found |= clang_tidy(flags, unit, "-bugprone-suspicious-include")  # of a .cpp file
    return found


def main():
    build = Path(sys.argv[1]).resolve()
    wanted = {Path(file).resolve() for file in sys.argv[2:]}
    known = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(findings_in, chunks(build, wanted)):
            for key, lines in found.items():
                if key not in known:
                    print("\n".join(lines).replace(f"{ROOT}{os.sep}", ""), flush=True)
            known |= found
    return 1 if known else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, RuntimeError) as problem:
        print(f"tidy.py: {problem}", file=sys.stderr)
        sys.exit(2)
