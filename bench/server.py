"""The measured server: starts it, sends requests and stops it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time

from database import Failure


def free_port():
    """A port on the loopback interface that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`prongsai serve` on a data folder of its own."""

    def __init__(self, binary, scratch):
        self.binary = binary
        self.data_dir = os.path.join(scratch, "data")
        self.log = os.path.join(scratch, "server.log")
        self.port = free_port()
        self.process = None
        names = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        listen = f"127.0.0.1:{self.port}"
        self.environment = dict(names, PRONGSAI_DATA_DIR=self.data_dir, PRONGSAI_LISTEN=listen)
        self.environment.setdefault("RUST_LOG", "info")
        # The limits are on, and the load generator, which has one address and 64 people, does not reach them.
        for limit in ("PUBLIC", "READ", "WRITE", "EXPENSIVE", "SIGN_IN"):
            self.environment.setdefault(f"PRONGSAI_LIMIT_{limit}", "1000000/1")
        self.environment.setdefault("PRONGSAI_LIMIT_EXEMPT", "")
        self.environment.setdefault("PRONGSAI_QUOTA_DOCUMENTS", "1000000")

    def start(self, keeps_log=True, timeout=120.0, arguments=("serve",)):
        """Starts it. Returns the number of seconds until it is ready."""
        begun = time.perf_counter()
        with open(self.log if keeps_log else os.devnull, "ab") as log:
            self.process = subprocess.Popen([self.binary, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)
        while True:
            try:
                if self.ask("GET", "/health/ready")[0] == 200:
                    return time.perf_counter() - begun
            except OSError:
                pass  # It does not listen yet.
            if self.process.poll() is not None:
                raise Failure(f"the server ended with code {self.process.returncode}; {self.last_log_line()}")
            if time.perf_counter() - begun > timeout:
                raise Failure(f"the server was not ready after {timeout:.0f} s; {self.last_log_line()}")
            time.sleep(0.002)

    def last_log_line(self):
        """The last line of its log."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            lines = file.read().strip().splitlines()
        return lines[-1] if lines else "its log is empty"

    def stop(self):
        """Stops it and its PostgreSQL as Ctrl-C does. Kills it after 60 seconds."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """Sends one request. Returns status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def create_person(self, username, password, organization):
        """Adds a drafter of an organization with `prongsai user create`, and sets the password with the token that it prints."""
        command = [self.binary, "user", "create", username, "--display-name", "ผู้ทดสอบความเร็ว",
                   "--role", "drafter", "--organization", organization]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure("prongsai user create: " + (done.stderr.strip().splitlines() or ["failed"])[-1])
        body = json.dumps({"token": done.stdout.strip(), "password": password})
        status, _, answer = self.ask("POST", "/api/v1/auth/activate", body, {"Content-Type": "application/json"})
        if status != 204:
            raise Failure(f"setting a password was answered {status}: {answer.decode(errors='replace')[:300]}")

    def log_in(self, username, password):
        """Returns an access token, which is valid for 15 minutes."""
        body = json.dumps({"username": username, "password": password})
        status, _, answer = self.ask("POST", "/api/v1/auth/login", body, {"Content-Type": "application/json"})
        if status != 200:
            raise Failure(f"logging in was answered {status}: {answer.decode(errors='replace')[:300]}")
        return json.loads(answer)["access_token"]
