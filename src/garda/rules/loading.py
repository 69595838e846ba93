"""Brings a folder of rules in. Loading twice changes nothing; nothing that was in force is ever deleted.

An article whose file gives a later `from` becomes a new row and ends the older one the day before. The
same `from` with other words is a correction of our paraphrase, made in place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from garda.rules.models import EVER, Article, Rule
from garda.rules.naming import KINDS, article_label

RULE_KEYS = frozenset(
    [
        "key",
        "city",
        "kind",
        "issuer",
        "number",
        "year",
        "about",
        "from",
        "to",
        "replaced_by",
        "rests_on",
        "review",
        "owner",
        "sure",
        "source",
        "article",
    ]
)
ARTICLE_KEYS = frozenset(["key", "label", "words", "from", "to", "sure", "source"])
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class RuleFinding:
    """What is wrong with one rule of one file, in both languages. Such a rule is not loaded."""

    file: str
    rule: str
    article: str
    words_id: str
    words_en: str

    def sentence(self, lang: str = "id") -> str:
        """The finding on one line: file, rule, article, words."""
        where = ", ".join(part for part in (self.file, self.rule, self.article) if part)
        return f"{where}: {self.words_en if lang.startswith('en') else self.words_id}"


@dataclass
class Loaded:
    """How many rules and articles the files hold, how many rows were new or changed, and what was wrong."""

    rules: int = 0
    articles: int = 0
    made: int = 0
    changed: int = 0
    findings: list[RuleFinding] = field(default_factory=list)


# City and key of a rule → the rule with all versions of its articles; a row without an id is yet to be made.
There = dict[tuple[str, str], tuple[Rule, list[Article]]]


def load_rules(folder: Path) -> Loaded:
    """Load every `*.toml` of `folder`, in one transaction. Never raises on what a file says."""
    loaded, sound = Loaded(), list[Any]()
    for file in sorted(folder.glob("*.toml")):
        for raw in rules_of(file, loaded):
            findings = list(wrong(file.name, raw))
            loaded.findings += findings
            sound += [] if findings else [raw]
    with transaction.atomic():
        there = _there({raw["key"] for raw in sound})
        for raw in sound:
            _load(raw, there, loaded)
        Rule.objects.bulk_create(rule for rule, _ in there.values() if rule.pk is None)
        Article.objects.bulk_create(one for _, own in there.values() for one in own if one.pk is None)
    return loaded


def _there(keys: set[str]) -> There:
    """The rules of these keys that the register has, with their articles."""
    rules = {rule.pk: (rule, list[Article]()) for rule in Rule.objects.filter(key__in=keys).order_by("pk")}
    for one in Article.objects.filter(rule__in=rules).order_by("first", "pk"):
        rules[one.rule_id][1].append(one)
    return {(rule.city_key, rule.key): (rule, articles) for rule, articles in rules.values()}


def rules_of(file: Path, loaded: Loaded) -> list[Any]:
    """The rules of one file as they are written; a file that cannot be read becomes a finding."""
    try:
        rules = tomllib.loads(file.read_text("utf-8")).get("rule", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        loaded.findings.append(
            RuleFinding(
                file.name, "", "", f"Berkas tidak terbaca: {trouble}", f"The file cannot be read: {trouble}"
            )
        )
        return []
    return rules if isinstance(rules, list) else []


def wrong(file: str, raw: Any) -> Iterable[RuleFinding]:
    """Everything that is wrong with one rule as it is written."""
    if not isinstance(raw, dict) or not _is_key(raw.get("key")):
        yield RuleFinding(file, "", "", "Aturan tanpa key yang sah.", "A rule without a valid key.")
        return
    key = str(raw["key"])
    for name in sorted(set(raw) - RULE_KEYS):
        yield RuleFinding(file, key, "", f"Kunci '{name}' tidak dikenal.", f"Unknown key '{name}'.")
    if raw.get("kind") not in KINDS:
        yield RuleFinding(file, key, "", "Jenis aturan tidak dikenal.", "Unknown kind of rule.")
    if not _both(raw.get("about")):
        yield RuleFinding(
            file, key, "", "Judul harus ada dalam dua bahasa.", "The title is needed in both languages."
        )
    if not _dates(raw):
        yield RuleFinding(
            file, key, "", "Tanggal berlaku tidak masuk akal.", "The dates in force make no sense."
        )
    seen: set[tuple[str, Any]] = set()
    for one in raw.get("article", []):
        yield from _wrong_article(file, key, one)
        version = (str(one.get("key")), one.get("from")) if isinstance(one, dict) else ("", None)
        if version in seen:
            yield RuleFinding(
                file, key, version[0], "Pasal ini ditulis dua kali.", "This article stands twice."
            )
        seen.add(version)


def _wrong_article(file: str, rule: str, raw: Any) -> Iterable[RuleFinding]:
    if not isinstance(raw, dict) or not _is_key(raw.get("key")):
        yield RuleFinding(file, rule, "", "Pasal tanpa key yang sah.", "An article without a valid key.")
        return
    key = str(raw["key"])
    for name in sorted(set(raw) - ARTICLE_KEYS):
        yield RuleFinding(file, rule, key, f"Kunci '{name}' tidak dikenal.", f"Unknown key '{name}'.")
    if not _both(raw.get("words")) or ("label" in raw and not _both(raw["label"])):
        yield RuleFinding(
            file,
            rule,
            key,
            "Isi pasal harus ada dalam dua bahasa.",
            "The article needs words in both languages.",
        )
    if not _dates(raw):
        yield RuleFinding(
            file, rule, key, "Tanggal berlaku tidak masuk akal.", "The dates in force make no sense."
        )


def _is_key(raw: object) -> bool:
    return isinstance(raw, str) and len(raw) <= 40 and bool(_KEY.fullmatch(raw))


def _both(raw: object) -> bool:
    return isinstance(raw, dict) and all(
        isinstance(raw.get(lang), str) and raw[lang].strip() for lang in ("id", "en")
    )


def _dates(raw: Mapping[str, Any]) -> bool:
    first, last = raw.get("from"), raw.get("to")
    whole = all(one is None or type(one) is date for one in (first, last, raw.get("review")))
    return whole and (first is None or last is None or first <= last)


def _load(raw: Mapping[str, Any], there: There, loaded: Loaded) -> None:
    about = raw["about"]
    values = {
        "kind": raw["kind"],
        "issuer": raw.get("issuer", ""),
        "number": str(raw.get("number", "")),
        "year": raw.get("year"),
        "about_id": about["id"],
        "about_en": about["en"],
        "first": raw.get("from"),
        "last": raw.get("to"),
        "replaced_by": raw.get("replaced_by", ""),
        "rests_on": list(raw.get("rests_on", [])),
        "review": raw.get("review"),
        "owner": str(raw.get("owner", "")),
        "sure": bool(raw.get("sure", False)),
        "source": raw.get("source", ""),
    }
    home = (str(raw.get("city", "")), raw["key"])
    if home not in there:
        there[home] = (Rule(city_key=home[0], key=home[1], **values), [])
        loaded.made += 1
    else:
        loaded.changed += _correct(there[home][0], values)
    loaded.rules += 1
    rule, articles = there[home]
    for place, one in enumerate(raw.get("article", [])):
        _load_article(rule, place, one, articles, loaded)


def _load_article(
    rule: Rule, place: int, raw: Mapping[str, Any], there: list[Article], loaded: Loaded
) -> None:
    key, first = raw["key"], raw.get("from") or EVER
    label = raw.get("label") or {lang: article_label(key, lang) for lang in ("id", "en")}
    values = {
        "place": place,
        "label_id": label["id"],
        "label_en": label["en"],
        "words_id": raw["words"]["id"],
        "words_en": raw["words"]["en"],
        "sure": bool(raw.get("sure", False)),
        "source": raw.get("source", ""),
    }
    if "to" in raw:
        values["last"] = raw["to"]
    loaded.articles += 1
    same = next((one for one in there if one.key == key and one.first == first), None)
    if same is not None:
        loaded.changed += _correct(same, values)
        return
    for older in there:
        if older.key == key and older.first < first and (older.last is None or older.last >= first):
            loaded.changed += _correct(older, {"last": first - timedelta(days=1)})
    there.append(Article(rule=rule, key=key, first=first, **values))  # made with all others
    loaded.made += 1


def _correct(row: Rule | Article, values: Mapping[str, Any]) -> int:
    """Write what differs; answers 1 if anything did. A row that is still to be made is only set right."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, values[name])
    if differs and row.pk is not None:
        row.save(update_fields=differs)
    return int(bool(differs))
