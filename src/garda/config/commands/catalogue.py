"""Ruasnya mengikuti katalog layanan nasional (SIPPN): nomor SK, persyaratan, prosedur, waktu, biaya, produk,
pengaduan, dasar hukum, dan komponen lain. Yang belum ditulis bernilai null dan disebut di belum_ada."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from garda import clock, flow
from garda.cases.publishing import all_in_force, flow_of
from garda.config.asking import city_named
from garda.config.telling import FINE, Halt, number, say
from garda.sight import catalogue, printing


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda catalogue` takes."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="kunci satu layanan; tanpa ini, semuanya")
    parser.add_argument("--city", help="kotanya (bila ada lebih dari satu)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="berkas JSON; tanpa ini, ke layar")
    parser.add_argument("--pdf", type=Path, metavar="FOLDER", help="tulis juga lembar PDF/A tiap layanan")


def act(options: argparse.Namespace) -> int:
    """Write the entries, and the sheets if they are wanted."""
    city, at = city_named(options.city), clock.now()
    entries = [one for one in catalogue.entries(city, at) if options.key in (None, one["kunci"])]
    if not entries:
        raise Halt(f"Tidak ada layanan '{options.key or ''}' yang berlaku di {city.name}.")
    text = json.dumps(entries[0] if options.key else entries, ensure_ascii=False, indent=1)
    try:
        if options.pdf:
            options.pdf.mkdir(parents=True, exist_ok=True)
            flows = {row.key: flow_of(row) for row in all_in_force(city, at)}
            for entry in entries:
                labels = {one.key: one.label.id for one in flow.components(flows[entry["kunci"]])}
                (options.pdf / f"{entry['kunci']}.pdf").write_bytes(printing.sheet(entry, labels, "id"))
        if options.out:
            options.out.write_text(text + "\n", "utf-8")
    except OSError as trouble:
        raise Halt(f"{trouble.filename} tidak dapat ditulis: {trouble.strerror}.") from trouble
    if not options.out:
        say(text)
        return FINE
    say(f"{options.out}: {number(len(entries))} layanan.")
    return FINE
