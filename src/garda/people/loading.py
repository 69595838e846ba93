"""Brings a city's folder in: who it is, its territories, units, posts, hours, holidays, office-holders.

Loading again adds what is new and corrects names and addresses; it never deletes, and never touches
a row that an administrator has made. The columns of the files are described in docs/city-folder.md.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from garda import shelf
from garda.people import places
from garda.people.changes import changed
from garda.people.models import Area, Boundary, City, DayOff, HolidayYear, Person, Post, Term, Unit, WorkHours
from garda.people.places import point_in
from garda.people.posts import kinds

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How many seats a kind of post has in one unit when nothing else is said.
SEATS = {"petugas-loket": 2}


class Unloadable(ValueError):
    """The folder can't be loaded; says which file, which line, and what to do."""


@dataclass
class Loaded:
    """What came in: the city and how many rows of each sort."""

    city: City
    counts: dict[str, int] = field(default_factory=dict)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not file.exists():
        return
    with file.open(encoding="utf-8", newline="") as reader:
        for number, row in enumerate(csv.DictReader(reader), start=2):
            yield number, {key: (value or "").strip() for key, value in row.items() if key}


def load_city(folder: Path) -> Loaded:
    """Load the city described in `folder`, in one transaction. Raises Unloadable with a sentence."""
    file = folder / "city.toml"
    if not file.exists():
        raise Unloadable(f"{folder}: berkas city.toml tidak ada. Pilih folder kota yang lengkap.")
    try:
        plan = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Unloadable(f"{file.name}: {wrong}") from wrong
    with transaction.atomic():
        city = _city(plan, folder)
        loaded = Loaded(city)
        loaded.counts["areas"] = _areas(city, folder / "areas.geojson")
        loaded.counts["units"] = _units(city, folder / "units.csv")
        loaded.counts["posts"] = _posts(city)
        loaded.counts["hours"] = _hours(city, plan)
        loaded.counts["days_off"] = _holidays(city, folder)
        loaded.counts["terms"] = _terms(city, folder / "people.csv")
        changed(city)
    places.forget()
    return loaded


def _letters(plan: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """How the city numbers its letters, what its offices are called in a number, its crest as SVG."""
    crest = folder / str(plan.get("crest", ""))
    drawn = crest.read_text("utf-8") if crest.suffix == ".svg" and crest.is_file() else ""
    return {"number": plan.get("number", ""), "units": plan.get("units", {}), "crest": drawn}


def _city(plan: Mapping[str, Any], folder: Path) -> City:
    hall = plan.get("town_hall", {})
    province = plan.get("province", {})
    city, _ = City.objects.update_or_create(
        key=plan["key"],
        defaults={
            "code": plan["code"],
            "name": plan["name"],
            "short": plan.get("short", plan["name"]),
            "kind": plan.get("kind", "kota"),
            "zone": plan.get("zone", "Asia/Jakarta"),
            "vision": plan.get("vision", {}),
            "maklumat": plan.get("maklumat", {}),
            "address": hall.get("address", ""),
            "province": province.get("name", ""),
            "province_code": province.get("code", ""),
            "colours": plan.get("colours", {}),
            "settings": {
                **{key: plan[key] for key in ("ppid", "desk") if key in plan},
                "letters": _letters(plan.get("letters", {}), folder),
            },
        },
    )
    return city


def _areas(city: City, file: Path) -> int:
    if not file.exists():
        return 0
    features = json.loads(file.read_text("utf-8"))["features"]
    for feature in features:
        about = feature["properties"]
        area, _ = Area.objects.update_or_create(
            city=city,
            code=about["code"],
            defaults={
                "name": about["name"],
                "level": about["level"],
                "parent_code": about.get("parent", ""),
                "lat": about.get("lat"),
                "lng": about.get("lng"),
            },
        )
        Boundary.objects.update_or_create(area=area, defaults={"geometry": feature["geometry"]})
    return len(features)


def _units(city: City, file: Path) -> int:
    areas = {area.code: area for area in Area.objects.filter(city=city)}
    units = {unit.key: unit for unit in Unit.objects.filter(city=city)}
    count = 0
    for line, row in _rows(file):
        parent = units.get(row["parent"]) if row["parent"] else None
        if row["parent"] and parent is None:
            raise Unloadable(
                f"{file.name} baris {line}: induk '{row['parent']}' belum ada. Tulis induk lebih dulu."
            )
        if row["kind"] == "kelurahan" and (parent is None or parent.kind != "kecamatan"):
            raise Unloadable(
                f"{file.name} baris {line}: kelurahan {row['name']} harus punya tepat satu kecamatan induk."
            )
        unit, _ = Unit.objects.update_or_create(
            city=city,
            key=row["code"],
            defaults={
                "abbrev": row["abbrev"],
                "name": row["name"],
                "short": row.get("short", ""),
                "also": row.get("also", ""),
                "kind": row["kind"],
                "parent": parent,
                "area": areas.get(row.get("area", "")),
                "address": row.get("address", ""),
                "phone": row.get("phone", ""),
                **_point(file, line, row.get("point", "")),
            },
        )
        place(unit)
        units[unit.key] = unit
        count += 1
    return count


def _point(file: Path, line: int, text: str) -> dict[str, float]:
    """Where the office itself stands, "-7.98300,112.62100"; nothing where nobody measured it."""
    try:
        point = point_in(text)
    except ValueError as wrong:
        raise Unloadable(f"{file.name} baris {line}: titik '{text}' bukan \"lintang,bujur\".") from wrong
    return {"lat": point[0], "lng": point[1]} if point else {}


def place(unit: Unit) -> None:
    """Write the unit's path in the tree ("1/7/23/"): a subtree is a prefix."""
    unit.path = f"{unit.parent.path if unit.parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])


def _posts(city: City) -> int:
    there = set(Post.objects.filter(unit__city=city).values_list("unit_id", "kind", "seat"))
    fresh = [
        Post(unit=unit, kind=kind.key, seat=seat, title=kind.title_id + (f" {seat}" if seats > 1 else ""))
        for unit in Unit.objects.filter(city=city)
        for kind in kinds().values()
        if unit.kind in kind.units
        for seats in (SEATS.get(kind.key, 1),)
        for seat in range(1, seats + 1)
        if (unit.pk, kind.key, seat) not in there
    ]
    Post.objects.bulk_create(fresh)
    return len(fresh)


def _week(hours: Mapping[str, list[str]]) -> list[list[list[int]]]:
    def minutes(text: str) -> int:
        hour, minute = text.strip().split(":")
        return int(hour) * 60 + int(minute)

    return [[[minutes(end) for end in span.split("-")] for span in hours.get(day, [])] for day in DAYS]


def _hours(city: City, plan: Mapping[str, Any]) -> int:
    if WorkHours.objects.filter(city=city).exists():
        return 0
    hours = plan["hours"]
    rows = [_hours_row(city, "Jam kerja biasa", hours["normal"])]
    for season in plan.get("season", []):
        row = _hours_row(city, season["name"]["id"], hours[season["hours"]])
        row.first, row.last, row.estimated = season["first"], season["last"], season.get("estimated", False)
        rows.append(row)
    WorkHours.objects.bulk_create(rows)
    return len(rows)


def _hours_row(city: City, name: str, plan: Mapping[str, Any]) -> WorkHours:
    return WorkHours(
        city=city,
        name=name,
        week=_week(plan["work"]),
        counter=_week(plan.get("counter", plan["work"])),
        rests_on=plan.get("rests_on", ""),
    )


def _holidays(city: City, folder: Path) -> int:
    national = [row for _, row in _rows(shelf.folder("holidays", "id.csv"))]
    local = [row for _, row in _rows(folder / "holidays.csv")]
    there = set(DayOff.objects.filter(city=city).values_list("day", "name"))
    fresh = [
        DayOff(
            city=city,
            day=date.fromisoformat(row["date"]),
            name=row["name_id"],
            name_en=row.get("name_en", ""),
            kind=row["kind"],
            estimated=row.get("estimated") == "yes",
            rests_on=row.get("rests_on", ""),
        )
        for row in national + local
        if (date.fromisoformat(row["date"]), row["name_id"]) not in there
    ]
    DayOff.objects.bulk_create(fresh)
    for year in {date.fromisoformat(row["date"]).year for row in national}:
        HolidayYear.objects.get_or_create(city=city, year=year, defaults={"source": "daftar bawaan"})
    return len(fresh)


def _terms(city: City, file: Path) -> int:
    count = 0
    for line, row in _rows(file):
        post = Post.objects.filter(unit__city=city, unit__key=row["unit"], kind=row["post"]).first()
        if post is None:
            raise Unloadable(f"{file.name} baris {line}: jabatan {row['post']} di {row['unit']} tidak ada.")
        _, made = Term.objects.get_or_create(
            post=post,
            first=date.fromisoformat(row["from"]),
            known_as=row["name"] or "tidak disebut namanya",
            defaults={
                "person": _historical(city, row["name"]) if row["name"] else None,
                "manner": row["manner"].lower(),
                "last": date.fromisoformat(row["to"]) if row["to"] else None,
                "source": row["source"][:200],
            },
        )
        count += made
    return count


def _historical(city: City, name: str) -> Person:
    username = f"{city.key}:{name.lower().replace(' ', '.')}"[:150]
    person = Person.objects.filter(username=username).first()
    if person is None:
        # Named by a document as an office-holder: known to the record, with no way to sign in.
        person = Person.objects.create_user(username, name=name, city=city, is_active=False)
    return person
