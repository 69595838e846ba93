"""Loop 1 from the policy maker's question: asked, answered at the counter, changed, back at the counter.

The same page of the resident is read before and after; nobody who answered is left without an answer.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.dockets.models import Docket, Report
from tests.dockets.land import ARTICLE, SHORTER, build_land, new_version, new_wording
from tests.enquiries import asked
from tests.office.staff import signed_in
from tests.town import Town, moment

REASON = "Tiga kantor menjawab hal yang sama: kartu keluarga sudah cukup sebagai bukti."
ANSWER = "Mulai 10 November pengantar RT tidak diminta lagi. Terima kasih atas jawaban Anda."
UNITS = ("melati", "kenanga", "mawar")


@pytest.fixture
def town(db: None) -> Any:
    with clock.moved_to(moment()):
        yield build_land()


def said(answer: Any) -> str:
    """The words of a page."""
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def answers(town: Town, call: int, unit: str) -> None:
    """The counter of that office answers on its short form, and names what hinders."""
    desk, here = signed_in(town, unit, "petugas-loket"), f"/kerja/permintaan/{call}/unit/{unit}/"
    form = {
        "answer1": "Warga pulang lagi untuk pengantar RT.", "answer2": "tidak", "answer3": "40",
        "kind": "hard", "reference": ARTICLE, "hindrance": f"Pengantar RT diminta lagi di {unit}.",
        "seen": "0",
    }  # fmt: skip
    assert desk.post(f"{here}1/", form).status_code == 302
    assert desk.post(f"{here}2/", {"not_ours": "ya", "seen": "1"}).status_code == 302
    assert desk.post(f"{here}kirim/", {"seen": "2"}).status_code == 302


def test_items_20_22_and_23_loop_1_what_a_call_brought_up_comes_back_changed(town: Town) -> None:
    resident, sekda = Client(), signed_in(town, "setda", "sekda")
    assert "Pengantar RT dan RW" in said(resident.get("/contoh/layanan/sktm/"))
    call = asked.opened(town, *UNITS)
    for unit in UNITS:
        answers(town, call, unit)
    assert "3 dari 3 kantor sudah menjawab" in said(sekda.get(f"/kerja/permintaan/{call}/"))

    # Three answers, one docket, every one of them a report of its own office.
    docket = Docket.objects.get()
    assert (docket.reference, docket.reports, docket.units) == (ARTICLE, 3, 3)
    assert set(Report.objects.values_list("source", flat=True)) == {"call"}
    where = f"/kerja/berkas-aturan/{docket.pk}/"
    assert "3 laporan, 3 kelurahan" in said(sekda.get(where))

    with clock.moved_to(moment("2025-11-11")):
        sent = {"decision": "change", "reason": REASON}
        assert sekda.post(f"{where}putuskan/", sent).status_code == 302
        first, flow = new_wording(town), new_version(town)
        assert sekda.post(f"{where}pasal/", {"first": first.isoformat()}).status_code == 302
        assert sekda.post(f"{where}layanan/", {"flow": flow.pk}).status_code == 302
        assert sekda.post(f"{where}tutup/").status_code == 422, "nobody was answered yet"
        assert sekda.post(f"{where}jawab/", {"words": ANSWER}).status_code == 302
        assert sekda.post(f"{where}tutup/").status_code == 302

        # The resident's page changed, and says why; each counter reads its answer and acknowledges it.
        page = said(resident.get("/contoh/layanan/sktm/"))
        assert "Pengantar RT dan RW" not in page and "3 laporan dari 3 kelurahan" in page
        assert SHORTER in said(resident.get(f"/contoh/perubahan/{docket.pk}/"))
        for unit in UNITS:
            desk, report = signed_in(town, unit, "petugas-loket"), Report.objects.get(unit=town.units[unit])
            told = said(desk.get(f"/kerja/lapor-aturan/{report.pk}/"))
            assert ANSWER in told and f"Pengantar RT diminta lagi di {unit}." in told
            assert desk.post(f"/kerja/perubahan/{docket.pk}/").status_code == 302
        assert re.search(r"3 dari \d+ petugas sudah membacanya", said(sekda.get(where)))
        assert "belum cukup data" in said(sekda.get(where))
