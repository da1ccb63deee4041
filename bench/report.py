"""The figures as Markdown, and whether they meet the goals."""

from database import Failure
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


def goals(results):
    """The rows of the table of goals: title, aim, measured value, and whether the goal is met."""
    measured = results["operations"]
    static = measured["static"]["rate"]["median"]

    def beside_static(name):
        return measured[name]["rate"]["median"] / static

    rows = []
    if "r1" in measured:
        value = measured["r1"]["limits"]["r1"]["ratio"]["median"]
        rows.append(("one measure uncached, ratio to pgbench", "≥ 0.5", f"{value:.2f}", value >= 0.5))
    for name, title in (("r1c", "one measure cached, ratio to the static answer"),
                        ("r1n", "304, ratio to the static answer")):
        if name in measured:
            rows.append((title, "≥ 0.6", f"{beside_static(name):.2f}", beside_static(name) >= 0.6))
    if "w1" in measured:
        value = measured["w1"]["limits"]["w1_transaction"]["ratio"]["median"]
        rows.append(("create, ratio to pgbench with the same transaction", "≥ 0.4", f"{value:.2f}", value >= 0.4))
    memory, ready = results["memory_mib"], results["ready_s"]["median"]
    rows.append(("memory idle, MiB", "≤ 40", f"{memory['idle']:.0f}", memory["idle"] <= 40))
    highest = memory["highest"]
    rows.append(("memory at its highest under load, MiB", "≤ 100", f"{highest:.0f}", highest <= 100))
    rows.append(("ready on the existing database, s", "≤ 0.5", f"{ready:.2f}", ready <= 0.5))
    return rows


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


def _limit_table(results):
    static = results["operations"]["static"]["rate"]["median"]
    lines = ["| | pgbench script | its transactions/s | ratio | ratio to the static answer |",
             "| --- | --- | --- | --- | --- |"]
    for operation in OPERATIONS:
        figure = results["operations"].get(operation.name)
        if not figure or operation.name == "static":
            continue
        of_static = f"{figure['rate']['median'] / static:.2f}"
        for script in operation.limits:
            limit = figure["limits"][script]
            lines.append(f"| {operation.title} | `bench/pgbench/{script}.sql` | {spread(limit['rate'])} | "
                         f"{ratio(limit['ratio'])} | {of_static} |")
            of_static = ""
    return lines


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
    parts = [[head], _goal_table(results), _speed_table(results), _limit_table(results), [tail]]
    return "\n\n".join("\n".join(part) for part in parts)


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
