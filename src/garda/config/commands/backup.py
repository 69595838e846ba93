"""Aman dijalankan selagi Garda melayani. Salinan memuat basis data dan berkas tersegel; kunci penyegel
(GARDA_KEY) tidak ikut: simpan terpisah, tanpanya salinan tidak dapat dibaca."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import clock
from garda.config.copying import backup
from garda.config.telling import FINE, Halt, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda backup` takes."""
    stamp = f"garda-{clock.now():%Y%m%d-%H%M%S}.tar"
    parser.add_argument(
        "file", type=Path, nargs="?", default=Path(stamp), metavar="FILE", help=f"misalnya {stamp}"
    )


def act(options: argparse.Namespace) -> int:
    """Write the copy."""
    if options.file.exists():
        raise Halt(f"{options.file} sudah ada; pilih nama lain.")
    if not options.file.resolve().parent.is_dir():
        raise Halt(f"Folder {options.file.resolve().parent} tidak ada.")
    facts = backup(options.file.resolve())
    say(f"{options.file}: {facts['database']}, sidik jari {facts['sha256'][:16]}…")
    return FINE
