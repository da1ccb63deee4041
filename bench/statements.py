"""Which statements a request sends to PostgreSQL, read from PostgreSQL's own log."""

import os
import re
import time

import operations

SETTINGS = {"log_statement": "'all'", "log_line_prefix": "'@ '"}


def statements_of(server, database, wanted, folder):
    """For each operation the statements of one request, after the first, which still prepares them."""
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
    # Every thread has connections of its own, each of which prepares a statement the first time.
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
    return [re.sub(r"\s+", " ", statement).strip() for statement in found]
