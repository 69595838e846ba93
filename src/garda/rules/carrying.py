"""Rules on their way to another city, in the shape of the register's own files; and what arrives of them.

What arrives never overwrites and is never sure: a rule or article that the city does not have becomes its own
copy, marked to be checked; one that it has stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from garda.rules.keeping import own, rule_of
from garda.rules.models import EVER, Article, Rule
from garda.rules.naming import rule_name

DAYS = ("from", "to", "review")


def rules_behind(references: Iterable[str], *, city_key: str) -> list[dict[str, Any]]:
    """Every rule that is named, with the articles that are named, all their versions; days as text."""
    wanted: dict[str, set[str]] = {}
    for reference in references:
        key, _, article = reference.partition("#")
        wanted.setdefault(key, set()).update({article} if article else ())
    found = []
    for key, articles in sorted(wanted.items()):
        rule = rule_of(city_key, key)
        if rule is not None:
            rows = rule.articles.filter(key__in=articles).order_by("place", "first")
            found.append(_rule(rule, list(rows)))
    return found


def _rule(rule: Rule, articles: Sequence[Article]) -> dict[str, Any]:
    raw: dict[str, Any] = {
        "key": rule.key,
        "kind": rule.kind,
        "issuer": rule.issuer,
        "number": rule.number,
        "about": {"id": rule.about_id, "en": rule.about_en},
        "rests_on": list(rule.rests_on),
        "replaced_by": rule.replaced_by,
        "sure": rule.sure,
        "source": rule.source,
        "article": [_article(one) for one in articles],
    }
    if rule.city_key:
        raw["city"] = rule.city_key
    if rule.year:
        raw["year"] = rule.year
    days = {"from": rule.first, "to": rule.last, "review": rule.review}
    return raw | {name: day.isoformat() for name, day in days.items() if day}


def _article(one: Article) -> dict[str, Any]:
    raw: dict[str, Any] = {
        "key": one.key,
        "label": {"id": one.label_id, "en": one.label_en},
        "words": {"id": one.words_id, "en": one.words_en},
        "sure": one.sure,
        "source": one.source,
    }
    days = {"from": one.first if one.first > EVER else None, "to": one.last}
    return raw | {name: day.isoformat() for name, day in days.items() if day}


def as_written(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A carried rule as a file of the register has it, days as days. ValueError when one is no day."""
    found = _days(raw)
    found["article"] = [_days(one) for one in raw.get("article", [])]
    return found


def _days(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in raw.items()}


@dataclass(frozen=True)
class Arrival:
    """What a carried rule meets in a city. `state`: "new", "article", "other" words, or "same"."""

    key: str
    article: str
    name: str
    label: str
    state: str
    here: str = ""
    there: str = ""


def compare(rules: Iterable[Mapping[str, Any]], *, city_key: str, lang: str = "id") -> list[Arrival]:
    """For each carried rule and each of its articles, how it stands to what the city has."""
    found = []
    for raw in rules:
        rule = rule_of(city_key, raw["key"])
        name = rule_name(raw["kind"], raw.get("issuer", ""), raw.get("number", ""), raw.get("year"), lang)
        if rule is None:
            found.append(Arrival(raw["key"], "", name, "", "new"))
            continue
        latest = {one.key: one for one in rule.articles.order_by("first")}
        carried = {one["key"]: one for one in raw["article"]}
        for key, one in carried.items():
            here, words = latest.get(key), str(one["words"]["id"])
            state = "article" if here is None else "same" if here.words_id == words else "other"
            label = one.get("label", {}).get(lang, key)
            found.append(Arrival(raw["key"], key, name, label, state, here.words_id if here else "", words))
    return found


def bring(rules: Iterable[Mapping[str, Any]], *, city_key: str, source: str) -> list[str]:
    """Keep what the city does not have yet, as its own copies that nobody has checked; says which."""
    brought = []
    with transaction.atomic():
        for raw in rules:
            there = rule_of(city_key, raw["key"])
            if there is None:
                there = Rule.objects.create(city_key=city_key, key=raw["key"], **_facts(raw, source))
                brought.append(raw["key"])
            known = set(there.articles.values_list("key", flat=True))
            fresh = [one for one in raw["article"] if one["key"] not in known]
            if fresh:
                there = own(city_key, there.key)
            for place, one in enumerate(fresh, start=there.articles.count()):
                Article.objects.create(rule=there, place=place, **_words(one, source))
                brought.append(f"{there.key}#{one['key']}")
    return list(dict.fromkeys(brought))


def _facts(raw: Mapping[str, Any], source: str) -> dict[str, Any]:
    return {
        "kind": raw["kind"],
        "issuer": str(raw.get("issuer", ""))[:80],
        "number": str(raw.get("number", ""))[:40],
        "year": raw.get("year") if isinstance(raw.get("year"), int) else None,
        "about_id": raw["about"]["id"][:300],
        "about_en": raw["about"]["en"][:300],
        "first": raw.get("from"),
        "last": raw.get("to"),
        "review": raw.get("review"),
        "rests_on": [str(one)[:100] for one in raw.get("rests_on", [])][:40],
        "sure": False,
        "source": source[:300],
    }


def _words(raw: Mapping[str, Any], source: str) -> dict[str, Any]:
    label = raw.get("label", {"id": raw["key"], "en": raw["key"]})
    return {
        "key": raw["key"],
        "label_id": label["id"][:120],
        "label_en": label["en"][:120],
        "words_id": raw["words"]["id"][:4000],
        "words_en": raw["words"]["en"][:4000],
        "first": raw.get("from") or EVER,
        "last": raw.get("to"),
        "sure": False,
        "source": source[:300],
    }
