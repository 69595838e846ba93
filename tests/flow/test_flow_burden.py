"""What a flow asks of a resident, and how far it can be used without coming."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garda.flow.burden import Burden, burden, parts
from garda.flow.digital import STAGES, level, stages
from tests.flow.samples import complaint, request

PAPER = """[[requirement]]
key      = "ktp"
"""
TWO = (PAPER, PAPER.replace('"ktp"', '"kk"') + """title    = { id = "KK", en = "Family card" }
rests_on = "perda-kebun#3"

[[requirement]]
key      = "ktp"
""")  # fmt: skip


def test_item_10_removing_one_document_lowers_the_burden_by_exactly_that_document() -> None:
    flow = request(TWO)
    whole = burden(flow)
    assert whole == Burden(documents=2, desks=2, visits=1, minutes=20, offices=1, cost=0, untimed=0)
    for one in flow.requirements:
        without = burden(flow, {f"berkas:{one.key}"})
        assert without == replace(whole, documents=whole.documents - 1)
        assert whole.asks - without.asks == 1


@given(chosen=st.sets(st.sampled_from([one.name for one in parts(request(TWO))])))
def test_item_10_whatever_is_left_out_lowers_the_burden_by_itself_and_nothing_else(chosen: set[str]) -> None:
    flow = request(TWO)
    whole, rest = burden(flow), burden(flow, chosen)
    papers = {name for name in chosen if name.startswith("berkas:")}
    steps = [flow.steps[name.removeprefix("langkah:")] for name in chosen - papers]
    assert whole.documents - rest.documents == len(papers)
    assert whole.minutes - rest.minutes == sum(one.minutes or 0 for one in steps)
    assert whole.desks - rest.desks == sum(one.place in ("desk", "pickup") for one in steps)
    assert (whole.visits, whole.cost) == (rest.visits, rest.cost)


def test_an_optional_paper_is_no_burden_and_who_need_not_come_stands_at_no_desk() -> None:
    assert burden(request(("upload   = true", "optional = true"))).documents == 0
    home = burden(request(("visits   = 1", "visits   = 0")))
    assert (home.visits, home.desks, home.offices) == (0, 0, 0)
    assert home.minutes == 20


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ((), 3),
        ((("upload   = true", "upload   = false"),), 2),
        ((("visits   = 1", "visits   = 0"),), 4),
    ],
)
def test_item_52_the_level_is_computed_from_the_flow(
    changes: tuple[tuple[str, str], ...], reached: int
) -> None:
    flow = request(*changes)
    assert level(flow) == reached
    assert tuple(stages(flow)) == STAGES


def test_item_52_a_stage_without_those_below_it_does_not_count() -> None:
    flow = replace(request(("visits   = 1", "visits   = 0")), fields=())
    assert stages(flow)["delivery"]
    assert level(flow) == 1
    assert level(complaint()) == 4
