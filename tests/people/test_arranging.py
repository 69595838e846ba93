"""Units: one tree, each kelurahan under exactly one kecamatan, nothing deleted."""

from __future__ import annotations

from datetime import date

import pytest

from garda.people import arranging
from garda.people.arranging import UnitPlan
from garda.people.changes import Unfit, latest
from garda.people.models import Unit
from tests.town import Town, build_town, moment

DAY = date(2025, 11, 4)


@pytest.fixture
def town(db: None) -> Town:
    """The town without flows."""
    return build_town(flows=())


def plan(**more: str) -> UnitPlan:
    """A kelurahan that could be."""
    given = {
        "key": "mawar",
        "abbrev": "MWR",
        "name": "Kelurahan Mawar",
        "kind": "kelurahan",
        "parent": "kec-taman",
    }
    return UnitPlan(**{**given, **more})


@pytest.mark.parametrize("parent", ["", "kota", "pu", "melati", "tidak-ada", "mawar"])
def test_item_2_a_kelurahan_without_exactly_one_kecamatan_is_refused(town: Town, parent: str) -> None:
    with pytest.raises(Unfit) as no:
        arranging.keep_unit(town.city, plan(parent=parent), by=None, at=moment())
    assert no.value.field == "parent"
    assert not Unit.objects.filter(key="mawar").exists()


def test_item_2_a_new_unit_gets_every_post_of_its_kind_and_a_place_in_the_tree(town: Town) -> None:
    unit = arranging.keep_unit(town.city, plan(), by=None, at=moment())
    assert unit.path == f"{town.units['kec-taman'].path}{unit.pk}/"
    there = {post.kind for post in arranging.posts_in(unit)}
    assert there == {post.kind for post in arranging.posts_in(town.units["melati"])}
    assert [change.about for change in latest(town.city, "unit")] == ["Kelurahan Mawar"]


def test_item_2_moving_a_kecamatan_moves_all_below_it(town: Town) -> None:
    unit = town.units["kec-taman"]
    given = UnitPlan("kec-taman", "KTM", unit.name, "kecamatan", "setda")
    arranging.keep_unit(town.city, given, by=None, at=moment())
    for key in ("kec-taman", "melati", "kenanga"):
        assert Unit.objects.get(key=key).path.startswith(town.units["setda"].path)


def test_item_2_inspectorate_and_sections_stand_in_the_tree_as_units(town: Town) -> None:
    made = [
        arranging.keep_unit(town.city, given, by=None, at=moment())
        for given in (
            UnitPlan("ins", "INS", "Inspektorat Daerah", "inspektorat", "kota"),
            UnitPlan("bag-hukum", "HKM", "Bagian Hukum", "bagian", "setda"),
        )
    ]
    for unit in made:
        assert arranging.posts_in(unit), "it owns work: somebody can sit there"
    assert {branch.unit.key for branch in arranging.tree(town.city)} >= {"ins", "bag-hukum"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("abbrev", "MLT"),
        ("abbrev", "terlalu panjang"),
        ("key", "Ada Spasi"),
        ("name", ""),
        ("kind", "desa"),
        ("area", "1.2.3"),
    ],
)
def test_a_wrong_cell_is_named_with_its_field(town: Town, field: str, value: str) -> None:
    with pytest.raises(Unfit) as no:
        arranging.keep_unit(town.city, plan(**{field: value}), by=None, at=moment())
    assert no.value.field == field
    assert no.value.said


def test_a_unit_with_work_or_units_below_is_not_closed(town: Town) -> None:
    with pytest.raises(Unfit):
        arranging.close_unit(town.units["kec-taman"], DAY, open_work=0, by=None, at=moment())
    with pytest.raises(Unfit, match="3 urusan"):
        arranging.close_unit(town.units["melati"], DAY, open_work=3, by=None, at=moment())
    arranging.close_unit(town.units["melati"], DAY, open_work=0, by=None, at=moment())
    assert Unit.objects.get(key="melati").closed_on == DAY
    assert not Unit.objects.get(key="melati").posts.filter(closed_on__isnull=True).exists()


def test_a_second_head_is_refused_and_a_third_counter_seat_is_not(town: Town) -> None:
    with pytest.raises(Unfit):
        arranging.add_post(town.units["melati"], "lurah", by=None, at=moment())
    seat = arranging.add_post(town.units["melati"], "petugas-loket", by=None, at=moment())
    assert seat.seat == 3
    closed = arranging.close_post(seat, DAY, by=None, at=moment())
    assert closed.closed_on == DAY
    with pytest.raises(Unfit):
        arranging.close_post(town.posts["melati", "lurah", 1], DAY, by=None, at=moment())
