"""Ruasnya mengikuti katalog layanan nasional (SIPPN): nomor SK, persyaratan, prosedur, waktu, biaya, produk,
pengaduan, dasar hukum, dan komponen lain. Yang belum ditulis bernilai null dan disebut di belum_ada.
Kode keluar 3 bila layanannya tidak ada atau berkasnya tidak dapat ditulis."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from garda import clock, flow
from garda.cases.publishing import all_in_force, flow_of
from garda.config.asking import city_named
from garda.config.telling import FINE, Halt, number, say
from garda.flow.bpmn_writing import draw_bpmn
from garda.sight import catalogue, printing
from garda.sight.offices import post_names


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda catalogue` takes."""
    parser.add_argument("key", nargs="?", metavar="KEY", help="kunci satu layanan; tanpa ini, semuanya")
    parser.add_argument("--city", help="kotanya (bila ada lebih dari satu)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="berkas JSON; tanpa ini, ke layar")
    parser.add_argument("--bpmn", type=Path, metavar="FOLDER", help="tulis juga gambar BPMN 2.0 tiap layanan")
    parser.add_argument("--pdf", type=Path, metavar="FOLDER", help="tulis juga lembar PDF/A tiap layanan")


def act(options: argparse.Namespace) -> int:
    """Write the entries, and the sheets if they are wanted."""
    city, at = city_named(options.city), clock.now()
    entries = [one for one in catalogue.entries(city, at) if options.key in (None, one["kunci"])]
    if not entries:
        raise Halt(f"Tidak ada layanan '{options.key or ''}' yang berlaku di {city.name}.")
    text = json.dumps(entries[0] if options.key else entries, ensure_ascii=False, indent=1)
    try:
        _beside(options, entries, {row.key: row for row in all_in_force(city, at)})
        if options.out:
            options.out.write_text(text + "\n", "utf-8")
    except OSError as trouble:
        raise Halt(f"{trouble.filename} tidak dapat ditulis: {trouble.strerror}.") from trouble
    if not options.out:
        say(text)
        return FINE
    say(f"{options.out}: {number(len(entries))} layanan.")
    return FINE


def _beside(options: argparse.Namespace, entries: list[dict[str, Any]], rows: Mapping[str, Any]) -> None:
    """The sheet and the drawing of each service, into the folders that were named."""
    for folder in filter(None, (options.pdf, options.bpmn)):
        folder.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        key = entry["kunci"]
        if options.pdf:
            labels = {one.key: one.label.id for one in flow.components(flow_of(rows[key]))}
            (options.pdf / f"{key}.pdf").write_bytes(printing.sheet(entry, labels, "id"))
        if options.bpmn:
            (options.bpmn / f"{key}.bpmn").write_bytes(draw_bpmn(rows[key].text, names=post_names("id")))
