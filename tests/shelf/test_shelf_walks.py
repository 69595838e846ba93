"""Every service of the shelf goes from its first desk to its good end, by its own posts and real verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from garda.cases import receiving, replaying, requirements, seals
from garda.cases.acting import RESIDENT
from garda.cases.models import Case, Event
from garda.cases.moving import move_case, moves_of
from garda.cases.opening import Filing, open_case
from garda.cases.publishing import flow_of
from garda.demo.forms import answer
from garda.flow import Flow
from garda.letters import issuing
from garda.letters.models import Letter
from garda.people.models import Person
from tests import town as towns
from tests.cases.walker import by_at
from tests.shelf.test_shelf_flows import SERVICES
from tests.town import Town

pytestmark = pytest.mark.django_db
MOST_STEPS = 12


def asked_for(town: Town, key: str, dice: Random) -> Case:
    """A matter of that service, asked for by somebody who filled in everything that must be."""
    flow = flow_of(town.flows[key])
    unit = town.units["melati" if "kelurahan" in flow.offered else "kec-taman"]
    slots = dict.fromkeys(("n", "rt", "rw"), "1")
    asked = {one.key: answer(one, dice, towns.moment(), "9901", slots) for one in flow.fields}
    answers = {name: said for name, said in asked.items() if said is not None}
    return open_case(Filing(town.flows[key], unit, answers), by=RESIDENT, at=towns.moment()).case


def onward(case: Case, flow: Flow, at: datetime) -> None:
    """The first move of the step, with what it waits for."""
    step = flow.steps[case.step]
    move = step.moves[0]
    by = by_at(case.unit, case.desk)
    assert set(by.post_kinds) & set(step.posts), f"nobody of {step.posts} works at {step.key}"
    if "papers-complete" in move.guards:
        lacking = [one.key for one in requirements.lacking(case)]
        assert move not in moves_of(case, by) or not lacking
        if lacking:
            receiving.receive(case.pk, lacking, by=by, at=at)
    if "letter-signed" in move.guards:
        assert move not in moves_of(towns.fresh(case), by), "no way on before the letter is signed"
        issuing.sign(case.pk, Person.objects.get(pk=by.person), at=at)
        return
    move_case(case.pk, move.key, by=by, at=at)


@pytest.mark.parametrize("key", SERVICES)
def test_item_8_a_service_goes_from_its_first_desk_to_its_good_end(key: str) -> None:
    town = towns.build_town(flows=[key])
    flow = flow_of(town.flows[key])
    case = asked_for(town, key, Random(key))
    at, met = towns.moment(), []
    for _ in range(MOST_STEPS):
        case = Case.objects.select_related("unit", "city", "first_unit").get(pk=case.pk)
        if case.state == Case.CLOSED:
            break
        met.append((case.step, case.unit.kind))
        at += timedelta(minutes=5)
        onward(case, flow, at)
    assert (case.state, case.outcome) == (Case.CLOSED, "done"), (key, met)
    assert replaying.faults_of(case, list(Event.objects.filter(case=case).order_by("seq"))) == []
    assert all(unit == flow.steps[step].at for step, unit in met if flow.steps[step].at), met
    if flow.letter is None:
        assert not Letter.objects.exists()
        return
    letter = Letter.objects.get(case=case)
    assert letter.state == Letter.SIGNED
    assert letter.waits_for == []
    assert len(letter.signatures) == 1 + len(flow.letter.also_signed_by)
    assert seals.seal_past_days(town.city, at + timedelta(days=2))


def test_the_ward_and_the_subdistrict_both_hold_a_statement_of_heirs() -> None:
    town = towns.build_town(flows=["ahli-waris"])
    flow = flow_of(town.flows["ahli-waris"])
    case = asked_for(town, "ahli-waris", Random(1))
    at, units = towns.moment(), []
    while case.state != Case.CLOSED:
        units.append(case.unit.key)
        at += timedelta(minutes=5)
        onward(case, flow, at)
        case = Case.objects.select_related("unit", "city").get(pk=case.pk)
    assert units == ["melati", "melati", "melati", "kec-taman", "melati"]
