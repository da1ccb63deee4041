"""The measured operations, and the pgbench scripts that they are compared with."""

import hashlib
import itertools
import json
import os
import random
import re
import subprocess
from dataclasses import dataclass, field

from database import HERE, Failure

# Time after which wrk counts a request as failed.
TIMEOUT = "10s"
# The address of the static answer.
STATIC = "/"
# The number of each load is a part of its seed: ids that the load before requested may be cached.
_loads = itertools.count(1)


@dataclass(frozen=True)
class Operation:
    """One kind of request."""

    name: str
    title: str
    # What is loaded in the same round through HTTP: "bare" (bench/bare.py) or "static".
    beside: str = ""
    # Scripts in pgbench/ with the same statements, the most similar first, and the number of clients with which
    # they are fastest.
    limits: tuple = ()
    limit_clients: int = 8
    logs_in: bool = False
    status: int = 200


OPERATIONS = [
    Operation("static", "static answer (`/`)", "bare"),
    Operation("r1n", "one measure, 304", "static", ("r1",), status=304),
    Operation("r1c", "one measure, cached", "static", ("r1",)),
    Operation("r1", "one measure, uncached", limits=("r1",)),
    Operation("r2", "list of 50", limits=("r2",)),
    Operation("w1", "create with audit entry", limits=("w1_transaction", "w1_statement"), limit_clients=32,
              logs_in=True, status=201),
    Operation("publish", "publish one measure", logs_in=True),
]
# The import is no load of many requests: bench/imports.py.
IMPORT = "import"
NAMES = [operation.name for operation in OPERATIONS] + [IMPORT]


@dataclass
class Drafters:
    """The people who create measures, each in another organization, as in real use."""

    names: list = field(default_factory=list)
    organizations: list = field(default_factory=list)
    provinces: list = field(default_factory=list)
    users: list = field(default_factory=list)
    # Those who publish what was approved: the organization and the login name of each.
    publishers: list = field(default_factory=list)


def make_drafters(server, database, password, count=32, publishers=256):
    """Adds users with the role of drafter in organizations that are spread over the table, and publishers in more of them.

    Each publication renews the records of its organization's year, so their number decides how large a year becomes.
    """
    drafters = Drafters()
    places = database.query(f"SELECT id, province_code FROM organizations WHERE kind <> 'town_municipality' "
                            f"ORDER BY sha256(id::text::bytea) LIMIT {publishers}")
    for number, (organization, province) in enumerate(places[:count], 1):
        name = f"bench-drafter-{number}"
        server.create_person(name, password, organization)
        drafters.names.append(name)
        drafters.organizations.append(organization)
        drafters.provinces.append(province)
        drafters.users.append(database.value(f"SELECT id FROM users WHERE username = '{name}'"))
    for number, (organization, _) in enumerate(places, 1):
        name = f"bench-publisher-{number}"
        server.create_person(name, password, organization)
        drafters.publishers.append((organization, name))
        # As load.sql does: a second person confirms the role.
        database.query(
            "INSERT INTO memberships (id, user_id, role, organization_id, created_at, confirmed_by, confirmed_at) "
            f"SELECT gen_random_uuid(), id, 'publisher', '{organization}', now(), '{drafters.users[-1]}', now() "
            f"FROM users WHERE username = '{name}'")
    return drafters


def write_inputs(database, folder):
    """Writes the files from which the load generator makes its requests."""
    def write(name, rows):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")

    published = [row[0] for row in database.query(
        "SELECT document_id FROM publications WHERE is_current ORDER BY document_id")]
    write("ids", published)
    hot = published[len(published) // 2]
    write("hot", [hot, database.value(
        f"SELECT etag FROM publications WHERE document_id = '{hot}' AND is_current")])
    write("provinces", [row[0] for row in database.query("SELECT code FROM provinces ORDER BY code")])
    with open(os.path.join(HERE, "measure.json"), encoding="utf-8") as file:
        write("measure.json", [line.rstrip("\n") for line in file])
    return hot


def log_in(server, drafters, password, folder):
    """Writes new tokens; a token is valid for 15 minutes."""
    for role, people in (("drafters", zip(drafters.organizations, drafters.names)), ("publishers", drafters.publishers)):
        with open(os.path.join(folder, role), "w", encoding="ascii") as file:
            for organization, name in people:
                file.write(f"{organization} {server.log_in(name, password)}\n")


def write_approved(database, drafters, folder):
    """Writes which measures can be published now, in no order: each once."""
    places = ",".join(f"'{organization}'" for organization, _ in drafters.publishers)
    rows = database.query(
        "SELECT id, revision, organization_id FROM documents JOIN editions ON document_id = id "
        f"WHERE state = 'approved' AND kind = 'measure' AND organization_id IN ({places}) ORDER BY sha256(id::text::bytea)")
    if not rows:
        raise Failure("all approved measures are published; load more of them")
    with open(os.path.join(folder, "approved"), "w", encoding="ascii") as file:
        file.writelines(" ".join(row) + "\n" for row in rows)


def _take_approved(folder):
    """Removes one line from the file of approved measures, and returns it."""
    path = os.path.join(folder, "approved")
    with open(path, encoding="ascii") as file:
        rows = file.read().splitlines()
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"{row}\n" for row in rows[:-1])
    return rows[-1].split()


def _token_of(role, organization, folder):
    with open(os.path.join(folder, role), encoding="ascii") as file:
        return dict(line.split() for line in file)[organization]


def _any_id(folder):
    """The id of a random published measure."""
    with open(os.path.join(folder, "ids"), encoding="ascii") as file:
        return random.choice(file.read().split())


def one_request(server, operation, folder):
    """Sends one request of the operation and checks the answer. Returns the size of its body in bytes."""
    def first(name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.readline().strip()

    method, headers, body = "GET", {}, None
    path = "/public/v1/measures/" + (_any_id(folder) if operation.name == "r1" else first("hot"))
    if operation.name == "static":
        path = STATIC
    elif operation.name == "r1n":
        with open(os.path.join(folder, "hot"), encoding="ascii") as file:
            headers["If-None-Match"] = f'"{file.read().split()[1]}"'
    elif operation.name == "r2":
        path = f"/public/v1/measures?province_code={first('provinces')}&fiscal_year=2568&limit=50"
    elif operation.name == "w1":
        organization, token = first("drafters").split()
        method, path = "POST", "/api/v1/measures"
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        with open(os.path.join(folder, "measure.json"), encoding="utf-8") as file:
            body = file.read().replace("@ORGANIZATION@", organization).encode()
    elif operation.name == "publish":
        measure, revision, organization = _take_approved(folder)
        method, path = "POST", f"/api/v1/measures/{measure}/publish"
        headers = {"If-Match": f'"{revision}"',
                   "Authorization": f"Bearer {_token_of('publishers', organization, folder)}"}
    status, answered, content = server.ask(method, path, body, headers)
    if status != operation.status:
        raise Failure(f"{method} {path} was answered {status}: {content.decode(errors='replace')[:400]}")
    if operation.name in ("r1", "r1c") and answered["ETag"] != f'"{hashlib.sha256(content).hexdigest()}"':
        raise Failure(f"{path}: the entity tag is not the hash of the body")
    if operation.name == "r2" and len(json.loads(content)["items"]) != 50:
        raise Failure(f"{path}: not 50 items")
    return len(content)


def limit_variables(operation, database, drafters):
    """The variables of the pgbench scripts."""
    def array(values):
        return "{" + ",".join(values) + "}"

    if operation.name == "r2":
        return {"provinces": array(row[0] for row in database.query("SELECT code FROM provinces ORDER BY code"))}
    if operation.name != "w1":
        return {}
    body, sha256, title = database.query(
        "SELECT body, sha256, title FROM editions JOIN contents ON contents.id = content_id "
        f"WHERE author_id = '{drafters.users[0]}' LIMIT 1")[0]
    return {"drafters": len(drafters.users), "organizations": array(drafters.organizations),
            "users": array(drafters.users), "provinces": array(drafters.provinces), "body": body, "sha256": sha256, "title": title}


def load(server, operation, folder, seconds):
    """Sends requests as fast as possible over 32 connections. Returns the figures of wrk."""
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "--timeout", TIMEOUT, "-s", os.path.join(HERE, "requests.lua"),
               f"http://127.0.0.1:{server.port}"]
    environment = dict(os.environ, BENCH_OP=operation.name, BENCH_DATA=folder, BENCH_STATIC=STATIC,
                       BENCH_SEED=str(next(_loads)))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"^RESULT (.*)$", done.stdout, re.M)
    if not found:
        raise Failure("wrk: " + ((done.stderr or done.stdout).strip().splitlines() or ["failed"])[-1])
    result = {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", found[1])}
    if result["requests"] == 0:
        raise Failure(f"no answer to {operation.name}")
    return result
