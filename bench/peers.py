"""Other servers that do the same work, beside ours in the same run: those of `../shared/bench`, when it is there."""

import os
import subprocess
import sys

from database import Failure

# Their names in PEERS, and in the program that starts them.
NAMES = {"axum": "axum-sqlx", "fastapi": "fastapi-asyncpg", "fastify": "fastify-postgresjs"}
# Our operations that they have too, under the same names.
OPERATIONS = ("r1", "r2", "w1")
# The one that we want to be faster than, and by how much.
RIVAL, AIM = "axum", 1.2


def wanted():
    """The names in PEERS."""
    names = [name for name in os.environ.get("PEERS", "").split(",") if name]
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise Failure(f"PEERS: there is no {unknown[0]}; there are {', '.join(NAMES)}")
    return names


def loudly(text):
    """Says something that must not be overlooked."""
    print(f"bench: {'=' * 70}\nbench: {text}\nbench: {'=' * 70}", file=sys.stderr, flush=True)


class Peers:
    """The other servers, each running from `start` to `stop`, with a PostgreSQL of their own."""

    def __init__(self, root):
        self.source = os.environ.get("PEERS_SOURCE", os.path.join(root, "..", "shared", "bench"))
        self.folder = os.environ.get("PEERS_DIR", "/tmp/prongsai-peers")
        self.names = wanted()
        # What the program of the bench defines: how to start, load and stop a peer.
        self.program = {}
        self.processes = {}
        self.is_database_running = False

    def start(self, say):
        """Installs what is missing and starts them. Without the bench it says so and does nothing."""
        if not self.names:
            return
        if not os.access(os.path.join(self.source, "install.sh"), os.X_OK):
            loudly(f"PEERS={','.join(self.names)} is NOT MEASURED: {os.path.normpath(self.source)} is not there")
            self.names = []
            return
        say(f"setting up {', '.join(self.names)} in {self.folder} (minutes, the first time)")
        self._run([os.path.join(self.source, "install.sh"), self.folder])
        self.is_database_running = True
        self._run([os.path.join(self.folder, "bench", "setup.sh")], dict(os.environ, LIGHT="1"))
        path = os.path.join(self.folder, "bench", "bench.py")
        with open(path, encoding="utf-8") as file:
            source = file.read().rstrip()
        # Its last line runs all of it.
        if not source.endswith("\nmain()"):
            raise Failure(f"{path} does not end with main()")
        exec(compile(source.removesuffix("main()"), path, "exec"), self.program)  # pylint: disable=exec-used
        for name in self.names:
            self.processes[name], _ = self.program["start"](NAMES[name])

    @staticmethod
    def _run(command, environment=None):
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            lines = (done.stderr or done.stdout).strip().splitlines() or ["failed"]
            raise Failure(f"{os.path.basename(command[0])}: {lines[-1]}")

    def prepare(self, operation):
        """Removes what earlier rounds created, and writes a checkpoint."""
        if self.names and operation == "w1":
            self.program["clean"]("perf")

    def rate(self, name, operation, seconds):
        """Loads one of them. Returns its requests per second."""
        result = self.program["wrk"](self.program["PEERS"][NAMES[name]], operation, seconds)
        if result["bad"] or result["err"]:
            raise Failure(f"{name} failed {result['bad'] + result['err']:.0f} requests of {operation}")
        return result["rps"]

    def stop(self):
        """Stops them and their PostgreSQL."""
        for process in self.processes.values():
            self.program["stop"](process)
        if self.is_database_running:
            subprocess.run([os.path.join(self.folder, "bench", "stop.sh")], capture_output=True, check=False)
