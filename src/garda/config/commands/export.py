"""Arsip memuat semua tabel (JSON per baris) dan berkas tersegel, dengan sidik jari. Kunci penyegel
(GARDA_KEY) tidak ikut: pindahkan terpisah. Simpan arsip seaman basis datanya."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda.config.archiving import export
from garda.config.telling import FINE, Halt, number, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda export` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="arsip yang akan dibuat, misalnya kota.zip")


def act(options: argparse.Namespace) -> int:
    """Write everything into one archive."""
    if options.file.exists():
        raise Halt(f"{options.file} sudah ada; pilih nama lain.")
    manifest = export(options.file)
    rows = sum(facts["rows"] for facts in manifest["tables"].values())
    say(f"{options.file}: {number(rows)} baris, {number(len(manifest['papers']))} berkas.")
    return FINE
