#!/usr/bin/env python3
"""Measures the time and memory of renditions: see docs/benchmarks.md.

Usage: renditions.py MEASURE, where MEASURE is the example `measure` of crates/rendering, which scripts/bench builds.
"""

import json
import os
import statistics
import subprocess
import sys
import time

import machine
import report
from database import HERE

ROOT = os.path.dirname(HERE)
ROUNDS = max(1, int(os.environ.get("ROUNDS", "3")))
# The table in docs/benchmarks.md is between these lines.
BEGIN, END = "<!-- renditions: begin -->", "<!-- renditions: end -->"
# Kind, number of measures (None: those of the example), title.
RENDITIONS = (
    ("plan", None, "plan"),
    ("report", None, "report"),
    ("announcement", None, "announcement"),
    ("poster", None, "poster"),
    ("yearbook", None, "year book"),
    ("yearbook", 500, "year book of 500 measures"),
)


def measured(binary, kind, count):
    """The medians of the rounds, each in a process of its own."""
    command = [binary, kind] + ([str(count)] if count else [])
    rounds = []
    for _ in range(ROUNDS):
        machine.wait_until_idle()
        rounds.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def markdown(results):
    """The table."""
    lines = [f"Measured on {results['at']}: {results['machine']}, medians of {results['rounds']} processes for each.", "",
             "| | cold ms | warm ms | kB | highest memory MiB | of that, before the rendition |",
             "| --- | --- | --- | --- | --- | --- |"]
    for title, figure in results["renditions"].items():
        lines.append(f"| {title} | {report.number(figure['cold_ms'])} | {report.number(figure['warm_ms'])} "
                     f"| {figure['bytes'] / 1000:.0f} | {figure['highest_mib']:.0f} | {figure['before_mib']:.0f} |")
    fonts = statistics.median(figure["fonts_ms"] for figure in results["renditions"].values())
    lines += ["", f"Loading the fonts, once in a process: {fonts:.0f} ms, not included in these times."]
    return "\n".join(lines)


def main():
    """Runs all and writes the results."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    results = {"machine": machine.description(), "rounds": ROUNDS, "at": time.strftime("%Y-%m-%d"), "renditions": {}}
    for kind, count, title in RENDITIONS:
        print(f"bench: {title}", file=sys.stderr, flush=True)
        results["renditions"][title] = measured(sys.argv[1], kind, count)
    folder = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")), "bench")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "renditions.json"), "w", encoding="utf-8") as file:
        json.dump(results, file, indent=2, ensure_ascii=False)
        file.write("\n")
    text = markdown(results)
    print(text)
    # The documentation shows only full runs.
    if ROUNDS >= 3:
        report.write_into(os.path.join(ROOT, "docs", "benchmarks.md"), text, BEGIN, END)


if __name__ == "__main__":
    main()
