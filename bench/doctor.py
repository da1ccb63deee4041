#!/usr/bin/env python3
"""Measures the doctor: see docs/benchmarks.md. Usage: doctor.py SERVER (scripts/bench builds it and calls this)."""

import os
import re
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import machine
import report
from database import HERE, Database, Failure
from server import Server

ROOT = os.path.dirname(HERE)
# A year of the data of bench/load.sql.
YEAR = 2567
ORGANIZATIONS = 8
# Requests for each organization, and runs of the command for all.
REQUESTS, RUNS = 50, 3
BEGIN, END = "<!-- doctor: begin -->", "<!-- doctor: end -->"


def requests(server, people):
    """Seconds of each request of a drafter for the own organization; the first one of each is not counted."""
    seconds = []
    for organization, token in people:
        path = f"/api/v1/organizations/{organization}/doctor?fiscal_year={YEAR}"
        for number in range(REQUESTS + 1):
            begun = time.perf_counter()
            status, _, body = server.ask("GET", path, headers={"Authorization": f"Bearer {token}"})
            if number:
                seconds.append(time.perf_counter() - begun)
            if status != 200 or b'"rule"' not in body:
                raise Failure(f"GET {path} was answered {status}: {body[:300]!r}")
    return seconds


def people_of(server, database):
    """The ids of some organizations, each with the token of a drafter."""
    rows = database.query(f"SELECT id FROM organizations ORDER BY md5(id::text) LIMIT {ORGANIZATIONS}")
    people = []
    for number, [organization] in enumerate(rows):
        name, password = f"doctor.bench{number}", secrets.token_urlsafe(18)
        server.create_person(name, password, organization)
        people.append((organization, server.log_in(name, password)))
    return people


def for_all(server):
    """Seconds, number of organizations, and highest memory in MiB of `prongsai doctor --all`."""
    command = [server.binary, "doctor", "--all", "--fiscal-year", str(YEAR)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        begun = time.perf_counter()
        with subprocess.Popen(command, env=server.environment, stdout=subprocess.DEVNULL, stderr=log) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        log.seek(0)
        lines = log.read().strip().splitlines()
    counted = re.findall(r"(\d+) organizations in", "\n".join(lines))
    if process.returncode != 0 or not counted:
        raise Failure("prongsai doctor: " + (lines or ["failed"])[-1])
    return seconds, int(counted[-1]), usage.ru_maxrss / 1024


def measured(binary, scratch):
    """The figures."""
    server = Server(binary, scratch)
    server.environment["PRONGSAI_JOBS"] = "false"
    try:
        server.start()
        database = Database(server.data_dir)
        print("bench: filling the database", file=sys.stderr, flush=True)
        database.run_file(os.path.join(HERE, "load.sql"))
        people = people_of(server, database)
        machine.wait_until_idle()
        one = requests(server, people)
        runs = []
        for number in range(RUNS):
            print(f"bench: prongsai doctor --all, run {number + 1}", file=sys.stderr, flush=True)
            machine.wait_until_idle()
            runs.append(for_all(server))
        return one, runs
    finally:
        server.stop()


def markdown(one, runs):
    """The table."""
    milliseconds = sorted(seconds * 1000 for seconds in one)
    p99 = milliseconds[int(len(milliseconds) * 0.99)]
    seconds = [run[0] for run in runs]
    return "\n".join([
        f"Measured on {time.strftime('%Y-%m-%d')}: {machine.description()}.", "",
        "| | goal | measured | number |", "| --- | --- | --- | --- |",
        f"| doctor of an organization, ms | ≤ 15 | {report.number(statistics.median(milliseconds))} (99 %: {report.number(p99)}) "
        f"| {len(milliseconds)} requests, one after the other, of {ORGANIZATIONS} organizations |",
        f"| `prongsai doctor --all`, s | ≤ 30 | {report.number(statistics.median(seconds))} ({report.number(min(seconds))}–"
        f"{report.number(max(seconds))}) | {len(runs)} runs over {runs[0][1]:,} organizations, highest memory "
        f"{max(run[2] for run in runs):.0f} MiB |"])


def main():
    """Runs all and writes the results."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    scratch = tempfile.mkdtemp(prefix="prongsai-doctor.")
    os.chmod(scratch, 0o711)
    try:
        text = markdown(*measured(sys.argv[1], scratch))
    except (Failure, OSError) as failure:
        raise SystemExit(f"bench: {failure}") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(text)
    report.write_into(os.path.join(ROOT, "docs", "benchmarks.md"), text, BEGIN, END)


if __name__ == "__main__":
    main()
