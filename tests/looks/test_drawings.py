"""What the lines say: solid has happened, dots are still to come, a word always stands beside a shape."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import Client

from garda.looks import bars, icons, rails, samples
from garda.looks.rails import Entry


def drawn(*entries: Entry) -> list[str]:
    return [str(rail) for rail in rails.rails(list(entries))]


def test_the_line_to_what_is_still_to_come_is_dotted() -> None:
    past, now, to_come = drawn(Entry("a"), Entry("b", shape="now"), Entry("c", shape="next"))
    assert 'class="line"' in past
    assert "line-dots" not in past
    assert 'class="line-dots"' in now
    assert 'class="line' not in to_come


def test_an_offer_leaves_the_line_with_the_sender() -> None:
    rail = drawn(Entry("a", shape="offered"), Entry("b", shape="now"))[0]
    assert 'class="line"' in rail
    assert 'class="line-dots"' in rail
    assert "node-open" in rail


def test_a_hand_over_bends_into_the_next_lane() -> None:
    first, second = drawn(Entry("a"), Entry("b", lane=1, shape="now"))
    assert f'x1="{rails.LEFT}"' in first
    assert f"M{rails.LEFT} 0C" in second
    assert f'cx="{rails.LEFT + rails.LANE}"' in second


def test_a_pause_is_a_gap_between_two_bars() -> None:
    first, second = drawn(Entry("a", shape="paused"), Entry("b", shape="now"))
    assert first.count("line-pause") == 1
    assert second.count("line-pause") == 1
    assert 'y2="100%"' not in first


def test_after_the_due_time_the_line_is_broken_and_now_is_a_triangle() -> None:
    tick, after, now, end = drawn(
        Entry("a", shape="late"), Entry("b"), Entry("c", shape="now"), Entry("d", shape="end-open")
    )
    assert "line-tick" in tick
    assert "line-late" in tick
    assert "line-late" in after
    assert "node-late" in now
    assert "line-dots" in now
    assert "line-late" not in end


def test_several_units_fork_and_meet_again() -> None:
    fork, both, joined = drawn(
        Entry("a", shape="fork", also=(1, 2)), Entry("b", also=(1, 2)), Entry("c", shape="now")
    )
    assert fork.count("<path") == 2
    assert both.count('class="line"') >= 3
    assert joined.count("<path") == 2


def test_an_entry_comes_from_a_mapping_or_an_object() -> None:
    assert rails.entry_of({"title": "a", "lane": 2, "also": [1]}) == Entry("a", lane=2, also=(1,))
    assert rails.entry_of(Entry("a")).title == "a"


def test_long_stories_fold_and_stay_one_line() -> None:
    entries = [Entry(str(at)) for at in range(12)] + [Entry("kini", shape="now")]
    page = Template("{% story_line entries %}").render(Context({"entries": entries}))
    assert page.count("<li ") == 13
    assert "<details" in page
    assert page.index("</details>") < page.index("<h3>8</h3>")


@pytest.mark.parametrize(
    ("spent", "total", "state", "expected"),
    [
        (0, 10, "run", "run"),
        (5, 10, "run", "run"),
        (11, 10, "run", "late"),
        (20, 10, "pause", "pause"),
        (1, 0, "run", "run"),
    ],
)
def test_a_clock_past_its_due_time_is_late_unless_it_stands_still(
    spent: int, total: int, state: str, expected: str
) -> None:
    bar = bars.clock_bar(spent, total, state)
    assert f"bar-{expected}" in bar
    assert ("bar-over" in bar) is (expected == "late")


def test_a_stopped_clock_has_no_dots() -> None:
    assert "bar-left" in bars.clock_bar(3, 10)
    assert "bar-left" not in bars.clock_bar(3, 10, "pause")


def test_one_dot_per_record_up_to_sixty_and_then_a_bar() -> None:
    assert bars.dots(36, 40, "36 dari 40").count("<circle") == 40
    assert bars.dots(36, 40, "36 dari 40").count("dot-open") == 4
    assert bars.dots(60, 60, "").count("<circle") == 60
    many = bars.dots(50, 61, "50 dari 61")
    assert "<circle" not in many
    assert 'aria-label="50 dari 61"' in many


def test_words_in_a_drawing_are_escaped() -> None:
    assert "<b>" not in bars.dots(1, 2, '"><b>x</b>')


def test_every_icon_has_its_word() -> None:
    assert icons.LINES.keys() == icons.WORDS.keys()
    assert all(icons.WORDS.values())


def test_every_state_has_a_shape_of_its_own_and_is_said_in_words() -> None:
    for state in icons.SHAPES:
        said = Template("{% status state 'Satu kata' %}").render(Context({"state": state}))
        assert "<svg" in said
        assert "Satu kata" in said


class WordsBeside(HTMLParser):
    """Collects icons whose parent says nothing."""

    EMPTY = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[object]] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.EMPTY:
            return
        if tag == "svg" and dict(attrs).get("class") == "icon" and self.open:
            self.open[-1][2] = True
        self.open.append([tag, "", False])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A closed element has no words of its own."""

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element[1] = str(element[1]) + data.strip()

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, words, has_icon = self.open.pop()
            if has_icon and not words and name != "div":
                self.silent.append(str(name))
            if name == tag:
                break


@pytest.mark.parametrize("name", samples.PAGES)
def test_every_example_page_renders_with_a_word_beside_every_icon(
    name: str, client: Client, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    for language in ("id", "en"):
        client.cookies["bahasa"] = language
        answer = client.get(f"/_rupa/{name}/")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in page
        assert 'class="simulated"' in page
        assert len(re.findall(r"<h1\b", page)) == 1
        reader = WordsBeside()
        reader.feed(page)
        assert reader.silent == []


def test_the_example_pages_are_closed_where_no_demo_runs(client: Client, settings: object) -> None:
    settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    assert client.get("/_rupa/").status_code == 404
