"""FOLDER kota berisi city.toml; FOLDER aturan, alur, atau instrumen berisi berkas .toml. Boleh diulang: yang
sudah ada diperbarui, tidak ada yang dihapus."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.db import transaction

from garda import clock, flow, scoring
from garda.cases.acting import Refused
from garda.config import moving_in
from garda.config.asking import city_named
from garda.config.migrating import migrate
from garda.config.telling import FINDINGS, FINE, Halt, number, say
from garda.people.loading import Unloadable, load_city
from garda.rosters.loading import load_offices
from garda.surveys import publishing as instruments


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda load` takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder kota, aturan, alur, instrumen")
    parser.add_argument("--city", help="kota yang menerima alur atau instrumen (bila ada lebih dari satu)")


def act(options: argparse.Namespace) -> int:
    """Load what the folder holds."""
    folder: Path = options.folder
    if not folder.is_dir():
        raise Halt(f"{folder} bukan folder.")
    migrate()
    try:
        if (folder / "city.toml").exists():
            with transaction.atomic():
                loaded = load_city(folder)
                loaded.counts["offices"] = load_offices(loaded.city, folder, clock.now())
                loaded.counts["instruments"] = len(instruments.stock(loaded.city, clock.now()))
            parts = ", ".join(f"{name} {number(count)}" for name, count in loaded.counts.items())
            say(f"{loaded.city.name}: {parts}")
            return FINE
        files = sorted(folder.glob("*.toml"))
        if not files:
            raise Halt(f"{folder} tidak berisi city.toml maupun berkas .toml lain.")
        if not moving_in.is_flow(files[0]):
            rules = moving_in.rules(folder)
            say(
                f"{number(rules.rules)} peraturan, {number(rules.articles)} pasal: {number(rules.made)} baru."
            )
            return FINE
        if moving_in.is_instrument(files[0]):
            texts = [file.read_text("utf-8") for file in files]
            for edition in instruments.publish_all(city_named(options.city), texts, clock.now()):
                say(f"{edition.key}: berlaku mulai {edition.first:%d-%m-%Y}")
            return FINE
        for published in moving_in.flows(city_named(options.city), files):
            say(f"{published.key}: versi {published.version} berlaku")
    except (Unloadable, Refused) as wrong:
        raise Halt(str(wrong), FINDINGS) from wrong
    except (flow.Unreadable, scoring.Unreadable) as wrong:
        raise Halt("\n".join(finding.words.id for finding in wrong.findings), FINDINGS) from wrong
    return FINE
