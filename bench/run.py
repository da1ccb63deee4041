#!/usr/bin/env python3
"""Measures the server: see docs/benchmarks.md. Usage: run.py SERVER BARE (scripts/bench builds both and calls this)."""

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

import imports
import machine
import operations
import peers
import report
from bare import Bare, answer_size
from database import HERE, Database, Failure
from server import Server
from statements import statements_of

ROOT = os.path.dirname(HERE)
# scripts/bench describes the environment variables.
SHORT = os.environ.get("BENCH_SHORT") == "1"
SECONDS = max(1, int(os.environ.get("DUR", "2" if SHORT else "10")))
ROUNDS = max(1, int(os.environ.get("ROUNDS", "1" if SHORT else "5")))
LIMIT_SECONDS = max(1, int(os.environ.get("LIM", "2" if SHORT else "5")))
# Load before the first round of an operation, which is not measured: caches and connections are then in use.
WARM_UP_SECONDS = 2
# Measures a second that could be published: so many are prepared.
PUBLISH_AT_MOST = 1_000
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

    def __init__(self, binary, bare, scratch):
        self.scratch = scratch
        self.bare = Bare(bare)
        self.peers = peers.Peers(ROOT)
        self.inputs = os.path.join(scratch, "inputs")
        os.mkdir(self.inputs)
        self.server = Server(binary, scratch)
        self.database = Database(self.server.data_dir)
        self.password = secrets.token_urlsafe(18)
        self.drafters = None
        # The static answer is always measured: it shows what HTTP costs without a database.
        self.wanted = [op for op in operations.OPERATIONS if not ONLY or op.name in ONLY or op.name == "static"]
        self.static = self.wanted[0]
        self.imports = not ONLY or operations.IMPORT in ONLY

    def run(self):
        """Runs everything and returns the results."""
        results = {"machine": machine.description(), "seconds": SECONDS, "rounds": ROUNDS,
                   "log": self.server.environment["RUST_LOG"], "at": time.strftime("%Y-%m-%d")}
        self.fill(results)
        self.count_statements(results)
        self.server.stop()
        self.start(results)
        self.bare.start(answer_size(self.server.port))
        self.peers.start(say)
        publish = [op for op in self.wanted if op.name == "publish"]
        results["operations"] = {op.name: self.measure(op) for op in self.wanted if op not in publish}
        results["peers"] = self.peers.names
        if self.imports:
            results["import"] = self.measure_import()
        # Last, because publications leave jobs behind that would take part in what is measured after them.
        results["operations"].update({op.name: self.measure(op) for op in publish})
        now, peak = machine.memory_mib(self.server.process.pid)
        results["memory_mib"].update(after_load=now, highest=peak)
        return results

    def fill(self, results):
        """Starts the server on an empty folder and loads all measures."""
        say("starting the server on an empty folder")
        results["first_start_s"] = rounded(self.server.start())
        say("loading 7,850 organizations and 117,750 measures (about a minute)")
        begun = time.monotonic()
        publishes = any(op.name == "publish" for op in self.wanted)
        approved = PUBLISH_AT_MOST * (WARM_UP_SECONDS + ROUNDS * SECONDS) if publishes else 0
        self.database.run_file(os.path.join(HERE, "load.sql"), approved=min(approved, 117_000))
        results["load_s"] = round(time.monotonic() - begun, 1)
        results["postgresql"] = self.database.value("SHOW server_version").split()[0]
        results["synchronous_commit"] = self.database.value("SHOW synchronous_commit")
        results["fsync"] = self.database.value("SHOW fsync")
        results["database_mib"] = int(self.database.value("SELECT pg_database_size(current_database()) / 1048576"))
        results["rows"] = {name: int(self.database.value(f"SELECT count(*) FROM {name}"))
                           for name in ("organizations", "documents", "publications", "audit_entries")}
        self.drafters = operations.make_drafters(self.server, self.database, self.password)
        operations.write_inputs(self.database, self.inputs)
        operations.write_approved(self.database, self.drafters, self.inputs)

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
        self.load(self.server, operation, WARM_UP_SECONDS)
        rivals = self.peers.names if operation.name in peers.OPERATIONS else []
        for name in rivals:
            self.peers.rate(name, operation.name, WARM_UP_SECONDS)
        # The operations on one measure (r1…) differ in how often the server's cache answers.
        reads = ReadCounter(self.database) if operation.name.startswith("r1") else None
        rounds = []
        for number in range(ROUNDS):
            say(f"{operation.title}: round {number + 1} of {ROUNDS}")
            if operation.logs_in and number:
                operations.log_in(self.server, self.drafters, self.password, self.inputs)
            rounds.append(self.measure_round(operation, reads))
            rounds[-1]["peers"] = {name: self.measure_peer(name, operation) for name in rivals}
        result = summary(operation, rounds)
        if reads:
            requests = sum(one["requests"] for one in rounds)
            result["share_from_cache"] = round(max(0.0, 1 - reads.of_server() / requests), 3)
        result["memory_mib"] = machine.memory_mib(self.server.process.pid)[0]
        return result

    def load(self, server, operation, seconds):
        """Loads the server, or the bare one, with requests of an operation."""
        if operation.name == "publish":
            operations.write_approved(self.database, self.drafters, self.inputs)
        return operations.load(server, operation, self.inputs, seconds)

    def measure_peer(self, name, operation):
        """Requests per second of another server, in a round of the operation."""
        self.peers.prepare(operation.name)
        machine.wait_until_idle()
        return self.peers.rate(name, operation.name, SECONDS)

    def measure_import(self):
        """Alternates imports and copies of what they wrote."""
        places = imports.prepare(self.server, self.database, self.password)
        pairs = []
        for number in range(ROUNDS):
            say(f"import of {imports.MEASURES:,} measures: round {number + 1} of {ROUNDS}")
            machine.wait_until_idle()
            pairs.append(imports.measure(self.server, self.database, places, self.password, number, self.scratch))
        return {"seconds": median_and_range([one for one, _ in pairs]),
                "copy_seconds": median_and_range([copy for _, copy in pairs]),
                "ratio": median_and_range([one / copy for one, copy in pairs])}

    def measure_round(self, operation, reads):
        """One round: first pgbench, or the answer that it is compared with, then the server. `others` is the share of the machine that other programs used."""
        limits = {}
        variables = operations.limit_variables(operation, self.database, self.drafters)
        others = machine.wait_until_idle()
        for script in operation.limits:
            rate, count = self.database.pgbench(script, operation.limit_clients, LIMIT_SECONDS, variables)
            limits[script] = rate
            if reads:
                reads.of_pgbench += count
        if operation.beside:
            server = self.bare if operation.beside == "bare" else self.server
            result = self.load(server, self.static, LIMIT_SECONDS)
            limits[operation.beside] = result["requests"] / (result["microseconds"] / 1e6)
        if operation.logs_in:
            # What was written before: its checkpoint must not fall into the round of the server.
            self.database.query("CHECKPOINT")
        server, postmaster = self.server.process.pid, self.database.postmaster()
        others = max(others, machine.wait_until_idle())
        before = machine.cpu_seconds(server), machine.cpu_seconds_of_family(postmaster)
        result = self.load(self.server, operation, SECONDS)
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
    for kind in ("limits", "peers"):
        result[kind] = {name: {"rate": median_and_range([one[kind][name] for one in rounds]),
                               "ratio": median_and_range([one["rate"] / one[kind][name] for one in rounds])}
                        for name in rounds[0][kind]}
    return result


def end_by_signal(number, _frame):
    """Ends the run with an exception, so that everything is cleaned up."""
    raise SystemExit(128 + number)


def clean_up(bench, scratch):
    """Stops the servers and removes the scratch folder."""
    bench.bare.stop()
    bench.peers.stop()
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
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    unknown = [name for name in ONLY if name not in operations.NAMES]
    if unknown:
        raise SystemExit(f"bench: there is no operation {unknown[0]}; there are {', '.join(operations.NAMES)}")
    signal.signal(signal.SIGTERM, end_by_signal)
    scratch = tempfile.mkdtemp(prefix="prongsai-bench.")
    # For root: PostgreSQL runs as another user, who must be able to enter the folder.
    os.chmod(scratch, 0o711)
    bench = Bench(sys.argv[1], sys.argv[2], scratch)
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
