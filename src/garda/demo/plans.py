"""What will happen to each simulated matter, drawn beforehand from a fixed seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from garda.cases.models import PublishedFlow
from garda.cases.publishing import flow_of
from garda.demo.complaints import COMPLAINTS
from garda.demo.forms import answer
from garda.demo.sentences import GROUPS, LETTER, OTHERS, PLACES, SINCE, WEEKDAYS, Talk
from garda.flow import Field, Flow
from garda.people.calendars import city_calendar
from garda.people.models import Area, Boundary, City, Unit

DAYS = 35
# How often matters are of which flow, beside each other; a flow that the city doesn't offer is left out.
SHARES = {
    "pengaduan": 100, "aspirasi": 12, "informasi-publik": 12, "keberatan-informasi": 3,
    "sktm": 16, "domisili": 10, "kematian": 8, "usaha": 6, "pengantar-nikah": 6, "bantuan-sosial": 4,
    "skck": 3, "belum-menikah": 3, "kk": 3, "ktp": 3, "pindah": 3, "ahli-waris": 3, "keterangan-umum": 2,
    "penghasilan": 2, "legalisasi": 2, "kelahiran": 2, "izin-keramaian": 2, "belum-punya-rumah": 1,
    "beda-nama": 1, "janda-duda": 1, "domisili-usaha": 1, "tidak-sengketa": 1, "dispensasi-nikah": 1,
    "rekomendasi-proposal": 1,
}  # fmt: skip
# How often each class of complaint comes, beside 2 for the others.
OFTEN = {
    "penerangan-jalan": 22, "sampah-kebersihan": 20, "jalan-jembatan": 18, "drainase-banjir": 18,
    "pohon-taman": 10, "kependudukan": 8, "parkir-lalulintas": 6,
}  # fmt: skip
# Which part of a desk's time each piece of work takes: the least and the most.
PACES = {"brisk": (0.05, 0.35), "steady": (0.25, 0.8), "slow": (0.9, 1.7), "stuck": (99.0, 99.0)}


@dataclass
class Plan:
    """One matter to be lived: where and when it begins, and how its people will behave."""

    published: PublishedFlow
    flow: Flow
    unit: Unit
    opened_at: datetime
    category: str = ""
    area: Area | None = None
    lat: float | None = None
    lng: float | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    talk: Talk = LETTER
    line: int = 0  # which headline of the talk, and with it which answer
    slots: dict[str, str] = field(default_factory=dict)
    channel: str = "web"
    assisted: bool = False
    photo: bool = False
    pace: str = "steady"
    # Offers to be made, in order: the unit and whether it accepts, returns, or lets the offer lapse.
    offers: list[tuple[Unit, str]] = field(default_factory=list)
    parts: list[Unit] = field(default_factory=list)
    twin: int | None = None
    asks: int = 0
    silent: bool = False
    refuses: bool = False
    withdraws: bool = False
    contests: bool = False
    reopens: bool = False
    judges: bool = True
    rates: bool = False
    remarks: bool = False
    explains: bool = True
    extends: bool = False


class Drawer:
    """Draws plans for one city; the same seed over the same city and `until` draws the same plans."""

    def __init__(self, city: City, flows: Sequence[PublishedFlow], until: datetime, rng: Random) -> None:
        self.city, self.until, self.rng = city, until, rng
        self.calendar = city_calendar(city)
        self.flows = {row.key: (row, flow_of(row)) for row in flows if row.key in SHARES}
        units = list(
            Unit.objects.filter(city=city, closed_on__isnull=True)
            .select_related("city", "area", "parent")
            .order_by("pk")
        )
        self.wards = [unit for unit in units if unit.kind == "kelurahan"]
        self.agencies = [unit for unit in units if unit.kind == "opd"]
        self.by_abbrev = {unit.abbrev: unit for unit in units}
        self.by_key = {unit.key: unit for unit in units}
        self.by_kind = {unit.kind: unit for unit in reversed(units)}
        # A few kelurahan are busier than the rest, as everywhere.
        busy = set(rng.sample(range(len(self.wards)), min(7, len(self.wards))))
        self.weights = [6 if place in busy else 1 for place in range(len(self.wards))]
        borders = Boundary.objects.filter(area__in=[unit.area_id for unit in self.wards if unit.area_id])
        self.shapes: dict[int, BaseGeometry] = {row.area_id: shape(row.geometry) for row in borders}

    def plans(self, count: int) -> list[Plan]:
        """`count` plans in the order in which they begin."""
        keys = sorted(self.flows)
        chosen = self.rng.choices(keys, [SHARES[key] for key in keys], k=count)
        drawn_plans = sorted((self._plan(key) for key in chosen), key=lambda plan: plan.opened_at)
        self._twin(drawn_plans)
        return drawn_plans

    def _plan(self, key: str) -> Plan:
        rng, (published, flow) = self.rng, self.flows[key]
        ward = rng.choices(self.wards, self.weights)[0]
        unit = self._giver(flow, ward)
        if flow.kind == "information" and rng.random() < 0.6:
            unit = self.by_key.get(str(self.city.settings.get("ppid")), unit)
        counter = flow.kind == "request" or rng.random() < 0.25
        plan = Plan(published, flow, unit, self._moment(counter), channel="counter" if counter else "web")
        plan.assisted = counter and rng.random() < 0.7
        plan.slots = self._slots()
        plan.pace = rng.choices(list(PACES), [46, 34, 15, 5])[0]
        plan.rates, plan.explains = rng.random() < 0.45, rng.random() < 0.8
        plan.judges, plan.contests = rng.random() < 0.7, rng.random() < 0.12
        plan.asks, plan.silent = int(rng.random() < 0.14), rng.random() < 0.2
        plan.refuses, plan.withdraws = rng.random() < 0.03, rng.random() < 0.03
        plan.remarks = flow.kind == "complaint" and rng.random() < 0.1
        plan.reopens = rng.random() < 0.05
        plan.extends = flow.extension is not None and rng.random() < 0.3
        if flow.kind == "complaint":
            self._complaint(plan, ward)
        elif flow.kind != "request":
            plan.talk = OTHERS[flow.kind]
        plan.line = rng.randrange(len(plan.talk.what))
        plan.answers = {one.key: said for one in flow.fields if (said := self._said(one, plan)) is not None}
        return plan

    def _giver(self, flow: Flow, ward: Unit) -> Unit:
        """Who gives the service to a resident of the ward: it, its kecamatan, or an office of the city."""
        if not flow.offered or "kelurahan" in flow.offered:
            return ward
        above = ward.parent
        return above if above and above.kind in flow.offered else self.by_kind[flow.offered[0]]

    def _complaint(self, plan: Plan, ward: Unit) -> None:
        rng = self.rng
        keys = [one.key for one in plan.flow.categories if one.key in COMPLAINTS]
        plan.category = rng.choices(keys, [OFTEN.get(key, 2) for key in keys])[0]
        plan.talk = COMPLAINTS[plan.category]
        plan.area, plan.photo = ward.area, rng.random() < 0.35
        plan.lat, plan.lng = self._point(ward.area)
        category = plan.flow.category(plan.category)
        target = self.by_abbrev.get(category.unit) if category and category.unit else None
        if target is None or rng.random() < 0.2:
            return
        alike = [self.by_abbrev[one] for one in GROUPS.get(plan.talk.group, ()) if one in self.by_abbrev]
        others = [unit for unit in alike or self.agencies if unit.pk != target.pk]
        fate = rng.random()
        if fate < 0.05 and len(others) > 1:
            wrong = rng.sample(others, 2)
            plan.offers = [(wrong[0], "returns"), (wrong[1], "lapses"), (wrong[0], "returns")]
        elif fate < 0.12 and others:
            plan.offers = [(rng.choice(others), "returns"), (target, "lapses")]
        elif fate < 0.2 and others:
            plan.offers = [(rng.choice(others), "returns")]
        elif fate < 0.28 and others and plan.talk.group == "street":
            plan.parts = [target, rng.choice(others)]
            return
        plan.offers.append((target, "accepts"))

    def _twin(self, plans: list[Plan]) -> None:
        """Let some reports be about what another resident reported a day or so before."""
        for place, plan in enumerate(plans):
            if plan.flow.kind != "complaint" or plan.twin is not None or self.rng.random() > 0.07:
                continue
            for later in range(place + 1, len(plans)):
                other = plans[later]
                near = other.opened_at - plan.opened_at < timedelta(days=2)
                if near and other.flow.kind == "complaint" and other.twin is None and not other.parts:
                    other.twin, other.category, other.talk = place, plan.category, plan.talk
                    other.line = plan.line
                    other.unit, other.area, other.slots = plan.unit, plan.area, plan.slots
                    other.lat, other.lng = plan.lat, plan.lng
                    other.answers = {
                        one.key: said
                        for one in other.flow.fields
                        if (said := self._said(one, other)) is not None
                    }
                    break

    def _moment(self, counter: bool) -> datetime:
        """When a matter begins: more of them lately, at the counter only while it is open."""
        rng = self.rng
        while True:
            back = DAYS * 1440 * (1 - rng.random() ** 0.75) + 20
            at = self.until - timedelta(minutes=back)
            if not counter:
                local = self.calendar.local(at)
                at += timedelta(hours=rng.choice((6, 7, 9, 12, 16, 18, 19, 20, 21)) - local.hour)
            elif not self.calendar.is_open(at):
                opens = self.calendar.next_opening(at) or at
                at = opens + timedelta(minutes=rng.randint(2, 200))
            if at < self.until and (not counter or self.calendar.is_open(at)):
                return at.replace(second=0, microsecond=0)

    def _slots(self) -> dict[str, str]:
        rng = self.rng
        numbers = {
            "n": str(rng.randint(1, 12)), "rt": f"{rng.randint(1, 9):02d}", "rw": f"{rng.randint(1, 12):02d}"
        }  # fmt: skip
        day = rng.choice(WEEKDAYS)
        return {
            **numbers, "hari": day, "tempat": rng.choice(PLACES).format(**numbers),
            "sejak": rng.choice(SINCE).format(hari=day),
        }  # fmt: skip

    def _point(self, area: Area | None) -> tuple[float | None, float | None]:
        """A point inside the boundary of `area`; nothing where it has none."""
        form = self.shapes.get(area.pk) if area is not None else None
        if form is None:
            return None, None
        west, south, east, north = form.bounds
        for _ in range(200):
            lng, lat = self.rng.uniform(west, east), self.rng.uniform(south, north)
            if form.contains(Point(lng, lat)):
                return round(lat, 6), round(lng, 6)
        inside = form.representative_point()
        return round(inside.y, 6), round(inside.x, 6)

    def _said(self, one: Field, plan: Plan) -> Any:
        """A made-up answer to a question of the form; None where a person would leave it empty."""
        if one.key == "what":
            return self._filled(plan.talk.what[plan.line][0], plan)[: one.most]
        if one.key == "story":
            return self._filled(self.rng.choice(plan.talk.story), plan) or None
        if one.key == "landmark":
            return plan.slots["tempat"]
        return answer(one, self.rng, plan.opened_at, self.city.code.replace(".", ""), plan.slots)

    def _filled(self, text: str, plan: Plan) -> str:
        words = text.format(**plan.slots)
        return words[:1].upper() + words[1:]
