"""What a parcel from another city meets here: whose key it bears, and all that differs in this city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from garda.cases.carrying import Opened
from garda.cases.models import Parcel
from garda.cases.publishing import all_in_force, flow_by_id
from garda.flow import Flow, Step, Words
from garda.people.models import City, Unit
from garda.people.posts import kinds
from garda.people.register import register_of
from garda.rules.carrying import compare
from garda.sight.offices import KINDS


@dataclass(frozen=True)
class Difference:
    """One thing that is not here as it was there. `what`: unit, post, desk, rule, flow, number or words."""

    what: str
    words: Words


@dataclass(frozen=True)
class Signer:
    """A key that was met: its fingerprint, for whom it signed first, since when, how often."""

    fingerprint: str
    name: str
    since: datetime
    parcels: int


@dataclass(frozen=True)
class Trust:
    """How the key of a parcel is known: "known", "new", or "changed" when the sender used another before."""

    state: str
    since: datetime | None = None
    before: str = ""


def signers(city: City) -> list[Signer]:
    """Every key that a parcel of this city bore, in the order in which they were met."""
    found: dict[str, Signer] = {}
    for row in Parcel.objects.filter(city=city).order_by("at", "pk"):
        met = found.get(row.signer)
        since = met.since if met else row.at
        found[row.signer] = Signer(
            row.signer, met.name if met else row.from_name, since, met.parcels + 1 if met else 1
        )
    return list(found.values())


def trust_in(city: City, parcel: Opened) -> Trust:
    """Trust on first use: known from the first parcel on; another key for a known sender is said."""
    rows = Parcel.objects.filter(city=city, from_key=parcel.city_key).order_by("at", "pk")
    same = rows.filter(signer=parcel.signer).first()
    if same is not None:
        return Trust("known", same.at)
    other = rows.last()
    return Trust("changed", other.at, other.signer) if other else Trust("new")


def differences(city: City, parcel: Opened, at: datetime) -> list[Difference]:
    """Everything to look at before the flow is published here."""
    flow = parcel.flow
    return [
        *_units(city, flow),
        *_posts(city, flow),
        *_countersigned(city, flow),
        *_others(city, flow, parcel, at),
        *_rules(city, parcel),
        *_names(parcel, city),
    ]


def _units(city: City, flow: Flow) -> Iterator[Difference]:
    here = {unit.kind for unit in register_of(city).open_units()} | set(city.settings)
    wanted = [*flow.offered]
    wanted += [kind for step in flow.steps.values() for kind in (*step.hand_over, step.at) if kind]
    for kind in dict.fromkeys(wanted):
        if kind not in here:
            name = KINDS[kind] if kind in KINDS else Words(kind, kind)
            yield Difference(
                "unit",
                Words(
                    f"Kota ini tidak punya unit berjenis “{name.id}”.",
                    f"This city has no unit of the kind “{name.en}”.",
                ),
            )


def _posts(city: City, flow: Flow) -> Iterator[Difference]:
    """Each kind of post that no office has, or that some lack, where the step is worked."""
    lacking: dict[str, tuple[list[str], int, list[str]]] = {}
    for step in flow.steps.values():
        units = _where(city, flow, step)
        for post in step.posts if step.works else ():
            without = [unit.name for unit in units if post not in _held(city, unit)]
            if without:
                steps = lacking.get(post, ([], 0, []))[2]
                lacking[post] = (without, len(units), [*steps, step.title.id])
    for post, (without, count, steps) in lacking.items():
        title = kinds()[post].title_id if post in kinds() else post
        where = "di kantor mana pun" if len(without) == count else f"di {len(without)} dari {count} kantor"
        place = "in no office" if len(without) == count else f"in {len(without)} of {count} offices"
        listed = ", ".join(dict.fromkeys(steps))
        there = "is" if len(without) == count else "is missing"
        yield Difference(
            "post",
            Words(
                f"Jabatan “{title}” tidak ada {where}; dipakai langkah {listed}.",
                f"The post “{title}” {there} {place}; used by the steps {listed}.",
            ),
        )


def _countersigned(city: City, flow: Flow) -> Iterator[Difference]:
    """The letter's second signatures, where nobody in the city could give them."""
    held = frozenset().union(*(_held(city, unit) for unit in register_of(city).open_units()))
    for post in flow.letter.also_signed_by if flow.letter else ():
        if post not in held:
            title = kinds()[post].title_id if post in kinds() else post
            yield Difference(
                "post",
                Words(
                    f"Suratnya ikut ditandatangani “{title}”, dan jabatan itu tidak ada di kota ini.",
                    f"The letter is also signed by “{title}”, and this city has no such post.",
                ),
            )


def _where(city: City, flow: Flow, step: Step) -> list[Unit]:
    wanted = (step.at,) if step.at else flow.offered
    named = {city.settings.get(kind, "") for kind in wanted}
    return [unit for unit in register_of(city).open_units() if unit.kind in wanted or unit.key in named]


def _held(city: City, unit: Unit) -> frozenset[str]:
    return register_of(city).posts.get(unit.pk, frozenset())


def _others(city: City, flow: Flow, parcel: Opened, at: datetime) -> Iterator[Difference]:
    """The flow of that key in force here, desks that no flow here names, a number that another one has."""
    here = {row.key: (row, flow_by_id(row.pk)) for row in all_in_force(city, at)}
    if flow.key in here:
        version = here[flow.key][0].version
        yield Difference(
            "flow",
            Words(
                f"Alur “{flow.key}” sudah ada di sini, versi {version}. Terbitan baru menjadi versi berikut.",
                f"The flow “{flow.key}” is here already, version {version}. The next version is made.",
            ),
        )
    others = [one for key, (_row, one) in here.items() if key != flow.key]
    desks = {step.desk for _row, one in here.values() for step in one.steps.values() if step.desk}
    for desk in dict.fromkeys(step.desk for step in flow.steps.values() if step.desk):
        if desk not in desks:
            yield Difference(
                "desk",
                Words(
                    f"Meja “{desk}” belum dipakai alur mana pun di sini.",
                    f"No flow here uses the desk “{desk}” yet.",
                ),
            )
    for one in others:
        if one.number == flow.number:
            yield Difference(
                "number",
                Words(
                    f"Awalan nomor “{flow.number}” sudah dipakai “{one.title.id}”.",
                    f"The number's beginning “{flow.number}” is used by “{one.title.en}” already.",
                ),
            )


def _rules(city: City, parcel: Opened) -> Iterator[Difference]:
    for one in compare(parcel.rules, city_key=city.key):
        called = f"{one.name}, {one.label}" if one.label else one.name
        if one.state in ("new", "article"):
            yield Difference(
                "rule",
                Words(
                    f"{called} belum ada di sini. Dibawa sebagai salinan yang perlu dicocokkan.",
                    f"{called} is not here yet. It comes as a copy to be checked.",
                ),
            )
        elif one.state == "other":
            yield Difference(
                "rule",
                Words(
                    f"{called} berbunyi lain di sini: “{one.here}”. Di sana: “{one.there}”.",
                    f"{called} says something else here: “{one.here}”. There: “{one.there}”.",
                ),
            )


def _names(parcel: Opened, city: City) -> Iterator[Difference]:
    """Lines of the text that speak of the city it came from."""
    name = parcel.city_name.removeprefix("Kota ").removeprefix("Kabupaten ")
    if len(name) < 4 or name.lower() in city.name.lower():
        return
    lines = [n for n, line in enumerate(parcel.text.splitlines(), start=1) if name.lower() in line.lower()]
    if lines:
        listed = ", ".join(map(str, lines[:10]))
        yield Difference(
            "words",
            Words(
                f"Naskah menyebut “{name}” di baris {listed}. Ganti dengan nama di sini.",
                f"The text names “{name}” on lines {listed}. Put the names of here instead.",
            ),
        )
