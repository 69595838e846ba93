"""An office's day as lines: places are shares of its opening, solid is on record, short is marked."""

from __future__ import annotations

from garda.looks.daylines import Frame, Mark, Piece, chart, hour, person

FRAME = Frame(480, 880, 580)


def test_places_are_shares_of_the_opening() -> None:
    assert (FRAME.at(480), FRAME.at(580), FRAME.at(880), FRAME.at(900), FRAME.at(0)) == (0, 25, 100, 100, 0)
    assert (hour(480), hour(600, True), hour(690, True)) == ("08.00", "10", "11.30")


def test_hours_leave_room_for_each_other() -> None:
    assert FRAME.hours([480, 500, 600, 610, 700, 860, 880]) == [480, 600, 700, 880]


def test_what_is_on_record_is_filled_and_what_falls_short_is_marked() -> None:
    drawn = chart(FRAME, [Piece(480, 580, 3, True), Piece(580, 700, 3), Piece(700, 880, 1, short=True)], 2)
    assert drawn.count('class="day-in"') == 1
    assert drawn.count('class="day-plan"') == 2
    assert drawn.count('class="day-short"') == 1
    assert 'class="day-now" x1="25.00%"' in drawn
    assert "style" not in drawn


def test_nobody_there_draws_no_people_but_says_zero() -> None:
    drawn = chart(FRAME, [Piece(480, 880, 0, True, True)], 1)
    assert 'class="day-in"' not in drawn and ">0</text>" in drawn


def test_a_persons_line_escapes_its_words() -> None:
    drawn = person(
        Frame(480, 880),
        [
            Mark(480, 580, "in"),
            Mark(580, 600, "plan"),
            Mark(600, 700, "word", "<takziah>"),
            Mark(700, 800, "ask"),
        ],
    )
    assert "&lt;takziah&gt;" in drawn and "<takziah>" not in drawn
    assert drawn.count("day-round") == 1 and drawn.count("day-ask") == 1 and "day-now" not in drawn


def test_a_number_keeps_clear_of_the_line_of_the_limit() -> None:
    for least in range(1, 12):
        for count in range(least, 12):
            drawn = chart(FRAME, [Piece(480, 880, count, True)], least)
            limit = float(drawn.split('class="day-limit"')[1].split('y1="')[1].split('"')[0])
            said = float(drawn.split('class="day-count')[1].split(' y="')[1].split('"')[0])
            assert not said - 12 < limit < said + 3 and said < 118
