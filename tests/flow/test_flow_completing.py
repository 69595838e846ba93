"""The fourteen components of a standard: what a flow states, and what each missing one takes away."""

from __future__ import annotations

import re

import pytest

from garda import flow, shelf
from garda.flow import completeness, components, read, rests, touched
from garda.flow.completing import ALL, AT_THE_COUNTER, ORDER
from tests.flow.samples import REQUEST

WHOLE = REQUEST if "fee " in REQUEST else REQUEST.replace("start ", "fee = 0\nstart ", 1)


def stated(text: str) -> set[str]:
    return {one.key for one in components(read(text, "kebun.toml")) if one.stated}


def test_a_whole_standard_states_fourteen_in_order() -> None:
    found = components(read(WHOLE, "kebun.toml"))
    assert [one.place for one in found] == list(range(1, 15))
    assert tuple(one.key for one in found) == ORDER
    assert all(one.stated for one in found)
    assert ORDER[:AT_THE_COUNTER][-1] == "complaints"


def test_item_74_a_standard_missing_its_fee_lowers_exactly_one_of_fourteen() -> None:
    without = re.sub(r"^fee +=.*\n", "", WHOLE, count=1, flags=re.MULTILINE)
    assert without != WHOLE
    assert stated(WHOLE) - stated(without) == {"fee"}
    before, after = (completeness([read(text, "kebun.toml")]) for text in (WHOLE, without))
    assert (before.asked, before.stated - after.stated) == (ALL, 1)
    # The service goes on: nothing is asked of the resident, and nothing forbids publishing.
    assert read(without, "kebun.toml").fee == 0
    assert not any(one.grave for one in flow.check(without, "kebun.toml"))


def test_a_fee_above_nothing_is_whole_only_with_its_rule() -> None:
    dear = re.sub(r"^fee +=.*\n", "fee = 5000\n", WHOLE, count=1, flags=re.MULTILINE)
    assert "fee" not in stated(dear)
    assert "fee" in stated(dear.replace("fee = 5000", 'fee = 5000\nfee_rests_on = "perda-1-2024#3"'))


@pytest.mark.parametrize("key", ["facilities", "complaints", "evaluation", "safety"])
def test_item_74_each_component_in_words_is_one_of_fourteen(key: str) -> None:
    without = re.sub(rf"^{key} +=.*\n", "", WHOLE, count=1, flags=re.MULTILINE)
    assert stated(WHOLE) - stated(without) == {key}


def test_item_74_every_service_of_the_shelf_states_its_fee() -> None:
    for file in sorted(shelf.folder("flows").glob("*.toml")):
        found = {one.key: one.stated for one in components(read(file.read_text("utf-8"), file.name))}
        assert found["fee"], file.name
        assert found["requirements"], file.name


def test_item_21_a_requirement_without_a_rule_or_an_article_is_reported() -> None:
    place = re.search(r'rests_on *= *"([^"]*#[^"]*)"', WHOLE)
    assert place
    bare = WHOLE.replace(place.group(0), f'rests_on = "{place.group(1).partition("#")[0]}"')
    none = WHOLE.replace(place.group(0), "")
    advice = [one for one in flow.check(bare, "kebun.toml") if "tanpa pasalnya" in one.words.id]
    assert advice
    assert not any(one.grave for one in advice)
    assert any(one.grave and "dasar aturan" in one.words.id for one in flow.check(none, "kebun.toml"))


def test_item_21_an_article_is_felt_where_what_rests_on_it_is_checked() -> None:
    text = shelf.folder("flows", "domisili.toml").read_text("utf-8")
    read_flow = read(text, "domisili.toml")
    wanted = next(one for one in rests(read_flow) if one.what == "requirement")
    found = touched(read_flow, wanted.rule, wanted.article)
    assert wanted in found
    assert all(set(one.steps) <= set(read_flow.steps) and one.steps for one in found)
    assert touched(read_flow, wanted.rule, "pasal-lain") == tuple(
        one for one in rests(read_flow) if one.reference == wanted.rule
    )


def test_item_21_a_step_may_rest_on_a_rule_of_its_own() -> None:
    step = re.search(r'\[\[step\]\]\nkey *= *"([^"]+)"', WHOLE)
    assert step
    own = WHOLE.replace(step.group(0), step.group(0) + '\nrests_on = "uu-1-2020#7"')
    (found,) = touched(read(own, "kebun.toml"), "uu-1-2020", "7")
    assert (found.what, found.steps) == ("step", (step.group(1),))
    known = flow.Known(rules=frozenset(one.reference for one in rests(read(WHOLE, "k"))))
    assert any("uu-1-2020" in one.words.id for one in flow.check(own, "kebun.toml", known) if one.grave)
