"""Setiap temuan menyebut berkas, baris, langkah atau unsur, dan ruasnya. 'BERAT' melarang penerbitan; 'saran'
tidak. Berkas boleh berisi alur atau instrumen penilaian. Sesudahnya kelengkapan standar: berapa dari empat
belas komponen (UU 25/2009 pasal 21) yang ada per layanan, dan jumlahnya. Tanpa FILE yang diperiksa adalah
alur yang berlaku di kota. Kode keluar 1 bila ada temuan berat."""

from __future__ import annotations

import argparse
import contextlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from garda import clock, flow, scoring
from garda.cases.publishing import all_in_force
from garda.config.asking import city_named, known, references
from garda.config.telling import FINDINGS, FINE, WRONG_USE, Halt, number, say
from garda.rules.judging import judge
from garda.texts.findings import Finding


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda check` takes."""
    parser.add_argument(
        "path",
        type=Path,
        nargs="?",
        metavar="FILE|FOLDER",
        help="satu berkas .toml, atau folder berisi banyak; tanpa ini, alur yang berlaku di kota",
    )
    parser.add_argument("--city", help="kota yang aturannya dipakai (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Check one file, all of a folder, or what is in force in a city."""
    if options.path is None and options.city is None:
        raise Halt("yang wajib belum ada: FILE, FOLDER, atau --city KOTA.", WRONG_USE)
    files = _files(options.path) if options.path else {}
    texts = [(file.name, _text(file)) for file in files.get("flow", [])]
    texts += [] if options.path else _published(options.city)
    instruments = [(file.name, _text(file)) for file in files.get("instrument", [])]
    judged = judge(files.get("rule", []))
    for one in judged.findings:
        say(f"BERAT  {one.sentence()}")
    grave, knows = len(judged.findings), known(options.city)
    if judged.references:
        knows = replace(knows, rules=knows.rules | judged.references)
    for name, text in texts:
        grave += _told(flow.check(text, name, knows))
    # A past edition rests on what was the law then, so nothing is asked about the day.
    law = references(options.city) | judged.references if instruments else frozenset()
    for name, text in instruments:
        grave += _told(scoring.check(text, name, law))
    grave += _clashing(instruments)
    _completeness(texts)
    also = f", {number(len(instruments))} di antaranya instrumen" if instruments else ""
    also += f", {number(judged.rules)} aturan" if judged.rules else ""
    say(f"{len(texts) + len(instruments)} berkas diperiksa{also}, {grave} temuan berat.")
    return FINDINGS if grave else FINE


def _told(findings: Iterable[Finding]) -> int:
    """Say each finding; answers how many are grave."""
    grave = 0
    for finding in findings:
        place = [f"baris {finding.line}" if finding.line else "", finding.part or "", finding.field or ""]
        weight = "BERAT" if finding.grave else "saran"
        say(f"{weight}  {' · '.join(part for part in (finding.file, *place) if part)}: {finding.words.id}")
        grave += finding.grave
    return grave


def _clashing(texts: Iterable[tuple[str, str]]) -> int:
    """Say which editions of one instrument hold on the same day; answers how many."""
    names: dict[scoring.Instrument, str] = {}
    for name, text in texts:
        with contextlib.suppress(scoring.Unreadable):
            names[scoring.read(text, name)] = name
    found = scoring.clashes(names)
    for one, after in found:
        say(f"BERAT  {names[after]} · from: berlaku pada hari yang sama dengan {names[one]}.")
    return len(found)


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def _files(path: Path) -> dict[str, list[Path]]:
    """The files by what they say; of a whole shelf, what is none of these is left out."""
    if not path.exists():
        raise Halt(f"{path} tidak ada.")
    if not path.is_dir():
        return {"instrument" if kind_of(path) == "instrument" else "flow": [path]}
    kinds: dict[str, list[Path]] = {}
    for file in sorted(path.rglob("*.toml")):
        kinds.setdefault(kind_of(file), []).append(file)
    if not {"flow", "instrument"} & set(kinds):
        raise Halt(f"{path} tidak berisi berkas alur atau instrumen (.toml).")
    return kinds


def kind_of(file: Path) -> str:
    """What a file says. What cannot be read is held for a flow, or for an instrument if it has elements."""
    try:
        held = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError):
        return "instrument" if b"[[element]]" in file.read_bytes() else "flow"
    if {"formula", "element"} & set(held):
        return "instrument"
    if "language" in held or {"key", "step"} <= set(held):
        return "flow"
    return "rule" if "rule" in held else ""


def _published(key: str | None) -> Iterator[tuple[str, str]]:
    """The name and the text of each flow in force in a city."""
    city = city_named(key)
    rows = all_in_force(city, clock.now())
    if not rows:
        raise Halt(f"Belum ada alur yang berlaku di {city.name}.")
    for row in rows:
        yield f"{row.key} versi {row.version}", row.text


def _completeness(texts: Iterable[tuple[str, str]]) -> None:
    """Say of each service that can be read how many of the fourteen components it states."""
    flows = []
    for name, text in texts:
        try:
            one = flow.read(text, name)
        except flow.Unreadable:
            continue
        flows.append(one)
        found = flow.components(one)
        lacking = [part for part in found if not part.stated]
        said = f"{len(found) - len(lacking):>2} dari {len(found)}  {one.key}"
        if lacking:
            said += ", belum ada: " + "; ".join(part.label.id.lower() for part in lacking)
        say(said)
    whole = flow.completeness(flows)
    if flows:
        say(
            f"Kelengkapan standar: {number(whole.stated)} dari {number(whole.asked)} komponen, "
            f"{number(whole.services)} layanan."
        )
