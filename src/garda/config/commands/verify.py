"""Setiap peristiwa dan baris jejak harus cocok dengan sidik jarinya dan menyambung ke yang sebelumnya;
setiap segel harian harus dapat dihitung ulang; tidak ada nomor yang hilang. Kode keluar 1 bila ada yang tidak
cocok."""

from __future__ import annotations

import argparse

from garda.cases import errands, seals
from garda.cases.models import Case, Seal
from garda.cases.replaying import walk
from garda.config.asking import city_named
from garda.config.telling import FINDINGS, FINE, counted, number, say, warn
from garda.figures import losing
from garda.people.models import City
from garda.trails import reading


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda verify` takes."""
    parser.add_argument("--city", help="hanya kota ini")


def act(options: argparse.Namespace) -> int:
    """Check every chain and every seal."""
    city = city_named(options.city) if options.city else None
    cities = [city] if city else list(City.objects.order_by("key"))
    faults = seen = 0
    total = Case.objects.filter(city__in=cities).count()
    for _, found in counted(walk(city), "Urusan", total):
        seen += 1
        for fault in found:
            faults += 1
            say(f"{fault.number} peristiwa {fault.seq}: {fault.words}")
    for one in cities:
        for broken in seals.broken(one):
            faults += 1
            say(f"{broken.city} {broken.day}: {broken.words}")
        for gap in losing.gaps(one):
            faults += 1
            say(f"{gap.number}: nomor ini pernah diberikan, urusannya tidak ada lagi")
        for line in reading.broken(one):
            faults += 1
            say(f"{line.kind} {line.key} baris {line.seq}: {line.words}")
    lines = sum(reading.count(one) for one in cities)
    days = Seal.objects.filter(city__in=cities).count()
    say(
        f"{number(seen)} urusan, {number(lines)} baris jejak, dan {number(days)} segel harian diperiksa, "
        f"{number(faults)} ketidakcocokan."
    )
    if given_up := errands.waiting()["given-up"]:
        warn(
            f"{number(given_up)} tugas antrean sudah menyerah setelah berkali-kali gagal; lihat catatan log."
        )
    return FINDINGS if faults else FINE
