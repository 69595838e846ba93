"""The checker against texts nobody meant: it always answers in words, never with a traceback."""

from __future__ import annotations

from random import Random
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garda.flow import Unreadable, check, draw_narrow_head, draw_wide, read, route
from garda.flow.language import Flow
from garda.flow.paths import reached_from, sure_move
from tests.flow.samples import COMPLAINT, REQUEST

CALM = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])

WILD = st.text(st.characters(), max_size=40)
BITS = st.sampled_from(
    [
        "[[step]]",
        "[step.move]",
        "[[step.move]]",
        "key = 1",
        'key = "done"',
        "step = []",
        "title = {}",
        'title = { id = "", en = 3 }',
        "within = '1 hari kerja'",
        "review = 07:00:00",
        "x = nan",
        "x = [[], {}]",
        '"" = 1',
        "a.b.c = 1",
        'end = "done"',
        'to = "received"',
        "needs = [1, {}]",
        "choices = [1, {key=2}]",
        "pause = true",
        'by = "clock"',
        "'''",
        '"""',
        "\\",
        "\u202e",
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A sound flow with lines lost, doubled, moved, or with something else in between."""
    lines = draw(st.sampled_from([REQUEST, COMPLAINT])).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines.insert(at, draw(BITS))
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(WILD) + lines[at][cut + draw(st.integers(0, 5)) :]
        lines = lines or [""]
    return "\n".join(lines)


def answers_in_words(text: str) -> None:
    for finding in check(text, "liar.toml"):
        assert finding.words.id
        assert finding.words.en
        assert finding.line is None or 1 <= finding.line <= text.count("\n") + 1
        assert finding.sentence("id") != finding.sentence("en")
    try:
        flow = read(text, "liar.toml")
    except Unreadable as refused:
        assert any(one.grave for one in refused.findings)
        return
    drawn(flow)


def drawn(flow: Flow) -> None:
    """Whatever was read can be drawn."""
    way = route(flow, "id")
    if way.is_wide:
        ElementTree.fromstring(draw_wide(way))
    for place in range(len(way.stations)):
        ElementTree.fromstring(draw_narrow_head(way, place))
    assert way.told


@CALM
@given(st.one_of(st.text(max_size=300), st.lists(BITS, max_size=20).map("\n".join)))
def test_any_text_at_all_is_answered(text: str) -> None:
    answers_in_words(text)


@settings(CALM, max_examples=250)
@given(broken())
def test_a_sound_flow_broken_anywhere_is_answered(text: str) -> None:
    answers_in_words(text)


@st.composite
def woven(draw: st.DrawFn) -> str:
    """A flow of a few steps with moves to anywhere, forward more often than back."""
    count = draw(st.integers(1, 6))
    tidy = draw(st.integers(0, 3)) > 0
    targets = [f"s{at}" for at in range(count)] + ["done", "refused"]
    head = REQUEST[: REQUEST.index("[[step]]")].replace('"received"', '"s0"')
    text = head
    for at in range(count):
        text += (
            f'[[step]]\nkey="s{at}"\ntitle={{id="S{at}",en="S{at}"}}\nshown={{id="a",en="a"}}\n'
            f'desk="loket-{at}"\npost="lurah"\nwithin="10 menit kerja"\nminutes=5\n'
            f"place={draw(st.sampled_from(['back', 'desk', 'pickup', 'field', 'seat']))!r}\n"
        )
        ahead = targets[min(at + 1, count) :]
        for number in range(draw(st.integers(1, 3))):
            to = draw(st.sampled_from(ahead + ahead + targets))
            if tidy and number == 0:
                to = ahead[0]
            guards = draw(
                st.sampled_from(["", "", "", 'guards="not-extended"\n', 'guards="second-person"\n'])
            )
            text += (
                f'[[step.move]]\nkey="m{number}"\nto="{to}"\nlabel={{id="a",en="a"}}\n'
                f'needs=["reason","rule"]\n{guards}'
            )
        if tidy and at == 0:
            text += '[[step.move]]\nto="refused"\nlabel={id="a",en="a"}\nneeds=["reason","rule"]\n'
    for end in ("done", "refused"):
        text += f'[[step]]\nkey="{end}"\ntitle={{id="a",en="a"}}\nshown={{id="a",en="a"}}\nend="{end}"\n'
    return text


@settings(CALM, max_examples=250)
@given(woven(), st.randoms(use_true_random=False))
def test_in_a_flow_without_findings_every_walk_can_reach_an_end(text: str, chance: Random) -> None:
    graves = [one for one in check(text, "anyaman.toml") if one.grave]
    flow = read(text, "anyaman.toml")
    drawn(flow)
    if graves:
        return
    here = flow.start
    for _ in range(12):
        ways = [flow.steps[key] for key in reached_from(flow, here, sure_move)]
        assert any(step.end for step in ways)
        if flow.steps[here].end:
            break
        here = chance.choice(flow.steps[here].moves).to


@CALM
@given(woven())
def test_a_flow_is_refused_exactly_when_some_reachable_step_cannot_end(text: str) -> None:
    flow = read(text, "anyaman.toml")
    stuck = any(
        not any(flow.steps[other].end for other in reached_from(flow, key, sure_move)) for key in flow.steps
    )
    found = [one for one in check(text, "anyaman.toml") if one.grave]
    assert stuck == any("berputar" in one.words.id or "buntu" in one.words.id for one in found)
