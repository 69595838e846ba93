"""Digits, names and doubts of the instruments, held against tables typed here from the published ones.

A value that no stored page shows is marked; one that a page shows is not. Neither more nor less.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from garda.scoring import doubts, weigh
from tests.scoring.shelves import instrument_of

# Letter, lowest, with it?, highest, with it?, name: as printed.
TO_2022 = """
D 0 ya 30 ya Sangat kurang
C 30 bukan 50 ya Kurang
CC 50 bukan 60 ya Cukup
B 60 bukan 70 ya Baik
BB 70 bukan 80 ya Sangat baik
A 80 bukan 90 ya Memuaskan
AA 90 bukan 100 ya Sangat memuaskan
"""
TABLES = {
    "rb-2020": TO_2022,
    "sakip-2021": TO_2022.replace("Cukup", "Cukup (memadai)"),
    "rb-2023": """
D 0 ya 30 ya
C 30 bukan 50 ya
CC 50 bukan 60 ya
B 60 bukan 70 ya
BB 70 bukan 80 ya
A- 80 bukan 90 ya
A 90 bukan 100 ya
AA 100 bukan 120 ya
""",
    "skm-2017": """
D 25 ya 65 bukan Tidak baik
C 65 ya 76.61 bukan Kurang baik
B 76.61 ya 88.31 bukan Baik
A 88.31 ya 100 ya Sangat baik
""",
    "ombudsman-2022": """
E 0 ya 32 bukan Kualitas terendah (zona merah)
D 32 ya 54 bukan Kualitas rendah (zona merah)
C 54 ya 78 bukan Kualitas sedang (zona kuning)
B 78 ya 88 bukan Kualitas tinggi (zona hijau)
A 88 ya 100 ya Kualitas tertinggi (zona hijau)
""",
    "keterbukaan-2025": """
tidak 0 ya 40 bukan Tidak informatif
kurang 40 ya 60 bukan Kurang informatif
cukup 60 ya 80 bukan Cukup informatif
menuju 80 ya 90 bukan Menuju informatif
informatif 90 ya 100 ya Informatif
""",
    "pekppp-2022": """
F 0 ya 1.01 bukan
E 1.01 ya 1.51 bukan
D 1.51 ya 2.01 bukan
C- 2.01 ya 2.51 bukan
C 2.51 ya 3.01 bukan
B- 3.01 ya 3.51 bukan
B 3.51 ya 4.01 bukan
A- 4.01 ya 4.51 bukan
A 4.51 ya 5 ya
""",
}
WEIGHTS = {
    "skm-2017": dict.fromkeys(
        ("requirements", "procedure", "time", "cost", "product", "competence", "behaviour", "complaints",
         "facilities"), Fraction(1, 9),
    ),
    "spkp": dict.fromkeys(
        ("information", "requirements", "procedure", "time", "fee", "facilities", "response", "complaints"),
        Fraction(1, 8),
    ),
    "spak": dict.fromkeys(("discrimination", "fraud", "gifts", "illegal-fees", "brokers"), Fraction(1, 5)),
    "rb-2020": {"levers": 60, "results": 40, "fulfilment": 20, "intermediate": 10, "reform": 30},
    "rb-2023": {
        "strategy": 10, "policies": 40, "goals": 50, "thematic": 20, "plan": 3, "plan-carried-out": 7,
        "hard-element": 33, "soft-element": 7, "thematic-strategy": 5,
    },
    "sakip-2021": {
        "planning": 30, "measuring": 30, "reporting": 15, "evaluation": 25,
        "planning-existence": 6, "planning-quality": 9, "planning-use": 15,
        "measuring-existence": 6, "measuring-quality": 9, "measuring-use": 15,
        "reporting-existence": 3, "reporting-quality": Fraction(9, 2), "reporting-use": Fraction(15, 2),
        "evaluation-existence": 5, "evaluation-quality": Fraction(15, 2), "evaluation-use": Fraction(25, 2),
    },
    "ombudsman-2022": {
        "input": Fraction(2185, 100), "process": Fraction(3237, 100), "output": Fraction(2424, 100),
        "complaint": Fraction(2154, 100),
    },
    "ombudsman-2025": {"dimensions": 70, "public-trust": 30},
    "pekppp-2022": {
        "policy": 24, "staff": 25, "facilities": 18, "information": 11, "consultation": 10, "innovation": 12,
        "standards-there": 17, "public-involved": 14, "media-delivery": 7, "review": 14, "pledge": 10,
        "skm-held": 17, "media-skm": 7, "skm-followed": 7, "skm-speed": 7,
    },
}  # fmt: skip
GRADES = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}
# Per instrument: what must carry the mark because no stored page shows it, as "table key what".
SEEN_NOWHERE = {
    "skm-2017": {"instrument skm dates", "scale kompeten labels", "scale pengaduan labels"},
    "ombudsman-2022": {"element competence weight", "element facilities weight", "band E edge"},
    "rb-2020": {
        f"element {key} {what}"
        for key in ("accountability", "service-quality", "integrity", "organisation")
        for what in ("weight", "elements")
    },
    "sakip-2021": {
        "instrument sakip dates", "scale predikat labels", "band C edge", "band CC edge",
        *(f"band {key} title" for key in ("D", "C", "CC", "B", "BB", "A", "AA")),
        *(f"part {key} weight" for key in ("planning", "measuring", "reporting", "evaluation")),
        *(f"element {part}-{row} weight" for part in ("planning", "measuring", "reporting", "evaluation")
          for row in ("existence", "quality", "use")),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_bands_digit_by_digit(name: str) -> None:
    printed = [line.split(" ", 5) for line in TABLES[name].strip().splitlines()]
    bands = instrument_of(name).bands
    assert [band.key for band in bands] == [row[0] for row in printed]
    for band, (_key, lowest, with_lowest, highest, with_highest, *title) in zip(bands, printed, strict=True):
        assert (band.lowest, band.with_lowest) == (Fraction(lowest), with_lowest == "ya"), band.key
        assert (band.highest, band.with_highest) == (Fraction(highest), with_highest == "ya"), band.key
        assert not title or band.title.id == title[0]


@pytest.mark.parametrize("name", WEIGHTS)
def test_weights_digit_by_digit(name: str) -> None:
    instrument = instrument_of(name)
    found = {one.key: one.weight for one in (*instrument.parts, *instrument.elements)}
    assert {key: found[key] for key in WEIGHTS[name]} == WEIGHTS[name]


def test_the_grades_of_sakip_are_those_of_the_guide() -> None:
    scale = instrument_of("sakip-2021").scale("predikat")
    assert scale is not None
    assert {point.key: point.value for point in scale.points} == GRADES


@pytest.mark.parametrize("name", SEEN_NOWHERE)
def test_what_no_page_shows_is_marked_and_nothing_else(name: str) -> None:
    assert {f"{one.table} {one.key} {one.what}" for one in doubts(instrument_of(name))} == SEEN_NOWHERE[name]


@pytest.mark.parametrize("name", ["rb-2023", "pekppp-2022"])
def test_bands_that_were_inferred_are_marked_edge_and_name(name: str) -> None:
    for band in instrument_of(name).bands:
        assert set(band.unsure) == {"edge", "title"}, band.key
        assert band.source


def test_years_in_force_are_those_of_the_assessments() -> None:
    spans = {name: (instrument_of(name).begins.year, instrument_of(name).ends) for name in
             ("rb-2020", "rb-2023", "ombudsman-2022", "ombudsman-2025", "sakip-2021")}  # fmt: skip
    assert spans == {
        "rb-2020": (2020, date(2022, 12, 31)), "rb-2023": (2023, None),
        "ombudsman-2022": (2022, date(2024, 12, 31)), "ombudsman-2025": (2025, None),
        "sakip-2021": (2021, None),
    }  # fmt: skip


def test_the_opinion_since_2025_by_hand() -> None:
    evidence = {
        "facilities": 80, "public-involved": 60, "internal-control": 100, "compensation": 40,  # 70 of 21.85
        "standards": 90, "competence": 70,  # 80 of 32.37
        "perceived-maladministration": 75, "complaint-handling": 50, "public-trust": 66,
    }  # fmt: skip
    dimensions = (
        Fraction(2185, 100) * 70
        + Fraction(3237, 100) * 80
        + Fraction(2424, 100) * 75
        + Fraction(2154, 100) * 50
    ) / 100
    found = weigh(instrument_of("ombudsman-2025"), evidence)
    assert found.value == dimensions * Fraction(70, 100) + Fraction(30 * 66, 100)
    assert found.band is None, "no band of the opinion was found, so none is said"
