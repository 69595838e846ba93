"""Baris setiap urusan harus sama dengan hasil memutar ulang catatannya. Kode keluar 1 bila ada yang beda."""

from __future__ import annotations

import argparse

from garda.cases.models import Case
from garda.cases.replaying import walk
from garda.config.asking import city_named
from garda.config.telling import FINDINGS, FINE, counted, number, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda replay` takes."""
    parser.add_argument("--city", help="hanya kota ini")


def act(options: argparse.Namespace) -> int:
    """Replay every record and compare it with its row."""
    city = city_named(options.city) if options.city else None
    cases = Case.objects.filter(city=city) if city else Case.objects.all()
    faults = seen = 0
    for _, found in counted(walk(city), "Urusan", cases.count()):
        seen += 1
        for fault in found:
            faults += 1
            say(f"{fault.number} peristiwa {fault.seq}: {fault.words}")
    say(f"{number(seen)} urusan diputar ulang, {number(faults)} ketidakcocokan.")
    return FINDINGS if faults else FINE
