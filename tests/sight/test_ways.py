"""The strip of a matter: what is solid has happened, what is dotted is still to come, a wait is no end."""

from __future__ import annotations

import re
from random import Random

import pytest

from garda import clock, shelf
from garda.cases import moving, residents
from garda.flow import Flow, read
from garda.sight.ways import DRAWN, both_sides
from tests.office.staff import signed_in, text_of
from tests.town import Town, ask_letter, build_town, moment

FLOWS = sorted(shelf.folder("flows").glob("*.toml"))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_wherever_a_matter_went_its_way_still_leads_to_the_good_end(path: object) -> None:
    flow = read(path.read_text("utf-8"), path.name)  # type: ignore[attr-defined]
    dice = Random(path.stem)  # type: ignore[attr-defined]
    for _ in range(60):
        stood = _walk(flow, dice)
        for steps in range(1, len(stood) + 1):
            behind, ahead = both_sides(flow, stood[:steps])
            here = flow.steps[stood[steps - 1]]
            assert len({*behind, *ahead}) == len(behind) + len(ahead), "no station stands twice"
            if here.end:
                assert not ahead
            else:
                assert ahead and flow.steps[ahead[-1]].end == "done", (stood[:steps], behind, ahead)


def _walk(flow: Flow, dice: Random) -> list[str]:
    stood = [flow.start]
    while len(stood) < 12 and flow.steps[stood[-1]].moves:
        stood.append(dice.choice(flow.steps[stood[-1]].moves).to)
    return stood


def test_what_is_gone_through_once_more_is_not_behind() -> None:
    flow = read((shelf.folder("flows") / "sktm.toml").read_text("utf-8"), "sktm.toml")
    cases = {
        "received": (["received"], ["checking", "signing", "pickup", "done"]),
        "received waiting": (["received"], ["checking", "signing", "pickup", "done"]),
        "received checking waiting": (["received"], ["checking", "signing", "pickup", "done"]),
        "received waiting received checking": (["received", "checking"], ["signing", "pickup", "done"]),
        "received checking signing checking": (["received", "checking"], ["signing", "pickup", "done"]),
        "received checking signing pickup": (["received", "checking", "signing", "pickup"], ["done"]),
    }
    for stood, (behind, ahead) in cases.items():
        assert both_sides(flow, stood.split()) == (behind, ahead), stood


def test_a_matter_that_waits_for_its_resident_says_where_and_what_still_follows(db: None) -> None:
    town: Town = build_town()
    with clock.moved_to(moment(time="09:30")):
        case = ask_letter(town).case
        words = {"reason": "Fotonya tidak terbaca", "missing": ("foto-rumah",)}
        loket = town.by("melati", "petugas-loket")
        moving.move_case(case.pk, "waiting", by=loket, at=moment(), words=words)
        page = text_of(signed_in(town, "melati", "petugas-loket").get(f"/kerja/urusan/{case.number}/"))
        assert "Langkah 1 dari 5, jam berhenti:" in page
        strip = page[page.index('<ol class="strip">') :]
        states = re.findall(r'<li class="(\w+)"', strip[: strip.index("</ol>")])
        assert states == ["paused", "next", "next", "next", "next"] and len(states) <= DRAWN
        residents.answer(case.pk, "Ini fotonya", at=moment(time="09:20"), handed=[])
        page = text_of(signed_in(town, "melati", "petugas-loket").get(f"/kerja/urusan/{case.number}/"))
        assert "Langkah 1 dari 5:" in page and "jam berhenti:" not in page
