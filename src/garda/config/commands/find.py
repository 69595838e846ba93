"""Kalimat sehari-hari masuk, layanan keluar: yang paling cocok lebih dulu, dengan nilai 0 sampai 100.
FILE berisi satu kalimat tiap baris ('-': dari masukan baku). Dengan --json, satu baris JSON tiap kalimat:
{"phrase": ..., "answers": [{"key": ..., "score": ..., "category": ...}]}; 'category' hanya pada pengaduan.
Kode keluar 1 bila kalimat yang diketik tidak menemukan apa pun."""

from __future__ import annotations

import argparse
import json
from typing import Any

from garda import clock
from garda.config.asking import city_loaded, lines_of
from garda.config.telling import FINDINGS, FINE, WRONG_USE, Halt, say
from garda.people.models import City
from garda.sight import shelves


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda find` takes."""
    parser.add_argument("phrase", nargs="*", metavar="KALIMAT", help="yang dicari, dengan kata sendiri")
    parser.add_argument("--file", metavar="FILE", help="banyak kalimat, satu tiap baris")
    parser.add_argument("--city", help="kota yang layanannya dicari (bila ada lebih dari satu)")
    parser.add_argument("--json", action="store_true", help="satu baris JSON tiap kalimat")


def act(options: argparse.Namespace) -> int:
    """Find the services of one phrase, or of every line of a file."""
    typed = " ".join(options.phrase).strip()
    if bool(typed) == bool(options.file):
        raise Halt("Tulis satu kalimat, atau sebutkan --file FILE; salah satu.", WRONG_USE)
    city = city_loaded(options.city)
    some = False
    for phrase in [typed] if typed else lines_of(options.file):
        answers = _answers(city, phrase)
        some = some or bool(answers)
        if options.json:
            say(json.dumps({"phrase": phrase, "answers": answers}, ensure_ascii=False))
        else:
            _tell(phrase, answers, bool(options.file))
    return FINE if some or options.file else FINDINGS


def _answers(city: City, phrase: str) -> list[dict[str, Any]]:
    found = shelves.find(city, phrase, clock.now(), "id")
    return [
        {
            "key": one.service.key,
            "score": round(one.score, 1),
            "title": one.category_title or one.service.title,
            **({"category": one.category} if one.category else {}),
        }
        for one in found
    ]


def _tell(phrase: str, answers: list[dict[str, Any]], several: bool) -> None:
    if several:
        say(f"# {phrase}")
    if not answers:
        say("Tidak ada layanan yang cocok. Di halaman kota, kebutuhan ini dapat dicatat warga.")
    for one in answers[:3]:
        part = f" · {one['category']}" if "category" in one else ""
        say(f"{one['score']:5.1f}  {one['key']}{part}  {one['title']}")
