"""The journey of a report that came in under the wrong class: suggested, taken with one touch, told."""

from __future__ import annotations

import pytest

from garda.cases.models import Case, Event
from tests.journeys.walking import Stage
from tests.town import report

pytestmark = pytest.mark.journey


def test_a_wrong_class_is_put_right_and_the_unit_offered_with_one_touch_each(stage: Stage) -> None:
    matter = report(stage.town, what="Lampu gang padam, peteng", category="pohon-taman", at=stage.now).case
    officer = stage.officer("melati", "petugas-loket").signs_in().opens_the_matter(matter.number)
    officer.reads("Lebih cocok di kelas Lampu jalan", "Dari kata:", "peteng").looks_around("usulan")
    officer.presses("Pakai kelas Lampu jalan").reads("Kelasnya sudah dibetulkan", "Kelasnya tampak benar")
    officer.presses("Tawarkan ke Pekerjaan Umum").reads("Ditawarkan ke Dinas Pekerjaan Umum")
    officer.looks_around("usulan-diambil")
    now = Case.objects.get(pk=matter.pk)
    assert (now.category, now.offer_unit_id) == ("penerangan-jalan", stage.town.units["pu"].pk)
    names = Event.objects.filter(case=matter).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["case.opened", "case.classed", "offer.made"]
