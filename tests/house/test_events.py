"""Every event of the record can be told: to the resident and to the office, in both languages."""

from __future__ import annotations

import re
from string import Formatter

from garda.notices.wording import TABLE
from garda.sight.stories import OFFICE_ONLY
from garda.sight.telling import SENTENCES
from tests.house.test_reference import events_in_source

# What `telling.fill` puts in.
PLACES = {
    "who", "officer", "step", "shown", "unit_from", "unit_to", "unit_name", "number", "into", "outcome",
    "level", "bounces", "rating", "rests_on", "brought", "cause", "way", "class",
}  # fmt: skip


def test_every_event_has_its_sentence_and_no_sentence_is_of_an_event_that_is_gone() -> None:
    assert set(SENTENCES) == events_in_source()


def test_every_event_says_whom_it_is_told_to_if_to_nobody_then_plainly() -> None:
    # A note and an erasure change nothing for anybody: they are read in the story.
    assert set(TABLE) | {"post.noted", "said.erased"} == events_in_source()


def test_a_sentence_speaks_both_languages_to_both_readers() -> None:
    for name, sentence in SENTENCES.items():
        parts = [sentence.title, sentence.staff] + ([] if name in OFFICE_ONLY else [sentence.resident])
        for words in parts:
            assert words.id, name
            assert words.en, name
            places = [
                {part[1] for part in Formatter().parse(text) if part[1]} for text in (words.id, words.en)
            ]
            assert places[0] == places[1], f"{name}: the two languages say different things"
            assert places[0] <= PLACES, name
        assert re.fullmatch(r"[a-z]+\.[a-z-]+", name)


def test_what_only_the_office_reads_is_an_event_that_exists() -> None:
    assert set(SENTENCES) >= OFFICE_ONLY
