"""Processor time and memory of processes, and the load of the machine."""

import os
import re
import time

# Clock ticks in a second, the unit of processor time in /proc.
TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    """The fields of /proc/PID/stat that follow the program's name; the first is the state."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        return file.read().rsplit(")", 1)[1].split()


def cpu_seconds(pid):
    """User and system time of one process with all its threads."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def cpu_seconds_of_family(pid):
    """User and system time of a process and its children, also of those that have ended."""
    fields = _stat(pid)
    total = sum(int(field) for field in fields[11:15]) / TICKS
    for child in children(pid):
        try:
            total += cpu_seconds(child)
        except OSError:
            pass  # It has just ended; its time is now counted in the parent.
    return total


def children(parent):
    """Process ids of the direct children."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if int(_stat(name)[1]) == parent:
                    found.append(int(name))
            except OSError:
                pass
    return found


def memory_mib(pid):
    """Resident memory now and at its highest, in MiB."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        status = file.read()
    now = re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status, re.M)
    return round(int(now[1]) / 1024, 1), round(int(peak[1]) / 1024, 1)


def busy_share(seconds=1.0):
    """The share of all cores that is in use during the next seconds, from 0 to 1."""
    def reading():
        with open("/proc/stat", encoding="ascii") as file:
            fields = [int(field) for field in file.readline().split()[1:9]]
        return sum(fields), fields[3] + fields[4]

    total, idle = reading()
    time.sleep(seconds)
    total_after, idle_after = reading()
    return 1 - (idle_after - idle) / max(1, total_after - total)


def wait_until_idle(limit=float(os.environ.get("WAIT", "60")), below=0.12):
    """Waits until the machine is idle, at most `limit` seconds. Returns the share of all cores that is still in use."""
    end = time.monotonic() + limit
    share = busy_share()
    while share > below and time.monotonic() < end:
        share = busy_share()
    return round(share, 3)


def description():
    """The number of cores and the memory of the machine."""
    with open("/proc/meminfo", encoding="ascii") as file:
        kib = int(re.search(r"^MemTotal:\s+(\d+) kB", file.read(), re.M)[1])
    # Rounded up, because the kernel reserves a part of the memory.
    gib = -(-kib // (1024 * 1024))
    return f"{os.cpu_count()} cores, {gib} GiB"
