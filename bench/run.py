#!/usr/bin/env python3
"""Measures the server: see docs/benchmarks.md. Usage: run.py BINARY (scripts/bench builds it and calls this)."""

import json
import os
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import machine
import operations
import report
from database import HERE, Database, Failure
from server import Server
from statements import statements_of

ROOT = os.path.dirname(HERE)
# scripts/bench describes the environment variables.
SECONDS = max(1, int(os.environ.get("DUR", "10")))
ROUNDS = max(1, int(os.environ.get("ROUNDS", "3")))
LIMIT_SECONDS = max(1, int(os.environ.get("LIM", "5")))
# Load before the first round of an operation, which is not measured: caches and connections are then in use.
WARM_UP_SECONDS = 2
ONLY = [name for name in os.environ.get("OPS", "").split(",") if name]
# Seconds after its last statement within which a session of PostgreSQL has reported its statistics.
STATISTICS_DELAY = 11


def say(text):
    """Reports progress on standard error."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def rounded(value):
    """Four significant digits, more than the precision of the measurements."""
    return float(f"{value:.4g}")


def median_and_range(values):
    """The median, the smallest and the largest value."""
    return {"median": rounded(statistics.median(values)), "min": rounded(min(values)), "max": rounded(max(values))}


class Bench:
    """One run of the benchmark, from an empty folder to the figures."""

    def __init__(self, binary, scratch):
        self.scratch = scratch
        self.inputs = os.path.join(scratch, "inputs")
        os.mkdir(self.inputs)
        self.server = Server(binary, scratch)
        self.database = Database(self.server.data_dir)
        self.password = secrets.token_urlsafe(18)
        self.drafters = None
        # The static answer is always measured: it shows what HTTP costs without a database.
        self.wanted = [op for op in operations.OPERATIONS if not ONLY or op.name in ONLY or op.name == "static"]

    def run(self):
        """Runs everything and returns the results."""
        results = {"machine": machine.description(), "seconds": SECONDS, "rounds": ROUNDS,
                   "log": self.server.environment["RUST_LOG"], "at": time.strftime("%Y-%m-%d")}
        self.fill(results)
        self.count_statements(results)
        self.server.stop()
        self.start(results)
        results["operations"] = {op.name: self.measure(op) for op in self.wanted}
        now, peak = machine.memory_mib(self.server.process.pid)
        results["memory_mib"].update(after_load=now, highest=peak)
        return results

    def fill(self, results):
        """Starts the server on an empty folder and loads all measures."""
        say("starting the server on an empty folder")
        results["first_start_s"] = rounded(self.server.start())
        say("loading 7,850 organizations and 117,750 measures (about a minute)")
        begun = time.monotonic()
        self.database.run_file(os.path.join(HERE, "load.sql"))
        results["load_s"] = round(time.monotonic() - begun, 1)
        results["postgresql"] = self.database.value("SHOW server_version").split()[0]
        results["synchronous_commit"] = self.database.value("SHOW synchronous_commit")
        results["fsync"] = self.database.value("SHOW fsync")
        results["database_mib"] = int(self.database.value("SELECT pg_database_size(current_database()) / 1048576"))
        results["rows"] = {name: int(self.database.value(f"SELECT count(*) FROM {name}"))
                           for name in ("organizations", "documents", "publications", "audit_entries")}
        self.drafters = operations.make_drafters(self.server, self.database, self.password)
        operations.write_inputs(self.database, self.inputs)

    def count_statements(self, results):
        """Records the statements and the size of the body of one request of each operation."""
        operations.log_in(self.server, self.drafters, self.password, self.inputs)
        results["statements"] = statements_of(self.server, self.database, self.wanted, self.inputs)
        results["body_bytes"] = {op.name: operations.one_request(self.server, op, self.inputs) for op in self.wanted}

    def start(self, results):
        """Starts the server on the existing database once for each round. The last one keeps running."""
        say("starting on the existing database")
        times = []
        for number in range(ROUNDS):
            if number:
                self.server.stop()
            machine.wait_until_idle()
            times.append(self.server.start(keeps_log=False))
        results["ready_s"] = median_and_range(times)
        # The memory is read once the work of the start has ended.
        time.sleep(5)
        results["memory_mib"] = {"idle": machine.memory_mib(self.server.process.pid)[0]}

    def measure(self, operation):
        """Alternates rounds of pgbench and of the server, so that a change of the machine affects both."""
        if operation.logs_in:
            operations.log_in(self.server, self.drafters, self.password, self.inputs)
        operations.one_request(self.server, operation, self.inputs)
        operations.load(self.server, operation, self.inputs, WARM_UP_SECONDS)
        # The operations on one measure (r1…) differ in how often the server's cache answers.
        reads = ReadCounter(self.database) if operation.name.startswith("r1") else None
        rounds = []
        for number in range(ROUNDS):
            say(f"{operation.title}: round {number + 1} of {ROUNDS}")
            if operation.logs_in and number:
                operations.log_in(self.server, self.drafters, self.password, self.inputs)
            rounds.append(self.measure_round(operation, reads))
        result = summary(operation, rounds)
        if reads:
            requests = sum(one["requests"] for one in rounds)
            result["share_from_cache"] = round(max(0.0, 1 - reads.of_server() / requests), 3)
        result["memory_mib"] = machine.memory_mib(self.server.process.pid)[0]
        return result

    def measure_round(self, operation, reads):
        """One round: first pgbench, then the server. `others` is the share of the machine that other programs used."""
        limits = {}
        variables = operations.limit_variables(operation, self.database, self.drafters)
        others = machine.wait_until_idle()
        for script in operation.limits:
            rate, count = self.database.pgbench(script, operation.limit_clients, LIMIT_SECONDS, variables)
            limits[script] = rate
            if reads:
                reads.of_pgbench += count
        if operation.name == "w1":
            # pgbench has just written: its checkpoint must not fall into the round of the server.
            self.database.query("CHECKPOINT")
        server, postmaster = self.server.process.pid, self.database.postmaster()
        others = max(others, machine.wait_until_idle())
        before = machine.cpu_seconds(server), machine.cpu_seconds_of_family(postmaster)
        result = operations.load(self.server, operation, self.inputs, SECONDS)
        after = machine.cpu_seconds(server), machine.cpu_seconds_of_family(postmaster)
        result["rate"] = result["requests"] / (result["microseconds"] / 1e6)
        result["server_ms"] = 1000 * (after[0] - before[0]) / result["requests"]
        result["postgresql_ms"] = 1000 * (after[1] - before[1]) / result["requests"]
        result["limits"] = limits
        result["others"] = others
        return result


class ReadCounter:
    """Counts the index look-ups in publications that the server made, without those of pgbench."""

    def __init__(self, database):
        self.database = database
        self.of_pgbench = 0
        self.before = self._now()

    def _now(self):
        time.sleep(STATISTICS_DELAY)
        return int(self.database.value("SELECT idx_scan FROM pg_stat_user_tables WHERE relname = 'publications'"))

    def of_server(self):
        """The look-ups of the server since the beginning."""
        return self._now() - self.before - self.of_pgbench


def summary(operation, rounds):
    """The medians of the rounds."""
    result = {name: median_and_range([one[name] for one in rounds])
              for name in ("rate", "p50", "p99", "server_ms", "postgresql_ms")}
    result["bytes_per_answer"] = round(sum(one["bytes"] for one in rounds) / sum(one["requests"] for one in rounds))
    result["errors"] = int(sum(one["refused"] + one["broken"] for one in rounds))
    result["others"] = max(one["others"] for one in rounds)
    result["limits"] = {script: {"rate": median_and_range([one["limits"][script] for one in rounds]),
                                 "ratio": median_and_range([one["rate"] / one["limits"][script] for one in rounds])}
                        for script in operation.limits}
    return result


def end_by_signal(number, _frame):
    """Ends the run with an exception, so that everything is cleaned up."""
    raise SystemExit(128 + number)


def clean_up(bench, scratch):
    """Stops the server and removes the scratch folder."""
    bench.server.stop()
    try:
        # PostgreSQL still runs only if the server had to be killed.
        os.kill(bench.database.postmaster(), signal.SIGINT)
        time.sleep(2)
    except (OSError, ValueError):
        pass
    if os.environ.get("KEEP") == "1":
        say(f"kept {scratch}")
    else:
        shutil.rmtree(scratch, ignore_errors=True)


def main():
    """Runs the benchmark and writes its results."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    signal.signal(signal.SIGTERM, end_by_signal)
    scratch = tempfile.mkdtemp(prefix="prongsai-bench.")
    # For root: PostgreSQL runs as another user, who must be able to enter the folder.
    os.chmod(scratch, 0o711)
    bench = Bench(sys.argv[1], scratch)
    try:
        results = bench.run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except (Failure, OSError, subprocess.SubprocessError) as failure:
        raise SystemExit(f"bench: {failure}") from None
    finally:
        clean_up(bench, scratch)
    folder = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")), "bench")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump(results, file, indent=2, ensure_ascii=False)
        file.write("\n")
    text = report.markdown(results)
    print(text)
    if not ONLY and SECONDS >= 10 and ROUNDS >= 3:
        report.write_into(os.path.join(ROOT, "docs", "benchmarks.md"), text)
    else:
        say("a short run: docs/benchmarks.md does not change")


if __name__ == "__main__":
    main()
