"""The younger clocks on days that are easily forgotten: 29 February, holidays, years nobody has filled in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from garda import clock
from garda.directives import issuing
from garda.dockets.models import Docket
from garda.enquiries import calling, reminding
from garda.enquiries.models import Call
from garda.integrity import boxing, emptying
from garda.integrity.models import Criticism, Report
from tests.directives import five
from tests.dockets.land import build_land, send
from tests.enquiries import asked
from tests.office.staff import signed_in
from tests.town import Town, moment

# A leap day in a year without known holidays, a holiday, the eve of a year's end, a Sunday.
DAYS = ("2028-02-29", "2025-11-12", "2025-12-31", "2025-11-09")


@pytest.fixture
def town(db: None) -> Any:
    return build_land()


@pytest.mark.parametrize("day", DAYS)
def test_items_20_23_24_26_and_36_clocks_begin_on_any_day_and_end_later(town: Town, day: str) -> None:
    at = moment(day, "23:30")
    with clock.moved_to(at):
        send(town, at=at)
        for n, kind in enumerate((boxing.CRITICISM, boxing.REPORT)):
            boxing.drop(town.city, town.units["melati"], "Loketnya sering tutup sebelum waktunya.", kind=kind,
                        at=at, form_key=f"{n}" * 32)  # fmt: skip
    emptying.remind(at + timedelta(days=4))
    docket, criticism, report = Docket.objects.get(), Criticism.objects.get(), Report.objects.get()
    assert docket.due_at > at and criticism.due_at > at and report.due_at > at
    for pages in ("/kerja/berkas-aturan/", "/kerja/arahan/", "/kerja/permintaan/", "/kerja/kritik/"):
        with clock.moved_to(at):
            assert signed_in(town, "setda", "sekda").get(pages).status_code == 200


def test_items_20_and_24_leap_days_are_days_and_days_that_are_none_are_refused(town: Town) -> None:
    sekda = signed_in(town, "setda", "sekda")
    with clock.moved_to(moment("2028-02-28")):
        post, mayor = town.posts["kota", "wali-kota", 1], town.persons["kota", "wali-kota", 1]
        directive = issuing.issue(
            town.city, post, five.said(given_on=date(2028, 2, 28), due=date(2028, 2, 29)), by=mayor,
            by_post=post.pk, form_key="kabisat", at=clock.now(),
        )  # fmt: skip
        here = f"/kerja/arahan/{directive}/koordinasi/"
        for due, status in (("29/2/2027", 422), ("30/2/2028", 422), ("27/2/2028", 422), ("29/2/2028", 302)):
            sent = {"units": "melati", "due": due, "seen": "1"}
            assert sekda.post(here, sent).status_code == status, due
    call = asked.opened(town, "melati", until=date(2025, 11, 12))  # a holiday
    row = Call.objects.get(pk=call)
    assert calling.url_of(call) and row.deadline > moment("2025-11-11")
    assert reminding.remind(row.deadline) >= 1
    row.refresh_from_db()
    assert row.state == Call.CLOSED
