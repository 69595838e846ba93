"""What a reference says on a day: "uu-25-2009#21" to a name, an article and plain words for a page.

A city's own rule is read before a national one of the same key. A rule whose first day is not known counts
from the first day of its year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from garda.rules.models import EVER, Article, Rule
from garda.rules.naming import rule_name


@dataclass(frozen=True)
class Cited:
    """A rule, or one article of it, as a page shows it. `words` is a paraphrase, empty for a whole rule.

    `sure` is false where nobody has yet held number or content against the official text.
    """

    reference: str
    name: str
    about: str
    article: str
    words: str
    sure: bool
    source: str

    @property
    def sentence(self) -> str:
        """The citation on one line: "Undang-Undang Nomor 25 Tahun 2009, Pasal 21"."""
        return f"{self.name}, {self.article}" if self.article else self.name


@dataclass(frozen=True)
class RulePage:
    """All that the page of one rule needs: the articles in force on the day asked, and the older ones."""

    key: str
    city_key: str
    name: str
    about: str
    first: date | None
    last: date | None
    in_force: bool
    replaced_by: Cited | None
    rests_on: list[Cited]
    review: date | None
    stale: bool
    sure: bool
    source: str
    articles: list[Cited] = field(default_factory=list)
    older: list[tuple[Cited, date, date | None]] = field(default_factory=list)


def look_up(reference: str, *, city_key: str, on: date, lang: str = "id") -> Cited | None:
    """What `reference` says on the day `on`; None when there is no such rule, or it was not in force then."""
    return look_up_all([reference], city_key=city_key, on=on, lang=lang).get(reference)


def look_up_all(references: Iterable[str], *, city_key: str, on: date, lang: str = "id") -> dict[str, Cited]:
    """Many references in two queries; those that say nothing on that day are absent from the answer."""
    wanted = list(dict.fromkeys(references))
    rules = _rules({one.partition("#")[0] for one in wanted}, city_key)
    found = {}
    for reference in wanted:
        key, _, part = reference.partition("#")
        cited = _cite(rules.get(key), reference, part, on, lang)
        if cited is not None:
            found[reference] = cited
    return found


def references_known(city_key: str, on: date | None = None) -> frozenset[str]:
    """Every reference a flow may name in the city, "rule" and "rule#article"; with `on`, in force then."""
    known = set()
    for rule in _with_articles(Rule.objects.filter(city_key__in=["", city_key])):
        if on is None or _in_force(rule, on):
            known.add(rule.key)
            known |= {
                f"{rule.key}#{one.key}"
                for one in rule.articles.all()
                if on is None or _covers(one.first, one.last, on)
            }
    return frozenset(known)


def rule_page(key: str, *, city_key: str, on: date, lang: str = "id") -> RulePage | None:
    """The page of one rule as read on the day `on`; None when the city has no such rule."""
    rule = _rules({key}, city_key).get(key)
    if rule is None:
        return None
    others = [*rule.rests_on, *([rule.replaced_by] if rule.replaced_by else [])]
    cited = look_up_all(others, city_key=city_key, on=on, lang=lang)
    page = RulePage(
        key=rule.key,
        city_key=rule.city_key,
        name=_name(rule, lang),
        about=_of(rule.about_id, rule.about_en, lang),
        first=rule.first,
        last=rule.last,
        in_force=_in_force(rule, on),
        replaced_by=cited.get(rule.replaced_by),
        rests_on=[cited[one] for one in rule.rests_on if one in cited],
        review=rule.review,
        stale=rule.review is not None and rule.review < on and _in_force(rule, on),
        sure=rule.sure,
        source=rule.source,
    )
    for article in rule.articles.all():
        one = _cited(rule, article, f"{rule.key}#{article.key}", lang)
        if _covers(article.first, article.last, on):
            page.articles.append(one)
        else:
            page.older.append((one, article.first, article.last))
    return page


@dataclass(frozen=True)
class Stale:
    """A rule in force whose day of review has passed."""

    key: str
    name: str
    review: date


def past_review(city_key: str, on: date, lang: str = "id") -> list[Stale]:
    """The rules of a city that are in force and past their day of review, longest ago first."""
    rows = Rule.objects.filter(city_key__in=["", city_key], review__lt=on).order_by("review", "key")
    found = [(rule, rule.review) for rule in rows if _in_force(rule, on)]
    return [Stale(rule.key, _name(rule, lang), review) for rule, review in found if review]


def _rules(keys: Iterable[str], city_key: str) -> dict[str, Rule]:
    rows = Rule.objects.filter(key__in=list(keys), city_key__in=["", city_key]).order_by("city_key")
    return {rule.key: rule for rule in _with_articles(rows)}  # the nation's comes first, the city's wins


def _with_articles(rules: QuerySet[Rule]) -> QuerySet[Rule]:
    return rules.prefetch_related(Prefetch("articles", Article.objects.order_by("place", "first")))


def _cite(rule: Rule | None, reference: str, part: str, on: date, lang: str) -> Cited | None:
    if rule is None or not _in_force(rule, on):
        return None
    if not part:
        return _cited(rule, None, reference, lang)
    there = (one for one in rule.articles.all() if one.key == part and _covers(one.first, one.last, on))
    article = next(there, None)
    return _cited(rule, article, reference, lang) if article else None


def _cited(rule: Rule, article: Article | None, reference: str, lang: str) -> Cited:
    return Cited(
        reference=reference,
        name=_name(rule, lang),
        about=_of(rule.about_id, rule.about_en, lang),
        article=_of(article.label_id, article.label_en, lang) if article else "",
        words=_of(article.words_id, article.words_en, lang) if article else "",
        sure=rule.sure and (article is None or article.sure),
        source=(article.source if article else "") or rule.source,
    )


def _name(rule: Rule, lang: str) -> str:
    return rule_name(rule.kind, rule.issuer, rule.number, rule.year, lang)


def _of(indonesian: str, english: str, lang: str) -> str:
    return english if lang.startswith("en") else indonesian


def _in_force(rule: Rule, on: date) -> bool:
    first = rule.first or (date(rule.year, 1, 1) if rule.year else EVER)
    return _covers(first, rule.last, on)


def _covers(first: date, last: date | None, on: date) -> bool:
    return first <= on and (last is None or on <= last)
