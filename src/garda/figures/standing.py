"""How a service stands: what each version asks, what came of it, how far it is digital and really used."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from garda.cases.models import PublishedFlow
from garda.cases.publishing import all_in_force, flow_by_id
from garda.counters import arriving, beginning, comparing
from garda.counters.promising import Waits
from garda.figures import effects
from garda.figures.effects import ENOUGH, Effect, Times, Use
from garda.flow import Flow
from garda.flow.burden import Burden, burden
from garda.flow.digital import level, stages
from garda.people.calendars import city_calendar
from garda.people.models import City

YEAR = timedelta(days=365)
DIGITAL = 2  # the first level at which a service can be asked for without coming


@dataclass(frozen=True)
class Version:
    """One version of a service, what it asks and what its matters did in some units.

    `arrivals` are all who came for it to a desk: in an office that gives numbers its tickets, in others the
    matters written down there and those at a wrong desk; never fewer than these. `tickets` of them had one.
    """

    id: int
    key: str
    version: int
    since: datetime
    until: datetime | None
    flow: Flow
    burden: Burden
    use: Use
    times: Times
    wrong: int
    arrivals: int = 0
    tickets: int = 0
    queue: Waits = field(default_factory=Waits)

    @property
    def wrong_share(self) -> int | None:
        """Wrong-desk arrivals of all arrivals in whole percent; None when too few came."""
        return self.use.share(self.wrong, self.arrivals) if self.arrivals >= ENOUGH else None

    @property
    def waits(self) -> tuple[int, bool]:
        """The minutes until it is done, and whether they come from real matters: else they are the flow's."""
        return (self.times.median, True) if self.times.enough else (self.burden.minutes, False)

    @property
    def simulated(self) -> bool:
        """Whether simulated matters are among those counted."""
        return self.use.simulated or self.times.simulated


def in_force(city: City, unit_ids: Collection[int], at: datetime) -> list[Version]:
    """Every service in force; a fixed number of queries, however many there are."""
    return _versions(city, unit_ids, all_in_force(city, at))


def versions_of(city: City, key: str, unit_ids: Collection[int]) -> list[Version]:
    """Every version of one service, the latest first."""
    rows = list(PublishedFlow.objects.filter(city=city, key=key).order_by("-version"))
    return _versions(city, unit_ids, rows, key) if rows else []


def _versions(
    city: City, unit_ids: Collection[int], rows: Iterable[PublishedFlow], key: str = ""
) -> list[Version]:
    rows = list(rows)
    uses, times = effects.uses(city, unit_ids, key=key), effects.times(city, unit_ids, key)
    local = city_calendar(city).local
    spans = [
        comparing.InForce(
            row.pk, row.key, local(row.in_force_from).date(),
            local(row.in_force_to).date() if row.in_force_to else None,
        )
        for row in rows
    ]  # fmt: skip
    tickets = comparing.came(city, unit_ids, spans)
    waits = comparing.waits(city, unit_ids, spans)
    wrong = arriving.counts_by_office(city, unit_ids, key)
    written = effects.counter_by_office(city, unit_ids, key)
    found = []
    for row in rows:
        flow = flow_by_id(row.pk)
        offices = {unit for pk, unit in (*tickets, *wrong, *written) if pk == row.pk}
        found.append(
            Version(
                id=row.pk, key=row.key, version=row.version, since=row.in_force_from, until=row.in_force_to,
                flow=flow, burden=burden(flow), use=uses.get(row.pk, Use()), times=times.get(row.pk, Times()),
                wrong=sum(wrong.get((row.pk, unit), 0) for unit in offices),
                arrivals=sum(
                    max(
                        tickets.get((row.pk, unit), 0),
                        max(0, written.get((row.pk, unit), 0)) + wrong.get((row.pk, unit), 0),
                    )
                    for unit in offices
                ),
                tickets=sum(tickets.get((row.pk, unit), 0) for unit in offices),
                queue=waits.get(row.pk, Waits()),
            )
        )  # fmt: skip
    return found


def effect(versions: list[Version]) -> Effect | None:
    """The latest version beside the one before it; None when there is only one."""
    return Effect(versions[1].times, versions[0].times) if len(versions) > 1 else None


@dataclass(frozen=True)
class Digital:
    """One service: how far the flow makes it digital, and what people really did in the last year.

    `begun` and `filed` are of the whole city: nobody knows in which kelurahan a form was opened.
    """

    key: str
    flow: Flow
    level: int
    stages: dict[str, bool]
    use: Use
    begun: int
    filed: int

    @property
    def is_digital(self) -> bool:
        """It can be used without coming, and somebody does."""
        return self.level >= DIGITAL and self.use.done_online > 0

    @property
    def left(self) -> int:
        """Forms that were opened and never sent."""
        return max(0, self.begun - self.filed)


def digital(
    city: City, unit_ids: Collection[int], every_unit: Collection[int], at: datetime
) -> list[Digital]:
    """Every service in force by its level and its use of the last year, over all its versions."""
    since = first_month(at)
    ours = effects.uses(city, unit_ids, since)
    whole = ours if set(unit_ids) == set(every_unit) else effects.uses(city, every_unit, since)
    begun = beginning.counts(city, since)
    keys = dict(PublishedFlow.objects.filter(city=city).values_list("pk", "key"))
    found = []
    for row in all_in_force(city, at):
        flow, ids = flow_by_id(row.pk), [pk for pk, key in keys.items() if key == row.key]
        found.append(
            Digital(
                key=row.key,
                flow=flow,
                level=level(flow),
                stages=stages(flow),
                use=sum((ours[pk] for pk in ids if pk in ours), Use()),
                begun=sum(begun.get(pk, 0) for pk in ids),
                filed=sum(max(0, whole[pk].web) for pk in ids if pk in whole),
            )
        )
    return sorted(found, key=lambda one: (-one.level, -one.use.online_share, one.flow.title.id))


def first_month(at: datetime) -> date:
    """The first day of the month a year before."""
    return (at.date() - YEAR).replace(day=1)


def ids_of(city: City, key: str) -> list[int]:
    """Every version of one service."""
    return list(PublishedFlow.objects.filter(city=city, key=key).values_list("pk", flat=True))
