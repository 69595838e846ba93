"""The visitor's route through a flow, station by station: where, who, how long, in what words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from garda.flow.language import Flow, Step
from garda.flow.paths import usual_way
from garda.texts.words import Words

MOST_WIDE = 6  # stations that fit the wide drawing
LONGEST_SITTING = 180  # minutes: who must wait longer is sent home

DOOR, HOUSE = "door", "house"
COUNTERS = frozenset({"desk", "pickup"})
_THERE = COUNTERS | {"seat"}
_BEHIND = frozenset({"back", "field"})

_SOME_OFFICE = "office"
_BUILDINGS = {
    _SOME_OFFICE: Words("Di kantor", "At the office"),
    "kelurahan": Words("Kantor kelurahan", "Kelurahan office"),
    "kecamatan": Words("Kantor kecamatan", "Kecamatan office"),
    "opd": Words("Kantor dinas", "City agency"),
    "bagian": Words("Bagian di balai kota", "City hall section"),
    "sekretariat": Words("Sekretariat kota", "City secretariat"),
    "inspektorat": Words("Inspektorat", "Inspectorate"),
    "kota": Words("Balai kota", "City hall"),
}
_DOOR = Words("Pintu depan", "Front door")
_AT_DOOR = Words("Masuk dan ambil nomor antrean.", "Come in and take a queue number.")
_HOUSE = Words("Dari rumah", "From home")
_AT_HOUSE = Words(
    "Isi di ponsel atau komputer. Tidak perlu datang.", "Fill it in on a phone or computer. No need to come."
)
_HOUSE_FIRST = Words("Isi di ponsel atau komputer.", "Fill it in on a phone or computer.")


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the route, in one language.

    `place` is one of the places of a step, or "door" or "house" for the first. `mark` is the number of the
    desk, or the name of the icon. `minutes` and `time` (the same in words, or the desk's limit)
    may be absent.
    `in_back` says that the papers go there and the resident need not. `building` counts the offices from 0;
    None is at home. `broken` is a sentence when something there does not work today.
    """

    key: str
    place: str
    label: str
    who: str
    words: str
    minutes: int | None
    time: str
    mark: str
    in_back: bool
    building: int | None
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The stations from the door (or the house) to the result.

    `buildings` are the names of the offices, in the order in which the stations count them.
    """

    lang: str
    title: str
    stations: tuple[Station, ...]
    buildings: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether the wide drawing has room for it."""
        return 2 <= len(self.stations) <= MOST_WIDE

    @property
    def from_home(self) -> bool:
        """Whether the resident never has to come."""
        return not any(station.place in _THERE for station in self.stations)

    @property
    def waiting(self) -> int:
        """The minutes one sits, all together."""
        return sum(wait_of(self.stations, first, after)[1] for first, after in runs(self.stations))

    @property
    def told(self) -> str:
        """The whole route in plain sentences, for whoever cannot see the drawing."""
        english = self.lang.startswith("en")
        parts = []
        for place, station in enumerate(self.stations, start=1):
            time = f" ({station.time})" if station.time else ""
            parts.append(f"{place}. {station.label}{time}: {station.words} {station.broken}".rstrip())
        opening = f"Your route for {self.title}." if english else f"Rute Anda untuk {self.title}."
        return " ".join((opening, *parts))


def route(
    flow: Flow,
    lang: str = "id",
    *,
    names: Mapping[str, str] | None = None,
    broken: Mapping[str, str] | None = None,
) -> Route:
    """The route of a matter where all goes well, in `lang`.

    `names` are what kinds of post and of unit are called, by their key; `broken` sentences about what does
    not work today, by the key of the step, or "door". A flow without a way to a good end has a route
    without stations.
    """
    way = way_of(flow)
    if not way:
        return Route(lang, flow.title.of(lang), ())
    # Where several kinds of unit offer it, the drawing cannot say which.
    home = flow.offered[0] if len(flow.offered) == 1 else _SOME_OFFICE
    buildings: list[str] = []
    stations = [_first(flow, way, lang, broken or {})]
    for step in way:
        building = None
        if step.place != "online":
            at = step.at or home
            if at not in buildings:
                buildings.append(at)
            building = buildings.index(at)
        stations.append(_station(step, lang, building, names or {}, broken or {}))
    last = usual_way(flow)[-1]
    if stations[-1].in_back:
        stations.append(_station(replace(last, place="online"), lang, None, {}, {}))
    called = {kind: words.of(lang) for kind, words in _BUILDINGS.items()} | dict(names or {})
    offices = tuple(called.get(kind, kind) for kind in buildings)
    return Route(lang, flow.title.of(lang), tuple(stations), offices)


def way_of(flow: Flow) -> list[Step]:
    """The steps that are stations of the route, in their order, as they are for whoever takes it."""
    return [_unvisited(flow, step) for step in usual_way(flow) if step.works or step.verdict or step.fetched]


def _unvisited(flow: Flow, step: Step) -> Step:
    """The step as it is for who never comes: what is a desk for others lies behind it."""
    return replace(step, place="back") if flow.visits == 0 and step.place in _THERE else step


def _first(flow: Flow, way: list[Step], lang: str, broken: Mapping[str, str]) -> Station:
    first = next((step.place for step in way if step.place in _THERE | _BEHIND), "online")
    comes = any(step.place in _THERE for step in way)
    if first in _THERE:
        label, words, place, building = _DOOR, flow.door or _AT_DOOR, DOOR, 0
    else:
        label, words, place, building = _HOUSE, (_HOUSE_FIRST if comes else _AT_HOUSE), HOUSE, None
    return Station(
        place, place, label.of(lang), "", words.of(lang), None, "", place, False, building,
        broken.get(place, ""),
    )  # fmt: skip


def _station(
    step: Step, lang: str, building: int | None, names: Mapping[str, str], broken: Mapping[str, str]
) -> Station:
    post = step.posts[0] if step.posts and not step.verdict else ""
    return Station(
        key=step.key,
        place=step.place,
        label=step.title.of(lang),
        who=names.get(post, post.replace("-", " ").capitalize()),
        words=(step.do or step.shown).of(lang),
        minutes=step.minutes,
        time=_time(step, lang),
        mark=_mark(step),
        in_back=step.place in _BEHIND,
        building=building,
        broken=broken.get(step.key, ""),
    )


def _time(step: Step, lang: str) -> str:
    english = lang.startswith("en")
    if step.minutes:
        return minutes_words(step.minutes, lang)
    if step.within and step.works and not step.fetched:
        return f"{'at most' if english else 'paling lama'} {step.within.words(lang)}"
    return ""


def minutes_words(minutes: int, lang: str) -> str:
    """ "20 menit", "1 jam 10 menit"; "20 minutes", "1 hour 10 minutes"."""
    hours, rest = divmod(minutes, 60)
    if lang.startswith("en"):
        parts = [(hours, "hour" if hours == 1 else "hours"), (rest, "minute" if rest == 1 else "minutes")]
    else:
        parts = [(hours, "jam"), (rest, "menit")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or f"0 {parts[1][1]}"


def _mark(step: Step) -> str:
    if step.icon and step.place not in ("desk", "pickup"):
        return step.icon
    number = re.search(r"([0-9]{1,2})$", step.desk or "")
    if step.place in ("desk", "pickup"):
        return number.group(1) if number else (step.icon or "paper")
    if step.verdict:
        return "talk"
    # Where a second person decides, something is signed.
    back = "pen" if any("second-person" in move.guards for move in step.moves) else "eye"
    return {"field": "tools", "online": "phone", "seat": "seat"}.get(step.place, back)


def runs(stations: Sequence[Station]) -> Iterator[tuple[int, int]]:
    """Each run of back stations: the place of the first, and the place after the last."""
    place = 0
    while place < len(stations):
        first = place
        while place < len(stations) and stations[place].in_back:
            place += 1
        if place > first:
            yield first, place
        place += 1


def wait_of(stations: Sequence[Station], first: int, after: int) -> tuple[str, int]:
    """Where the resident is during one run of back stations: ("seat", minutes), ("house", 0) or ("", 0).

    One sits when all of it happens in the same office, in minutes one can sit through, with a desk to go to
    next. Who has not come to a desk before is not waiting anywhere.
    """
    before, run = first - 1, stations[first:after]
    if before < 0 or stations[before].place not in COUNTERS:
        return "", 0
    minutes = [station.minutes for station in run if station.minutes]
    sits = (
        len(minutes) == len(run)
        and sum(minutes) <= LONGEST_SITTING
        and all(station.building == stations[before].building for station in run)
        and after < len(stations)
        and stations[after].place in COUNTERS
    )
    return ("seat", sum(minutes)) if sits else (HOUSE, 0)
