"""Turning the raw values of a table into values of the right shape, with a finding for each that is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from garda.texts.cleaning import one_line, plain
from garda.texts.findings import Finding, nearest
from garda.texts.lines import Lines, Path
from garda.texts.words import Words

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MOST_FINDINGS = 300
_LONGEST_SLUG = 60
_LONGEST_WORDS = 2000
_LARGEST_COUNT = 10**12

EMPTY = Words("", "")
Found = TypeVar("Found", bound=Finding)


@dataclass(frozen=True, slots=True)
class Key:
    """The shape of one key: words, words-list, text, texts, slug, slugs, count, flag, date, tables, or one
    that a kind of text adds. `among` closes the list of what it may say; `most` bounds a list's length."""

    shape: str
    must: bool = False
    among: tuple[str, ...] = ()
    most: int = 200


class Shaper(Generic[Found]):
    """Reads tables by a grammar and gathers what is wrong. It never raises on any value TOML can hold.

    A kind of text has findings of its own, names in `parts` the tables whose findings carry the key of the
    part they stand in, and adds its shapes in `_shapes`.
    """

    def __init__(self, text: str, name: str, finding: type[Found], parts: tuple[str, ...]) -> None:
        self.name = name
        self.lines = Lines(text)
        self.finding = finding
        self.parts = parts
        self.findings: list[Found] = []
        self.part: str | None = None
        self.places: dict[str, int] = {}
        self.given: frozenset[str] = frozenset()

    def find(self, path: Path, words: Words, *, grave: bool = True) -> None:
        """Note one thing about the value at `path`; past MOST_FINDINGS nobody reads on."""
        if len(self.findings) >= MOST_FINDINGS:
            return
        named = path[2:] if path and path[0] in self.parts and self.part is not None else path
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in named)[:120] or None
        self.findings.append(self.finding(self.name, self.lines.of(path), self.part, field, words, grave))

    def table(self, raw: object, grammar: Mapping[str, Key], path: Path) -> dict[str, Any]:
        """The values of one table. Keys that are absent or wrong are absent from the answer."""
        if not isinstance(raw, dict):
            self.find(
                path, Words("Di sini harus ada tabel dengan kunci dan isi.", "A table must stand here.")
            )
            return {}
        for key in raw:
            if key not in grammar and len(self.findings) < MOST_FINDINGS:
                near = nearest(key, grammar)
                self.find(
                    (*path, key),
                    Words(
                        f"Kunci “{key[:60]}” tidak dikenal.{near.id}", f"Unknown key “{key[:60]}”.{near.en}"
                    ),
                )
        values: dict[str, Any] = {}
        for key, rule in grammar.items():
            if key not in raw:
                if rule.must:
                    self.find((*path, key), Words(f"Kunci “{key}” wajib ada.", f"Key “{key}” is required."))
                continue
            value = self.value(raw[key], rule, (*path, key))
            if value is not None:
                values[key] = value
        return values

    def value(self, raw: object, rule: Key, path: Path) -> Any:
        """One value of the shape the rule asks for; None, with a finding, when it is not."""
        if isinstance(raw, list) and len(raw) > rule.most:
            words = Words(
                f"Daftar ini paling banyak {rule.most} isi.", f"This list holds at most {rule.most}."
            )
            self.find(path, words)
            raw = raw[: rule.most]
        value = self._shapes()[rule.shape](raw, path)
        if value is not None and rule.among:
            for one in value if isinstance(value, tuple) else (value,):
                if one not in rule.among:
                    near = nearest(one, rule.among)
                    listed = ", ".join(rule.among)
                    self.find(
                        path,
                        Words(
                            f"“{one}” tidak dikenal di sini. Pilihannya: {listed}.{near.id}",
                            f"“{one}” is not known here. The choices are: {listed}.{near.en}",
                        ),
                    )
                    return None
        return value

    def _shapes(self) -> dict[str, Callable[[object, Path], Any]]:
        return {
            "words": self._words,
            "words-list": self._words_list,
            "text": self._text,
            "texts": self._texts,
            "slug": self._slug,
            "slugs": self._slugs,
            "count": self._count,
            "flag": self._flag,
            "date": self._date,
            "tables": self._list,
        }

    def _words(self, raw: object, path: Path) -> Words | None:
        if not isinstance(raw, dict):
            self.find(
                path,
                Words(
                    'Tulis dalam dua bahasa: { id = "…", en = "…" }.',
                    'Write it in both languages: { id = "…", en = "…" }.',
                ),
            )
            return None
        for key in raw:
            if key not in ("id", "en"):
                self.find(
                    path,
                    Words(
                        f"Bahasa “{key[:20]}” tidak dikenal; hanya id dan en.",
                        f"Unknown language “{key[:20]}”.",
                    ),
                )
        said = {lang: self._said(raw.get(lang), lang, path) for lang in ("id", "en")}
        return Words(said["id"], said["en"])

    def _said(self, raw: object, lang: str, path: Path) -> str:
        name = {"id": Words("Indonesia", "Indonesian"), "en": Words("Inggris", "English")}[lang]
        if not isinstance(raw, str) or not one_line(plain(raw)):
            self.find(
                path,
                Words(
                    f"Kalimat bahasa {name.id} ({lang}) belum ada.",
                    f"The {name.en} words ({lang}) are missing.",
                ),
            )
            return ""
        if len(raw) > _LONGEST_WORDS:
            self.find(path, Words("Kalimat ini terlalu panjang.", "These words are too long."))
        return one_line(plain(raw))[:_LONGEST_WORDS]

    def _words_list(self, raw: object, path: Path) -> tuple[Words, ...] | None:
        items = self._list(raw, path)
        if items is None:
            return None
        said = (self._words(one, (*path, place)) for place, one in enumerate(items))
        return tuple(one for one in said if one is not None)

    def _list(self, raw: object, path: Path) -> list[object] | None:
        if isinstance(raw, list):
            return raw
        self.find(path, Words("Di sini harus ada daftar.", "A list must stand here."))
        return None

    def _text(self, raw: object, path: Path) -> str | None:
        if isinstance(raw, str) and len(raw) <= _LONGEST_WORDS and (text := one_line(plain(raw))):
            return text
        self.find(
            path,
            Words("Di sini harus ada tulisan dalam tanda kutip.", "Text in quotation marks must stand here."),
        )
        return None

    def _texts(self, raw: object, path: Path) -> tuple[str, ...] | None:
        items = self._list([raw] if isinstance(raw, str) else raw, path)
        if items is None:
            return None
        texts = (self._text(one, path) for one in items)
        return tuple(one for one in texts if one is not None)

    def _slug(self, raw: object, path: Path) -> str | None:
        if isinstance(raw, str) and len(raw) <= _LONGEST_SLUG and _SLUG.fullmatch(raw):
            return raw
        self.find(
            path,
            Words(
                "Di sini harus ada nama pendek: huruf kecil, angka, tanda hubung, seperti “tanda-tangan”.",
                "A short name must stand here: small letters, digits and hyphens, like “tanda-tangan”.",
            ),
        )
        return None

    def _slugs(self, raw: object, path: Path) -> tuple[str, ...] | None:
        items = self._list([raw] if isinstance(raw, str) else raw, path)
        if items is None:
            return None
        slugs = (self._slug(one, path) for one in items)
        return tuple(dict.fromkeys(one for one in slugs if one is not None))

    def _count(self, raw: object, path: Path) -> int | None:
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= _LARGEST_COUNT:
            return raw
        self.find(
            path,
            Words(
                "Di sini harus ada bilangan bulat, 0 atau lebih.",
                "A whole number, 0 or more, must stand here.",
            ),
        )
        return None

    def _flag(self, raw: object, path: Path) -> bool | None:
        if isinstance(raw, bool):
            return raw
        self.find(path, Words("Di sini harus ada true atau false.", "true or false must stand here."))
        return None

    def _date(self, raw: object, path: Path) -> date | None:
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        if isinstance(raw, str):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass
        self.find(
            path,
            Words(
                "Di sini harus ada tanggal seperti 2026-10-01.", "A date such as 2026-10-01 must stand here."
            ),
        )
        return None
