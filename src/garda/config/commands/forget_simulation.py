"""Yang dihapus hanya yang berlabel data simulasi; catatan sungguhan tidak tersentuh."""

from __future__ import annotations

import argparse

from garda.config.asking import city_named
from garda.config.telling import FINE, number, say
from garda.demo.month import forget


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda forget-simulation` takes."""
    parser.add_argument("--city", help="kota demo (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Remove every simulated matter of a city."""
    removed = forget(city_named(options.city))
    say(f"{number(removed)} urusan simulasi dihapus.")
    return FINE
