"""The figures as Markdown, and whether they meet the goals."""

from database import Failure
from goals import goals
from operations import OPERATIONS

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def number(value):
    """Three significant digits, which is the precision of these measurements."""
    if value >= 10_000:
        return f"{value / 1000:.1f}k"
    if value >= 1_000:
        return f"{value / 1000:.2f}k"
    return f"{value:.3g}"


def spread(figure):
    """Median, with the smallest and largest round."""
    return f"{number(figure['median'])} ({number(figure['min'])}–{number(figure['max'])})"


def ratio(figure):
    """A ratio, with its spread."""
    return f"{figure['median']:.2f} ({figure['min']:.2f}–{figure['max']:.2f})"


def _speed_table(results):
    lines = ["| | requests/s | p50 ms | p99 ms | errors | server CPU ms | PostgreSQL CPU ms | bytes | from cache "
             "| statements |",
             "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for operation in OPERATIONS:
        figure = results["operations"].get(operation.name)
        if not figure:
            continue
        share = figure.get("share_from_cache")
        lines.append(" | ".join([
            f"| {operation.title}", spread(figure["rate"]), number(figure["p50"]["median"]),
            number(figure["p99"]["median"]), str(figure["errors"]), f"{figure['server_ms']['median']:.3f}",
            f"{figure['postgresql_ms']['median']:.3f}", str(figure["bytes_per_answer"]),
            "–" if share is None else f"{share:.0%}", f"{len(results['statements'][operation.name])} |"]))
    return lines


def _limit_name(name):
    """What an operation is compared with, in words."""
    return {"bare": "a bare actix-web answer of the same size", "static": "the static answer"}.get(
        name, f"`bench/pgbench/{name}.sql`")


def _limit_table(results):
    lines = ["| | compared in the same round with | its rate, 1/s | ratio |", "| --- | --- | --- | --- |"]
    for operation in OPERATIONS:
        figure = results["operations"].get(operation.name)
        for name, limit in (figure["limits"] if figure else {}).items():
            lines.append(f"| {operation.title} | {_limit_name(name)} | {spread(limit['rate'])} | {ratio(limit['ratio'])} |")
    return lines


def _peer_table(results):
    if not results["peers"]:
        return ["Other servers were not measured in this run."]
    lines = ["| | server | its requests/s | ratio of ours to it |", "| --- | --- | --- | --- |"]
    for operation in OPERATIONS:
        figure = results["operations"].get(operation.name)
        for name, peer in (figure["peers"] if figure else {}).items():
            lines.append(f"| {operation.title} | {name} | {spread(peer['rate'])} | {ratio(peer['ratio'])} |")
    return lines


def _import_line(results):
    figure = results.get("import")
    if not figure:
        return []
    return [f"The import of 10,000 measures in 34 bundles took {spread(figure['seconds'])} s, psql COPY of the rows that it "
            f"wrote {spread(figure['copy_seconds'])} s."]


def _goal_table(results):
    lines = ["| goal | aimed at | measured | |", "| --- | --- | --- | --- |"]
    lines += [f"| {title} | {aim} | {value} | {'met' if met else '**missed**'} |"
              for title, aim, value, met in goals(results)]
    return lines


def markdown(results):
    """Everything that was measured, as tables."""
    rows, memory = results["rows"], results["memory_mib"]
    head = (f"Measured on {results['at']}: {results['machine']}, PostgreSQL {results['postgresql']} "
            f"(synchronous_commit {results['synchronous_commit']}, fsync {results['fsync']}), load generator on the "
            f"same machine, 32 connections, {results['rounds']} rounds of {results['seconds']} s, log filter "
            f"`{results['log']}`. {rows['organizations']:,} organizations, {rows['documents']:,} documents, "
            f"{rows['publications']:,} published, {rows['audit_entries']:,} audit entries; the database is "
            f"{results['database_mib']} MiB.")
    others = max(figure["others"] for figure in results["operations"].values())
    tail = (f"Memory of the server: {memory['idle']} MiB five seconds after the start, {memory['after_load']} MiB after "
            f"all loads, {memory['highest']} MiB at its highest. Ready after {ratio(results['ready_s'])} s, its "
            f"PostgreSQL included. Other programs used at most {others:.0%} of the machine before a round.")
    parts = [[head], _goal_table(results), _speed_table(results), _limit_table(results), _peer_table(results),
             _import_line(results), [tail]]
    return "\n\n".join("\n".join(part) for part in parts if part)


def write_into(path, text, begin=BEGIN, end=END):
    """Replaces the figures in a page of the documentation."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    if begin not in page or end not in page:
        raise Failure(f"{path} has no markers for the figures")
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n{text}\n{end}{after}")
