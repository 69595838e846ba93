"""Berkas diperiksa lebih dahulu; temuan berat melarang. Urusan yang sedang berjalan tetap memakai
versinya sendiri."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import clock, flow, scoring
from garda.cases.acting import Refused
from garda.cases.publishing import publish
from garda.config.asking import city_named, known, references
from garda.config.commands.check import kind_of
from garda.config.telling import FINDINGS, FINE, Halt, say, warn
from garda.surveys import publishing as instruments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda publish` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas alur atau instrumen (.toml)")
    parser.add_argument("--city", help="kota yang menerbitkan (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Check, then publish from this moment on."""
    file: Path = options.file
    if not file.is_file():
        raise Halt(f"{file} tidak ada.")
    text = file.read_bytes().decode("utf-8", "replace")
    city = city_named(options.city)
    is_instrument = kind_of(file) == "instrument"
    found = (
        scoring.check(text, file.name, references(city.key))
        if is_instrument
        else flow.check(text, file.name, known(city.key))
    )
    grave = [finding for finding in found if finding.grave]
    for finding in grave:
        warn(f"{finding.file}{f' baris {finding.line}' if finding.line else ''}: {finding.words.id}")
    if grave:
        raise Halt(f"{len(grave)} temuan berat; tidak diterbitkan.", FINDINGS)
    try:
        if is_instrument:
            edition = instruments.publish(city, text, at=clock.now())
            say(f"{edition.key} berlaku mulai {edition.first:%d-%m-%Y} di {city.name}.")
            return FINE
        published = publish(city, text, at=clock.now())
    except Refused as refused:
        raise Halt(refused.words.id, FINDINGS) from refused
    say(f"{published.key} versi {published.version} berlaku di {published.city.name}.")
    return FINE
