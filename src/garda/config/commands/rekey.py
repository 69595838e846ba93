"""Taruh kunci baru paling depan di GARDA_KEY (kunci lama tetap di belakangnya), mulai ulang Garda, lalu
jalankan ini. Boleh terputus dan diulang."""

from __future__ import annotations

import argparse
from itertools import chain

from django.conf import settings

from garda.cases import resealing
from garda.cases.sealing import Unsealable
from garda.config.telling import FINDINGS, FINE, Halt, counted, number, say
from garda.letters import resealing as letters
from garda.notices import resealing as chat

# Rooms of which every column of bytes is a seal.
ROOMS = (
    "rosters", "counters", "surveys", "dockets", "directives", "registers", "gatherings", "integrity",
    "enquiries",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """`garda rekey` takes nothing."""


def act(options: argparse.Namespace) -> int:
    """Seal everything anew under the first key."""
    done = 0
    try:
        rooms = [resealing.of_room(room) for room in ROOMS]
        every = chain(resealing.reseal(), chat.reseal(), letters.reseal(), *rooms)
        total = resealing.sealed() + chat.sealed() + letters.sealed() + sum(map(resealing.sealed_in, ROOMS))
        for _ in counted(every, "Segel", total):
            done += 1
    except Unsealable as wrong:
        raise Halt(str(wrong), FINDINGS) from wrong
    say(f"{number(done)} segel kini memakai kunci pertama dari {len(settings.SEALING_KEYS)} kunci.")
    return FINE
