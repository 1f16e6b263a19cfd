#!/usr/bin/python3
"""Reads the five files of one shape log with other people's parsers and holds them together.

    check_log.py FOLDER STEPS    (FOLDER holds log.csv, log.json, log.md, log.html, log.tex)
"""

import csv
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

COLUMNS = ("index phase layer operation equation operands result result_shape parameters "
           "multiply_adds bytes min max mean norm").split()


def check(condition, message):
    if not condition:
        sys.exit(f"check_log: {message}")


def check_csv(path, steps):
    raw = path.read_bytes()
    check(raw.count(b"\n") == raw.count(b"\r\n") == len(steps) + 1, "csv: lines must end in CRLF")
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    check(list(rows[0]) == COLUMNS, f"csv: columns {list(rows[0])}")
    check(len(rows) == len(steps), f"csv: {len(rows)} rows")
    for row, step in zip(rows, steps):
        check(None not in row and None not in row.values(), f"csv: ragged row {row}")
        for key in ("index", "layer", "parameters", "multiply_adds", "bytes"):
            check(int(row[key]) == step[key], f"csv: {key} of {row}")
        for key in ("phase", "operation", "equation"):
            check(row[key] == step[key], f"csv: {key} of {row}")
        for key in ("min", "max", "mean", "norm"):
            check(float(row[key]) == step[key], f"csv: {key} of {row}")
        shape = "x".join(map(str, step["result"]["shape"]))
        check(row["result"] == step["result"]["name"], f"csv: result of {row}")
        check(row["result_shape"] == shape, f"csv: shape of {row}")
        operands = [o["name"] + " " + "x".join(map(str, o["shape"])) for o in step["operands"]]
        check(row["operands"] == "; ".join(operands), f"csv: operands of {row}")


def check_markdown(text, steps):
    lines = [line for line in text.splitlines() if line.startswith("|")]
    check(len(lines) == len(steps) + 2, f"md: {len(lines)} table lines")
    for line in lines:
        check(len(re.split(r"(?<!\\)\|", line)) == 16, f"md: not 14 cells: {line}")
    for line, step in zip(lines[2:], steps):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        check(cells[0] == str(step["index"]) and cells[1] == step["phase"], f"md: {line}")
        check(cells[4] == "`" + step["equation"].replace("|", "\\|") + "`", f"md: {line}")


def check_html(text, steps):
    page = ET.fromstring(text)  # ours is well-formed XML too, which html.parser would not insist on
    check("http" not in text and "url(" not in text and "@import" not in text, "html: a link")
    tags = {element.tag for element in page.iter()}
    check(not tags & {"script", "link", "img", "a", "iframe"}, f"html: {tags}")
    rows = page.findall(".//tbody/tr")
    check(len(rows) == len(steps), f"html: {len(rows)} rows")
    for row, step in zip(rows, steps):
        cells = ["".join(cell.itertext()) for cell in row.findall("td")]
        check(len(cells) == 14, f"html: {len(cells)} cells")
        check(row.get("class") == step["phase"], "html: phase")
        check(cells[3] == step["operation"] and cells[4] == step["equation"], f"html: {cells}")
        result = step["result"]["name"] + " " + " × ".join(map(str, step["result"]["shape"]))
        check(cells[6] == result, f"html: {cells[6]} for {result}")


def check_tex(text, steps):
    check(text.isascii(), "tex: needs an engine that reads UTF-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    rows = body.split("\\endfoot\n")[1].split("\\end{longtable}")[0].strip().splitlines()
    check(len(rows) == len(steps), f"tex: {len(rows)} rows")
    for row in rows:
        check(row.endswith("\\\\"), f"tex: {row}")
        check(len(re.findall(r"(?<!\\)&", row)) == 13, f"tex: not 14 cells: {row}")
    unescaped = re.sub(r"\\.", "", body, flags=re.S)
    check(unescaped.count("{") == unescaped.count("}"), "tex: braces")
    check(unescaped.count("$") % 2 == 0, "tex: dollars")
    outside = re.sub(r"\$[^$]*\$", "", unescaped)
    check(not re.search(r"[_^#%~]", outside), "tex: special characters in text")


def main(folder, count):
    folder = pathlib.Path(folder)
    log = json.loads((folder / "log.json").read_text(encoding="utf-8"),
                     parse_constant=lambda word: sys.exit(f"check_log: json: {word}"))
    steps = log["steps"]
    check(len(steps) == int(count), f"json: {len(steps)} steps")
    check([step["index"] for step in steps] == list(range(1, len(steps) + 1)), "json: indices")
    check(log["multiply_adds"] == sum(step["multiply_adds"] for step in steps), "json: sum")
    check_csv(folder / "log.csv", steps)
    check_markdown((folder / "log.md").read_text(encoding="utf-8"), steps)
    check_html((folder / "log.html").read_text(encoding="utf-8"), steps)
    check_tex((folder / "log.tex").read_text(encoding="utf-8"), steps)


if __name__ == "__main__":
    main(*sys.argv[1:])
