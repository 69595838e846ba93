"""The matrix cell by cell: every kind of post, every act, on its own unit, on another, on another city."""

from __future__ import annotations

from typing import Any

import pytest

from garda.cases import handing
from garda.people import roles
from garda.people.holding import Held
from garda.people.posts import kinds
from garda.sight import doors
from garda.sight.doors import Staff
from tests.office.staff import do, signed_in
from tests.town import Town, ask_letter, build_town, build_unit, moment, report

CASE_ACTS = (
    "see-case",
    "open-seal",
    "move",
    "hand-over",
    "split",
    "join",
    "note",
    "explain",
    "extend",
    "reassign",
    "escalate",
    "erase",
)
# Kind of post → (its unit in the town, a unit that is not below it).
PLACES = {
    "kota": ("kota", "melati"),
    "sekretariat": ("setda", "melati"),
    "bagian": ("bag-hukum", "melati"),
    "inspektorat": ("ins", "melati"),
    "opd": ("pu", "lh"),
    "kecamatan": ("kec-taman", "pu"),
    "kelurahan": ("melati", "kenanga"),
}


@pytest.fixture
def towns(db: None) -> tuple[Town, Town]:
    """The town, grown by an inspectorate and a section, and a second city of the same shape."""
    town = build_town(flows=("pengaduan", "sktm"))
    build_unit(town, "ins", "INS", "Inspektorat", "inspektorat", "kota")
    build_unit(town, "bag-hukum", "HKM", "Bagian Hukum", "bagian", "setda")
    return town, build_town(key="lain", flows=("pengaduan", "sktm"))


def staff_in(town: Town, unit: str, kind: str) -> Staff:
    """The holder of a post as staff."""
    return Staff(town.persons[unit, kind, 1], (Held(town.posts[unit, kind, 1], "definitif"),))


def expected(kind: str, act: str, near: str) -> bool:
    """What the matrix says: `near` is "own", "below", "far" (same city) or "city" (another city)."""
    far = roles.reach(kind, act)
    if far is None or near == "city":
        return False
    return near == "own" or far == "city" or (near == "below" and far == "below")


def allowed(staff: Staff, act: str, case: Any) -> bool:
    """What the doors say of an act on a case."""
    if act in ("see-case", "note", "erase"):
        return doors.reaches_case(staff, act, case)
    return doors.may_act(staff, act, case)


def near_of(town: Town, unit: str, other: str) -> str:
    """How another unit of the same city lies to `unit`."""
    if unit == other:
        return "own"
    return "below" if town.units[other].path.startswith(town.units[unit].path) else "far"


@pytest.mark.parametrize("kind", sorted(roles.MATRIX))
def test_item_4_every_cell_of_the_matrix_on_own_unit_other_unit_and_other_city(
    kind: str, towns: tuple[Town, Town]
) -> None:
    town, other = towns
    abroad = doors.reaches_case
    unit = PLACES[kinds()[kind].units[0]][0]
    staff = staff_in(town, unit, kind)
    cells = 0
    for place in town.units:
        case = report(town, unit=place).case if place != "kota" else None
        if case is None:
            continue
        # The matter lies on this very post's desk, so that a reach of "desk" is met in its own unit.
        case.desk = kind if place == unit else case.desk
        for act in CASE_ACTS:
            assert allowed(staff, act, case) is expected(kind, act, near_of(town, unit, place)), (
                kind,
                act,
                place,
            )
            cells += 1
    foreign = report(other).case
    for act in CASE_ACTS:
        assert not allowed(staff, act, foreign)
        assert not abroad(staff, act, foreign)
    assert cells >= len(CASE_ACTS) * 6


@pytest.mark.parametrize("kind", sorted(roles.MATRIX))
def test_item_4_a_hand_over_is_answered_only_where_it_was_offered(
    kind: str, towns: tuple[Town, Town]
) -> None:
    town, _other = towns
    unit = PLACES[kinds()[kind].units[0]][0]
    case = report(town, unit="kenanga").case
    to = unit if unit not in ("kota", "kenanga") else "melati"
    handing.hand_over(
        case.pk, town.units[to], "urusan Anda", by=town.by("kenanga", "petugas-loket"), at=moment()
    )
    case.refresh_from_db()
    assert doors.may_act(staff_in(town, unit, kind), "accept", case) is expected(
        kind, "accept", near_of(town, unit, to)
    )
    stranger = "lh" if to != "lh" else "pu"
    assert not doors.may_act(staff_in(town, stranger, "kepala-opd"), "accept", case)


# Page → the act that opens it.
PAGES = {
    "/kerja/lapor-aturan/": "report-rule",
    "/kerja/lapor-aturan/baru/": "report-rule",
    "/kerja/perubahan/": "report-rule",
    "/kerja/berkas-aturan/": "see-dockets",
    "/kerja/berkas-aturan/pilah/": "sort-reports",
    "/kerja/arahan/": "see-directives",
    "/kerja/arahan/baru/": "issue-directive",
    "/kerja/permintaan/": "see-calls",
    "/kerja/permintaan/baru/": "ask-units",
    "/kerja/meja/": "see-desk",
    "/kerja/cari/": "search",
    "/kerja/catat/": "file",
    "/kerja/kepala/": "head",
    "/kerja/alur/naskah/": "publish",
    "/kerja/unit/": "units",
    "/kerja/orang/": "persons",
    "/kerja/jam/": "hours",
    "/kerja/pembacaan/": "readings",
    "/kerja/kritik/": "criticise",
    "/kerja/kritik/tulis/": "criticise",
    "/kerja/perilaku/": "handle-conduct",
    "/kerja/perilaku/lapor/": "criticise",
    "/kerja/pertemuan/baru/": "gather",
    "/kerja/ikrar/": "declare",
    "/kerja/kepercayaan/": "see-results",
    "/kerja/harapan/": "see-results",
    "/kerja/sarana/": "see-facilities",
    "/kerja/sarana/hitung/": "keep-facilities",
    "/kerja/sarana/kenyamanan/": "see-facilities",
    "/kerja/sarana/kota/": "see-facilities",
    "/kerja/masukan/": "follow-up",
    "/kerja/hasil/": "see-results",
    "/kerja/tindak-lanjut/": "see-results",
    "/kerja/sikap/": "take-part",
    "/kerja/sikap/kantor/": "coach",
    "/kerja/denyut/": "take-part",
    "/kerja/denyut/kantor/": "see-climate",
    "/kerja/latihan/": "take-part",
    "/kerja/tiga-sikap/": "take-part",
    "/kerja/tiga-sikap/kantor/": "coach",
    "/kerja/survei/": "answer-for",
    "/kerja/survei/lembar/": "answer-for",
    "/kerja/survei/tanda/": "follow-up",
    "/kerja/instrumen/naskah/": "instruments",
}


@pytest.mark.parametrize("kind", sorted(roles.MATRIX))
def test_item_4_each_page_opens_for_exactly_those_whose_post_allows_its_act(
    kind: str, towns: tuple[Town, Town]
) -> None:
    town, _other = towns
    client = signed_in(town, PLACES[kinds()[kind].units[0]][0], kind)
    for page, act in PAGES.items():
        found = client.get(page).status_code
        assert found == (200 if roles.reach(kind, act) else 403), (kind, page)
    assert client.get("/kerja/hak/").status_code == 200
    home = client.get("/kerja/")
    assert home.status_code == 302
    assert client.get(home["Location"]).status_code == 200


def test_item_4_lurah_of_x_cannot_act_on_y(towns: tuple[Town, Town]) -> None:
    town, _other = towns
    lurah = signed_in(town, "melati", "lurah")
    case = report(town, unit="kenanga").case
    assert lurah.get(f"/kerja/urusan/{case.number}/").status_code == 404
    for act, data in (
        ("catatan", {"words": "dari tetangga"}),
        ("tawarkan", {"unit": town.units["pu"].pk, "reason": "bukan milik saya"}),
        ("naikkan", {"reason": "x"}),
        ("langkah/handling", {}),
    ):
        assert do(lurah, case, act, **data).status_code == 404
    case.refresh_from_db()
    assert case.seq == 1


def test_item_4_another_citys_officer_finds_nothing(towns: tuple[Town, Town]) -> None:
    town, other = towns
    case = report(town).case
    for kind, unit in (
        ("petugas-loket", "melati"),
        ("sekda", "setda"),
        ("admin", "kota"),
        ("wali-kota", "kota"),
    ):
        stranger = signed_in(other, unit, kind)
        answer = stranger.get(f"/kerja/urusan/{case.number}/")
        assert answer.status_code in (403, 404)
        assert do(stranger, case, "catatan", words="halo").status_code in (403, 404)
    own = report(other).case
    assert own.number == case.number, "the same number lives in both cities"
    page = signed_in(other, "melati", "petugas-loket").get(f"/kerja/urusan/{own.number}/")
    assert page.status_code == 200


def test_item_4_a_desk_reaches_no_further_than_its_desk(towns: tuple[Town, Town]) -> None:
    town, _other = towns
    case = ask_letter(town).case
    counter = signed_in(town, "melati", "petugas-loket")
    do(counter, case, "langkah/checking")
    case.refresh_from_db()
    assert case.desk != "petugas-loket"
    answer = do(counter, case, "tawarkan", unit=town.units["kenanga"].pk, reason="salah alamat")
    assert answer.status_code == 403
    assert do(counter, case, "buka", key="nik").status_code == 403
    assert do(counter, case, "catatan", words="masih di loket sebelah").status_code == 302


def test_item_4_who_signs_or_decides_needs_a_second_factor(towns: tuple[Town, Town], client: Any) -> None:
    town, _other = towns
    client.force_login(town.persons["melati", "lurah", 1])
    answer = client.get("/kerja/kepala/")
    assert answer.status_code == 302
    assert "2fa" in answer["Location"]
    client.force_login(town.persons["melati", "petugas-loket", 1])
    assert client.get("/kerja/meja/").status_code == 200


def test_item_4_a_person_without_a_post_sees_why_and_nothing_else(
    towns: tuple[Town, Town], client: Any
) -> None:
    town, _other = towns
    person = town.persons["melati", "petugas-loket", 1]
    town.posts["melati", "petugas-loket", 1].terms.update(last="2025-02-01")
    client.force_login(person)
    assert client.get("/kerja/").status_code == 403
    assert client.get("/kerja/meja/").status_code == 403


@pytest.mark.parametrize(
    ("unit", "kind", "first"),
    [
        ("melati", "petugas-loket", "/kerja/meja/"),
        ("melati", "seklur", "/kerja/meja/"),
        ("melati", "kasi-pemberdayaan", "/kerja/meja/"),
        ("pu", "penghubung", "/kerja/meja/"),
        ("melati", "lurah", "/kerja/kepala/"),
        ("kec-taman", "camat", "/kerja/kepala/"),
        ("pu", "kepala-opd", "/kerja/kepala/"),
        ("setda", "sekda", "/kerja/kepala/"),
        ("kota", "wali-kota", "/kerja/kepala/"),
        ("ins", "inspektur", "/kerja/kepala/"),
        ("kota", "admin", "/kerja/unit/"),
    ],
)
def test_item_4_each_role_begins_on_its_own_page_with_its_own_work_alone(
    towns: tuple[Town, Town], unit: str, kind: str, first: str
) -> None:
    town, _other = towns
    away = report(town, unit="kenanga" if unit != "kenanga" else "melati", what="Got mampet di seberang").case
    here = report(town, unit=unit, what="Urusan meja ini").case if unit != "kota" else away
    if kind != "admin" and unit != "kota":
        type(here).objects.filter(pk=here.pk).update(desk=kind)
    client = signed_in(town, unit, kind)
    assert client.get("/kerja/")["Location"] == first
    page = client.get(first).content.decode()
    if first == "/kerja/meja/":
        assert here.number in page
        assert away.number not in page
