"""Putting a plan in force: its shifts are the roster from then on, and everyone it concerns is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from garda.cover import Span
from garda.cover.planning import Shifts
from garda.people.calendars import city_calendar
from garda.people.changes import Unfit
from garda.people.models import Person, Unit
from garda.rosters import book
from garda.rosters.days import days_of
from garda.rosters.models import Minimum, Plan, Shift
from garda.rosters.planning import check_month, shifts_of, write_shifts

ADDRESS = "/kerja/rencana/saya/"


def publish(unit: Unit, plan_id: int, *, by: Person | None, at: datetime) -> int:
    """Put a draft in force in place of the month's plan before it; how many people were told.

    Days that are over stay as they were planned: nobody is late for a shift that came afterwards. Told are
    those whose coming days differ from what stood before.
    """
    Minimum.objects.get_or_create(unit=unit)
    with transaction.atomic():
        Minimum.objects.select_for_update().get(unit=unit)
        row = Plan.objects.select_for_update().filter(unit=unit, pk=plan_id).first()
        if row is None or row.state != Plan.DRAFT:
            raise Unfit(_("Rancangan itu sudah tidak ada atau sudah diterbitkan."), "rencana")
        check_month(unit, row.month, at)
        today = city_calendar(unit.city).local(at).date()
        old = Plan.objects.filter(unit=unit, month=row.month, state=Plan.PUBLISHED).first()
        before = shifts_of(old.pk) if old else {}
        _keep_past(unit, row, today, before if old else None)
        if old is not None:
            old.state = Plan.REPLACED
            old.save(update_fields=["state"])
        row.state, row.published_at, row.published_by = Plan.PUBLISHED, at, by
        row.save(update_fields=["state", "published_at", "published_by"])
        told = changed_for(before, shifts_of(row.pk), today)
        facts = {"plan": row.pk, "month": row.month.isoformat(), "told": len(told)}
        book.write(unit, "plan.published", at=at, by=by, facts=facts, simulated=row.simulated)
        for person in Person.objects.filter(pk__in=told).order_by("pk"):
            book.tell(
                unit, person, "plan.published", at=at, facts={"month": row.month.isoformat()},
                url=f"{ADDRESS}?bulan={row.month:%Y-%m}", simulated=row.simulated,
            )  # fmt: skip
    return len(told)


def _keep_past(unit: Unit, row: Plan, today: date, before: Shifts | None) -> None:
    """Days of the running month that are over take the shifts that held until now."""
    if row.month >= today:
        return
    held: dict[tuple[int, int], tuple[Span, ...]] = {}
    if before is not None:
        held = {key: spans for key, spans in before.items() if key[1] < today.toordinal()}
    else:
        yesterday = date.fromordinal(today.toordinal() - 1)
        for (_unit, day), roster in days_of([unit], row.month, yesterday).items():
            own = (one for one in roster.people if not one.stands_in and one.spans)
            held |= {(one.person, day.toordinal()): one.spans for one in own}
    Shift.objects.filter(plan=row, day__lt=today).delete()
    write_shifts(row, held)


def changed_for(before: Mapping[tuple[int, int], object], after: Shifts, today: date) -> list[int]:
    """Whose coming days differ."""
    keys = {key for key in (*before, *after) if key[1] >= today.toordinal()}
    return sorted({who for who, number in keys if before.get((who, number)) != after.get((who, number))})
