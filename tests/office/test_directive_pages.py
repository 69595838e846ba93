"""Item 24 on its pages: given, coordinated, caught, carried out with proof, verified by somebody else."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from garda import clock
from garda.directives.models import Directive, Proof, Task
from garda.people import holding
from garda.people.models import Term
from garda.rosters.models import Bell
from tests.directives import five
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, forget_kept, moment

pytestmark = pytest.mark.django_db
PAGE = "/kerja/arahan/"
NEW = {
    "title": "Papan waktu layanan di setiap loket", "words": five.WORDS, "given_on": "4/11/2025",
    "due": "18/11/2025", "form_key": "a" * 32,
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Any:
    """The town with five agencies, on a Tuesday morning."""
    with clock.moved_to(moment()):
        new = build_town(flows=())
        five.five_agencies(new)
        yield new


def photo() -> SimpleUploadedFile:
    """A picture as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 120)).save(out, "PNG")
    return SimpleUploadedFile("papan.png", out.getvalue(), "image/png")


def seen(page: str) -> str:
    """What the form says its reader had seen."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found, "no form on the page"
    return found[1]


def press(client: Any, address: str, act: str, **data: Any) -> Any:
    """Press one act, having seen the page as it stands."""
    return client.post(f"{address}{act}/", {"seen": seen(text_of(client.get(address))), **data})


def test_item_24_from_the_mayor_through_the_secretary_to_a_unit_and_back(town: Town) -> None:
    mayor, sekda = signed_in(town, "kota", "wali-kota"), signed_in(town, "setda", "sekda")
    head = signed_in(town, "pu", "kepala-opd")
    address = mayor.post(f"{PAGE}baru/", NEW)["Location"]
    assert "Menunggu dikoordinasikan" in text_of(mayor.get(address))
    assert "1 arahan menunggu dikoordinasikan" in text_of(sekda.get(PAGE))
    assert press(sekda, address, "koordinasi", units=["kind:opd"], due="").status_code == 302
    assert Task.objects.count() == 5
    unit = f"{address}unit/pu/"
    assert "menunggu ditangkap" in text_of(head.get(PAGE))
    early = head.post(f"{unit}laksana/", {"seen": "1", "done": five.DONE, "proof": photo()})
    assert early.status_code == 422 and "Tangkap dulu" in text_of(early)
    assert press(head, unit, "tangkap", restated=five.RESTATED).status_code == 302
    assert press(head, unit, "laksana", done=five.DONE, proof=photo()).status_code == 302
    assert "1 arahan menunggu diperiksa" in text_of(sekda.get(PAGE))
    assert press(sekda, unit, "terima", words="Sudah dilihat.").status_code == 302
    page = text_of(mayor.get(address))
    assert "1 dari 5 unit sudah menangkap" in page
    assert "Dinas Pekerjaan Umum" in text_of(mayor.get(f"{address}?keadaan=diperiksa"))
    assert "Dinas Pekerjaan Umum" not in text_of(mayor.get(f"{address}?keadaan=belum"))
    proof = Proof.objects.get()
    answer = mayor.get(f"{unit}bukti/{proof.pk}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


def test_item_24_the_implementer_has_no_button_to_verify_and_is_refused(town: Town) -> None:
    pk = five.coordinated(town, "pu", "melati")
    five.catch(town, pk, "pu")
    five.implement(town, pk, "pu")
    head, unit = signed_in(town, "pu", "kepala-opd"), f"{PAGE}{pk}/unit/pu/"
    page = text_of(head.get(unit))
    assert "Sudah terlaksana" not in page and "orang lain" in page
    refused = head.post(f"{unit}terima/", {"seen": "3"})
    assert refused.status_code == 422 and "tidak memeriksa pekerjaannya sendiri" in text_of(refused)
    five.catch(town, pk, "melati", "lurah")
    five.implement(town, pk, "melati", "seklur")
    lurah, ward = signed_in(town, "melati", "lurah"), f"{PAGE}{pk}/unit/melati/"
    assert "Sudah terlaksana" not in text_of(lurah.get(ward))
    assert lurah.post(f"{ward}terima/", {"seen": "3"}).status_code == 422
    camat = signed_in(town, "kec-taman", "camat")
    assert press(camat, ward, "terima").status_code == 302
    assert five.states_of(pk) == {"pu": "implemented", "melati": "verified"}


def test_item_24_a_unit_sees_its_own_with_the_chain_and_not_another_s(town: Town) -> None:
    first = five.coordinated(town, "pu", "lh")
    head = signed_in(town, "pu", "kepala-opd")
    assert head.get(f"{PAGE}{first}/unit/pu/").status_code == 200
    assert head.get(f"{PAGE}{first}/unit/lh/").status_code == 404
    page = text_of(head.get(f"{PAGE}{first}/"))
    assert "Dinas Pekerjaan Umum" in page and "Dinas Lingkungan Hidup" not in page
    other = five.coordinated(town, "lh", form_key="lain")
    assert head.get(f"{PAGE}{other}/").status_code == 404
    sekda = signed_in(town, "setda", "sekda")
    derived = sekda.post(
        f"{PAGE}baru/", {**NEW, "form_key": "b" * 32, "turunan": first, "units": ["pu"],
                         "post": town.posts["setda", "sekda", 1].pk},
    )["Location"]  # fmt: skip
    page = text_of(head.get(f"{derived}unit/pu/"))
    assert "Wali Kota, Warga Wali-Kota Kota" in page, "the origin of the chain stands on it"
    assert Directive.objects.get(parent=first).root_id == first


def test_item_24_a_directive_of_a_day_gone_by_shows_the_office_without_inventing_a_name(town: Town) -> None:
    post = town.posts["kota", "wali-kota", 1]
    Term.objects.create(
        post=post, person=None, known_as="tidak disebut namanya", manner="pj", first=date(2024, 1, 1),
        last=date(2024, 7, 17),
    )  # fmt: skip
    holding.forget()
    sekda = signed_in(town, "setda", "sekda")
    address = sekda.post(
        f"{PAGE}baru/", {**NEW, "given_on": "06/05/2024", "due": "06/06/2024", "post": post.pk,
                         "closed": "ya", "place": "Balai Kota"},
    )["Location"]  # fmt: skip
    page = text_of(sekda.get(address))
    assert "Pj Wali Kota (nama tidak disebut dalam catatan)" in page
    assert "Arahan tertutup." in page and "Balai Kota" not in page
    assert "Warga Wali-Kota" not in page
    late = press(sekda, address, "koordinasi", units=["pu"], due="")
    assert late.status_code == 422 and "Batasnya hari ini atau sesudahnya" in text_of(late)
    assert press(sekda, address, "koordinasi", units=["pu"], due="28/11/2025").status_code == 302


def test_item_24_a_camat_gives_to_the_wards_below_and_to_nobody_else(town: Town) -> None:
    camat = signed_in(town, "kec-taman", "camat")
    form = text_of(camat.get(f"{PAGE}baru/"))
    assert "Kelurahan Melati" in form and "Dinas Pekerjaan Umum" not in form
    nobody = camat.post(f"{PAGE}baru/", NEW)
    assert nobody.status_code == 422 and "Pilih unit yang diberi arahan." in text_of(nobody)
    assert five.WORDS in text_of(nobody), "what was typed is kept"
    assert camat.post(f"{PAGE}baru/", {**NEW, "units": ["pu"]}).status_code == 422
    assert camat.post(f"{PAGE}baru/", {**NEW, "units": ["kind:kelurahan"]}).status_code == 302
    assert five.states_of(Directive.objects.get().pk) == {"melati": "sent", "kenanga": "sent"}
    lurah = signed_in(town, "melati", "lurah")
    assert "Tidak ada unit di bawah kantor Anda" in text_of(lurah.get(f"{PAGE}baru/"))


def test_item_24_everybody_in_the_office_that_gave_it_opens_each_addressee(town: Town) -> None:
    camat, sekcam = signed_in(town, "kec-taman", "camat"), signed_in(town, "kec-taman", "sekcam")
    page = camat.post(f"{PAGE}baru/", {**NEW, "units": ["kind:kelurahan"]})["Location"]
    led_to = re.findall(r'href="([^"]+/unit/[^"]+/)"', text_of(sekcam.get(page)))
    assert led_to, "who gave it sees every addressee"
    assert [sekcam.get(one).status_code for one in led_to] == [200] * len(led_to)
    assert 'action="' + led_to[0] not in text_of(sekcam.get(led_to[0])), "and does nothing there"
    other = five.coordinated(town, "melati")
    assert sekcam.get(f"{PAGE}{other}/unit/melati/").status_code == 404


def test_item_24_the_same_form_sent_twice_is_one_and_a_page_overtaken_says_so(town: Town) -> None:
    camat = signed_in(town, "kec-taman", "camat")
    data = {**NEW, "units": ["melati"]}
    assert camat.post(f"{PAGE}baru/", data)["Location"] == camat.post(f"{PAGE}baru/", data)["Location"]
    pk = Directive.objects.get().pk
    assert Bell.objects.filter(name="directive.sent").count() == 1
    lurah, unit = signed_in(town, "melati", "lurah"), f"{PAGE}{pk}/unit/melati/"
    old = seen(text_of(lurah.get(unit)))
    press(camat, unit, "batas", due="20/11/2025", why="Menunggu papan.")
    answer = lurah.post(f"{unit}tangkap/", {"seen": old, "restated": five.RESTATED})
    assert answer.status_code == 409
    assert "Orang lain baru saja mengubahnya" in text_of(answer)
    assert five.RESTATED in text_of(answer) and "Batasnya diubah" in text_of(answer)
    assert press(lurah, unit, "tangkap", restated=five.RESTATED).status_code == 302
    seklur = signed_in(town, "melati", "seklur")
    second = seklur.post(f"{unit}tangkap/", {"seen": "2", "restated": "Kata-kata sekretaris sendiri."})
    assert second.status_code == 422 and "sudah ditangkap" in text_of(second)
    assert "Kata-kata sekretaris sendiri." in text_of(second), "kept, though the form is gone"


WRONG = (
    ("title", ""), ("title", "x" * 5000), ("words", ""), ("words", "🙂" * 5000), ("given_on", "kemarin"),
    ("given_on", "1/1/2030"), ("due", "\0"), ("due", "1/1/1900"), ("units", "tak-ada"),
)  # fmt: skip


def test_item_24_bad_input_is_said_at_its_field(town: Town) -> None:
    camat = signed_in(town, "kec-taman", "camat")
    for field, value in WRONG:
        answer = camat.post(f"{PAGE}baru/", {**NEW, "units": "melati", field: value})
        assert answer.status_code == 422, (field, value[:20])
        assert 'class="error"' in text_of(answer), (field, value[:20])
    assert Directive.objects.count() == 0


def test_item_24_a_broken_proof_is_said_at_its_field(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    five.catch(town, pk, "pu")
    head, unit = signed_in(town, "pu", "kepala-opd"), f"{PAGE}{pk}/unit/pu/"
    for wrong in ({}, {"proof": SimpleUploadedFile("x.jpg", b"bukan gambar")}):
        answer = press(head, unit, "laksana", done=five.DONE, **wrong)
        assert answer.status_code == 422 and 'class="error"' in text_of(answer)
        assert five.DONE in text_of(answer)
    assert five.states_of(pk) == {"pu": "caught"}


def test_item_24_what_is_refused_leaves_nothing_behind_and_the_form_can_be_mended(town: Town) -> None:
    """A date that is over for the units refuses the directive too, so the same form is sent again, mended."""
    camat = signed_in(town, "kec-taman", "camat")
    over = {**NEW, "units": ["melati"], "given_on": "2/11/2025", "due": "3/11/2025"}
    answer = camat.post(f"{PAGE}baru/", over)
    assert answer.status_code == 422 and "Batasnya hari ini atau sesudahnya" in text_of(answer)
    assert Directive.objects.count() == 0
    mended = camat.post(f"{PAGE}baru/", {**over, "due": "18/11/2025"})
    assert mended.status_code == 302
    assert Task.objects.get().due == date(2025, 11, 18)


def test_item_24_another_city_finds_nothing_and_a_post_without_the_act_is_kept_out(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    other = build_town(key="lain", flows=())
    for unit, kind in (("setda", "sekda"), ("kota", "wali-kota"), ("pu", "kepala-opd")):
        stranger = signed_in(other, unit, kind)
        assert stranger.get(f"{PAGE}{pk}/").status_code == 404
        assert stranger.get(f"{PAGE}{pk}/unit/pu/").status_code == 404
        assert stranger.post(f"{PAGE}{pk}/unit/pu/tangkap/", {"restated": five.RESTATED}).status_code in (
            403,
            404,
        )
    forget_kept()
    officer = signed_in(town, "melati", "petugas-loket")
    assert officer.get(PAGE).status_code == 403
    seklur = signed_in(town, "melati", "seklur")
    assert seklur.get(PAGE).status_code == 200
    assert seklur.post(f"{PAGE}baru/", NEW).status_code == 403
    ppid = signed_in(town, "pu", "ppid")
    assert ppid.post(f"{PAGE}{pk}/koordinasi/", {"units": "lh"}).status_code == 403
    assert signed_in(town, "lh", "kepala-opd").post(f"{PAGE}{pk}/tarik/", {"why": "coba"}).status_code == 404


def test_item_24_the_giver_takes_it_back_and_the_hub_counts_what_waits(town: Town) -> None:
    pk = five.coordinated(town, "pu")
    head = signed_in(town, "pu", "kepala-opd")
    assert "1 hal menunggu Anda" in text_of(head.get("/kerja/kebijakan/"))
    mayor = signed_in(town, "kota", "wali-kota")
    assert press(mayor, f"{PAGE}{pk}/", "tarik", why="").status_code == 422
    assert press(mayor, f"{PAGE}{pk}/", "tarik", why="Diganti arahan lain.").status_code == 302
    assert "Arahan ini sudah ditarik" in text_of(mayor.get(f"{PAGE}{pk}/"))
    assert "tidak diminta lagi" in text_of(head.get(f"{PAGE}{pk}/unit/pu/"))
    assert "Tidak ada arahan yang menunggu Anda" in text_of(head.get(PAGE))


def test_item_24_a_head_s_counts_are_of_the_units_that_open_to_them(town: Town) -> None:
    pk = five.coordinated(town, "pu", "lh", "melati", "kenanga", "kec-taman")
    five.catch(town, pk, "pu")
    five.catch(town, pk, "melati", "lurah")
    camat, sekda = signed_in(town, "kec-taman", "camat"), signed_in(town, "setda", "sekda")
    row = text_of(camat.get(PAGE)).partition("keadaan=ditangkap")[2]
    assert "<b>1</b>" in row.partition("</a>")[0] and "dari 3" in row.partition("</a>")[0]
    page = text_of(camat.get(f"{PAGE}{pk}/"))
    assert "1 dari 3 unit sudah menangkap" in page and "Dinas" not in page.partition("Unit yang diminta")[2]
    assert "dari 5" in text_of(sekda.get(PAGE)).partition("keadaan=ditangkap")[2].partition("</a>")[0]
    mine = camat.post(
        f"{PAGE}baru/", {**NEW, "form_key": "d" * 32, "turunan": pk, "units": ["kenanga"]}
    )["Location"]  # fmt: skip
    assert mine in text_of(sekda.get(f"{PAGE}{pk}/")), "the secretary sees what was derived"
    assert mine in text_of(camat.get(f"{PAGE}{pk}/"))
    assert mine not in text_of(signed_in(town, "melati", "lurah").get(f"{PAGE}{pk}/")), (
        "who is not asked does not"
    )
