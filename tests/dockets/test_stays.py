"""A change closes only when each service that rests on the article has a new version, or a reason not to."""

from __future__ import annotations

from typing import Any

import pytest

from garda import shelf
from garda.cases import publishing
from garda.cases.acting import Refused
from garda.dockets import deciding, listing, renewing, replying
from garda.dockets.models import Docket, Stay
from garda.trails import reading
from tests.dockets.land import build_land, decide, decider, new_version, new_wording, send
from tests.town import Town, moment

LATER = moment("2025-11-11")
WHY = "Keringanan memakai surat yang sama; tidak ada syarat sendiri yang berubah."


@pytest.fixture
def town(db: Any) -> Town:
    """Two services rest on the one article."""
    town = build_land()
    text = shelf.folder("flows", "sktm.toml").read_text("utf-8")
    text = text.replace('key      = "sktm"', 'key      = "keringanan"', 1)
    text = text.replace(
        'title    = { id = "Surat Keterangan Tidak Mampu (SKTM)"', 'title    = { id = "Keringanan"', 1
    )
    publishing.publish(town.city, text, at=moment("2025-10-01"))
    return town


def all_but_the_second(town: Town) -> Docket:
    """Decided, answered, the new wording and one of two new versions linked."""
    send(town)
    docket = decide(town)
    replying.reply(town.city, docket.pk, "Mulai hari ini tidak diminta lagi.", at=LATER, **decider(town))
    renewing.reword(town.city, docket.pk, new_wording(town), at=LATER, **decider(town))
    renewing.renew(town.city, docket.pk, new_version(town).pk, at=LATER, **decider(town))
    return docket


def test_item_23_a_docket_does_not_close_while_a_second_service_runs_its_old_version(town: Town) -> None:
    docket = all_but_the_second(town)
    with pytest.raises(Refused, match=r"Versi layanan yang baru belum ditautkan: Keringanan\."):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    docket.refresh_from_db()
    assert docket.state == "decided"


def test_item_23_a_reason_why_its_flow_stays_opens_the_way_and_leaves_a_line(town: Town) -> None:
    docket = all_but_the_second(town)
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    line = next(one for one in reading.lines(town.city, "docket", docket.pk) if one.name == "docket.stayed")
    assert line.facts == {"services": ["keringanan"]} and line.by == decider(town)["by"]
    assert not list(reading.broken(town.city))
    told = listing.stayed(town.city, [docket.pk], LATER, "id")[docket.pk]
    assert [(one.title, one.reason) for one in told] == [("Keringanan", WHY)]


def test_item_23_no_reason_and_no_such_service_are_refused(town: Town) -> None:
    docket = all_but_the_second(town)
    for keys, why, field in (
        (["keringanan"], "ya", "reason"), (["pengaduan"], WHY, "services"), (["sktm"], WHY, "services"),
        ([], WHY, "services"), (["keringanan", "\0"], WHY, "services"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            renewing.stay(town.city, docket.pk, keys, why, at=LATER, **decider(town))
        assert refused.value.field == field, keys
    assert not Stay.objects.exists()


def test_item_23_a_reason_given_by_mistake_is_taken_back_while_the_docket_is_open(town: Town) -> None:
    docket = all_but_the_second(town)
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    with pytest.raises(Refused, match="tidak ada yang ditarik"):
        renewing.unstay(town.city, docket.pk, "keringanan\0", at=LATER, **decider(town))
    renewing.unstay(town.city, docket.pk, "keringanan", at=LATER, **decider(town))
    assert not Stay.objects.exists()
    for nothing in ("keringanan", "sktm", "\0"):
        with pytest.raises(Refused, match="tidak ada yang ditarik"):
            renewing.unstay(town.city, docket.pk, nothing, at=LATER, **decider(town))
    with pytest.raises(Refused, match="Keringanan"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    said = [one.name for one in reading.lines(town.city, "docket", docket.pk)]
    assert said[-2:] == ["docket.stayed", "docket.unstayed"] and not list(reading.broken(town.city))
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    deciding.close(town.city, docket.pk, at=LATER, **decider(town))
    with pytest.raises(Refused, match="tidak bisa pada keadaan"):
        renewing.unstay(town.city, docket.pk, "keringanan", at=LATER, **decider(town))


def test_item_23_a_decision_is_taken_back_once_its_reasons_are(town: Town) -> None:
    send(town)
    docket = decide(town)
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    with pytest.raises(Refused, match="sudah dijalankan"):
        deciding.reconsider(town.city, docket.pk, at=LATER, **decider(town))
    renewing.unstay(town.city, docket.pk, "keringanan", at=LATER, **decider(town))
    deciding.reconsider(town.city, docket.pk, at=LATER, **decider(town))
    docket.refresh_from_db()
    assert docket.state == "taken"


def test_said_again_the_later_reason_counts_and_a_new_version_replaces_it(town: Town) -> None:
    docket = all_but_the_second(town)
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    renewing.stay(town.city, docket.pk, ["keringanan"], f"Betul: {WHY}", at=LATER, **decider(town))
    assert Stay.objects.get().reason.startswith("Betul")
    text = publishing.version_of(publishing.in_force(town.city, "keringanan", LATER).pk).text  # type: ignore[union-attr]
    newer = publishing.publish(
        town.city, text.replace('{ id = "Keringanan"', '{ id = "Keringanan biaya"'), at=LATER
    )
    renewing.renew(town.city, docket.pk, newer.pk, at=LATER, **decider(town))
    assert not Stay.objects.exists()
    deciding.close(town.city, docket.pk, at=LATER, **decider(town))


def test_a_service_that_comes_to_rest_on_the_article_later_is_asked_for_too(town: Town) -> None:
    docket = all_but_the_second(town)
    renewing.stay(town.city, docket.pk, ["keringanan"], WHY, at=LATER, **decider(town))
    text = shelf.folder("flows", "domisili.toml").read_text("utf-8")
    text = text.replace('rests_on = ["standar-pelayanan#domisili"', 'rests_on = ["standar-pelayanan#sktm"', 1)
    publishing.publish(town.city, text, at=LATER)
    with pytest.raises(Refused, match="Surat Keterangan Domisili"):
        deciding.close(town.city, docket.pk, at=LATER, **decider(town))
