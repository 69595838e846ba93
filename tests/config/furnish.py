"""Rows of every kind in a folder of data, made by the real verbs: run as a program of its own."""

from __future__ import annotations

import sys

import django

django.setup()

from garda import clock, shelf  # noqa: E402
from garda.cases.acting import RESIDENT  # noqa: E402
from garda.cases.models import Case  # noqa: E402
from garda.cases.opening import Filing, open_case  # noqa: E402
from garda.cases.papers import Checked  # noqa: E402
from garda.cases.publishing import in_force, publish  # noqa: E402
from garda.people.loading import load_city  # noqa: E402
from garda.people.models import City, Person, Unit  # noqa: E402


def furnish(cases: int) -> None:
    """A city from the shelf, one flow, and matters with words and a paper."""
    at = clock.now()
    city = City.objects.first() or load_city(shelf.folder("cities", "mojokerto")).city
    if in_force(city, "aspirasi", at) is None:
        publish(city, shelf.folder("flows", "aspirasi.toml").read_text("utf-8"), at=at)
        Person.objects.create_user("siti", "sandi-yang-panjang", name="Siti Aminah", city=city)
    published = in_force(city, "aspirasi", clock.now())
    unit = Unit.objects.filter(city=city, kind="kelurahan").first()
    assert published is not None
    assert unit is not None
    for turn in range(cases):
        answers = {"what": f"Bangku di taman RW {turn}", "story": "Banyak lansia berjalan pagi di sana…"}
        papers = [Checked("photo", b"%PDF-1.4 isi %%EOF", "application/pdf")]
        filing = Filing(published=published, unit=unit, answers=answers, papers=papers)
        open_case(filing, by=RESIDENT, at=clock.now())
    sys.stdout.write(f"{Case.objects.count()}\n")


if __name__ == "__main__":
    furnish(int(sys.argv[1]))
