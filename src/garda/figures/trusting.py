"""Counting signs of trust from the record: what residents do, not what they say.

Part of the follower that counts the record (`counting.count`). A matter counts once for each sign, in the
month of its opening (signed, return-use) or of its first closing (rights-claimed, promises-believed).
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q

from garda.cases import indexing, sealing
from garda.cases.models import Case, Event, Mark, Said
from garda.cases.publishing import flow_by_id
from garda.figures.models import SignCount, TrustSign
from garda.figures.raising import raise_counts
from garda.flow import Flow
from garda.people.models import City

SIGNED, RETURN, RIGHTS, BELIEVED = "signed", "return-use", "rights-claimed", "promises-believed"
ELEMENTS = (SIGNED, RETURN, RIGHTS, BELIEVED)
NAME = "name"  # the field in which a name may be given
KNOWN_BY = ("nik", "phone")  # kinds of fields by which somebody is known again
YEAR = timedelta(days=365)
NO_ANSWER = ("withdrawn", "lapsed")  # no office answered
REFUSED = "refused"


def count(event: Event) -> None:
    """What the event says about trust, in the errand's own transaction. Parts speak through their whole."""
    if event.case.parent_id is not None:
        return
    if event.name == "case.opened":
        _opened(event)
    elif event.name == "case.closed":
        _closed(event)
    elif event.name == "case.reopened":
        _show(event.case_id, RIGHTS)


def _opened(event: Event) -> None:
    case, flow = event.case, flow_by_id(event.case.flow_id)
    field = flow.field(NAME)
    if field is not None and not field.required:
        given = {key for key, _fingerprint in event.facts.get("said", [])}
        _keep(case, SIGNED, event.day, NAME in given)
    _returns(case, flow, event.day)


def _returns(case: Case, flow: Flow, day: date) -> None:
    """Whether whoever is known by NIK or telephone had another matter in the year before; each person
    counts once in a month and kelurahan."""
    marks = _marks(case, flow)
    if not marks:
        return
    earlier = Mark.objects.filter(
        city_id=case.city_id, mark__in=marks, case__opened_at__lt=case.opened_at,
        case__opened_at__gte=case.opened_at - YEAR, case__parent__isnull=True, case__simulated=case.simulated,
    ).exclude(case_id=case.pk)  # fmt: skip
    before = list(earlier.order_by("case__opened_at").values_list("case_id", flat=True)[:50])
    known = TrustSign.objects.filter(
        case_id__in=before, element=RETURN, month=day.replace(day=1), area_code=_area(case)
    )
    if (same := known.first()) is not None:
        _show(same.case_id, RETURN)
    else:
        _keep(case, RETURN, day, bool(before))


def _marks(case: Case, flow: Flow) -> list[int]:
    kinds = {one.key: one.kind for one in flow.fields if one.blind and one.kind in KNOWN_BY}
    if not kinds:
        return []
    rows = Said.objects.filter(case_id=case.pk, seq=1, key__in=list(kinds), erased_at__isnull=True)
    return [indexing.exact_mark(kinds[row.key], sealing.unseal(row.sealed), case.city_id) for row in rows]


def _closed(event: Event) -> None:
    case, outcome = event.case, str(event.facts.get("outcome"))
    if outcome in NO_ANSWER:
        return
    if case.late_at is not None or outcome == REFUSED:
        _keep(case, RIGHTS, event.day, case.contested > 0)
    if case.due_at is not None:
        until = min(case.due_at, event.at)
        asked = Event.objects.filter(case_id=case.pk, name="resident.added", at__lt=until)
        _keep(case, BELIEVED, event.day, not asked.exists())


# ---- keeping -------------------------------------------------------------------------------------
def _keep(case: Case, element: str, day: date, shown: bool) -> None:
    """The row of the matter and the counts; a matter that is there already keeps its month."""
    row, made = TrustSign.objects.get_or_create(
        case_id=case.pk, element=element,
        defaults={
            "city_id": case.city_id, "area_code": _area(case), "month": day.replace(day=1), "shown": shown,
            "simulated": case.simulated,
        },
    )  # fmt: skip
    if made:
        _raise(row, int(shown), 1)
    elif row.shown != shown:
        _turn(row, shown)


def _show(case_id: int, element: str) -> None:
    row = TrustSign.objects.filter(case_id=case_id, element=element, shown=False).first()
    if row is not None:
        _turn(row, True)


def _turn(row: TrustSign, shown: bool) -> None:
    row.shown = shown
    row.save(update_fields=["shown"])
    _raise(row, 1 if shown else -1, 0)


def _raise(row: TrustSign, shown: int, among: int) -> None:
    key = {
        "city_id": row.city_id, "element": row.element, "area_code": row.area_code, "month": row.month,
        "simulated": row.simulated,
    }  # fmt: skip
    if not shown and not among:
        return
    place = {name: value for name, value in key.items() if name != "city_id"}
    raise_counts(SignCount, {"city_id": row.city_id, **place}, row.city_id, {"shown": shown, "among": among})


def _area(case: Case) -> str:
    return case.area.code if case.area_id and case.area else ""


def recount(city: City, month: date) -> int:
    """Make the counts of a month again from its rows; how many counts there are."""
    first = month.replace(day=1)
    with transaction.atomic():
        SignCount.objects.filter(city=city, month=first).delete()
        rows = TrustSign.objects.filter(city=city, month=first)
        grouped = rows.values_list("element", "area_code", "simulated").annotate(
            yes=Count("pk", filter=Q(shown=True)), n=Count("pk")
        )
        made = [
            SignCount(city=city, month=first, element=element, area_code=area, simulated=made_up, shown=yes,
                      among=n)
            for element, area, made_up, yes, n in grouped.order_by()
        ]  # fmt: skip
        SignCount.objects.bulk_create(made)
    return len(made)
