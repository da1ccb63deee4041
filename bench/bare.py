"""A bare actix-web answer of the same size as the static answer of the server: what the framework can reach at most."""

import os
import socket
import subprocess
import time

from database import Failure
from server import free_port


def answer_size(port):
    """The number of bytes of the answer to `GET /`, with its head."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        size = 0
        while part := connection.recv(65536):
            size += len(part)
    return size


class Bare:
    """`crates/http/examples/bare.rs` on a port of its own."""

    def __init__(self, binary):
        self.binary = binary
        self.port = free_port()
        self.process = None

    def start(self, size):
        """Starts it with a body that makes its answer as long as this, its head included."""
        self._start(0)
        head = answer_size(self.port)
        self.stop()
        # The length of the body is written in three digits instead of one.
        self._start(max(0, size - head - 2))
        if abs(answer_size(self.port) - size) > 4:
            raise Failure("the bare answer does not have the size of the static one")

    def _start(self, body):
        self.process = subprocess.Popen([self.binary, f"127.0.0.1:{self.port}", str(body)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                answer_size(self.port)
                return
            except OSError:
                time.sleep(0.01)
        raise Failure(f"{os.path.basename(self.binary)} did not start")

    def stop(self):
        """Stops it."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
