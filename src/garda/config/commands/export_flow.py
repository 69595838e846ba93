"""Paket memuat naskah alur yang berlaku, suratnya, kata-katanya, dan aturan yang menjadi sandarannya, dengan
tanda tangan Ed25519 pemasangan ini. Bacakan sidik kuncinya kepada penerima. Kode keluar 3 bila alurnya tidak
berlaku di kota itu atau berkasnya sudah ada."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import clock
from garda.cases.carrying import Unopened, file_name, own_fingerprint, pack
from garda.cases.publishing import in_force
from garda.config.asking import city_named
from garda.config.telling import FINE, Halt, say


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda export-flow` takes."""
    parser.add_argument("key", metavar="KEY", help="kunci alur, misalnya sktm")
    parser.add_argument("--city", help="kota asalnya (bila ada lebih dari satu)")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="berkas paket; tanpa ini, KEY-KOTA-vN.paket.json di sini"
    )


def act(options: argparse.Namespace) -> int:
    """Write the parcel of the version in force."""
    city = city_named(options.city)
    row = in_force(city, options.key, clock.now())
    if row is None:
        raise Halt(f"Alur '{options.key}' tidak berlaku di {city.name}.")
    out: Path = options.out or Path(file_name(row))
    if out.exists():
        raise Halt(f"{out} sudah ada; pilih nama lain.")
    try:
        content = pack(row)
    except Unopened as no:
        raise Halt(no.words.id) from no
    try:
        out.write_bytes(content)
    except OSError as trouble:
        raise Halt(f"{out} tidak dapat ditulis: {trouble.strerror}.") from trouble
    say(f"{out}: {row.key} versi {row.version} dari {city.name}.")
    say(f"Sidik kunci: {own_fingerprint()}")
    return FINE
