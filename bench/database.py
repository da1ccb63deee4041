"""The database of the benchmark: psql and pgbench on the private cluster of the server."""

import glob
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
SUPERUSER = "prongsai"
NAME = "prongsai"


class Failure(Exception):
    """An error that ends the benchmark, described in one line."""


def program(name):
    """The path of a program of PostgreSQL, from PATH or from the folder that Debian uses."""
    found = shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)
    if not found:
        raise Failure(f"{name} is missing; it comes with PostgreSQL (apt-get install postgresql)")
    return found


class Database:
    """The cluster below a data folder, while a server runs it."""

    def __init__(self, data_dir):
        self.cluster = os.path.join(data_dir, "postgres")
        socket = os.path.realpath(os.path.join(self.cluster, "socket"))
        names = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        self.environment = dict(names, PGHOST=socket, PGUSER=SUPERUSER, PGDATABASE=NAME)

    def postmaster(self):
        """Process id of the server that serves the cluster now."""
        with open(os.path.join(os.path.realpath(self.cluster), "cluster", "postmaster.pid"), encoding="ascii") as file:
            return int(file.readline())

    def query(self, sql):
        """The rows of a query, each a list of texts."""
        done = self._psql(["-A", "-t", "-F", "\t", "-c", sql])
        return [line.split("\t") for line in done.splitlines() if line]

    def value(self, sql):
        """The only value of a query."""
        return self.query(sql)[0][0]

    def run_file(self, path, **variables):
        """Runs a file of statements, with variables of psql."""
        given = [part for name, value in variables.items() for part in ("-v", f"{name}={value}")]
        self._psql(["-q", *given, "-f", path])

    def _psql(self, arguments):
        command = [program("psql"), "-X", "-v", "ON_ERROR_STOP=1", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure("psql: " + (done.stderr.strip().splitlines() or ["failed"])[0])
        return done.stdout

    def pgbench(self, script, clients, seconds, variables):
        """Runs a script with prepared statements. Returns transactions per second and the number of transactions."""
        command = [program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds)]
        for name, value in variables.items():
            command += ["-D", f"{name}={value}"]
        command += ["-f", os.path.join(HERE, "pgbench", f"{script}.sql")]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
        count = re.search(r"^number of transactions actually processed: (\d+)", done.stdout, re.M)
        failed = re.search(r"^number of failed transactions: (\d+)", done.stdout, re.M)
        if done.returncode != 0 or not rate or not count or (failed and int(failed[1]) > 0):
            raise Failure("pgbench: " + (done.stderr.strip().splitlines() or ["failed"])[-1])
        return float(rate[1]), int(count[1])
