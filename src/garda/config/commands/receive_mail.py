"""Untuk pipa dari server surel kota: baca satu surat dari masukan standar dan simpan. Surat yang menyebut
urusan dan datang dari alamat di urusan itu masuk ke urusannya; yang lain menunggu dipilah petugas."""

from __future__ import annotations

import argparse
import sys

from garda import clock
from garda.config.telling import FINDINGS, FINE, Halt, say
from garda.notices import receiving_mail
from garda.people.models import City

SENTENCES = {
    "kept": "Disimpan.",
    "again": "Sudah pernah diterima.",
    "too-many": "Dilewati: terlalu banyak surat dari alamat ini hari ini.",
    "by-machine": "Dilewati: surat otomatis.",
    "bounced": "Surat kami kembali: tercatat tidak terkirim.",
    "no-city": "Surat ini tidak menyebut urusan; sebut kotanya dengan --city.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda receive-mail` takes."""
    parser.add_argument("--city", default="", help="kota pemilik surat yang tidak menyebut urusan")


def act(options: argparse.Namespace) -> int:
    """Keep one letter from standard input."""
    found = list(City.objects.filter(key=options.city) if options.city else City.objects.all()[:2])
    if options.city and not found:
        raise Halt(f"tidak ada kota '{options.city}'.", FINDINGS)
    raw = sys.stdin.buffer.read(receiving_mail.LARGEST + 1)
    if len(raw) > receiving_mail.LARGEST:
        raise Halt("surat terlalu besar.", FINDINGS)
    became = receiving_mail.take(raw, found[0] if len(found) == 1 else None, clock.now())
    say(SENTENCES[became])
    return FINE if became != "no-city" else FINDINGS
