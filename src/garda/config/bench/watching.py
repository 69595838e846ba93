"""What processes cost: CPU seconds and memory, read from /proc; nothing where there is none."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from django.db import connection

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def _stat(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []


def family(pid: int) -> list[int]:
    """The process and everything that came from it."""
    parents: dict[int, list[int]] = {}
    for folder in PROC.iterdir() if PROC.exists() else ():
        if folder.name.isdigit() and (stat := _stat(int(folder.name))):
            parents.setdefault(int(stat[1]), []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def cpu_of(pid: int) -> float:
    """CPU seconds of a process, all that came from it, and those of them that have ended."""
    total = 0
    for one in family(pid):
        if stat := _stat(one):
            total += int(stat[11]) + int(stat[12]) + int(stat[13]) + int(stat[14])
    return total / TICKS


def memory_of(pid: int) -> float:
    """Megabytes of memory that a process and its children hold for themselves and shared."""
    pages = 0
    for one in family(pid):
        with contextlib.suppress(OSError):
            pages += int((PROC / str(one) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20 if hasattr(os, "sysconf") else 0.0


def postmaster() -> int:
    """The process of the PostgreSQL server on this machine that this connection goes to; 0 without one."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = _stat(int(cursor.fetchone()[0]))
    return int(stat[1]) if stat else 0
