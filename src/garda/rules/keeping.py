"""Keeping the register by hand: a rule's facts, a new version of an article, a correction of its words.

A rule of the nation is shared by every city of the installation, so a city never changes it: its first change
makes a copy of its own, with every article, and the copy is read first from then on. What was in force is
never deleted; a correction is logged by whoever calls, with the words of before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from garda.rules.models import EVER, Article, Rule
from garda.rules.naming import KINDS, article_label

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIRST_YEAR, LAST_YEAR = 1945, 2200


class Unkept(ValueError):
    """What can't be kept: `said` says why, `field` names the input."""

    def __init__(self, said: str, field: str = "") -> None:
        self.said, self.field = said, field
        super().__init__(said)


@dataclass(frozen=True)
class RulePlan:
    """The facts of a rule as they were typed; days are read already."""

    key: str
    kind: str
    issuer: str = ""
    number: str = ""
    year: str = ""
    about_id: str = ""
    about_en: str = ""
    first: date | None = None
    last: date | None = None
    review: date | None = None
    owner: str = ""
    replaced_by: str = ""
    rests_on: tuple[str, ...] = ()
    sure: bool = False
    source: str = ""


@dataclass(frozen=True)
class ArticlePlan:
    """What an article says from a day on. Without `first` it counts from the beginning of the rule."""

    key: str
    words_id: str
    words_en: str
    label_id: str = ""
    label_en: str = ""
    first: date | None = None
    sure: bool = False
    source: str = ""


def rule_of(city_key: str, key: str) -> Rule | None:
    """The rule as the city reads it: its own, else the nation's."""
    return Rule.objects.filter(city_key__in=["", city_key], key=key).order_by("-city_key").first()


def article_of(rule: Rule, article_id: int) -> Article | None:
    """One version of one article of the rule."""
    return rule.articles.filter(pk=article_id).first()


def same_version(rule: Rule, article_id: int) -> Article | None:
    """The version in this rule that stands for a version of the rule's other copy, by its id there."""
    other = Article.objects.filter(pk=article_id, rule__key=rule.key, rule__city_key="").first()
    return rule.articles.filter(key=other.key, first=other.first).first() if other else None


def days_of(rule: Rule, article_key: str) -> str:
    """The first days of every version of an article, as one line: what a form is filled in beside."""
    days = rule.articles.filter(key=article_key).order_by("first").values_list("first", flat=True)
    return " ".join(day.isoformat() for day in days)


def keep_rule(city_key: str, plan: RulePlan, *, fresh: bool, simulated: bool = False) -> Rule:
    """Keep a rule of the city; a rule of the nation becomes the city's own copy first.

    A fresh one may be `simulated`: made up for the simulated month, in no list, and forgotten with it.
    """
    values = _judged(city_key, plan)
    with transaction.atomic():
        if fresh:
            if rule_of(city_key, plan.key) is not None:
                raise Unkept(_("Kode ini sudah dipakai aturan lain."), "key")
            return Rule.objects.create(city_key=city_key, key=plan.key, simulated=simulated, **values)
        rule = own(city_key, plan.key)
        for name, value in values.items():
            setattr(rule, name, value)
        rule.save()
        return rule


def own(city_key: str, key: str) -> Rule:
    """The city's own row of the rule, made from the nation's with every article where there is none yet."""
    rule = rule_of(city_key, key)
    if rule is None:
        raise Unkept(_("Aturan ini tidak ada."))
    if rule.city_key == city_key:
        return rule
    articles = list(rule.articles.order_by("pk"))
    rule.pk, rule.city_key = None, city_key
    rule._state.adding = True
    rule.save(force_insert=True)
    for article in articles:
        article.pk, article.rule = None, rule
        article._state.adding = True
        article.save(force_insert=True)
    return rule


def add_version(city_key: str, key: str, plan: ArticlePlan) -> Article:
    """A new article, or a new version of one: what was in force until its first day ends the day before."""
    with transaction.atomic():
        rule = own(city_key, key)
        values = _judged_article(plan)
        first = plan.first or EVER
        there = list(rule.articles.filter(key=plan.key).order_by("first"))
        if any(one.first == first for one in there):
            raise Unkept(
                _("Sudah ada bunyi yang mulai hari itu. Betulkan yang itu, atau pilih hari lain."), "first"
            )
        later = next((one for one in there if one.first > first), None)
        last = later.first - timedelta(days=1) if later else None
        for older in there:
            if older.first < first and (older.last is None or older.last >= first):
                older.last = first - timedelta(days=1)
                older.save(update_fields=["last"])
        place = there[-1].place if there else rule.articles.count()
        return Article.objects.create(rule=rule, place=place, first=first, last=last, **values)


def correct_article(city_key: str, key: str, article: Article, plan: ArticlePlan) -> Article:
    """Correct the words of a version, over the days it was in force already."""
    with transaction.atomic():
        rule = own(city_key, key)
        row = rule.articles.get(key=article.key, first=article.first)
        for name, value in _judged_article(ArticlePlan(**{**plan.__dict__, "key": article.key})).items():
            setattr(row, name, value)
        row.save()
        return row


def forget_simulated(city_key: str) -> None:
    """The simulated month is being forgotten: its rules go with their articles."""
    Rule.objects.filter(city_key=city_key, simulated=True).delete()


def _judged(city_key: str, plan: RulePlan) -> dict[str, object]:
    """The values of the row, or Unkept at the first field that is wrong."""
    if not _KEY.fullmatch(plan.key) or len(plan.key) > 40:
        raise Unkept(_("Huruf kecil, angka, dan tanda hubung, misalnya perwal-12-2026."), "key")
    if plan.kind not in KINDS:
        raise Unkept(_("Pilih jenis aturannya."), "kind")
    if plan.year and not (
        plan.year.isascii() and plan.year.isdecimal() and FIRST_YEAR <= int(plan.year) <= LAST_YEAR
    ):
        raise Unkept(_("Tahunnya empat angka, misalnya 2026."), "year")
    for name in ("about_id", "about_en"):
        if not getattr(plan, name):
            raise Unkept(_("Tulis tentang apa aturan ini."), name)
    if plan.first and plan.last and plan.last < plan.first:
        raise Unkept(_("Hari terakhirnya sebelum hari pertama."), "last")
    known = set(Rule.objects.filter(city_key__in=["", city_key]).values_list("key", flat=True))
    for reference in plan.rests_on:
        if reference.partition("#")[0] not in known or reference.partition("#")[0] == plan.key:
            raise Unkept(_("“%(key)s” tidak ada di daftar aturan.") % {"key": reference[:60]}, "rests_on")
    if plan.replaced_by and plan.replaced_by not in known:
        raise Unkept(
            _("“%(key)s” tidak ada di daftar aturan.") % {"key": plan.replaced_by[:60]}, "replaced_by"
        )
    return {
        "kind": plan.kind,
        "issuer": plan.issuer[:80],
        "number": plan.number[:40],
        "year": int(plan.year) if plan.year else None,
        "about_id": plan.about_id[:300],
        "about_en": plan.about_en[:300],
        "first": plan.first,
        "last": plan.last,
        "review": plan.review,
        "owner": plan.owner,
        "replaced_by": plan.replaced_by,
        "rests_on": list(plan.rests_on),
        "sure": plan.sure,
        "source": plan.source[:300],
    }


def _judged_article(plan: ArticlePlan) -> dict[str, object]:
    if not _KEY.fullmatch(plan.key) or len(plan.key) > 40:
        raise Unkept(_("Nomor pasal, misalnya 21 atau 79a; atau kata pendek dengan tanda hubung."), "key")
    for name in ("words_id", "words_en"):
        if not getattr(plan, name):
            raise Unkept(_("Tulis isinya dengan kata sehari-hari."), name)
    return {
        "key": plan.key,
        "label_id": (plan.label_id or article_label(plan.key, "id"))[:120],
        "label_en": (plan.label_en or article_label(plan.key, "en"))[:120],
        "words_id": plan.words_id,
        "words_en": plan.words_en,
        "sure": plan.sure,
        "source": plan.source[:300],
    }
