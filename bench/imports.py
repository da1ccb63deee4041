"""The import of 10,000 measures in 34 bundles, compared with psql COPY of the rows that it writes."""

import json
import os
import time

from database import Failure

MEASURES, BUNDLES = 10_000, 34
YEAR = 2569
USERNAME = "bench-importer"
# The tables of the rows, with the condition that finds those of an import: its keys begin with a text of their own.
TABLES = {
    "documents": "key LIKE '{key}-%'",
    "contents": "subject_id IN (SELECT id FROM documents WHERE key LIKE '{key}-%')",
    "editions": "document_id IN (SELECT id FROM documents WHERE key LIKE '{key}-%')",
    "audit_entries": "subject_id IN (SELECT id FROM documents WHERE key LIKE '{key}-%')",
}


def prepare(server, database, password):
    """Adds a person who may import into as many organizations as there are bundles. Returns the organizations."""
    places = database.query("SELECT id, name_th, kind, province_code FROM organizations "
                            f"ORDER BY sha256(('import' || id)::bytea) LIMIT {BUNDLES}")
    server.create_person(USERNAME, password, places[0][0])
    ids = ",".join(f"'{place[0]}'" for place in places[1:])
    database.query("INSERT INTO memberships (id, user_id, role, organization_id, created_at) "
                   "SELECT gen_random_uuid(), users.id, 'drafter', organizations.id, now() FROM users, organizations "
                   f"WHERE username = '{USERNAME}' AND organizations.id IN ({ids})")
    return places


def bundles(places, key):
    """The bundles, as bytes, each with the organization that it is for."""
    count, rest = divmod(MEASURES, BUNDLES)
    for number, (organization, name, kind, province) in enumerate(places):
        measures = [_measure(f"{key}-{place}", place) for place in range(count + (number < rest))]
        bundle = {"format": "prongsai.bundle/1", "fiscal_year": YEAR, "measures": measures,
                  "organization": {"name_th": name, "kind": kind, "province_code": province}}
        yield organization, json.dumps(bundle, ensure_ascii=False).encode()


def _measure(key, number):
    """A measure of about 2 kB, as those of load.sql."""
    return {
        "key": key,
        "title": f"มาตรการยกระดับการเปิดเผยข้อมูลต่อสาธารณะ ลำดับที่ {number} ประจำปีงบประมาณ พ.ศ. {YEAR}",
        "indicators": [f"i{1 + number % 10}"],
        "guideline": "ให้ทุกส่วนราชการนำผลการประเมินด้านการเปิดเผยข้อมูลของปีก่อนมาวิเคราะห์ร่วมกัน "
                     "กำหนดผู้รับผิดชอบและระยะเวลาให้ชัดเจน และรายงานผลต่อผู้บริหารตามรอบที่กำหนด",
        "steps": [
            {"text": "จัดประชุมชี้แจงคณะทำงานและมอบหมายหน้าที่ พร้อมบันทึกผลเป็นลายลักษณ์อักษรทุกครั้ง"},
            {"text": "ปรับปรุงขั้นตอนการให้บริการและลดระยะเวลา แล้วเผยแพร่ผลบนเว็บไซต์ของหน่วยงาน", "cadence": "monthly"},
        ],
        "monitoring": "ผู้บังคับบัญชาติดตามความก้าวหน้าทุกไตรมาส และสรุปผลเสนอต่อคณะกรรมการประเมินคุณธรรมและความโปร่งใส",
        "reporting_round_months": 6 if number % 2 else 12,
        "target": f"ร้อยละ {80 + number % 20} ของผู้รับบริการพึงพอใจ",
    }


def measure(server, database, places, password, number, folder):
    """Imports all bundles, then copies the same rows into tables of the same form. Returns the seconds of both."""
    key = f"import-{number}"
    # Made before, because the load generator shares the cores with the server.
    made = list(bundles(places, key))
    token = server.log_in(USERNAME, password)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    database.query("CHECKPOINT")
    begun = time.perf_counter()
    for organization, body in made:
        path = f"/api/v1/imports?organization_id={organization}"
        status, _, answer = server.ask("POST", path, body, headers)
        if status != 201:
            raise Failure(f"an import was answered {status}: {answer.decode(errors='replace')[:400]}")
    seconds = time.perf_counter() - begun
    rows = int(database.value(f"SELECT count(*) FROM documents WHERE key LIKE '{key}-%'"))
    if rows != MEASURES:
        raise Failure(f"the import added {rows} measures instead of {MEASURES}")
    return seconds, copy(database, key, folder)


def copy(database, key, folder):
    """Seconds in which psql copies the rows of an import into tables with the same columns and indexes."""
    script = ["BEGIN;"]
    database.query("DROP SCHEMA IF EXISTS bench_copy CASCADE")
    database.query("CREATE SCHEMA bench_copy")
    for table, condition in TABLES.items():
        columns = ", ".join(row[0] for row in database.query(
            "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = 'public' "
            f"AND table_name = '{table}' AND is_generated = 'NEVER' ORDER BY ordinal_position"))
        path = os.path.join(folder, f"{table}.copy")
        database.query(f"CREATE TABLE bench_copy.{table} (LIKE public.{table} INCLUDING ALL)")
        database.query(f"\\copy (SELECT {columns} FROM public.{table} WHERE {condition.format(key=key)}) TO '{path}'")
        script.append(f"\\copy bench_copy.{table} ({columns}) FROM '{path}'")
    script.append("COMMIT;")
    path = os.path.join(folder, "copy.sql")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(script) + "\n")
    database.query("CHECKPOINT")
    begun = time.perf_counter()
    database.run_file(path)
    seconds = time.perf_counter() - begun
    database.query("DROP SCHEMA bench_copy CASCADE")
    return seconds
