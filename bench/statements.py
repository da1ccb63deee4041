"""The statements that a request sends to PostgreSQL, read from the log of PostgreSQL."""

import os
import re
import time

import operations

SETTINGS = {"log_statement": "'all'", "log_line_prefix": "'@ '"}


def statements_of(server, database, wanted, folder):
    """The statements of one request of each operation, after the first requests, which also prepare statements."""
    for name, value in SETTINGS.items():
        database.query(f"ALTER SYSTEM SET {name} = {value}")
    database.query("SELECT pg_reload_conf()")
    try:
        return {operation.name: _of_one(server, database, operation, folder) for operation in wanted}
    finally:
        for name in SETTINGS:
            database.query(f"ALTER SYSTEM RESET {name}")
        database.query("SELECT pg_reload_conf()")


def _of_one(server, database, operation, folder):
    # Each thread has several connections, and each connection prepares a statement when it first runs it.
    for _ in range(60):
        operations.one_request(server, operation, folder)
    log = os.path.join(os.path.realpath(database.cluster), "postgres.log")
    time.sleep(0.3)
    before = os.path.getsize(log)
    operations.one_request(server, operation, folder)
    time.sleep(0.3)
    with open(log, encoding="utf-8", errors="replace") as file:
        file.seek(before)
        text = file.read()
    found = re.findall(r"^@ LOG:  (?:statement|execute [^:]*): (.*(?:\n(?!@ ).*)*)", text, re.M)
    # The servers share what they counted once a second, whatever is requested.
    return [re.sub(r"\s+", " ", statement).strip() for statement in found if "rate_limit_shares" not in statement]
