"""Editions: dated, fingerprinted, never changed; what a larger set asks anew, and who answers for it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from garda import scoring
from garda.cases.acting import Refused
from garda.surveys import owning, publishing
from garda.surveys.models import PublishedInstrument
from garda.trails import reading
from tests.surveys.asked import added_up, answered, asking_town
from tests.town import Town, moment

pytestmark = pytest.mark.django_db
NEW = date(2026, 1, 1)


def larger(town: Town, *, begins: date = NEW, more: int = 2, was: str = "") -> str:
    """The satisfaction survey with `more` further questions from `begins` on."""
    edition = publishing.in_force(town.city, "skm", date(2025, 11, 4))
    assert edition is not None
    text = publishing.text_of(edition).replace("from     = 2017-05-12", f"from     = {begins}")
    text = text.replace('weight   = "1/9"', f'weight   = "1/{9 + more}"')
    first_band = text.index("[[band]]")
    asked = "".join(
        f'[[element]]\nkey = "baru-{at}"\ntitle = {{ id = "Baru {at}", en = "New {at}" }}\n'
        f'question = {{ id = "Baru?", en = "New?" }}\nscale = "baik"\nweight = "1/{9 + more}"\n\n'
        for at in range(more)
    )
    text = text[:first_band] + asked + text[first_band:]
    return (
        text.replace('key      = "behaviour"', f'key      = "{was}"\nwas      = ["behaviour"]')
        if was
        else text
    )


def test_item_48_last_years_score_is_made_with_last_years_set() -> None:
    town = asking_town()
    for minute in range(6):
        answered(town, [2] * 9, at=moment(time=f"09:{minute * 3:02d}"))
    days = {"first": date(2025, 11, 1), "last": date(2025, 11, 30)}
    old = publishing.in_force(town.city, "skm", days["first"])
    assert old is not None
    before = scoring.measure(added_up(old, **days), scoring.Asked(population=6))
    new = publishing.publish(town.city, larger(town), at=moment())
    again = publishing.in_force(town.city, "skm", days["first"])
    assert again is not None and again.pk == old.pk and again.fingerprint == old.fingerprint
    assert again.last == NEW - timedelta(days=1) and new.last is None
    assert scoring.measure(added_up(again, **days), scoring.Asked(population=6)) == before
    assert before.score.value == Fraction(75)
    assert publishing.in_force(town.city, "skm", NEW) == new and len(new.instrument.elements) == 11


def test_item_48_a_set_with_k_new_elements_gives_exactly_k_gaps() -> None:
    town = asking_town()
    by = town.persons["setda", "sekda", 1]
    old = publishing.in_force(town.city, "skm", date(2025, 11, 4))
    assert old is not None and owning.step_to(town.city, old) is None
    for element in old.instrument.elements:
        owning.assign(town.city, old, element.key, town.units["pu"], by=by, at=moment())
    new = publishing.publish(town.city, larger(town, more=3, was="manner"), at=moment())
    step = owning.step_to(town.city, new)
    assert step is not None
    assert (
        [one.key for one in step.unowned]
        == ["baru-0", "baru-1", "baru-2"]
        == [one.key for one in step.change.new]
    )
    assert step.change.kept["behaviour"] == "manner" and step.change.gone == ()
    assert owning.owners(town.city, new)["manner"] == town.units["pu"]
    owning.assign(town.city, new, "baru-1", town.units["lh"], by=by, at=moment())
    step = owning.step_to(town.city, new)
    assert step is not None and [one.key for one in step.unowned] == ["baru-0", "baru-2"]
    with pytest.raises(Refused):
        owning.assign(town.city, new, "tidak-ada", town.units["lh"], by=by, at=moment())


def test_the_same_text_twice_is_one_edition_and_its_line_is_written() -> None:
    town = asking_town()
    count = PublishedInstrument.objects.count()
    first = publishing.publish(town.city, larger(town), at=moment())
    assert publishing.publish(town.city, larger(town), at=moment("2025-11-05")) == first
    assert PublishedInstrument.objects.count() == count + 1
    lines = reading.lines(town.city, "instrument", "skm")
    assert [line.name for line in lines] == ["instrument.published"] * 2
    assert lines[-1].facts["fingerprint"] == first.fingerprint
    assert publishing.stock(town.city, moment("2025-11-06")) == []


def test_a_new_edition_begins_neither_in_the_past_nor_on_days_that_are_taken() -> None:
    town = asking_town()
    with pytest.raises(Refused):
        publishing.publish(town.city, larger(town, begins=date(2025, 10, 1)), at=moment())
    publishing.publish(town.city, larger(town, begins=date(2025, 12, 1)), at=moment())
    with pytest.raises(Refused):
        publishing.publish(town.city, larger(town, begins=date(2025, 11, 15)), at=moment())
    with pytest.raises(scoring.Unreadable):
        publishing.publish(town.city, larger(town).replace('weight   = "1/11"', "weight = 0.11"), at=moment())
    with pytest.raises(scoring.Unreadable):
        publishing.publish(town.city, "bukan toml [", at=moment())


def test_one_citys_editions_are_not_anothers() -> None:
    town, other = asking_town(), asking_town(key="lain")
    publishing.publish(town.city, larger(town), at=moment())
    assert len(publishing.editions(town.city, "skm")) == 2
    assert len(publishing.editions(other.city, "skm")) == 1
    theirs = publishing.editions(other.city, "skm")[0]
    assert publishing.edition(town.city, theirs.pk) is None


def test_everything_on_the_shelf_is_brought_and_dated_without_a_clash() -> None:
    town = asking_town()
    every = publishing.editions(town.city)
    assert len(every) == len(publishing.shelf_texts())
    assert scoring.clashes([one.instrument for one in every]) == ()
