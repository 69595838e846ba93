"""The team page: a goal with tasks, help between colleagues, the load of each."""

from __future__ import annotations

from typing import Any

import pytest

from garda import clock
from garda.rosters import helping
from garda.rosters.models import Goal, Task
from tests.office.staff import signed_in, text_of
from tests.town import Town, build_town, moment


@pytest.fixture
def town(db: None) -> Any:
    """The town on a Tuesday."""
    with clock.moved_to(moment()):
        yield build_town()


def test_item_30_goal_task_late_help_thanks_and_load_in_the_browser(town: Town) -> None:
    seklur = signed_in(town, "melati", "seklur")
    wrong = seklur.post("/kerja/tim/tujuan/", {"title": "Arsip rapi", "due": "kemarin"})
    assert wrong.status_code == 422 and "Arsip rapi" in text_of(wrong)
    seklur.post("/kerja/tim/tujuan/", {"title": "Arsip rapi", "due": "28/11/2025"})
    goal, who = Goal.objects.get(), town.persons["melati", "petugas-loket", 1]
    typed = {"goal": goal.pk, "title": "Sortir 2024", "person": who.pk, "due": "5/11/2025"}
    other = signed_in(town, "melati", "petugas-loket", 2)
    assert other.post("/kerja/tim/tugas/", typed).status_code == 422
    assert seklur.post("/kerja/tim/tugas/", typed).status_code == 302
    task = Task.objects.get()
    with clock.moved_to(moment("2025-11-06")):
        helping.ask_for_overdue(moment("2025-11-06"))
        page = text_of(other.get("/kerja/tim/"))
        assert "1 tugas terlambat minta bantuan tim" in page and "0 dari 1 tugas selesai" in page
        assert "Sortir 2024" in text_of(other.get("/kerja/kabar/"))
        assert other.post(f"/kerja/tim/tugas/{task.pk}/bantu/").status_code == 302
        holder = signed_in(town, "melati", "petugas-loket", 1)
        holder.post(f"/kerja/tim/tugas/{task.pk}/selesai/")
        holder.post(f"/kerja/tim/tugas/{task.pk}/terima-kasih/")
        page = text_of(holder.get("/kerja/tim/"))
        assert "1 dari 1 tugas selesai" in page and "sudah diberi terima kasih" in page
        assert holder.post(f"/kerja/tim/tujuan/{goal.pk}/tutup/").status_code == 403
        assert seklur.post(f"/kerja/tim/tujuan/{goal.pk}/tutup/").status_code == 302


def test_strangers_and_other_offices_do_not_act_in_a_team(town: Town) -> None:
    head = town.persons["melati", "lurah", 1]
    goal = helping.add_goal(town.units["melati"], "Arsip", moment("2025-11-28").date(), by=head, at=moment())
    task = helping.add_task(
        town.units["melati"], goal, "Sortir", head, moment("2025-11-28").date(), by=head, at=moment()
    )
    stranger = signed_in(town, "kenanga", "seklur")
    assert stranger.post(f"/kerja/tim/tugas/{task}/bantu/?kantor=melati").status_code == 404
    assert stranger.post(f"/kerja/tim/tugas/{task}/bantu/").status_code == 422
    assert stranger.post(f"/kerja/tim/tugas/{task}/apa/").status_code == 404
    camat = signed_in(town, "kec-taman", "camat")
    assert "Arsip" in text_of(camat.get("/kerja/tim/?kantor=melati"))
    assert camat.post(f"/kerja/tim/tugas/{task}/bantu/?kantor=melati").status_code == 404
