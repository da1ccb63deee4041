"""Which goals the measured figures meet."""

import peers


def _at_least(title, aim, value, text="{:.2f}"):
    return title, f"≥ {aim}", text.format(value), value >= aim


def _at_most(title, aim, value, text="{:.0f}"):
    return title, f"≤ {aim}", text.format(value), value <= aim


# The operation, what it is compared with in the same round, the title and the least ratio.
RATIOS = [
    ("static", "bare", "static answer, ratio to a bare actix-web answer of its size", 0.6),
    ("r1c", "static", "one measure cached, ratio to the static answer", 0.85),
    ("r1n", "static", "304, ratio to the static answer", 0.85),
    ("r1", "r1", "one measure uncached, ratio to pgbench", 0.6),
    ("r2", "r2", "list of 50, ratio to pgbench", 0.8),
    ("w1", "w1_statement", "create, ratio to pgbench with one statement", 0.6),
]


def goals(results):
    """The rows of the table of goals: title, aim, measured value, and whether the goal is met."""
    measured = results["operations"]
    rows = [_at_least(title, aim, measured[name]["limits"][beside]["ratio"]["median"])
            for name, beside, title, aim in RATIOS if name in measured]
    if "publish" in measured:
        rows.append(_at_least("publish one measure, requests/s", 400, measured["publish"]["rate"]["median"], "{:.0f}"))
    if "import" in results:
        rows.append(_at_most("import of 10,000 measures in 34 bundles, ratio to psql COPY", 3,
                             results["import"]["ratio"]["median"], "{:.1f}"))
    for name in peers.OPERATIONS:
        rival = measured.get(name, {}).get("peers", {}).get(peers.RIVAL)
        if rival:
            title = {"r1": "one measure uncached", "r2": "list of 50", "w1": "create"}[name]
            rows.append(_at_least(f"{title}, ratio to axum + sqlx", peers.AIM, rival["ratio"]["median"]))
    memory, ready = results["memory_mib"], results["ready_s"]["median"]
    rows.append(_at_most("memory idle, MiB", 40, memory["idle"]))
    rows.append(_at_most("memory at its highest under load, MiB", 100, memory["highest"]))
    rows.append(_at_most("ready on the existing database, s", 0.3, ready, "{:.2f}"))
    return rows
