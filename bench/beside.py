#!/usr/bin/env python3
"""Measures what large and hostile renditions do to the server and to others: see docs/benchmarks.md.

Usage: beside.py SERVER RENDERER DRILLED, where SERVER and RENDERER are the programs, and DRILLED is a renderer built with
debug assertions, which obeys titles that ask it to eat memory or to loop. scripts/bench builds them.
"""

import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time

import machine
import report
from database import HERE, Failure
from server import Server

ROOT = os.path.dirname(HERE)
MEASURES = 500
# The most that one import accepts.
MEASURES_OF_IMPORT = 300
# The short renditions that are requested while the large one is made.
SHORT_ONES = 10
BEGIN, END = "<!-- beside: begin -->", "<!-- beside: end -->"


class Demo:
    """The organization of the demo, and its people."""

    def __init__(self, server):
        self.server = server
        with open(os.path.join(server.data_dir, "demo-credentials.json"), encoding="utf-8") as file:
            users = {user["username"]: user["password"] for user in json.load(file)["users"]}
        self.tokens = {name: server.log_in(name, users[name]) for name in ("drafter", "approver", "publisher")}
        self.organization = None

    def ask(self, who, method, path, body=None, headers=None):
        """Sends a request as a person. Returns the headers and the JSON of the answer."""
        headers = dict(headers or {}, Authorization=f"Bearer {self.tokens[who]}")
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body, ensure_ascii=False).encode()
        status, answered, content = self.server.ask(method, path, body, headers)
        if not 200 <= status < 300:
            raise Failure(f"{method} {path} was answered {status}: {content.decode(errors='replace')[:400]}")
        return answered, json.loads(content)

    def publish_all(self, bundle):
        """Imports a bundle, and has its documents submitted, approved and published. Returns what was created."""
        [membership, *_] = self.ask("drafter", "GET", "/api/v1/me")[1]["memberships"]
        self.organization = membership["organization_id"]
        created = []
        for part in parts_of(bundle):
            path = f"/api/v1/imports?organization_id={self.organization}"
            created += self.ask("drafter", "POST", path, part)[1]["created"]
        year = bundle["fiscal_year"]
        steps = (("drafter", "submit"), ("approver", "approve"), ("publisher", "publish"))
        for who, step in steps:
            if bundle["measures"]:
                listed = f"/api/v1/measures?organization_id={self.organization}&fiscal_year={year}&limit=1"
                digest = self.ask(who, "GET", listed)[1]["digest"]
                path = f"/api/v1/organizations/{self.organization}/fiscal-years/{year}/measures/{step}"
                self.ask(who, "POST", path, {"all": digest})
            for one in created:
                if one["kind"] == "announcement":
                    path = f"/api/v1/announcements/{one['id']}"
                    tag = self.ask(who, "GET", path)[0]["ETag"]
                    self.ask(who, "POST", f"{path}/{step}", headers={"If-Match": tag})
        return created


def bundle_of(measures, announcements):
    """The example, with as many measures as wanted, and announcements with these subjects and titles."""
    with open(os.path.join(ROOT, "examples", "than-hinghoi-2567.json"), encoding="utf-8") as file:
        example = json.load(file)
    models = example["measures"]
    bundle = {name: example[name] for name in ("format", "organization", "fiscal_year")}
    bundle["measures"] = [dict(models[number % len(models)], key=f"measure-{number}", findings=[],
                               title=f"{models[number % len(models)]['title']} ลำดับที่ {number + 1}")
                          for number in range(measures)]
    model = example["announcements"][0]
    bundle["announcements"] = [dict(model, key=f"announcement-{number}", subject=subject, title=subject)
                               for number, subject in enumerate(announcements)]
    return bundle


def parts_of(bundle):
    """The bundle, in parts with as many measures as one import accepts."""
    measures = bundle["measures"]
    for begin in range(0, max(len(measures), 1), MEASURES_OF_IMPORT):
        yield dict(bundle, measures=measures[begin:begin + MEASURES_OF_IMPORT], announcements=bundle["announcements"] if begin == 0 else [])


class Memory(threading.Thread):
    """The highest memory of a process while something happens, in MiB."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.highest, self.ends = pid, 0.0, threading.Event()

    def run(self):
        while not self.ends.wait(0.02):
            self.highest = max(self.highest, machine.memory_mib(self.pid)[0])

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.join()


def timed(server, path, timeout):
    """Seconds and status of a request of an anonymous reader."""
    begun = time.perf_counter()
    status, _, _ = server.ask("GET", path, timeout=timeout)
    return time.perf_counter() - begun, status


def beside(server, large, others):
    """Requests a large rendition, and short renditions meanwhile. Returns seconds, statuses and the memory of the server."""
    answer = []
    with Memory(server.process.pid) as memory:
        request = threading.Thread(target=lambda: answer.append(timed(server, large, 300)))
        request.start()
        time.sleep(0.2)
        shorts = [timed(server, other, 60) for other in others]
        request.join()
    if any(status != 200 for _, status in shorts):
        raise Failure(f"a short rendition was answered {[status for _, status in shorts]}")
    seconds = [one for one, _ in shorts]
    return {"large_s": answer[0][0], "status": answer[0][1], "short_median_s": statistics.median(seconds),
            "short_longest_s": max(seconds), "server_mib": memory.highest}


def pdfs_of(created):
    """The addresses of the PDFs of announcements."""
    return [f"/public/v1/announcements/{one['id']}.pdf" for one in created if one["kind"] == "announcement"]


def measured(binary, scratch, settings, work):
    """Starts a server of its own with a demo, works, and stops it."""
    os.mkdir(scratch)
    os.chmod(scratch, 0o711)
    server = Server(binary, scratch)
    # No jobs: the files are made when they are requested, and none is there before.
    server.environment.update(settings, PRONGSAI_JOBS="false", PRONGSAI_PUBLIC_URL="https://prongsai.example.go.th")
    try:
        server.start(arguments=["serve", "--demo"])
        return work(server, Demo(server))
    finally:
        server.stop()


def year_book(server, demo):
    """The year book of 500 measures, beside announcements of one page."""
    created = demo.publish_all(bundle_of(MEASURES, [f"ประกาศฉบับที่ {number + 1}" for number in range(SHORT_ONES)]))
    large = f"/public/v1/organizations/{demo.organization}/fiscal-years/2567/yearbook.pdf"
    return beside(server, large, pdfs_of(created))


def hostile(title):
    """An announcement whose title lets the renderer eat memory, or loop, beside others."""
    def work(server, demo):
        created = demo.publish_all(bundle_of(0, [title] + [f"ประกาศฉบับที่ {number + 1}" for number in range(SHORT_ONES)]))
        first, *others = pdfs_of(created)
        return beside(server, first, others)
    return work


def markdown(results):
    """The table."""
    lines = [f"Measured on {results['at']}: {results['machine']}, once.", "",
             "| | answered | after s | announcements beside it, median s | longest s | highest memory of the server, MiB |",
             "| --- | --- | --- | --- | --- | --- |"]
    for title, one in results["beside"].items():
        lines.append(f"| {title} | {one['status']} | {report.number(one['large_s'])} | {report.number(one['short_median_s'])} "
                     f"| {report.number(one['short_longest_s'])} | {one['server_mib']:.0f} |")
    return "\n".join(lines)


def main():
    """Runs all and writes the results."""
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    binary, renderer, drilled = sys.argv[1:]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    scratch = tempfile.mkdtemp(prefix="prongsai-beside.")
    os.chmod(scratch, 0o711)
    wrapper = os.path.join(scratch, "drilled")
    with open(wrapper, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nexec "{os.path.abspath(drilled)}" --drills "$@"\n')
    os.chmod(wrapper, 0o755)
    drills = {"PRONGSAI_RENDERER": wrapper}
    cases = (("year book of 500 measures", {"PRONGSAI_RENDERER": os.path.abspath(renderer)}, year_book),
             ("input that eats memory", drills, hostile("drill:memory")), ("input that loops", drills, hostile("drill:loop")))
    results = {"machine": machine.description(), "at": time.strftime("%Y-%m-%d"), "beside": {}}
    try:
        for number, (title, settings, work) in enumerate(cases):
            print(f"bench: {title}", file=sys.stderr, flush=True)
            machine.wait_until_idle()
            results["beside"][title] = measured(binary, os.path.join(scratch, str(number)), settings, work)
    except (Failure, OSError) as failure:
        raise SystemExit(f"bench: {failure}") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    text = markdown(results)
    print(text)
    report.write_into(os.path.join(ROOT, "docs", "benchmarks.md"), text, BEGIN, END)


if __name__ == "__main__":
    main()
