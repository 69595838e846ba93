"""One small made-up town, always the same: Kota Contoh, its offices, the people in them, its hours.

Kota Contoh has a secretariat, two agencies (public works `pu`, environment `lh`), one kecamatan
(`kec-taman`) and two kelurahan (`melati`, `kenanga`), each kelurahan a square of about 1 km. It works
Monday to Thursday 07.30-12.00 and 13.00-16.00, Friday 07.30-11.30 and 13.00-16.30. Builders are
keyword-only with plain defaults; moments are given as the wall clock of the town.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from PIL import Image, ImageDraw

from garda import shelf
from garda.cases import papers, publishing
from garda.cases.acting import RESIDENT, By
from garda.cases.models import Case, PublishedFlow
from garda.cases.opening import Filing, Opened, open_case
from garda.counters import beginning
from garda.people import calendars, holding, places, register
from garda.people.models import Area, Boundary, City, DayOff, HolidayYear, Person, Post, Term, Unit, WorkHours
from garda.people.posts import kinds
from garda.rosters import desks
from garda.sight import indexes
from garda.surveys import publishing as instruments
from garda.surveys import results

ZONE = ZoneInfo("Asia/Jakarta")
PASSWORD = "kata-sandi-kota-contoh"
DAY = "2025-11-04"  # a Tuesday without anything special
FOUNDED = "2025-01-02"
HOLIDAYS = {"2025-11-12": "Hari Jadi Kota Contoh", "2025-12-25": "Natal"}
WEEK = [[[450, 720], [780, 960]]] * 4 + [[[450, 690], [780, 990]], [], []]

# key, abbreviation, name, kind, parent, code of the territory
UNITS = (
    ("kota", "CTH", "Pemerintah Kota Contoh", "kota", "", "99.01"),
    ("setda", "STD", "Sekretariat Daerah", "sekretariat", "kota", "99.01"),
    ("pu", "DPU", "Dinas Pekerjaan Umum", "opd", "kota", "99.01"),
    ("lh", "DLH", "Dinas Lingkungan Hidup", "opd", "kota", "99.01"),
    ("kec-taman", "KTM", "Kecamatan Taman", "kecamatan", "kota", "99.01.01"),
    ("melati", "MLT", "Kelurahan Melati", "kelurahan", "kec-taman", "99.01.01.1001"),
    ("kenanga", "KNG", "Kelurahan Kenanga", "kelurahan", "kec-taman", "99.01.01.1002"),
)
# south, west, north, east
SQUARES = {
    "99.01": ("Kota Contoh", "kota", "", (-8.00, 112.60, -7.99, 112.62)),
    "99.01.01": ("Taman", "kecamatan", "99.01", (-8.00, 112.60, -7.99, 112.62)),
    "99.01.01.1001": ("Melati", "kelurahan", "99.01.01", (-8.00, 112.60, -7.99, 112.61)),
    "99.01.01.1002": ("Kenanga", "kelurahan", "99.01.01", (-8.00, 112.61, -7.99, 112.62)),
}


@dataclass
class Town:
    """The town and its rows by their short names."""

    city: City
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[tuple[str, str, int], Post] = field(default_factory=dict)
    persons: dict[tuple[str, str, int], Person] = field(default_factory=dict)
    flows: dict[str, PublishedFlow] = field(default_factory=dict)

    def by(self, unit: str, kind: str, seat: int = 1) -> By:
        """Whoever holds that post, acting in it."""
        post, person = self.posts[unit, kind, seat], self.persons[unit, kind, seat]
        return By("post", person.pk, post.pk, (kind,), self.units[unit].pk)

    def area(self, unit: str) -> Area | None:
        """The territory of a unit."""
        return self.units[unit].area


def moment(day: str = DAY, time: str = "09:00") -> datetime:
    """A moment of the town's wall clock."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZONE)


def build_town(*, key: str = "contoh", flows: Sequence[str] = ("pengaduan", "sktm")) -> Town:
    """The whole town with everybody in their posts, and `flows` of the shelf published."""
    forget_kept()
    town = Town(build_city(key=key))
    for code, (name, level, parent, box) in SQUARES.items():
        area = Area.objects.create(
            city=town.city, code=code, name=name, level=level, parent_code=parent,
            lat=(box[0] + box[2]) / 2, lng=(box[1] + box[3]) / 2,
        )  # fmt: skip
        Boundary.objects.create(area=area, geometry=_square(*box))
    for one in UNITS:
        _unit(town, *one)
    _fill(town, list(town.units))
    for flow in flows:
        town.flows[flow] = publish_flow(city=town.city, key=flow)
    return town


def build_city(*, key: str = "contoh", name: str = "Kota Contoh") -> City:
    """A city with its hours and holidays, and nothing in it yet."""
    number = 1 + City.objects.count()
    city = City.objects.create(
        key=key, code=f"99.{number:02d}", name=name, short=name.removeprefix("Kota "),
        province="Jawa Contoh", province_code="99", settings={"ppid": "setda", "desk": "setda"},
    )  # fmt: skip
    WorkHours.objects.create(city=city, name="Jam kerja biasa", week=WEEK, counter=WEEK)
    for day, reason in HOLIDAYS.items():
        DayOff.objects.create(city=city, day=day, name=reason, kind="libur_nasional")
    for year in (2024, 2025, 2026):
        HolidayYear.objects.create(city=city, year=year, source="kota contoh")
    return city


def build_unit(
    town: Town, key: str, abbrev: str, name: str, kind: str, parent: str = "", area: str = ""
) -> Unit:
    """A unit with a post of every kind that such a unit has, each held by somebody."""
    unit = _unit(town, key, abbrev, name, kind, parent, area)
    _fill(town, [key])
    return unit


def _unit(town: Town, key: str, abbrev: str, name: str, kind: str, parent: str, area: str) -> Unit:
    above = town.units.get(parent)
    unit = Unit.objects.create(
        city=town.city, key=key, abbrev=abbrev, name=name, short=name.split(" ", 1)[-1], kind=kind,
        parent=above, area=Area.objects.filter(city=town.city, code=area).first() if area else None,
    )  # fmt: skip
    unit.path = f"{above.path if above else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    town.units[key] = unit
    return unit


def _fill(town: Town, units: Sequence[str]) -> None:
    """Every post that these units have, held by somebody."""
    _seats(
        town,
        [
            (unit, one.key, seat)
            for unit in units
            for one in kinds().values()
            if town.units[unit].kind in one.units
            for seat in range(1, 1 + (2 if one.key == "petugas-loket" else 1))
        ],
        FOUNDED,
    )


def build_post(town: Town, unit: str, kind: str, seat: int = 1, *, first: str = FOUNDED) -> Post:
    """A post in a unit and a made-up person who holds it from `first`."""
    _seats(town, [(unit, kind, seat)], first)
    return town.posts[unit, kind, seat]


def _seats(town: Town, wanted: Sequence[tuple[str, str, int]], first: str) -> None:
    """Posts with their holders, in three sentences to the database however many there are."""
    posts = Post.objects.bulk_create(
        Post(unit=town.units[unit], kind=kind, seat=seat, title=kinds()[kind].title_id)
        for unit, kind, seat in wanted
    )
    persons = Person.objects.bulk_create(
        _person(
            username=f"{kind}{seat if kind == 'petugas-loket' else ''}.{unit}" + _suffix(town.city),
            name=f"Warga {kind.title()} {unit.title()}",
            city=town.city,
        )
        for unit, kind, seat in wanted
    )
    held = zip(posts, persons, strict=True)
    Term.objects.bulk_create(
        Term(post=post, person=who, first=date.fromisoformat(first)) for post, who in held
    )
    holding.forget()
    town.posts.update(zip(wanted, posts, strict=True))
    town.persons.update(zip(wanted, persons, strict=True))


def _person(*, username: str, name: str, city: City | None) -> Person:
    return Person(username=username, name=name, city=city, password=_hashed())


def build_person(*, username: str, name: str = "Orang Contoh", city: City | None = None) -> Person:
    """Someone who can sign in with PASSWORD."""
    person = _person(username=username, name=name, city=city)
    person.save()
    return person


def publish_flow(*, city: City, key: str, day: str = FOUNDED) -> PublishedFlow:
    """A flow of the shelf, in force in the city since the morning of `day`."""
    text = shelf.folder("flows", f"{key}.toml").read_text("utf-8")
    return publishing.publish(city, text, at=moment(day, "07:30"))


def file_matter(
    town: Town,
    *,
    flow: str = "pengaduan",
    unit: str = "melati",
    at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
    category: str = "",
    by: By = RESIDENT,
    **more: Any,
) -> Opened:
    """A matter opened in `unit`; `more` goes to the Filing (lat, lng, form_key, simulated, …)."""
    filing = Filing(
        published=town.flows[flow], unit=town.units[unit], answers=answers or {}, category=category,
        area=more.pop("area", town.area(unit)), **more,
    )  # fmt: skip
    return open_case(filing, by=by, at=at or moment())


def report(
    town: Town, *, what: str = "Lampu jalan mati di Gang 3", category: str = "penerangan-jalan", **more: Any
) -> Opened:
    """A resident's complaint; five working days for a street light."""
    return file_matter(town, answers={"what": what, **more.pop("answers", {})}, category=category, **more)


def ask_letter(town: Town, *, email: str = "", **more: Any) -> Opened:
    """A request for a statement of hardship, thirty working minutes in all, with everything it needs."""
    wanted = publishing.flow_of(town.flows["sktm"]).requirements
    more.setdefault("brought", [one.key for one in wanted])
    answers = {
        "name": "Bunga Contoh",
        "nik": "9901014107900001",
        "address": "Gang 3 Nomor 5, RT 02 RW 01",
        "purpose": "sekolah",
        **({"email": email} if email else {}),
    }
    return file_matter(town, flow="sktm", answers=answers, **more)


def photo(*, key: str = "proof", shade: int = 0) -> papers.Checked:
    """A small picture; another `shade` gives another picture."""
    image = Image.new("RGB", (120, 90), (40 + shade % 200, 90, 120))
    pen = ImageDraw.Draw(image)
    for step in range(8):
        left = (shade * 7 + step * 37) % 100
        pen.rectangle((left, step * 11, left + 14, step * 11 + 8), fill=((step * 31 + shade) % 255, 200, 80))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return papers.check(key, out.getvalue())


def fresh(case: Case | Opened) -> Case:
    """The case as it stands in the database now."""
    return Case.objects.get(pk=case.case.pk if isinstance(case, Opened) else case.pk)


def forget_kept() -> None:
    """Drop what processes keep in memory: another test's rows had the same ids."""
    calendars._calendar.cache_clear()
    publishing.forget()
    register.forget()
    holding.forget()
    places.forget()
    beginning.forget()
    desks.forget()
    indexes.forget()
    instruments.forget()
    results.forget()


def _square(south: float, west: float, north: float, east: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _suffix(city: City) -> str:
    return "" if city.key == "contoh" else f".{city.key}"


@lru_cache(maxsize=1)
def _hashed() -> str:
    return make_password(PASSWORD)
