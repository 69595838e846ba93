"""Paket yang berubah satu byte pun ditolak. Kunci yang belum pernah ditemui dicatat; kunci yang lain dari
dulu menahan paketnya sampai disebut dengan --trust. Aturan yang belum ada di sini menjadi salinan yang perlu
dicocokkan. Alurnya terbit bila tidak ada temuan berat; dengan --draft ia menunggu di halaman /kerja/alur/.
Kode keluar 1 bila paketnya ditolak atau ada temuan berat, 3 bila berkasnya tidak ada."""

from __future__ import annotations

import argparse
from pathlib import Path

from garda import clock, flow
from garda.cases.acting import Refused
from garda.cases.bringing import bring_home
from garda.cases.carrying import Opened, Unopened, unpack
from garda.cases.publishing import publish
from garda.config.asking import city_named, known
from garda.config.telling import FINDINGS, FINE, Halt, number, say
from garda.people.models import City
from garda.sight import parcels


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda import-flow` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="paket dari garda export-flow")
    parser.add_argument("--city", help="kota yang menerima (bila ada lebih dari satu)")
    parser.add_argument("--draft", action="store_true", help="bawa masuk saja, jangan terbitkan")
    parser.add_argument("--trust", metavar="SIDIK", default="", help="sidik kunci baru dari pengirim lama")


def act(options: argparse.Namespace) -> int:
    """Open, say what differs, bring home, publish."""
    file: Path = options.file
    if not file.is_file():
        raise Halt(f"{file} tidak ada.")
    city, at = city_named(options.city), clock.now()
    try:
        parcel = unpack(file.read_bytes())
    except Unopened as no:
        raise Halt(no.words.id, FINDINGS) from no
    _tell(city, parcel, options.trust)
    for one in parcels.differences(city, parcel, at):
        say(f"beda   {one.words.id}")
    row = bring_home(city, parcel, at=at)
    if row.rules:
        brought = ", ".join(row.rules)
        say(f"{number(len(row.rules))} aturan dibawa sebagai salinan yang perlu dicocokkan: {brought}")
    grave = [one for one in flow.check(parcel.text, row.key, known(city.key)) if one.grave]
    for finding in grave:
        say(f"BERAT  {finding.sentence()}")
    if grave:
        raise Halt(f"{len(grave)} temuan berat; paket tersimpan sebagai naskah, belum terbit.", FINDINGS)
    if options.draft:
        say(f"Tersimpan sebagai naskah: /kerja/alur/naskah/?paket={row.pk}")
        return FINE
    try:
        published = publish(city, parcel.text, at=at)
    except Refused as refused:
        raise Halt(refused.words.id, FINDINGS) from refused
    say(f"{published.key} versi {published.version} berlaku di {city.name}.")
    return FINE


def _tell(city: City, parcel: Opened, trusted: str) -> None:
    """Say whose key it is; Halt where a known sender suddenly bears another."""
    trust = parcels.trust_in(city, parcel)
    say(f"{parcel.flow.title.id}, versi {parcel.version} dari {parcel.city_name}.")
    if trust.state == "known":
        say(f"Sidik kunci: {parcel.signer} (dikenal sejak {trust.since:%d/%m/%Y})")
    elif trust.state == "new":
        say(f"Sidik kunci: {parcel.signer} (baru pertama kali; cocokkan dengan pengirimnya)")
    elif trusted != parcel.signer:
        raise Halt(
            f"Kunci {parcel.city_name} lain dari dulu.\n"
            f"  dulu     {trust.before}\n  sekarang {parcel.signer}\n"
            "Tanyakan kepada pengirimnya, lalu sebutkan dengan --trust SIDIK.",
            FINDINGS,
        )
