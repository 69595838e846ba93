"""Item 40: exactly three qualities, each on its own evidence; no evidence is no data, not 0 and not 100."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from garda import clock
from garda.cases import leading, moving, residents, waking
from garda.cases.acting import Refused
from garda.cases.models import Case
from garda.figures import qualities
from garda.figures.qualities import QUALITIES, Quality
from garda.integrity import declaring
from garda.rosters.models import Bell
from garda.surveys import rechecking
from garda.surveys.climate_models import Check
from tests.office.staff import signed_in, text_of
from tests.surveys.asked import answered, asking_town
from tests.town import Town, build_post, moment, report

LAST = date(2025, 11, 28)


@pytest.fixture
def town(db: None) -> Town:
    return asking_town(flows=("pengaduan",))


def three(town: Town, seat: int = 1, last: date = LAST) -> dict[str, Quality]:
    """The qualities of an officer of the ward by their keys."""
    person = town.persons["melati", "petugas-loket", seat]
    return {one.key: one for one in qualities.of_people(town.city, [person.pk], last)[person.pk]}


def serve(town: Town, *, late: bool = False, seat: int = 1) -> Case:
    """A report taken up and answered by one officer, in time or after the desk's time ran out."""
    case = report(town, at=moment("2025-11-03", "08:00")).case
    loket = town.by("melati", "petugas-loket", seat)
    if late:
        waking.wake(case.pk, moment("2025-11-10", "08:00"))
    at = moment("2025-11-10", "09:00") if late else moment("2025-11-03", "08:30")
    moving.move_case(case.pk, "handling", by=loket, at=at)
    words = {"answer": "Lampunya sudah menyala lagi."}
    moving.move_case(case.pk, "answered", by=loket, at=at.replace(hour=10), words=words)
    return case


def test_item_40_there_are_exactly_three_and_without_evidence_each_reads_no_data(town: Town) -> None:
    found = three(town)
    assert tuple(found) == QUALITIES == ("honesty", "trustworthiness", "willingness")
    assert {one.level for one in found.values()} == {"none"}
    assert {one.share.value for one in found.values()} == {None}
    page = text_of(signed_in(town, "melati", "petugas-loket").get("/kerja/tiga-sikap/"))
    for title in ("Kejujuran", "Amanah", "Sikap ingin menolong"):
        assert title in page
    assert "dari 100</" not in page and page.count('class="value"') == 0
    assert page.count('<section class="quality">') == 3


def test_item_40_a_person_with_late_promises_scores_low_on_amanah_only(town: Town) -> None:
    for late, seat in ((False, 1), (True, 2)):
        for stars in (4, 4, 3, 4, 4, 4):
            case = serve(town, late=late, seat=seat)
            residents.rate(case.pk, stars, "", at=moment("2025-11-11", "09:00"))
    for seat in (1, 2):
        person = town.persons["melati", "petugas-loket", seat]
        for case in Case.objects.filter(events__by_person=person).distinct():
            Check.objects.create(
                city=town.city, unit=town.units["melati"], person=person, case=case, seq=2, state="right",
                drawn_at=moment("2025-11-12"), checked_on=date(2025, 11, 13),
            )  # fmt: skip
    punctual, tardy = three(town, 1), three(town, 2)
    assert punctual["trustworthiness"].share.value == 100
    assert tardy["trustworthiness"].level == "weak"
    for other in ("honesty", "willingness"):
        assert tardy[other].share.value == punctual[other].share.value == 100


def test_item_40_every_matter_of_an_office_counts_however_many_and_is_read_once_a_day(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for late, seat in ((False, 1), (True, 2)):
        for _ in range(5):
            serve(town, late=late, seat=seat)
    whole = [three(town, seat) for seat in (1, 2)]
    assert whole[0]["trustworthiness"].share.among == 10 == whole[1]["trustworthiness"].share.among
    monkeypatch.setattr(qualities, "AT_ONCE", 2)
    assert [three(town, seat) for seat in (1, 2)] == whole
    monkeypatch.setattr(qualities, "_walked", None)  # whoever reads them again fails
    assert [three(town, seat) for seat in (1, 2)] == whole


def test_item_40_whoever_takes_over_a_late_matter_is_not_late(town: Town) -> None:
    for _ in range(5):
        case = report(town, at=moment("2025-11-03", "08:00")).case
        waking.wake(case.pk, moment("2025-11-10", "08:00"))
        post, lurah = town.posts["melati", "petugas-loket", 2], town.by("melati", "lurah")
        leading.reassign(case.pk, post, "Yang memegang sakit", by=lurah, at=moment("2025-11-10", "08:30"))
        taker = town.by("melati", "petugas-loket", 2)
        moving.move_case(case.pk, "handling", by=taker, at=moment("2025-11-10", "09:00"))
    assert three(town, 2)["trustworthiness"].level == "none"


def test_item_40_fewer_than_five_pieces_of_evidence_get_no_value(town: Town) -> None:
    serve(town)
    one = three(town)["trustworthiness"]
    assert one.share.value is None and one.level == "few"


def test_item_40_records_are_drawn_by_lot_and_checked_by_somebody_else(town: Town) -> None:
    for seat in (1, 2):
        for _ in range(4):
            serve(town, seat=seat)
    unit, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    at = moment("2025-11-11", "09:00")
    assert rechecking.draw(unit, by=lurah, at=at, chance=Random(1)) == 5
    assert Check.objects.count() == 5
    assert not Check.objects.filter(person=lurah).exists()
    rows = list(Check.objects.order_by("pk"))
    own = rows[0].person
    with pytest.raises(Refused):
        rechecking.check(rows[0].pk, "right", "", by=own, at=at)
    with pytest.raises(Refused):
        rechecking.check(rows[0].pk, "wrong", "", by=lurah, at=at)  # without what was found
    for row, verdict in zip(rows, ("right", "corrected", "wrong", "unclear", "right"), strict=True):
        rechecking.check(row.pk, verdict, "Jam di buku berbeda dengan rekam.", by=lurah, at=at)
    with pytest.raises(Refused):
        rechecking.check(rows[0].pk, "wrong", "Sekali lagi salah.", by=lurah, at=at)
    assert Bell.objects.filter(name="recheck.done").count() == 5
    told = rechecking.counted({row.person_id for row in rows}, date(2025, 11, 1), LAST)
    # Corrected by oneself before the check is honest; what could not be judged is not counted.
    assert sum(good for good, _n in told.values()) == 3
    assert sum(n for _good, n in told.values()) == 4


def test_item_40_the_pages_of_a_check_keep_what_was_typed_and_stay_in_reach(town: Town) -> None:
    for _ in range(4):
        serve(town)
    lurah = signed_in(town, "melati", "lurah")
    with clock.moved_to(moment("2025-11-11", "09:00")):
        assert lurah.post("/kerja/tiga-sikap/undi/").status_code == 302
        row = Check.objects.order_by("pk")[0]
        address = f"/kerja/tiga-sikap/periksa/{row.pk}/"
        wrong = lurah.post(address, {"verdict": "wrong", "why": "x"})
        assert wrong.status_code == 422 and "checked" in text_of(wrong)
        assert lurah.post(address, {"verdict": "apa", "why": "a" * 5000}).status_code == 422
        assert signed_in(town, "kenanga", "lurah").get(address).status_code == 404
        assert signed_in(town, "melati", "petugas-loket").get(address).status_code == 403
        assert lurah.post(address, {"verdict": "right", "why": ""}).status_code == 302
        assert "cocok" in text_of(lurah.get(address))


def test_item_40_declarations_speak_of_honesty_alone(town: Town) -> None:
    person = town.persons["melati", "petugas-loket", 1]
    declaring.pledge(town.units["melati"], by=person, at=moment("2025-11-03", "08:00"))
    found = three(town)
    assert [one.among for one in found["honesty"].evidence if one.kind.key == "declared"] == [1]
    assert found["trustworthiness"].level == found["willingness"].level == "none"


def test_item_40_visitors_are_counted_only_where_their_figures_may_be_shown(town: Town) -> None:
    person = town.persons["melati", "petugas-loket", 1]
    for n in range(7):
        answered(town, [3] * 9, at=moment(f"2025-10-0{n + 1}", "10:00"), officer=person)
    for n in range(4):
        answered(town, [0] * 9, at=moment(f"2025-11-0{n + 3}", "10:00"), officer=person)
    kept = three(town)["willingness"]
    assert kept.share.value == 100 and kept.share.among == 7
    # Four of November wait, also when November is over; a fifth lets them count, at the month's end.
    assert three(town, last=date(2025, 12, 10))["willingness"].share.among == 7
    answered(town, [0] * 9, at=moment("2025-11-20", "10:00"), officer=person)
    assert three(town)["willingness"].share.among == 7
    assert three(town, last=date(2025, 12, 10))["willingness"].share.among == 12


def test_item_40_ones_own_visitors_beside_the_office_do_not_lay_bare_a_colleagues_few(town: Town) -> None:
    mine, other = (town.persons["melati", "petugas-loket", seat] for seat in (1, 2))
    for n in range(6):
        answered(town, [3] * 9, at=moment(f"2025-10-0{n + 1}", "10:00"), officer=mine)
    for n in range(3):
        answered(town, [0] * 9, at=moment(f"2025-10-0{n + 1}", "11:00"), officer=other)
    # The office's nine are on its page: nine less my six would be the three who saw my colleague.
    assert [one.among for one in three(town)["willingness"].evidence if one.kind.key == "surveyed"] == [0]


def test_item_40_the_head_sees_a_distribution_without_names_and_never_of_fewer_than_five(town: Town) -> None:
    for seat in range(3, 6):
        build_post(town, "melati", "petugas-loket", seat)
    for seat in range(1, 5):
        for _ in range(3):
            serve(town, seat=seat)
    unit = town.units["melati"]
    trust = {one.key: one for one in qualities.of_office(unit, LAST)}["trustworthiness"]
    assert not trust.enough  # four people
    for _ in range(3):
        serve(town, seat=5)
    trust = {one.key: one for one in qualities.of_office(unit, LAST)}["trustworthiness"]
    assert (trust.enough, trust.strong, trust.fair, trust.weak) == (True, 5, 0, 0)
    # One among them who is late stands out in no count: one to four are told as few.
    for _ in range(5):
        serve(town, late=True, seat=5)
    trust = {one.key: one for one in qualities.of_office(unit, LAST)}["trustworthiness"]
    assert (trust.strong, trust.fair, trust.weak) == (None, 0, None)
    lurah = signed_in(town, "melati", "lurah")
    page = text_of(lurah.get("/kerja/tiga-sikap/kantor/"))
    assert town.persons["melati", "petugas-loket", 1].name not in page
    assert lurah.get("/kerja/tiga-sikap/kantor/?kantor=kenanga").status_code == 404
