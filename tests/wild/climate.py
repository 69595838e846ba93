"""A pulse and an exercise that are open, one figure of each, an act, a habit and a drawn record of Melati."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from garda.cases import moving
from garda.surveys import habits, leading, publishing, rechecking, rounds
from garda.surveys.climate_models import Check, Point
from tests.town import Town, moment, report


def climate(town: Town) -> dict[str, str]:
    """What the addresses of the climate name."""
    publishing.stock(town.city, moment("2025-01-02"))
    today, lurah, melati = moment().date(), town.persons["melati", "lurah", 1], town.units["melati"]
    held = {
        key: rounds.open_round(town.city, key, first=today, last=today + timedelta(days=9), at=moment())
        for key in ("denyut", "pola-layan")
    }
    points = {
        key: Point.objects.create(
            city=town.city, instrument_id=one.edition_id, key=key, unit=melati, n=6, first=today, last=today,
            cells=[[one.id, melati.pk]], patterns={",".join("2" * (8 if key == "denyut" else 4)): 6},
        )
        for key, one in held.items()
    }  # fmt: skip
    doing = leading.plan(melati, "mood", "Rapat pagi singkat", today, by=lurah, at=moment())
    case = report(town).case
    moving.move_case(case.pk, "handling", by=town.by("melati", "petugas-loket"), at=moment(time="09:30"))
    rechecking.draw(melati, by=lurah, at=moment(time="10:00"), chance=Random(1))
    return {
        "climate_round": str(held["denyut"].id), "exercise_round": str(held["pola-layan"].id),
        "pulse_point": str(points["denyut"].pk), "exercise_point": str(points["pola-layan"].pk),
        "climate_action": str(doing.id), "check_id": str(Check.objects.order_by("pk")[0].pk),
        "habit_id": str(habits.begin(melati, "Salam di pintu", by=lurah, at=moment())), "said": "ya",
    }  # fmt: skip


def known_of_climate(route: str, known: dict[str, str]) -> dict[str, str]:
    """What stands in the parts of these addresses."""
    if route.startswith("kerja/denyut/") and "climate_round" in known:
        return {
            "round_id": known["climate_round"], "point_id": known["pulse_point"],
            "action_id": known["climate_action"],
        }  # fmt: skip
    if route.startswith("kerja/latihan/") and "exercise_round" in known:
        return {"round_id": known["exercise_round"], "point_id": known["exercise_point"]}
    return {}
