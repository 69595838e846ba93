"""Reporting an article: one report, gathered at once in the docket of its article, or left to be sorted.

Nothing is lost: what names no article that the city's register knows waits on the sorting list.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from garda.cases import numbering, sealing
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.cases.publishing import shown_in_force
from garda.dockets import counting
from garda.dockets.models import Docket, FromUnit, Proof, Report
from garda.dockets.states import HARD, KINDS, LIVE, OPEN
from garda.dockets.terms import due, terms
from garda.flow import Words
from garda.people import roles
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.people.register import register_of
from garda.rules import keeping, reading
from garda.trails import writing

SOURCES = ("officer", "call", "citizen")
SHORTEST, LONGEST = 10, 1500
MOST_CASES = 20
MOST_MINUTES = 600


@dataclass(frozen=True)
class Reported:
    """A report that was kept. Without a `docket` it waits to be sorted; `again`: it had been kept before."""

    id: int
    docket: int | None
    reference: str
    token: str
    again: bool = False
    simulated: bool = False


def report_rule(
    city: City,
    unit: Unit | None,
    by: Person | None,
    *,
    kind: str,
    rule: str,
    article: str,
    words: str,
    proposal: str = "",
    cases: Sequence[str] = (),
    service: str = "",
    part: str = "",
    burden: int | None = None,
    at: datetime,
    source: str = "officer",
    form_key: str | None = None,
    simulated: bool = False,
) -> Reported:
    """Keep a report and gather it in the docket of its article; the same `form_key` again is one report.

    `rule` and `article` are keys of the register ("standar-pelayanan", "sktm"), empty where nobody knows.
    `cases` are numbers of matters that prove it; what the caller may see, the caller has checked.
    Whatever is said about a made-up service is simulated, and stays apart from what is real.
    Raises Refused with the field that is wrong: kind, words, proposal, cases, burden.
    """
    if form_key and (before := Report.objects.filter(city=city, form_key=form_key).first()):
        return reported(before, again=True)
    said, wanted = judged(kind, words, proposal, burden, source)
    simulated = simulated or of_made_up(city, service, at)
    reference = known(city, rule, article, at, simulated=simulated)
    row = Report(
        city=city, unit=unit, by=by, source=source, kind=kind, reference=reference, service=service[:60],
        part=part[:80], burden=burden, words=sealing.seal(said),
        proposal=sealing.seal(wanted) if wanted else b"", token=secrets.token_urlsafe(16),
        form_key=form_key, at=at, simulated=simulated,
    )  # fmt: skip
    try:
        with transaction.atomic():
            proofs = _cases(city, cases, simulated)
            row.save(force_insert=True)
            Proof.objects.bulk_create([Proof(report=row, case=case) for case in proofs])
            writing.write(
                city, "rule-report", row.pk, "report.made", at=at, unit=unit, by=by, simulated=simulated,
                facts={"kind": kind, "reference": reference, "source": source, "cases": len(proofs)},
            )  # fmt: skip
            if reference:
                gather(row, reference, at=at)
    except IntegrityError:
        before = Report.objects.filter(city=city, form_key=form_key).first() if form_key else None
        if before is None:
            raise
        return reported(before, again=True)
    return reported(row)


def fresh_key() -> str:
    """A key for a form about to be shown: sent twice, it is one report."""
    return secrets.token_urlsafe(16)


def key_of(typed: str) -> str:
    """The key that came with a form, or a fresh one where it is none: nobody takes up that of a call."""
    return (
        typed if 16 <= len(typed) <= 64 and typed.isascii() and not typed.startswith("call-") else fresh_key()
    )


def known(city: City, rule: str, article: str, at: datetime, *, simulated: bool = False) -> str:
    """ "rule#article" where the city's register knows that article today; else "": it is to be sorted.

    A rule made up for the simulated month is known to simulated reports alone.
    """
    reference = rule.strip() if "#" in rule else f"{rule.strip()}#{article.strip()}"
    key, _, part = reference.partition("#")
    if not key or not part or len(reference) > 101 or "\0" in reference:
        return ""
    day = city_calendar(city).local(at).date()
    cited = reading.look_up(reference, city_key=city.key, on=day)
    return reference if cited and (simulated or not cited.simulated) else ""


def of_made_up(city: City, service: str, at: datetime) -> bool:
    """Whether the service belongs to the simulated month alone: so does what is said about it."""
    published = shown_in_force(city, service, at) if service else None
    return published is not None and published.simulated


def gather(row: Report, reference: str, *, at: datetime) -> Docket:
    """Put a report into the open docket of an article, which begins with it where there is none.

    Called in the transaction of the report, or of its sorting.
    """
    docket = _docket(row.city, reference, at, row.simulated)
    row.docket, row.reference = docket, reference
    row.save(update_fields=["docket", "reference"])
    fresh = 0
    if row.unit is not None:
        there, made = FromUnit.objects.get_or_create(docket=docket, unit=row.unit)
        FromUnit.objects.filter(pk=there.pk).update(count=F("count") + 1)
        fresh = int(made)
    hard = int(row.kind == HARD)
    Docket.objects.filter(pk=docket.pk).update(
        reports=F("reports") + 1, hard=F("hard") + hard, perfect=F("perfect") + 1 - hard,
        units=F("units") + fresh, burdened=F("burdened") + int(row.burden is not None),
        burden=F("burden") + (row.burden or 0),
    )  # fmt: skip
    return docket


def _docket(city: City, reference: str, at: datetime, simulated: bool) -> Docket:
    """The open docket of the article, locked; where there is none it begins, with its clock."""
    rows = Docket.objects.select_for_update(of=("self",)).filter(
        city=city, reference=reference, simulated=simulated, state__in=LIVE
    )
    found = rows.first()
    if found is not None:
        return found
    unit = deciding_unit(city, reference)
    until = due(at, terms().decide, unit)
    docket = Docket(
        city=city, reference=reference, unit=unit, state=OPEN, opened_at=at, due_at=until, wake_at=until,
        simulated=simulated, counted_at=at,
    )  # fmt: skip
    keys = counting.services(city, reference, at, simulated=simulated)
    docket.visitors = counting.visitors(city, keys, at, simulated=simulated)
    try:
        with transaction.atomic():
            docket.save(force_insert=True)
    except IntegrityError:
        return rows.get()  # somebody else reported the same article at this moment
    facts = {"reference": reference, "due": until.isoformat()}
    writing.write(
        city, "docket", docket.pk, "docket.opened", at=at, unit=unit, facts=facts, simulated=simulated
    )
    return docket


def deciding_unit(city: City, reference: str) -> Unit:
    """Who decides about the article: the unit that looks after its rule, else the secretariat."""
    register = register_of(city)
    rule = keeping.rule_of(city.key, reference.partition("#")[0])
    owner = register.by_key(rule.owner) if rule is not None and rule.owner else None
    decides = [one for one in register.open_units() if _decides(register.posts.get(one.pk, frozenset()))]
    if owner is not None and owner in decides:
        return owner
    whole = [one for one in decides if "sekda" in register.posts[one.pk]]
    return next(iter(whole or decides or register.open_units()))


def _decides(kinds: frozenset[str]) -> bool:
    return any(roles.reach(kind, "decide-docket") for kind in kinds)


def _tidy(words: str) -> str:
    return words.replace("\0", "").strip()


def judged(kind: str, words: str, proposal: str, burden: int | None, source: str) -> tuple[str, str]:
    """What happens and what is proposed, tidied; Refused with the field that is wrong."""
    assert source in SOURCES, source
    words, proposal = _tidy(words), _tidy(proposal)
    if kind not in KINDS:
        raise Refused(
            Words("Pilih: menyulitkan, atau perlu disempurnakan.", "Choose: hard, or to be improved."), "kind"
        )
    if len(words) < SHORTEST or len(words) > LONGEST:
        raise Refused(
            Words(
                f"Tulis apa yang terjadi, {SHORTEST} sampai {LONGEST} huruf.",
                f"Say what happens, in {SHORTEST} to {LONGEST} letters.",
            ),
            "words",
        )
    if len(proposal) > LONGEST:
        raise Refused(
            Words(f"Usulnya paling banyak {LONGEST} huruf.", f"At most {LONGEST} letters."), "proposal"
        )
    if burden is not None and not 0 <= burden <= MOST_MINUTES:
        raise Refused(
            Words(f"Tulis menit, 0 sampai {MOST_MINUTES}.", f"Give minutes, 0 to {MOST_MINUTES}."), "burden"
        )
    return words, proposal


def _cases(city: City, numbers: Sequence[str], simulated: bool) -> list[Case]:
    wanted = list(dict.fromkeys(numbering.tidy_number(one) or one.strip() for one in numbers if one.strip()))
    if len(wanted) > MOST_CASES:
        raise Refused(Words(f"Paling banyak {MOST_CASES} urusan.", f"At most {MOST_CASES} matters."), "cases")
    rows = Case.objects.filter(city=city, number__in=wanted).select_related("flow")
    found = {case.number: case for case in rows}
    missing = next((one for one in wanted if one not in found), None)
    if missing is not None:
        said = missing[:40]
        raise Refused(
            Words(f"Nomor urusan {said} tidak ada.", f"There is no matter with the number {said}."), "cases"
        )
    made_up = next((one for one in wanted if found[one].flow.simulated), None)
    if made_up is not None and not simulated:
        raise Refused(
            Words(
                f"Urusan {made_up} milik layanan contoh, jadi tidak membuktikan laporan sungguhan.",
                f"The matter {made_up} belongs to a made-up service and proves no real report.",
            ),
            "cases",
        )
    return list(found.values())


def reported(row: Report, again: bool = False) -> Reported:
    """What became of a report, for whoever sent it."""
    return Reported(row.pk, row.docket_id, row.reference, row.token, again, row.simulated)
