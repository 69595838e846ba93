"""What a city's own closed matters teach, and what must be gone when the words were erased."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from garda import clock
from garda.cases import moving, residents
from garda.cases.classing import put_in_class
from garda.cases.erasing import erase
from garda.cases.models import Case
from garda.config.tick import Tick
from garda.meaning import learning
from garda.sight import classes
from tests.town import Town, build_town, moment, report

pytestmark = pytest.mark.django_db

WORDS = ("Lampunya padam di {}", "Padam lagi di {}")
ODD = ("Suara kluwer di {}", "Kluwer terus di {}")
PLACES = ("Gang 1", "Gang 2", "pasar")


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(classes, "LEAST_MATTERS", 6)
    monkeypatch.setattr(learning, "SEEN", 2)
    with clock.moved_to(moment("2025-11-05")):
        yield build_town()


def done(town: Town, what: str, category: str, *, corrected: str = "", **more: object) -> Case:
    """A report that was answered and that the resident agreed with."""
    case = report(town, what=what, category=category, **more).case
    by = town.by("melati", "petugas-loket")
    if corrected:
        put_in_class(case.pk, corrected, by=by, at=moment("2025-11-04", "09:30"))
    moving.move_case(case.pk, "handling", by=by, at=moment("2025-11-04", "10:00"))
    words = {"answer": "Sudah beres"}
    moving.move_case(case.pk, "answered", by=by, at=moment("2025-11-04", "11:00"), words=words)
    return residents.confirm(case.pk, at=moment("2025-11-04", "12:00"))


def lived(town: Town) -> list[Case]:
    """Twelve matters done: lights by their class, and a noise that no list has a word for, corrected."""
    lights = [done(town, line.format(place), "penerangan-jalan") for line in WORDS for place in PLACES]
    noise = [
        done(town, line.format(place), "lainnya", corrected="ketertiban-umum")
        for line in ODD
        for place in PLACES
    ]
    return lights + noise


def suggested(town: Town, text: str) -> classes.Suggestion | None:
    return classes.suggest(town.city, town.flows["pengaduan"].pk, text, town.area("melati"), "id")


def test_without_closed_matters_the_words_of_the_flow_speak(town: Town) -> None:
    found = suggested(town, "lampu jalan mati, gelap sekali")
    assert found is not None
    assert (found.category, found.learned) == ("penerangan-jalan", 0)
    assert found.unit == town.units["pu"]  # as the flow names it
    assert {"lampu jalan", "gelap"} <= {*found.words}
    assert suggested(town, "") is None
    assert suggested(town, "zzz qqq") is None


def test_every_correction_teaches(town: Town) -> None:
    assert suggested(town, "kluwer banget") is None
    lived(town)
    assert classes.learn_anew(town.city, clock.now()) == 12
    found = suggested(town, "kluwer banget")
    assert found is not None
    assert (found.category, found.learned) == ("ketertiban-umum", 12)
    assert "kluwer" in found.words
    assert found.unit == town.units["melati"]  # where such matters of this kelurahan ended


def test_erased_words_leave_with_the_next_learning(town: Town) -> None:
    cases = lived(town)
    classes.learn_anew(town.city, clock.now())
    for case in cases[6:]:
        erase(case.pk, "request", by=town.by("melati", "lurah"), at=moment("2025-11-05", "10:00"))
    assert classes.learn_anew(town.city, clock.now()) == 0  # one class alone teaches nothing
    assert not classes.path_of(town.city).exists()
    assert suggested(town, "kluwer banget") is None


def test_simulated_and_refused_matters_teach_nothing(town: Town) -> None:
    for place in PLACES:
        done(town, f"Padam di {place}", "penerangan-jalan", simulated=True)
        done(town, f"Kluwer di {place}", "ketertiban-umum", simulated=True)
        report(town, what=f"Masih terbuka di {place}", category="sampah-kebersihan")
    assert classes.learn_anew(town.city, clock.now()) == 0


def test_the_tick_learns_once_a_night(town: Town) -> None:
    lived(town)
    tick = Tick()
    tick.learn(moment("2025-11-06", "00:30"))
    assert classes.learned(town.city) is None
    tick.learn(moment("2025-11-06", "01:30"))
    first = classes.path_of(town.city).stat().st_mtime_ns
    tick.learn(moment("2025-11-06", "02:30"))
    Tick().learn(moment("2025-11-06", "03:30"))  # another process finds it done
    assert classes.path_of(town.city).stat().st_mtime_ns == first
    tick.learn(moment("2025-11-07", "01:30"))
    model = classes.learned(town.city)
    assert model is not None
    assert model.about["day"] == "2025-11-07"


def test_a_broken_file_is_as_good_as_none(town: Town) -> None:
    path = classes.path_of(town.city)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"rusak")
    found = suggested(town, "lampu jalan mati")
    assert found is not None
    assert found.learned == 0
