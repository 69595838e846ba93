"""Hentikan Garda dahulu. Basis data SQLite yang diganti tetap ada di sampingnya sebagai ….before."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda.config.archiving import key_mark
from garda.config.copying import restore
from garda.config.telling import FINE, Halt, say, warn


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda restore` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="salinan hasil 'garda backup'")
    parser.add_argument("--timpa", action="store_true", help="ganti data yang sudah ada di sini")


def act(options: argparse.Namespace) -> int:
    """Put a copy back."""
    if not options.file.is_file():
        raise Halt(f"{options.file} tidak ada.")
    facts = restore(options.file, over=options.timpa)
    say(f"Salinan tanggal {facts['made_at']} sudah kembali. Periksa dengan 'garda verify'.")
    if facts["key_mark"] != key_mark():
        warn(
            "Perhatian: GARDA_KEY di sini bukan kunci salinan ini; kata tersegel tak dapat dibuka dengannya."
        )
    return FINE
