"""Rows of every kind in a folder of data, made by the real verbs: run as a program of its own."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from garda import clock, shelf  # noqa: E402
from garda.cases import sealing  # noqa: E402
from garda.cases.acting import RESIDENT  # noqa: E402
from garda.cases.models import Case  # noqa: E402
from garda.cases.opening import Filing, open_case  # noqa: E402
from garda.cases.papers import Checked  # noqa: E402
from garda.cases.publishing import in_force, publish  # noqa: E402
from garda.counters.models import Period, Ticket  # noqa: E402
from garda.people.loading import load_city  # noqa: E402
from garda.people.models import City, Person, Post, Term, Unit  # noqa: E402
from garda.rosters import attending, duties  # noqa: E402
from garda.rosters.models import Absence  # noqa: E402


def furnish(cases: int) -> None:
    """A city from the shelf, one flow, and matters with words and a paper."""
    at = clock.now()
    city = City.objects.first() or load_city(shelf.folder("cities", "mojokerto")).city
    if in_force(city, "aspirasi", at) is None:
        publish(city, shelf.folder("flows", "aspirasi.toml").read_text("utf-8"), at=at)
        siti = Person.objects.create_user("siti", "sandi-yang-panjang", name="Siti Aminah", city=city)
        _roster(siti, city)
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


def _roster(person: Person, city: City) -> None:
    """A post, a morning in the office, a duty ahead, a wish to be away with its sealed reason."""
    post = Post.objects.filter(unit__city=city, unit__kind="kelurahan").order_by("pk")[0]
    unit = Unit.objects.select_related("city").get(pk=post.unit_id)
    at = clock.now()
    Term.objects.create(post=post, person=person, first=at.date() - timedelta(days=9))
    attending.check_in(unit, person, how=attending.HEAD, at=at)
    attending.check_out(unit, person, how=attending.HEAD, at=at)
    plan = duties.DutyPlan("Pernikahan", at + timedelta(days=1), at + timedelta(days=1, hours=2))
    duties.plan(unit, plan, by=person, at=at)
    Absence.objects.create(
        unit=unit, person=person, kind="cuti-sakit", start=at, end=at + timedelta(hours=3), asked_at=at,
        state=Absence.GRANTED, why=sealing.seal("Demam."),
    )  # fmt: skip
    ticket = Ticket.objects.create(
        city=city, unit=unit, day=at.date(), letter="A", number=1, token="contoh", channel="kiosk",
        arrived=at, changed=at,
    )  # fmt: skip
    Period.objects.create(ticket=ticket, kind=Period.WAITING, start=at)


if __name__ == "__main__":
    furnish(int(sys.argv[1]))
