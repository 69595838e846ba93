"""A stranger at the dockets: what should not be possible, tried."""

from __future__ import annotations

from typing import Any

import pytest

from garda import shelf
from garda.cases import publishing, resealing
from garda.cases.acting import Refused
from garda.demo import forgetting
from garda.dockets import acknowledging, counting, deciding, renewing, replying, reporting, sorting
from garda.dockets.models import Docket, FromUnit, Report
from garda.rules import keeping
from garda.rules.keeping import RulePlan
from garda.trails.models import Line
from garda.trails.reading import broken, last_seq
from tests.dockets.land import (
    ARTICLE,
    WORDS,
    build_land,
    decide,
    decider,
    new_version,
    officer,
    send,
    send_twelve,
    shorter_text,
)
from tests.town import Town, build_town, moment

NOW = moment("2025-11-11")


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def test_another_citys_docket_version_and_report_cannot_be_touched(town: Town) -> None:
    send(town)
    lost = send(town, reference="#")
    docket = decide(town)
    other = build_town(key="lain")
    theirs = publishing.publish(other.city, shorter_text(), at=moment("2025-11-10"))
    with pytest.raises(Refused):
        renewing.renew(town.city, docket.pk, theirs.pk, at=NOW, **decider(town))
    with pytest.raises(Docket.DoesNotExist):
        replying.reply(other.city, docket.pk, "Jawaban dari kota lain.", at=NOW, **decider(other))
    with pytest.raises(Report.DoesNotExist):
        sorting.sort(other.city, lost.id, "uu-25-2009#21", at=NOW, **decider(other))


def test_a_reply_reaches_only_reports_of_its_own_docket(town: Town) -> None:
    send(town)
    stray = send(town, reference="uu-25-2009#21")
    docket = Docket.objects.get(reference=ARTICLE)
    deciding.decide(town.city, docket.pk, "keep", "Aturannya tetap begitu.", at=NOW, **decider(town))
    with pytest.raises(Refused, match="Semua pelapor sudah dijawab"):
        replying.reply(town.city, docket.pk, "Jawaban.......", to=[stray.id], at=NOW, **decider(town))
    assert Report.objects.get(pk=stray.id).replied_at is None


def test_a_withdrawn_or_foreign_flow_is_no_change(town: Town) -> None:
    send(town)
    docket, flow = decide(town), new_version(town)
    publishing.withdraw_flow(flow, at=NOW)
    assert renewing.versions(docket, "id") == []
    with pytest.raises(Refused):
        renewing.renew(town.city, docket.pk, flow.pk, at=NOW, **decider(town))


def test_nothing_can_be_linked_to_a_docket_that_keeps_its_article(town: Town) -> None:
    send(town)
    docket, flow = decide(town, "keep"), new_version(town)
    with pytest.raises(Refused, match="bukan mengubah"):
        renewing.renew(town.city, docket.pk, flow.pk, at=NOW, **decider(town))


def test_whoever_looks_after_the_rule_is_asked_when_they_can_decide(town: Town) -> None:
    plan = RulePlan(
        key="standar-pelayanan", kind="standar", issuer="Kota Contoh", about_id="a", about_en="a", owner="pu"
    )
    keeping.keep_rule(town.city.key, plan, fresh=False)
    assert reporting.deciding_unit(town.city, ARTICLE) == town.units["pu"]
    keeping.keep_rule(
        town.city.key, RulePlan(**{**plan.__dict__, "owner": "melati"}), fresh=False
    )  # a ward cannot decide about an article of the city
    assert reporting.deciding_unit(town.city, ARTICLE) == town.units["setda"]


def test_a_closed_docket_stays_and_the_next_report_begins_another(town: Town) -> None:
    send(town)
    docket = decide(town, "keep")
    replying.reply(town.city, docket.pk, "Aturannya tetap begitu.", at=NOW, **decider(town))
    deciding.close(town.city, docket.pk, at=NOW, **decider(town))
    assert send(town, "kenanga", at=NOW).docket != docket.pk
    for act in (deciding.take, deciding.reconsider, deciding.close):
        with pytest.raises(Refused):
            act(town.city, docket.pk, at=NOW, **decider(town))


def test_a_demonstration_is_forgotten_and_what_is_real_stays(town: Town) -> None:
    send(town, form_key="echt")
    send_twelve(town, simulated=True)
    send(town, reference="#", simulated=True)
    made_up = Docket.objects.get(simulated=True)
    deciding.decide(town.city, made_up.pk, "keep", "Aturannya tetap begitu.", at=NOW, **decider(town))
    replying.reply(town.city, made_up.pk, "Aturannya tetap begitu.", at=NOW, **decider(town))
    forgetting.forget(town.city)
    assert list(Report.objects.values_list("form_key", flat=True)) == ["echt"]
    assert Docket.objects.get().simulated is False and FromUnit.objects.count() == 1
    assert not Line.objects.filter(simulated=True).exists() and not list(broken(town.city))


def test_every_seal_is_found_when_keys_are_changed(town: Town) -> None:
    send(town, proposal="Cukup kartu keluarga.")
    assert resealing.sealed_in("dockets") == 2
    assert len(list(resealing.of_room("dockets"))) == 2


def test_minutes_and_kinds_are_counted_when_a_report_is_sorted_later(town: Town) -> None:
    send(town, burden=10)
    late = send(town, "kenanga", reference="#", burden=30, kind="perfect")
    sorting.sort(town.city, late.id, ARTICLE, at=NOW, **decider(town))
    before = Docket.objects.values().get()
    assert (before["burden"], before["burdened"], before["perfect"]) == (40, 2, 1)
    counting.recount(town.city)
    assert Docket.objects.values().get() == before


def test_a_reporters_words_stand_nowhere_in_the_clear(town: Town) -> None:
    send(town, proposal="Cukup kartu keluarga.")
    rows = str(list(Report.objects.values())) + str(list(Line.objects.values()))
    assert WORDS not in rows and "kartu keluarga" not in rows
    assert officer(town, "melati").name not in str(list(Line.objects.values("facts")))


def test_whoever_works_on_a_docket_is_not_overtaken_by_its_readers_nor_by_reports(town: Town) -> None:
    send(town)
    docket, flow = decide(town), new_version(town)
    renewing.renew(town.city, docket.pk, flow.pk, at=NOW, **decider(town))
    seen = last_seq(town.city, "docket", docket.pk)
    acknowledging.acknowledge(town.city, docket.pk, by=officer(town, "melati"), post=None, at=NOW)
    send(town, "kenanga", at=NOW)
    answered = replying.reply(town.city, docket.pk, "Sudah kami ubah.", at=NOW, seen=seen, **decider(town))
    assert answered == 2


def test_item_23_a_version_can_be_linked_however_much_else_was_published_meanwhile(town: Town) -> None:
    send(town)
    docket = decide(town)
    other = shelf.folder("flows", "aspirasi.toml").read_text("utf-8")
    for n in range(52):
        publishing.publish(town.city, f"{other}\n# {n}\n", at=moment("2025-11-10", f"08:{n:02d}"))
    fresh = new_version(town, at=moment("2025-11-10", "09:00"))
    assert [one.id for one in renewing.versions(docket, "id")] == [fresh.pk]
    renewing.renew(town.city, docket.pk, fresh.pk, at=NOW, **decider(town))
