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
from garda.rules.naming import LEVELS, level, level_name, rule_name


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
    simulated: bool = False

    @property
    def sentence(self) -> str:
        """The citation on one line: "Undang-Undang Nomor 25 Tahun 2009, Pasal 21"."""
        return f"{self.name}, {self.article}" if self.article else self.name


@dataclass(frozen=True)
class Version:
    """One version of an article, with the days it was, is or will be in force. `id` names its row."""

    id: int
    cited: Cited
    first: date | None
    last: date | None
    state: str  # "now", "older" or "later", seen from the day asked


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
    level: str = ""
    owner: str = ""
    # Every article by its key, each with all its versions, the latest first.
    versions: dict[str, list[Version]] = field(default_factory=dict)
    above: list[Cited] = field(default_factory=list)
    below: list[Cited] = field(default_factory=list)
    simulated: bool = False


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
    for rule in _with_articles(Rule.objects.filter(city_key__in=["", city_key], simulated=False)):
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
        level=level_name(rule.kind, lang),
        owner=rule.owner,
        above=_above(rule, city_key, on, lang),
        below=_below(rule, city_key, on, lang),
        simulated=rule.simulated,
    )
    for article in rule.articles.all():
        one = _cited(rule, article, f"{rule.key}#{article.key}", lang)
        page.versions.setdefault(article.key, []).insert(0, _version(article, one, on))
        if _covers(article.first, article.last, on):
            page.articles.append(one)
        else:
            page.older.append((one, article.first, article.last))
    return page


def _version(article: Article, cited: Cited, on: date) -> Version:
    state = (
        "now" if _covers(article.first, article.last, on) else ("later" if article.first > on else "older")
    )
    return Version(article.pk, cited, article.first if article.first > EVER else None, article.last, state)


def _above(rule: Rule, city_key: str, on: date, lang: str) -> list[Cited]:
    """What the rule rests on, and what that rests on in turn, the highest first; each rule once."""
    found: dict[str, Rule] = {}
    wanted = {one.partition("#")[0] for one in rule.rests_on}
    for _ in range(len(LEVELS)):
        wanted -= {*found, rule.key}
        if not wanted:
            break
        rules = _rules(wanted, city_key)
        found |= rules
        wanted = {one.partition("#")[0] for above in rules.values() for one in above.rests_on}
    rows = sorted(found.values(), key=lambda one: (level(one.kind), one.year or 0))
    return [_cited(one, None, one.key, lang) for one in rows]


def _below(rule: Rule, city_key: str, on: date, lang: str) -> list[Cited]:
    """The rules that rest on this one directly."""
    there_are = Rule.objects.filter(city_key__in=["", city_key], simulated=False)
    rows = there_are.exclude(rests_on=[]).order_by("city_key", "key")
    own = {one.key: one for one in rows}
    there = [one for one in own.values() if rule.key in {ref.partition("#")[0] for ref in one.rests_on}]
    return [_cited(one, None, one.key, lang) for one in sorted(there, key=lambda one: level(one.kind))]


@dataclass(frozen=True)
class Row:
    """A rule as the register lists it."""

    key: str
    name: str
    about: str
    level: str
    own: bool
    articles: int
    owner: str
    review: date | None
    stale: bool
    in_force: bool
    sure: bool
    unsure_articles: int


def register(city_key: str, on: date, lang: str = "id", wanted: str = "") -> list[Row]:
    """Every rule that the city reads, law first, the city's own last; `wanted` narrows by words."""
    there_are = Rule.objects.filter(city_key__in=["", city_key], simulated=False)
    rows = _with_articles(there_are.order_by("city_key", "key"))
    found = []
    for rule in {one.key: one for one in rows}.values():
        row = _row(rule, on, lang)
        said = f"{row.key} {row.name} {row.about}".lower()
        said += " ".join(f" {one.words_id} {one.label_id}" for one in rule.articles.all()).lower()
        if all(word in said for word in wanted.lower().split()):
            found.append((level(rule.kind), -(rule.year or 0), row))
    return [row for _, _, row in sorted(found, key=lambda one: (one[0], one[1], one[2].name))]


def _row(rule: Rule, on: date, lang: str) -> Row:
    there = [one for one in rule.articles.all() if _covers(one.first, one.last, on)]
    current = _in_force(rule, on)
    return Row(
        key=rule.key,
        name=_name(rule, lang),
        about=_of(rule.about_id, rule.about_en, lang),
        level=level_name(rule.kind, lang),
        own=bool(rule.city_key),
        articles=len(there),
        owner=rule.owner,
        review=rule.review,
        stale=rule.review is not None and rule.review < on and current,
        in_force=current,
        sure=rule.sure,
        unsure_articles=sum(not one.sure for one in there),
    )


@dataclass(frozen=True)
class Stale:
    """A rule in force whose day of review has passed."""

    key: str
    name: str
    review: date


def past_review(city_key: str, on: date, lang: str = "id") -> list[Stale]:
    """The rules of a city that are in force and past their day of review, longest ago first."""
    there_are = Rule.objects.filter(city_key__in=["", city_key], simulated=False)
    rows = there_are.filter(review__lt=on).order_by("review", "key")
    found = [(rule, rule.review) for rule in rows if _in_force(rule, on)]
    return [Stale(rule.key, _name(rule, lang), review) for rule, review in found if review]


@dataclass(frozen=True)
class Decree:
    """The city's own decree by which a standard was set."""

    name: str
    number: str
    year: int | None


def decree_of(references: Iterable[str], *, city_key: str, on: date, lang: str = "id") -> Decree | None:
    """The first of these rules that is a decree or standard of the city itself and has a number."""
    rules = _rules({one.partition("#")[0] for one in references}, city_key)
    for reference in references:
        rule = rules.get(reference.partition("#")[0])
        own = rule is not None and rule.city_key == city_key and rule.kind in ("keputusan", "standar")
        if rule is not None and own and rule.number and _in_force(rule, on):
            return Decree(_name(rule, lang), rule.number, rule.year)
    return None


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
        simulated=rule.simulated,
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


def changed_lately(city_key: str, since: date, until: date) -> list[tuple[str, date]]:
    """("rule#article", first day) of every article that began between the two days, newest first."""
    rows = Article.objects.filter(rule__city_key__in=["", city_key], first__gt=since, first__lte=until)
    found = (
        rows.filter(rule__simulated=False).select_related("rule").order_by("-first", "rule__key", "key")[:20]
    )
    return [(f"{one.rule.key}#{one.key}", one.first) for one in found]
