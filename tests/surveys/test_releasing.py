"""No two results of all that may be shown, added, subtracted or multiplied, speak of one to four people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from garda import shelf
from garda.scoring import Tally, showable
from garda.scoring import read as read_instrument
from garda.surveys import dividing, releasing, separating
from garda.surveys.periods import decided_by, latest, month_at, out_on, quarter_at, read, year_at
from garda.surveys.releasing import ALL, Cell, Name, Released

MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4)]


def made_up(rng: Random, months: list[date]) -> dict[Cell, int]:
    """A few offices and services with few sheets each, some of them marked."""
    counts: dict[Cell, int] = {}
    for unit in range(1, rng.randint(2, 5)):
        for place in range(rng.randint(1, 4)):
            for month in months:
                for marks in ("", rng.choice(("f", "x", "a"))):
                    n = int(rng.expovariate(1 / rng.choice((1, 3, 8)))) if marks == "" else rng.randint(0, 2)
                    if n:
                        counts[Cell(unit, f"s{place}", month, marks)] = n
    return counts


def everything_shown(
    counts: dict[Cell, int], months: list[date], *, within: bool = False
) -> list[tuple[object, list[Cell]]]:
    """Each figure that would be shown, with the finest cells it rests on."""
    shown = releasing._judged((releasing._items(counts),), tuple(months), within)
    groups: list[tuple[object, list[Cell]]] = [
        (
            name,
            [
                cell
                for cell in counts
                if releasing._is_in((cell.unit, cell.marks, cell.month), name.unit, name.period, name.until,
                                    name.sheets)
            ],
        )
        for name in sorted(shown.names, key=str)
    ]  # fmt: skip
    blocks = [(one, [cell for cell in counts if one.holds(cell.service, cell.month)]) for one in shown.blocks]
    shares = [
        (one, [cell for cell in counts if one.holds(cell.unit, cell.service, cell.month)])
        for one in shown.shares
    ]
    return [*groups, *blocks, *shares]


@pytest.mark.parametrize("seed", range(150))
def test_item_79_all_that_is_shown_is_safe_together_by_the_rule_of_scoring(seed: int) -> None:
    rng = Random(seed)
    months = MONTHS[: rng.randint(1, 3)]
    counts = made_up(rng, months)
    groups = everything_shown(counts, months)
    assert showable(groups, counts) == {name for name, _cells in groups}


@pytest.mark.parametrize("seed", range(250))
def test_item_79_services_within_an_office_are_safe_beside_all_the_rest(seed: int) -> None:
    rng = Random(1000 + seed)
    months = MONTHS[: rng.randint(1, 4)]
    counts = made_up(rng, months)
    groups = everything_shown(counts, months, within=True)
    assert showable(groups, counts) == {name for name, _cells in groups}


def test_item_79_services_within_an_office_are_shown_in_most_towns_of_some_size() -> None:
    found = 0
    for seed in range(40):
        rng = Random(seed)
        counts = made_up(rng, MONTHS)
        found += any(
            isinstance(name, dividing.Share) for name, _cells in everything_shown(counts, MONTHS, within=True)
        )
    assert found > 20


def test_item_79_enough_answers_everywhere_show_everything() -> None:
    counts = {
        Cell(unit, service, month, ""): 6
        for unit in (1, 2, 3)
        for service in ("a", "b")
        for month in MONTHS[:2]
    }
    shown = releasing._judged((releasing._items(counts),), tuple(MONTHS[:2]))
    assert Name(2, month_at(MONTHS[0]), MONTHS[0], ALL) in shown.names
    assert Name(None, year_at(MONTHS[0]), MONTHS[1], ALL) in shown.names
    assert shown.block_months("a", MONTHS[:2]) == tuple(MONTHS[:2])


def test_item_79_one_small_office_hides_another_or_the_whole_minus_the_rest_would_name_it() -> None:
    counts = {Cell(1, "", MONTHS[0], ""): 20, Cell(2, "", MONTHS[0], ""): 20, Cell(3, "", MONTHS[0], ""): 2}
    shown = releasing._judged((releasing._items(counts),), (MONTHS[0],))
    alone = {name.unit for name in shown.names if name.sheets == ALL and name.period == month_at(MONTHS[0])}
    assert None in alone
    assert 3 not in alone
    assert len(alone & {1, 2}) == 1


def test_item_79_what_was_shown_in_spring_counts_in_autumn() -> None:
    """The year grows by two answers of an office: the new sum may not be shown, the old one stays."""
    first, second = MONTHS[0], MONTHS[1]
    counts = {Cell(1, "", first, ""): 20, Cell(1, "", second, ""): 2}
    shown = releasing._judged((releasing._items(counts),), (first, second))
    assert Name(1, month_at(first), first, ALL) in shown.names
    assert Name(1, year_at(first), second, ALL) not in shown.names


def test_item_79_setting_one_sheet_aside_does_not_tell_what_stood_on_it() -> None:
    counts = {Cell(1, "", MONTHS[0], ""): 20, Cell(1, "", MONTHS[0], "x"): 1}
    shown = releasing._judged((releasing._items(counts),), (MONTHS[0],))
    assert {name.sheets for name in shown.names} == {ALL}
    counts[Cell(1, "", MONTHS[0], "x")] = 6
    shown = releasing._judged((releasing._items(counts),), (MONTHS[0],))
    assert {name.sheets for name in shown.names} == {"all", "counted", "plain"}


def test_item_79_two_services_tied_by_two_people_are_not_both_shown() -> None:
    """Office 1 gives nothing but a, office 2 all but two sheets of b: their sums would lay the two bare."""
    month = MONTHS[0]
    sheets = {(1, "a", month): 9, (2, "a", month): 2, (2, "b", month): 9}
    assert len(separating.blocks(sheets, [month])) < 2


def test_item_79_a_service_with_few_answers_waits_for_more_months() -> None:
    sheets = {("one", "common", month): 30 for month in MONTHS[:3]}
    sheets |= {("one", "rare", month): 2 for month in MONTHS[:3]}
    found = [one for one in separating.blocks(sheets, MONTHS[:3]) if one.service == "rare"]
    assert found == [separating.Block("rare", MONTHS[0], MONTHS[2])]


@pytest.mark.parametrize("key", ["2025-01", "2025-t2", "2025"])
def test_a_period_is_named_in_the_address_and_read_back(key: str) -> None:
    period = read(key)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize("key", ["", "2025-13", "2025-t5", "1899", "2025-1", "٢٠٢٥", "2025-01-01", "🙂"])
def test_what_is_no_period_is_none(key: str) -> None:
    assert read(key) is None


def test_a_month_comes_out_a_week_after_its_end_and_its_sheets_are_decided_before() -> None:
    november = month_at(date(2025, 11, 20))
    assert quarter_at(november.first).months(date(2025, 11, 30)) == (date(2025, 10, 1),)
    assert november.months(date(2025, 12, 7)) == ()
    assert november.months(date(2025, 12, 8)) == (date(2025, 11, 1),)
    assert not november.is_over(date(2025, 12, 7))
    assert latest(date(2025, 12, 7)) == month_at(date(2025, 10, 1))
    assert latest(date(2025, 12, 8)) == november == latest(date(2026, 1, 7))
    assert out_on(date(2025, 11, 30)) == date(2025, 12, 8)
    # The day between them is for judging the year: what is judged then is what will be shown.
    assert decided_by(date(2025, 11, 1)) == date(2025, 12, 6)


def test_what_was_judged_once_is_judged_again_only_where_a_count_differs() -> None:
    instrument = read_instrument(shelf.folder("instruments/spak.toml").read_text("utf-8"), "spak.toml")
    sheet = tuple(0 for _element in instrument.elements)
    kept: dict[str, Released] = {}
    judged = []

    def keep(mark: str, judge: Callable[[], Released]) -> Released:
        if mark not in kept:
            judged.append(mark)
            kept[mark] = judge()
        return kept[mark]

    def shown(n: int) -> Released:
        tallies = {Cell(unit, "a", MONTHS[0], ""): Tally(instrument, {sheet: n}) for unit in (1, 2)}
        return releasing.released(tallies, MONTHS[:1], keep)

    assert shown(8) == shown(8)
    assert len(judged) == 1
    assert shown(3) != shown(8)
    assert len(judged) == 2
