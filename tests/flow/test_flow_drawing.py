"""The route: drawn from the flow alone, safe to put on a page, and readable without the drawing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from garda.flow import Flow, Route, draw_narrow_head, draw_wide, read, route
from tests.flow.samples import REQUEST, changed, complaint, request


def drawings(way: Route) -> list[str]:
    return [draw_wide(way), *(draw_narrow_head(way, place) for place in range(len(way.stations)))]


def words_in(drawing: str) -> str:
    return " ".join(text.text or "" for text in ElementTree.fromstring(drawing).iter("text"))


def test_item_9_the_route_leads_from_the_door_to_the_desk_and_home() -> None:
    way = route(request(), "id", names={"lurah": "Lurah"})
    assert [station.label for station in way.stations] == [
        "Pintu depan",
        "Loket 1",
        "Tanda tangan lurah",
        "Loket 2, ambil tanda",
    ]
    assert [station.place for station in way.stations] == ["door", "desk", "back", "pickup"]
    assert [station.mark for station in way.stations] == ["door", "1", "pen", "2"]
    assert [station.in_back for station in way.stations] == [False, False, True, False]
    assert (way.stations[2].who, way.stations[2].minutes, way.stations[2].time) == ("Lurah", 10, "10 menit")
    assert way.waiting == 10


def test_who_cannot_see_the_drawing_is_told_the_same() -> None:
    told = route(request(), "id").told
    for station in route(request(), "id").stations:
        assert station.label in told
        assert station.words in told
    assert "10 minutes" in route(request(), "en").told


def test_the_wide_drawing_stands_on_the_columns_of_the_steps_below() -> None:
    drawn = draw_wide(route(request(), "id"))
    assert 'viewBox="0 0 1000 262"' in drawn
    circles = [float(one.get("cx", 0)) for one in ElementTree.fromstring(drawn).iter("circle")]
    assert {125.0, 625.0} <= set(circles)
    assert "duduk sekitar 10 menit" in words_in(drawn)
    assert "Ruang tunggu" in words_in(drawn)


def test_a_flow_that_never_asks_anyone_to_come_starts_at_a_house() -> None:
    way = route(complaint(), "en")
    assert (way.stations[0].place, way.from_home) == ("house", True)
    assert way.stations[-1].place == "online"
    assert "Front door" not in way.told
    assert "you stay at home" in words_in(draw_wide(way))


def test_two_offices_are_two_plans_with_dots_between_them() -> None:
    way = route(complaint(), "id", names={"opd": "Dinas Sungai"})
    assert [station.building for station in way.stations] == [None, 0, 1, None]
    assert way.buildings == ("Kantor kelurahan", "Dinas Sungai")
    assert "stroke-dasharray" in draw_wide(way)
    assert "stroke-dasharray" in draw_narrow_head(way, 1)


def test_a_long_wait_sends_the_visitor_home() -> None:
    flow = request(
        ("post    = [", "post = ["),
        ('minutes = 10\n\n  [[step.move]]\n  to     = "pickup"', '\n  [[step.move]]\n  to     = "pickup"'),
    )
    way = route(flow, "id")
    assert way.waiting == 0
    assert way.stations[2].time == "paling lama 2 jam kerja"
    assert "Anda boleh pulang" in words_in(draw_wide(way))


def test_what_does_not_work_today_has_a_brick_ring_and_a_sentence() -> None:
    way = route(request(), "id", broken={"received": "Printer di Loket 1 sedang rusak."})
    assert "Printer" in way.told
    assert "--ina-late" in draw_wide(way)
    assert "--ina-late" in draw_narrow_head(way, 1)
    assert "--ina-late" not in draw_narrow_head(way, 2)


def test_more_than_six_stations_have_no_wide_form() -> None:
    flow = request()
    way = route(flow, "id")
    long = Route("id", "x", way.stations * 2)
    assert draw_wide(long) == ""
    assert not long.is_wide
    assert all(ElementTree.fromstring(draw_narrow_head(long, place)).tag for place in range(8))


def test_a_flow_without_a_good_end_has_an_empty_route() -> None:
    flow = Flow(**{**{name: getattr(request(), name) for name in Flow.__slots__}, "steps": {}})
    assert route(flow, "id").stations == ()
    assert draw_wide(route(flow, "id")) == ""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_drawing_is_silent_safe_and_keeps_to_a_strict_policy(lang: str) -> None:
    evil = "</text><script>alert(1)</script>&\"'"
    text = changed(REQUEST, ("Loket 1", evil.replace('"', '\\"')), ("Desk 1", evil.replace('"', '\\"')))
    for flow in (read(text, "jahat.toml"), complaint()):
        for drawn in drawings(route(flow, lang, names={"kelurahan": evil, "opd": evil})):
            root = ElementTree.fromstring(drawn)
            assert root.get("aria-hidden") == "true"
            assert root.get("focusable") == "false"
            assert {one.tag for one in root.iter()} <= {"svg", "g", "path", "circle", "rect", "line", "text"}
            for one in root.iter():
                assert not {"style", "href", "id"} & set(one.attrib)
                assert not any(name.startswith("on") for name in one.attrib)


def test_a_narrow_head_keeps_to_its_gutter_and_stretches_with_the_words() -> None:
    way = route(request(), "id")
    for place in range(4):
        drawn = draw_narrow_head(way, place)
        assert drawn.startswith('<svg class="head" width="84" height="100%"')
        widths = [float(value) for value in re.findall(r' (?:cx|x1|x2|x)="([0-9.]+)"', drawn)]
        assert max(widths) <= 84
    assert all('y2="100%"' in draw_narrow_head(way, place) for place in range(3))
    assert 'y2="100%"' not in draw_narrow_head(way, 3)
