"""The loop of the rule for residents: reporting without a name, what came of it, what was changed and why."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from garda import clock
from garda.dockets import deciding, renewing, replying
from garda.dockets.models import Docket, Report
from garda.public import asking
from tests.dockets.land import (
    ARTICLE,
    build_land,
    decide,
    decider,
    new_version,
    new_wording,
    send,
    send_twelve,
)
from tests.town import Town, moment

NOW = moment("2025-11-11")
FORM = {
    "macam": "hard", "bagian": f"requirement:pengantar|{ARTICLE}", "kata": "Ketua RT saya sulit ditemui.",
    "kunci": asking.fresh_key(),
}  # fmt: skip


@pytest.fixture
def town(db: Any) -> Any:
    with clock.moved_to(moment()):
        yield build_land()


def said(answer: Any) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_item_22_a_citizen_reports_a_requirement_and_reads_the_answer(town: Town) -> None:
    client = Client()
    assert 'href="/contoh/perubahan/lapor/sktm/"' in client.get("/contoh/layanan/sktm/").content.decode()
    assert "Pengantar RT dan RW" in said(client.get("/contoh/perubahan/lapor/sktm/"))
    sent = client.post("/contoh/perubahan/lapor/sktm/", FORM)
    again = client.post("/contoh/perubahan/lapor/sktm/", FORM)
    assert sent.status_code == 302 and again["Location"] == sent["Location"]
    row = Report.objects.get()
    assert (row.by, row.unit, row.reference, row.source) == (None, None, ARTICLE, "citizen")
    page = said(Client().get(sent["Location"]))
    assert "Laporan Anda sudah kami terima" in page and "Ketua RT saya sulit ditemui." in page
    docket = decide(town, "keep")
    replying.reply(town.city, docket.pk, "Pengantar tetap perlu karena …", at=NOW, **decider(town))
    assert "Pengantar tetap perlu" in said(Client().get(sent["Location"]))
    row.refresh_from_db()
    assert row.read_at is not None


def test_a_strange_address_of_a_report_is_not_there(town: Town) -> None:
    send(town)
    officers = Report.objects.get()
    for token in ("x" * 22, "a" * 5000, officers.token):
        assert Client().get(f"/contoh/perubahan/laporan/{token}/").status_code == 404


def test_item_22_one_address_that_tries_too_often_keeps_nobody_else_out(town: Town) -> None:
    form = {**FORM, "kunci": asking.fresh_key()}
    mine = Client().post("/contoh/perubahan/lapor/sktm/", form)["Location"]
    for n in range(80):
        Client().get(f"/contoh/perubahan/laporan/{n:022d}/")
        Client().post("/contoh/perubahan/lapor/sktm/", {**FORM, "kata": "", "kunci": asking.fresh_key()})
    greedy = Client().post("/contoh/perubahan/lapor/sktm/", {**FORM, "kunci": asking.fresh_key()})
    assert greedy.status_code == 429 and FORM["kata"] in greedy.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.77")
    assert elsewhere.get(mine).status_code == 200
    sent = elsewhere.post("/contoh/perubahan/lapor/sktm/", {**FORM, "kunci": asking.fresh_key()})
    assert sent.status_code == 302 and Report.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"kata": ""}, 422), ({"kata": "x" * 5000}, 422), ({"macam": "lain"}, 422), ({"usul": "y" * 5000}, 422),
     ({"bagian": "\0|a#b#c"}, 302), ({"bagian": "?"}, 302), ({"kunci": "😀" * 900}, 302)],
)  # fmt: skip
def test_bad_input_is_said_plainly_or_kept_to_be_sorted(
    town: Town, wrong: dict[str, str], status: int
) -> None:
    answer = Client().post("/contoh/perubahan/lapor/sktm/", {**FORM, **wrong})
    assert answer.status_code == status
    assert Report.objects.count() == int(status == 302)
    if status == 422 and "kata" not in wrong:
        assert FORM["kata"] in answer.content.decode()


def changed(town: Town) -> Docket:
    """Twelve reports, a change that is in force."""
    send_twelve(town)
    docket = decide(town)
    renewing.reword(town.city, docket.pk, new_wording(town), at=NOW, **decider(town))
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=NOW, **decider(town))
    return docket


def test_item_23_the_public_reads_what_changed_because_offices_reported_it(town: Town) -> None:
    before = said(Client().get("/contoh/perubahan/"))
    assert "Belum ada aturan yang berubah" in before
    docket = changed(town)
    with clock.moved_to(NOW):
        page = said(Client().get("/contoh/perubahan/"))
        assert "Diubah karena kantor Anda melaporkannya" in page
        assert "12 laporan dari 7 kelurahan" in page and "Surat Keterangan Tidak Mampu" in page
        one = said(Client().get(f"/contoh/perubahan/{docket.pk}/"))
        assert "Pengantar RT tidak diminta lagi" in one and "Dua belas kantor mengatakan" in one
        service = said(Client().get("/contoh/layanan/sktm/"))
        assert "12 laporan dari 7 kelurahan" in service and "Pengantar RT dan RW" not in service


def test_what_is_not_yet_changed_is_not_shown(town: Town) -> None:
    send_twelve(town)
    docket = decide(town)
    with clock.moved_to(NOW):
        assert Client().get(f"/contoh/perubahan/{docket.pk}/").status_code == 404
        assert "Belum ada aturan yang berubah" in said(Client().get("/contoh/perubahan/"))
    assert Client().get("/contoh/perubahan/99999999999999/").status_code == 404


def test_what_stays_is_told_with_its_reason(town: Town) -> None:
    send(town)
    docket = decide(town, "province")
    replying.reply(town.city, docket.pk, "Kami teruskan ke provinsi.", at=NOW, **decider(town))
    deciding.close(town.city, docket.pk, at=NOW, **decider(town))
    with clock.moved_to(NOW):
        page = said(Client().get("/contoh/perubahan/"))
    assert "Yang tidak diubah, dan alasannya" in page and "Diteruskan ke provinsi" in page
    assert "Warga Petugas-Loket" not in page
