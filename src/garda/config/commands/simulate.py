"""Beberapa ratus urusan menempuh alur yang sebenarnya pada jam kerja yang lalu, dari benih yang tetap.
Semuanya berlabel data simulasi dan dapat dihapus: garda forget-simulation."""

from __future__ import annotations

import argparse

from garda.config import moving_in
from garda.config.asking import city_named
from garda.config.telling import FINE, Halt, say
from garda.demo.month import COUNT


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda simulate` takes."""
    parser.add_argument("--city", help="kota demo (bila ada lebih dari satu)")
    parser.add_argument("--matters", type=int, default=COUNT, help=f"banyaknya urusan (biasanya {COUNT})")


def act(options: argparse.Namespace) -> int:
    """Simulate a month in a demo city."""
    city = city_named(options.city)
    if not moving_in.is_demo(city):
        raise Halt(f"{city.name} di sini bukan kota demo (tidak ada tokoh demo); simulasi tidak dijalankan.")
    if moving_in.is_simulated(city):
        raise Halt("Data simulasi sudah ada. Hapus dahulu: garda forget-simulation.")
    moving_in.simulate(city, options.matters)
    say("Satu bulan simulasi selesai.")
    return FINE
