"""Isi laporan masuk, usul kelas dan unit keluar; petugaslah yang memutuskan. FILE berisi satu laporan tiap
baris, atau tabel CSV (juga .csv.gz) dengan kolom 'text' dan boleh 'title'. Dengan --json, satu baris JSON
tiap laporan: {"category": ..., "top": [tiga kelas], "scores": [...], "unit": singkatan, "words": [...]}.

--learn FILE belajar dari tabel CSV berlabel: kolom 'text' (boleh 'title'), dan label di kolom 'topic_coarse',
'category', 'kategori', atau 'label'; baris tanpa label dilewati. Hasilnya disimpan di folder data di luar
proyek (atau di --model) dan dipakai oleh 'garda suggest' berikutnya; label yang keluar adalah label di tabel.
Yang disimpan hanya bobot ciri yang diacak, tidak ada teks. Tanpa itu dipakai yang dipelajari tiap malam dari
laporan kota yang sudah selesai, dan kata-kata yang ditulis untuk setiap kelas."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from garda import clock
from garda.config.asking import city_loaded, lines_of, rows_of
from garda.config.telling import FINE, WRONG_USE, Halt, number, say, warn
from garda.meaning.learning import MOST_TEXTS, Model, Unreadable, learn, load
from garda.meaning.weighing import key_of
from garda.people.models import City
from garda.sight import classes, shelves

LABELS = ("topic_coarse", "category", "kategori", "label")
TEXTS = ("title", "judul", "text", "teks", "isi")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `garda suggest` takes."""
    parser.add_argument("text", nargs="*", metavar="LAPORAN", help="isi laporan")
    parser.add_argument("--file", metavar="FILE", help="banyak laporan: satu tiap baris, atau tabel CSV")
    parser.add_argument("--city", help="kota yang kelas dan unitnya dipakai (bila ada lebih dari satu)")
    parser.add_argument("--json", action="store_true", help="satu baris JSON tiap laporan")
    parser.add_argument("--learn", metavar="FILE", help="belajar dahulu dari tabel CSV berlabel")
    parser.add_argument("--model", type=Path, metavar="FILE", help="tempat hasil belajar disimpan dan dibaca")


def act(options: argparse.Namespace) -> int:
    """Learn, suggest, or both in this order."""
    typed = " ".join(options.text).strip()
    if (typed and options.file) or not (typed or options.file or options.learn):
        raise Halt("Tulis satu laporan, atau sebutkan --file FILE atau --learn FILE.", WRONG_USE)
    city = city_loaded(options.city)
    taught = options.model or Path(settings.MODELS) / f"{city.key}-taught.npz"
    if options.learn:
        _learn(options.learn, taught)
    if not (typed or options.file):
        return FINE
    model = _model(taught, must=bool(options.model))
    page = shelves.complaint(city, clock.now())
    for text in [typed] if typed else _texts(options.file):
        answer = _learned(city, page, text, model) if model else _suggested(city, page, text)
        say(json.dumps(answer, ensure_ascii=False) if options.json else _told(answer))
    return FINE


def _learn(name: str, path: Path) -> None:
    rows = rows_of(name)
    label = next((one for one in LABELS if rows and one in rows[0]), None)
    if label is None:
        raise Halt(f"{name}: tidak ada kolom label ({', '.join(LABELS)}).", WRONG_USE)
    pairs = [(text, row[label].strip()) for row in rows if row[label].strip() and (text := _text(row))]
    if len(pairs) > MOST_TEXTS:
        warn(f"Hanya {number(MOST_TEXTS)} baris terakhir yang dipelajari.")
    model = learn(pairs[-MOST_TEXTS:], {"from": Path(name).name})
    if model is None:
        raise Halt(f"{name}: perlu paling sedikit dua label yang berbeda.", WRONG_USE)
    model.save(path)
    warn(f"Belajar dari {number(model.texts)} laporan, {len(model.labels)} kelas. Tersimpan di {path}.")


def _model(path: Path, *, must: bool) -> Model | None:
    if not path.exists() and not must:
        return None
    try:
        return load(path)
    except Unreadable as wrong:
        raise Halt(f"{path} bukan hasil belajar yang dapat dibaca.") from wrong


def _texts(name: str) -> list[str]:
    if name.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz")):
        return [_text(row) for row in rows_of(name)]
    return lines_of(name)


def _text(row: dict[str, str]) -> str:
    return " ".join(row[one].strip() for one in TEXTS if row.get(one, "").strip())


Page = shelves.ServicePage | None


def _learned(city: City, page: Page, text: str, model: Model) -> dict[str, Any]:
    """By the taught model: its own labels, the unit where a label is one of the city's classes."""
    ranked = sorted(model.shares(text).items(), key=lambda pair: -pair[1])[:3]
    first = ranked[0][0]
    words = model.words_for(text, model.labels.index(first))
    return _answer(city, page, first, ranked, words)


def _suggested(city: City, page: Page, text: str) -> dict[str, Any]:
    """By the city's own matters and the words of its flow; the last class where nothing tells."""
    if page is None:
        raise Halt(f"{city.name} belum punya alur pengaduan.")
    found = classes.suggest(city, page.published_id, text, None, "id")
    if found is None:
        return _answer(city, page, page.flow.categories[-1].key if page.flow.categories else "", [], ())
    return _answer(city, page, found.category, list(found.top), found.words)


def _answer(
    city: City, page: Page, label: str, ranked: list[tuple[str, float]], words: tuple[str, ...]
) -> dict[str, Any]:
    taught = classes.learned(city)
    unit = classes.unit_for(city, page.flow, key_of(label), None, taught) if page and label else None
    return {
        "category": label,
        "top": [one for one, _ in ranked] or [label],
        "scores": [round(share, 4) for _, share in ranked],
        "unit": unit.abbrev if unit else "",
        "unit_name": unit.name if unit else "",
        "words": list(words),
    }


def _told(answer: dict[str, Any]) -> str:
    unit = f"  ke {answer['unit_name']}" if answer["unit_name"] else ""
    words = f"  dari kata: {', '.join(answer['words'])}" if answer["words"] else ""
    return f"{answer['category']}{unit}{words}"
