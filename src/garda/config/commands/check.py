"""Setiap temuan menyebut berkas, baris, langkah, dan ruasnya. 'BERAT' melarang penerbitan; 'saran' tidak.
Kode keluar 1 bila ada temuan berat."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import flow
from garda.config.asking import known
from garda.config.telling import FINDINGS, FINE, Halt, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda check` takes."""
    parser.add_argument(
        "path", type=Path, metavar="FILE|FOLDER", help="satu berkas .toml, atau folder berisi banyak"
    )
    parser.add_argument("--city", help="kota yang aturannya dipakai (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Check one file, or all of a folder."""
    path: Path = options.path
    if not path.exists():
        raise Halt(f"{path} tidak ada.")
    files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise Halt(f"{path} tidak berisi berkas .toml.")
    grave, knows = 0, known(options.city)
    for file in files:
        findings = flow.check(file.read_bytes().decode("utf-8", "replace"), file.name, knows)
        for finding in findings:
            place = [f"baris {finding.line}" if finding.line else "", finding.step or "", finding.field or ""]
            weight = "BERAT" if finding.grave else "saran"
            say(
                f"{weight}  {' · '.join(part for part in (finding.file, *place) if part)}: {finding.words.id}"
            )
        grave += sum(finding.grave for finding in findings)
    say(f"{len(files)} berkas diperiksa, {grave} temuan berat.")
    return FINDINGS if grave else FINE
