"""Setiap temuan menyebut berkas, baris, langkah, dan ruasnya. 'BERAT' melarang penerbitan; 'saran' tidak.
Sesudahnya kelengkapan standar: berapa dari empat belas komponen (UU 25/2009 pasal 21) yang ada per
layanan, dan jumlahnya. Tanpa FILE yang diperiksa adalah alur yang berlaku di kota. Kode keluar 1 bila ada
temuan berat."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from garda import clock, flow
from garda.cases.publishing import all_in_force
from garda.config.asking import city_named, known
from garda.config.telling import FINDINGS, FINE, WRONG_USE, Halt, number, say
from garda.rules.judging import judge


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
    flows, rules = _files(options.path) if options.path else ([], [])
    texts = [(file.name, file.read_bytes().decode("utf-8", "replace")) for file in flows]
    texts += [] if options.path else _published(options.city)
    judged = judge(rules)
    for one in judged.findings:
        say(f"BERAT  {one.sentence()}")
    grave, knows = len(judged.findings), known(options.city)
    if judged.references:
        knows = replace(knows, rules=knows.rules | judged.references)
    for name, text in texts:
        findings = flow.check(text, name, knows)
        for finding in findings:
            place = [f"baris {finding.line}" if finding.line else "", finding.step or "", finding.field or ""]
            weight = "BERAT" if finding.grave else "saran"
            say(
                f"{weight}  {' · '.join(part for part in (finding.file, *place) if part)}: {finding.words.id}"
            )
        grave += sum(finding.grave for finding in findings)
    _completeness(texts)
    also = f", {number(judged.rules)} aturan" if judged.rules else ""
    say(f"{len(texts)} berkas diperiksa{also}, {grave} temuan berat.")
    return FINDINGS if grave else FINE


def _files(path: Path) -> tuple[list[Path], list[Path]]:
    """The files of flows, and those of rules; of a whole shelf, what is neither is passed over."""
    if not path.exists():
        raise Halt(f"{path} tidak ada.")
    if not path.is_dir():
        return [path], []
    files = sorted(path.rglob("*.toml"))
    kinds = {file: _kind(file) for file in files}
    flows = [file for file in files if kinds[file] == "flow"]
    if not flows:
        raise Halt(f"{path} tidak berisi berkas alur (.toml).")
    return flows, [file for file in files if kinds[file] == "rule"]


def _kind(file: Path) -> str:
    """What a file says: a flow, rules, or another table. What cannot be read is held for a flow."""
    try:
        held = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError):
        return "flow"
    return "flow" if {"language", "step"} & set(held) else "rule" if "rule" in held else ""


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
