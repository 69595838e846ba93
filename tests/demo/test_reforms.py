"""The one simulated change that went all the way: through the verbs, labelled, and gone without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from garda import clock
from garda.cases.acting import RESIDENT, Refused
from garda.cases.models import Case, PublishedFlow
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import all_in_force, flow_by_id
from garda.cases.replaying import walk
from garda.demo import forgetting, reforms
from garda.dockets import acknowledging, listing, reporting
from garda.dockets.models import Docket, Report, Urging
from garda.figures.effects import ENOUGH
from garda.figures.reforms import reforms as measured
from garda.rosters.models import Bell
from garda.rules import reading
from garda.rules.models import Article, Rule
from garda.sight import shelves
from garda.trails.reading import broken, lines
from tests.dockets.land import build_land
from tests.office.staff import signed_in, text_of
from tests.town import Town, moment

UNTIL = moment("2025-11-27", "10:15")


@pytest.fixture
def town(db: Any) -> Town:
    return build_land()


def changed(town: Town, count: int = 300) -> Docket:
    """The month's one change."""
    reforms.change(town.city, UNTIL, 7, count)
    return Docket.objects.get(reference="standar-contoh#balai")


def test_item_23_the_simulated_change_walks_the_whole_loop(town: Town) -> None:
    docket = changed(town)
    assert (docket.state, docket.decision, docket.reports, docket.units) == ("closed", "change", 12, 7)
    assert docket.answered == 12 and docket.visitors > 0 and docket.simulated
    said = [line.name for line in lines(town.city, "docket", docket.pk)]
    assert said == [
        "docket.opened", "docket.taken", "docket.decided", "docket.reworded", "docket.renewed",
        "docket.replied", "docket.closed",
    ]  # fmt: skip
    people = acknowledging.acknowledged(docket, UNTIL)
    read = sum(one.at is not None for one in people)
    assert 0 < read < len(people) and Urging.objects.exists()
    new = listing.renewed([docket.pk])[docket.pk]
    before, after = (flow_by_id(one) for one in (new[0].before, new[0].after))
    assert len(before.requirements) == len(after.requirements) + 1
    found = measured(town.city, new, "id")[0]
    assert found.before.times.n >= ENOUGH and found.after.times.n >= ENOUGH and found.effect.enough
    assert [faults for _case, faults in walk(town.city) if faults] == [] and not list(broken(town.city))


def test_a_small_month_says_that_it_has_too_little_to_compare(town: Town) -> None:
    docket = changed(town, 16)
    found = measured(town.city, listing.renewed([docket.pk])[docket.pk], "id")[0]
    assert not found.effect.enough


def test_everything_of_it_says_that_it_is_simulated(town: Town) -> None:
    changed(town)
    for model in (Docket, Report, Case, Bell):
        assert not model._default_manager.filter(simulated=False).exists(), model
    assert not PublishedFlow.objects.filter(key=reforms.SERVICE, simulated=False).exists()
    docket = Docket.objects.get()
    with clock.moved_to(UNTIL):
        for one in (
            "/contoh/perubahan/", f"/contoh/perubahan/{docket.pk}/", "/contoh/aturan/standar-contoh/",
            f"/contoh/layanan/{reforms.SERVICE}/",
        ):  # fmt: skip
            answer = Client().get(one)
            assert answer.status_code == 200 and 'class="simulated"' in text_of(answer), one
        sekda = signed_in(town, "setda", "sekda")
        for one in ("/kerja/berkas-aturan/?urut=selesai", f"/kerja/berkas-aturan/{docket.pk}/",
                    "/kerja/perubahan/", f"/kerja/perubahan/{docket.pk}/"):  # fmt: skip
            answer = sekda.get(one)
            assert answer.status_code == 200 and 'class="simulated"' in text_of(answer), one


def test_it_stands_in_no_list_of_the_city_and_nobody_can_file_under_it(town: Town) -> None:
    offered = {row.key for row in all_in_force(town.city, UNTIL)}
    known = reading.references_known(town.city.key)
    changed(town)
    assert {row.key for row in all_in_force(town.city, UNTIL)} == offered
    assert reading.references_known(town.city.key) == known
    assert "standar-contoh" not in {one.key for one in reading.register(town.city.key, UNTIL.date())}
    assert shelves.find(town.city, "contoh pinjam balai", UNTIL, "id") == [] or all(
        one.service.key != reforms.SERVICE for one in shelves.find(town.city, "pinjam balai", UNTIL, "id")
    )
    with clock.moved_to(UNTIL):
        page = text_of(Client().get(f"/contoh/layanan/{reforms.SERVICE}/"))
        assert "Ajukan sekarang" not in page and "Pengantar RT" not in page
        assert Client().get(f"/contoh/layanan/{reforms.SERVICE}/ajukan/").status_code == 404
        assert reforms.SERVICE not in text_of(Client().get("/contoh/layanan/"))
        assert reforms.SERVICE not in text_of(Client().get("/api/contoh/layanan/"))
    row = PublishedFlow.objects.get(key=reforms.SERVICE, version=2)
    with pytest.raises(Refused, match="contoh dalam data simulasi"):
        open_case(Filing(row, town.units["melati"], {}), by=RESIDENT, at=UNTIL)
    real = reporting.report_rule(
        town.city, None, None, kind="hard", rule="standar-contoh", article="balai", at=UNTIL,
        words="Laporan sungguhan tentang aturan contoh.", source="citizen",
    )  # fmt: skip
    assert real.docket is None


def _typed(**more: str) -> dict[str, str]:
    return {
        "kind": "hard", "basis": "requirement:pengantar|standar-contoh#balai", "service": reforms.SERVICE,
        "words": "Pengantarnya diminta lagi, padahal jadwalnya ada di kantor.", "key": "k" * 24, **more,
    }  # fmt: skip


def test_item_22_a_report_from_within_a_made_up_matter_stays_simulated_and_says_so(town: Town) -> None:
    docket = changed(town)
    case = Case.objects.filter(flow__key=reforms.SERVICE, unit=town.units["melati"]).order_by("pk")[0]
    with clock.moved_to(UNTIL):
        officer = signed_in(town, "melati", "petugas-loket")
        form = "/kerja/lapor-aturan/baru/"
        asked = {"layanan": reforms.SERVICE, "urusan": case.number}
        page = text_of(officer.get(form, asked))
        assert 'class="simulated"' in page and "tidak masuk berkas sungguhan" in page
        assert "standar-contoh#balai" in page  # its own article can be named
        assert "standar-contoh#balai" not in text_of(officer.get(form))
        said = text_of(officer.post(form, _typed(cases=case.number), follow=True))
        assert "tersimpan sebagai contoh" in said
        officer.post(form, _typed(basis="?", key="l" * 24))
        # Without the service, a made-up matter proves nothing.
        alone = officer.post(form, _typed(basis="?", service="", cases=case.number, key="m" * 24))
        assert alone.status_code == 422 and "milik layanan contoh" in text_of(alone)
    assert not Report.objects.filter(simulated=False).exists()
    again = Docket.objects.exclude(pk=docket.pk).get()
    assert (again.reference, again.simulated, again.reports) == ("standar-contoh#balai", True, 1)
    with clock.moved_to(UNTIL):
        sekda = signed_in(town, "setda", "sekda")
        listed = text_of(sekda.get("/kerja/berkas-aturan/pilah/"))
        assert "contoh dalam data simulasi" in listed and 'class="simulated"' in listed
        one = Report.objects.get(docket__isnull=True)
        answer = sekda.post(
            f"/kerja/berkas-aturan/pilah/{one.pk}/", {"basis": "requirement:x|standar-contoh#balai"}
        )
        assert answer.status_code == 302
    one.refresh_from_db()
    assert one.docket == again
    forgetting.forget(town.city)
    assert not Report.objects.exists()


def test_forgetting_leaves_rules_services_and_cases_as_they_were(town: Town) -> None:
    names = (*(model._meta.label for model in (PublishedFlow, Rule, Article, Case, Docket, Report, Urging)),)
    before = {name: list(apps.get_model(name)._default_manager.values()) for name in names}
    changed(town)
    forgetting.forget(town.city)
    assert {name: list(apps.get_model(name)._default_manager.values()) for name in names} == before
    assert not Bell.objects.exists() and not list(broken(town.city))
    docket = changed(town)
    assert docket.state == "closed"


def test_it_is_the_same_each_time(town: Town) -> None:
    def told() -> list[Any]:
        kept = Docket.objects.values_list("visitors", "opened_at", "decided_at", "closed_at", "burden")
        return [*kept, *Case.objects.order_by("opened_at", "pk").values_list("opened_at", "state", "outcome")]

    changed(town)
    first = told()
    forgetting.forget(town.city)
    changed(town)
    assert told() == first
