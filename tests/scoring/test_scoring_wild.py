"""The checker against texts nobody meant: it always answers in words, and what it passes can be scored."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garda.scoring import Asked, Tally, Unreadable, check, measure, range_of, read, shares, weigh
from garda.scoring.language import ASKING, Instrument
from tests.scoring.samples import GARDEN, TREE
from tests.scoring.shelves import NAMES, text_of

CALM = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])

BITS = st.sampled_from(
    [
        "[[element]]",
        "[[band]]",
        "[[part]]",
        "[part]",
        "element = []",
        "key = 1",
        'weight = "1/0"',
        "weight = 1e9",
        "weight = nan",
        "least = 0",
        "whole = 0",
        "out_of = 0",
        "decimals = 900",
        'under = "roots"',
        "point = [1, {}]",
        "labels = [{}, 3]",
        'formula = "gap"',
        'formula = "shares"',
        'formula = "two-axes"',
        "'''",
        "\\",
        "\u202e",
    ]
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A sound instrument with lines lost, doubled, moved, or with something else in between."""
    texts = [GARDEN, TREE, text_of(draw(st.sampled_from(NAMES)))]
    lines = draw(st.sampled_from(texts)).split("\n")
    for _ in range(draw(st.integers(1, 5))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines.insert(at, draw(BITS))
            case _:
                lines[at], lines[other] = lines[other], lines[at]
        lines = lines or [""]
    return "\n".join(lines)


def scored(instrument: Instrument) -> None:
    """What was read is scored without a traceback."""
    range_of(instrument)
    if instrument.formula in ASKING:
        tally = Tally(instrument)
        firsts = [
            0 if scale and scale.points else None for scale in map(instrument.scale, _scales(instrument))
        ]
        tally.add(firsts, 9)
        measure(tally, Asked(population=9, invited=12))
    elif instrument.formula == "shares":
        shares(instrument, {element.key: (3, 9) for element in instrument.elements})
    elif instrument.formula == "weighted-tree":
        weigh(instrument, {})


def _scales(instrument: Instrument) -> list[str | None]:
    return [element.scale for element in instrument.elements]


def answered(text: str) -> None:
    findings = check(text, "liar.toml")
    for finding in findings:
        assert finding.words.id
        assert finding.words.en
        assert finding.line is None or 1 <= finding.line <= text.count("\n") + 1
        assert finding.sentence("id") != finding.sentence("en")
    try:
        instrument = read(text, "liar.toml")
    except Unreadable:
        assert any(one.grave for one in findings)
        return
    scored(instrument)


@CALM
@given(st.one_of(st.text(max_size=300), st.lists(BITS, max_size=20).map("\n".join)))
def test_any_text_at_all_is_answered(text: str) -> None:
    answered(text)


@CALM
@given(broken())
def test_a_sound_instrument_broken_anywhere_is_answered(text: str) -> None:
    answered(text)
