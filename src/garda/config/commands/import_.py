"""Semua atau tidak sama sekali. Bekerja juga dari SQLite ke PostgreSQL. Pakai GARDA_KEY yang sama
dengan asalnya, kalau tidak, kata-kata yang tersegel tidak dapat dibuka."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda.config.archiving import import_, key_mark
from garda.config.migrating import migrate
from garda.config.telling import FINE, Halt, number, say, warn


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda import` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="arsip hasil 'garda export'")
    parser.add_argument("--tambahkan", action="store_true", help="izinkan basis data yang sudah berisi")


def act(options: argparse.Namespace) -> int:
    """Read an archive in."""
    if not options.file.is_file():
        raise Halt(f"{options.file} tidak ada.")
    migrate()
    manifest = import_(options.file, beside=options.tambahkan)
    rows = sum(facts["rows"] for facts in manifest["tables"].values())
    say(f"{number(rows)} baris dan {number(len(manifest['papers']))} berkas dibaca.")
    if manifest["key_mark"] != key_mark():
        warn(
            "Perhatian: GARDA_KEY di sini bukan kunci arsip ini; kata tersegel tidak dapat dibuka dengannya."
        )
    return FINE
