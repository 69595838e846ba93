"""Berkas diperiksa lebih dahulu; temuan berat melarang. Urusan yang sedang berjalan tetap memakai
versinya sendiri."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import clock, flow
from garda.cases.acting import Refused
from garda.cases.publishing import publish
from garda.config.asking import city_named, known
from garda.config.telling import FINDINGS, FINE, Halt, say, warn


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda publish` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas alur (.toml)")
    parser.add_argument("--city", help="kota yang menerbitkan (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Check, then publish from this moment on."""
    file: Path = options.file
    if not file.is_file():
        raise Halt(f"{file} tidak ada.")
    text = file.read_bytes().decode("utf-8", "replace")
    city = city_named(options.city)
    grave = [finding for finding in flow.check(text, file.name, known(city.key)) if finding.grave]
    for finding in grave:
        warn(f"{finding.file}{f' baris {finding.line}' if finding.line else ''}: {finding.words.id}")
    if grave:
        raise Halt(f"{len(grave)} temuan berat; tidak diterbitkan.", FINDINGS)
    try:
        published = publish(city, text, at=clock.now())
    except Refused as refused:
        raise Halt(refused.words.id, FINDINGS) from refused
    say(f"{published.key} versi {published.version} berlaku di {published.city.name}.")
    return FINE
