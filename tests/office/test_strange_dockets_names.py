"""Item 23: who has not read a change is named to who decides and who leads them; others see how many."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.dockets import renewing, urging
from garda.dockets.models import Docket
from tests.dockets.land import build_land, decide, decider, new_version, officer, send
from tests.office.staff import signed_in, text_of
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
LINKED = moment("2025-11-11")


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(LINKED):
        new = build_land()
        send(new)
        docket = decide(new)
        renewing.renew(new.city, docket.pk, new_version(new).pk, at=LINKED, **decider(new))
        docket.refresh_from_db()
        assert docket.urge_at is not None
        urging.remind(docket.urge_at)
        yield new


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (("setda", "sekda"), {"melati", "kenanga"}), (("kec-taman", "camat"), {"melati", "kenanga"}),
        (("melati", "lurah"), {"melati"}), (("melati", "petugas-loket"), set()),
        (("pu", "kepala-opd"), set()), (("pu", "penghubung"), set()),
    ],
)  # fmt: skip
def test_item_23_who_has_not_read_it_is_named_to_who_leads_them_alone(
    town: Town, who: tuple[str, str], reads: set[str]
) -> None:
    page = text_of(signed_in(town, *who).get(f"/kerja/berkas-aturan/{Docket.objects.get().pk}/"))
    assert "petugas sudah membacanya" in page
    told = page.partition("petugas sudah membacanya")[2].partition("</details>")[0]
    assert {unit for unit in ("melati", "kenanga") if officer(town, unit, 2).name in told} == reads
    assert ("kali diingatkan" in told) == bool(reads)
