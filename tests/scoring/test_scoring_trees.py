"""Scores from evidence: worked tables of SAKIP, reform, PEKPPP and the Ombudsman, reckoned by hand beside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from garda.scoring import band_of, distances, lifts, shown, weigh, worth
from tests.scoring.shelves import instrument_of

SAKIP = instrument_of("sakip-2021")
RB = instrument_of("rb-2020")
RB_NOW = instrument_of("rb-2023")
IPP = instrument_of("pekppp-2022")
OMBUDSMAN = instrument_of("ombudsman-2022")
STANDARD = instrument_of("standar-14")
OPENNESS = instrument_of("keterbukaan-2025")

# component, existence, quality, use: the grade and the weight it bears.
SAKIP_SHEET = [
    ("planning", ("AA", "6"), ("A", "9"), ("BB", "15")),
    ("measuring", ("A", "6"), ("BB", "9"), ("B", "15")),
    ("reporting", ("A", "3"), ("A", "4.5"), ("BB", "7.5")),
    ("evaluation", ("BB", "5"), ("B", "7.5"), ("CC", "12.5")),
]
GRADES = {"AA": 100, "A": 90, "BB": 80, "B": 70, "CC": 60, "C": 50, "D": 30, "E": 0}


def sakip_evidence() -> dict[str, str]:
    rows = ("existence", "quality", "use")
    return {
        f"{component}-{row}": grade
        for component, *cells in SAKIP_SHEET
        for row, (grade, _weight) in zip(rows, cells, strict=True)
    }


def test_item_47_sakip_by_hand() -> None:
    tree = weigh(SAKIP, sakip_evidence())
    by_hand = {
        component: sum(Fraction(weight) * GRADES[grade] / 100 for grade, weight in cells)
        for component, *cells in SAKIP_SHEET
    }
    # 6 + 8.1 + 12 = 26.1 · 5.4 + 7.2 + 10.5 = 23.1 · 2.7 + 4.05 + 6 = 12.75 · 4 + 5.25 + 7.5 = 16.75
    assert [str(shown(value, 2)) for value in by_hand.values()] == ["26.10", "23.10", "12.75", "16.75"]
    assert {key: tree.node(key).brings for key in by_hand} == by_hand
    assert shown(tree.value, 2) == Decimal("78.70")
    assert tree.band is not None
    assert (tree.band.key, tree.band.title.id) == ("BB", "Sangat baik")


def test_item_47_memuaskan_is_a_of_sakip_and_sangat_baik_is_bb_of_reform() -> None:
    assert [(band.key, band.title.id) for band in SAKIP.bands if band.key == "A"] == [("A", "Memuaskan")]
    assert [band.title.id for band in RB.bands if band.key == "BB"] == ["Sangat baik"]
    assert SAKIP.key != RB.key


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("0", "D"),
        ("30", "D"),
        ("30.01", "C"),
        ("50", "C"),
        ("50.01", "CC"),
        ("60.01", "B"),
        ("70.00", "B"),
        ("70.01", "BB"),
        ("80.00", "BB"),
        ("80.01", "A"),
        ("90.00", "A"),
        ("90.01", "AA"),
        ("100", "AA"),
    ],
)
def test_item_46_the_edges_of_the_predicates_are_exact(value: str, band: str) -> None:
    for instrument in (RB, SAKIP):
        found = band_of(instrument, Fraction(value))
        assert found is not None
        assert found.key == band


def test_item_46_a_projected_69_80_is_below_and_names_what_would_restore_it() -> None:
    evidence: dict[str, int] = {
        "fulfilment": 80,
        "intermediate": 60,
        "reform": 64,
        "accountability": 75,
        "service-quality": 80,
        "integrity": 66,
        "organisation": 65,
    }
    # 16 + 6 + 19.2 + 7.5 + 8 + 6.6 + 6.5
    tree = weigh(RB, evidence)
    assert tree.value == Fraction("69.8")
    assert tree.band is not None
    assert tree.band.key == "B"
    assert distances(RB, tree.value)["BB"] == Fraction("-0.2")
    very_good = next(band for band in RB.bands if band.key == "BB")
    found = {lift.element.key: lift.needs for lift in lifts(RB, evidence, very_good)}
    assert set(found) == set(evidence)
    # What is shown as 70.01 begins at 70.005: 0.205 more, of ten points of a hundred each.
    assert found["organisation"] == 65 + Fraction("2.05")
    for key, needs in found.items():
        lifted = weigh(RB, {**evidence, key: needs})
        assert lifted.band is not None
        assert lifted.band.key == "BB"
        below = weigh(RB, {**evidence, key: needs - Fraction(1, 1000)})
        assert below.band is not None
        assert below.band.key == "B"
    assert lifts(RB, {**evidence, "reform": 90}, very_good) == ()


def test_item_46_grades_are_lifted_to_a_grade_that_exists() -> None:
    satisfying = next(band for band in SAKIP.bands if band.key == "A")
    found = {lift.element.key: lift.needs for lift in lifts(SAKIP, sakip_evidence(), satisfying)}
    assert found["evaluation-use"] == 80  # 1.305 more of 12.5: 60 + 10.44, and the next grade is 80
    assert "planning-existence" not in found  # it is full already


def test_reform_from_2023_has_points_on_top_of_the_hundred() -> None:
    tops = {element.key: Fraction(5 if element.scale == "lima" else 100) for element in RB_NOW.elements}
    assert weigh(RB_NOW, tops).value == 120
    general = {key: value for key, value in tops.items() if not key.startswith("thematic")}
    assert weigh(RB_NOW, {**general, "thematic-strategy": 0, "thematic-impact": 0}).value == 100
    sheet = {
        "plan": 90,  # 3: 2.70
        "plan-carried-out": 80,  # 7: 5.60
        "hard-element": 70,  # 33: 23.10
        "soft-element": 75,  # 7: 5.25
        "sakip": 72,  # 25/3: 6
        "public-service": 4,  # 25/3 of 4/5: 20/3
        "spi": 75,  # 25/3: 6.25
        "audit-opinion": 100,  # 25/3
        "spbe": 3,  # 25/3 of 3/5: 5
        "key-results": 90,  # 25/3: 7.5
        "thematic-strategy": 80,  # 5: 4
        "thematic-impact": 40,  # 15: 6
    }
    assert weigh(RB_NOW, sheet).value == Fraction("36.65") + Fraction("24.75") + 15 + 10


def test_the_public_service_index_by_hand() -> None:
    policy = {
        "standards-there": (17, 4),
        "public-involved": (14, 3),
        "media-delivery": (7, 5),
        "review": (14, 2),
        "pledge": (10, 5),
        "skm-held": (17, 4),
        "media-skm": (7, 3),
        "skm-followed": (7, 4),
        "skm-speed": (7, 3),
    }
    others = {"staff": (25, 4), "facilities": (18, "3.5"), "information": (11, 3), "consultation": (10, 4)}
    others |= {"innovation": (12, 2)}
    by_policy = sum(Fraction(weight) * Fraction(mark) / 100 for weight, mark in policy.values())
    assert by_policy == Fraction("3.61")  # 0.68+0.42+0.35+0.28+0.50+0.68+0.21+0.28+0.21
    by_hand = by_policy * 24 / 100 + sum(Fraction(w) * Fraction(m) / 100 for w, m in others.values())
    evidence = {key: Fraction(mark) for key, (_weight, mark) in {**policy, **others}.items()}
    tree = weigh(IPP, evidence)
    assert tree.value == by_hand == Fraction("3.4664")
    assert shown(tree.value, 2) == Decimal("3.47")
    assert tree.band is not None
    assert tree.band.key == "B-"
    assert tree.node("policy").brings == by_policy * 24 / 100


def test_item_74_the_ombudsmans_four_dimensions_by_hand() -> None:
    evidence = {
        "competence": 90,
        "facilities": 80,
        "standards": 95,
        "perceived-maladministration": 85,
        "complaint-handling": 88,
    }
    by_hand = (
        Fraction("21.85") * 85 + Fraction("32.37") * 95 + Fraction("24.24") * 85 + Fraction("21.54") * 88
    ) / 100
    tree = weigh(OMBUDSMAN, evidence)
    assert tree.value == by_hand
    assert shown(tree.value, 2) == Decimal("88.88")
    assert tree.band is not None
    assert tree.band.title.id == "Kualitas tertinggi (zona hijau)"
    for value, band in (
        ("87.99", "B"),
        ("88", "A"),
        ("78", "B"),
        ("77.99", "C"),
        ("53.99", "D"),
        ("31.99", "E"),
    ):
        found = band_of(OMBUDSMAN, Fraction(value))
        assert found is not None
        assert found.key == band


def test_item_74_a_standard_without_its_fee_lowers_exactly_one_component() -> None:
    whole = {element.key: "ada" for element in STANDARD.elements}
    lacking = weigh(STANDARD, {**whole, "fee": "belum"})
    before = weigh(STANDARD, whole)
    assert before.value == 100
    assert before.value - lacking.value == Fraction(100, 14)
    changed = [one.key for one, other in zip(before.nodes, lacking.nodes, strict=True) if one != other]
    assert changed == ["service", "fee"]


def test_item_73_openness_by_hand() -> None:
    evidence = {element.key: 90 for element in OPENNESS.elements} | {"kinds": 70, "visit": 60}
    # 80 * (0.4 * 70 + 0.6 * 90) / 100 + 20 * 60 / 100
    tree = weigh(OPENNESS, evidence)
    assert tree.value == Fraction("65.6") + 12
    assert tree.band is not None
    assert tree.band.title.id == "Cukup informatif"
    for value, band in (("90", "informatif"), ("89.99", "menuju"), ("80", "menuju"), ("39.99", "tidak")):
        found = band_of(OPENNESS, Fraction(value))
        assert found is not None
        assert found.key == band


def test_missing_evidence_is_named_bounds_the_score_and_gives_no_band() -> None:
    evidence = sakip_evidence()
    del evidence["evaluation-use"]
    tree = weigh(SAKIP, evidence)
    assert tree.missing == ("evaluation-use",)
    assert (tree.value, tree.at_most) == (Fraction("71.2"), Fraction("83.7"))
    assert tree.band is None
    del evidence["reporting-existence"]
    assert weigh(SAKIP, evidence).at_most == Fraction("84")
    assert not weigh(SAKIP, {}).is_whole


def test_a_band_is_named_early_when_nothing_missing_can_change_it() -> None:
    evidence = sakip_evidence()
    del evidence["reporting-existence"]  # three points of a hundred: 76.0 to 79.0
    tree = weigh(SAKIP, evidence)
    assert tree.band is not None
    assert (tree.band.key, tree.is_whole) == ("BB", False)


def test_evidence_that_the_scale_does_not_have_is_refused() -> None:
    for key, wrong in (("planning-use", "AAA"), ("planning-use", 65), ("harga", 3)):
        with pytest.raises(ValueError, match="no "):
            worth(SAKIP, key, wrong)
    with pytest.raises(ValueError, match="beyond the scale"):
        worth(RB, "reform", 101)
    with pytest.raises(ValueError, match="no such element"):
        weigh(RB, {"harga": 3})
