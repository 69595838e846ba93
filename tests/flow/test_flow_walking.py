"""The buttons: exactly the moves of the step, for whoever stands before it."""

from __future__ import annotations

from garda.flow import GUARDS, Facts, Flow, moves_from, withheld
from tests.flow.samples import complaint, request


def keys(flow: Flow, step: str, by: str, *posts: str, facts: Facts = Facts()) -> list[str]:  # noqa: B008
    return [move.key for move in moves_from(flow, step, by, posts, facts)]


def test_a_post_has_the_buttons_of_its_step_and_no_other_post_has() -> None:
    flow = request()
    assert keys(flow, "received", "post", "petugas-loket") == ["signing", "waiting"]
    assert keys(flow, "received", "post", "lurah") == []
    assert keys(flow, "received", "post") == []
    assert keys(flow, "signing", "post", "seklur", "camat") == ["pickup", "refused"]


def test_resident_and_clock_have_only_their_own() -> None:
    flow = request()
    assert keys(flow, "waiting", "resident") == ["received"]
    assert keys(flow, "waiting", "clock") == ["lapsed"]
    assert keys(flow, "waiting", "post", "petugas-loket") == []


def test_an_end_and_an_unknown_step_have_no_moves() -> None:
    flow = request()
    assert keys(flow, "done", "post", "lurah") == []
    assert keys(flow, "nowhere", "resident") == []


def test_a_guard_that_does_not_hold_takes_the_button_away_and_says_why() -> None:
    flow = complaint()
    limbs = Facts(limbs=2, open_limbs=1, proofs=1)
    assert keys(flow, "work", "post", "penghubung", facts=limbs) == []
    (why,) = withheld(flow.steps["work"].moves[0], limbs)
    assert "unit lain" in why.id
    assert keys(flow, "work", "post", "penghubung", facts=Facts(limbs=2, proofs=1)) == ["verdict"]
    assert keys(flow, "verdict", "resident", facts=Facts(contests=1)) == ["done"]


def test_the_person_who_checked_does_not_also_sign() -> None:
    flow = request()
    assert keys(flow, "signing", "post", "seklur", facts=Facts(acted=True)) == ["refused"]


def test_every_guard_holds_for_some_facts_and_fails_for_others() -> None:
    fresh = Facts()
    spent = Facts(limbs=1, open_limbs=1, proofs=0, missing=1, acted=True, extended=True, contests=1)
    good = Facts(limbs=1, proofs=1, letter_signed=True)
    for name, guard in GUARDS.items():
        assert guard.test(good), name
        assert not guard.test(spent) or not guard.test(fresh), name
        assert guard.words.id
        assert guard.words.en
