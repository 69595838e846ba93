"""Detak mengerjakan tugas antrean, mencatat keterlambatan saat terjadi, dan menyegel hari kemarin.
'garda run' sudah menjalankannya; perintah ini untuk detak terpisah (PostgreSQL: boleh beberapa)."""

from __future__ import annotations

import argparse

from garda.config.telling import FINE, number, say
from garda.config.tick import beat, keep_on


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda tick` takes."""
    parser.add_argument(
        "--once", action="store_true", help="kerjakan semua yang sudah waktunya, lalu selesai"
    )


def act(options: argparse.Namespace) -> int:
    """Beat until told to stop, or until nothing is due."""
    if not options.once:
        keep_on()
        return FINE
    total = 0
    while done := beat():
        total += done
    say(f"{number(total)} pekerjaan diselesaikan.")
    return FINE
