"""The life of one simulated matter, told act by act: each `yield` is the moment of the next act.

A life does what its people would do next, through the same verbs as everybody else. What happened in
between (a late mark, an offer that lapsed) it finds when it looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime

from garda.cases import handing, joining, leading, moving, receiving, requirements, residents, splitting
from garda.cases.models import Case
from garda.cases.publishing import flow_by_id
from garda.demo import sentences
from garda.demo.plans import PACES, Plan
from garda.demo.stage import Stage
from garda.flow import Flow, Move, Step
from garda.letters import issuing

# The moments of the next acts; in the end, whether the life goes on.
Acts = Generator[datetime, None, bool]
# A life that goes round and round is let go; none of the shipped flows needs so many acts.
MOST_ACTS = 40
DAY = 450  # working minutes of a day, about
HALF_HOUR = 30


class Life:
    """One matter and what its people still mean to do about it."""

    def __init__(self, stage: Stage, plan: Plan, pk: int | None = None) -> None:
        self.stage, self.plan, self.pk = stage, plan, pk
        self.offers, self.parts = list(plan.offers), list(plan.parts)
        self.asks, self.contests, self.reopens = plan.asks, plan.contests, plan.reopens
        self.extends, self.remarks, self.rates = plan.extends, plan.remarks, plan.rates
        self.limbs: list[Life] = []

    @property
    def id(self) -> int:
        """The case of this life, once it has been opened."""
        assert self.pk is not None
        return self.pk

    def case(self) -> Case:
        """The matter as it stands now."""
        return self.stage.case(self.id)

    def live(self, twins: Callable[[int], int | None]) -> Acts:
        """Live the matter from its opening on; `twins` tells the case of an earlier plan, if it has one."""
        if self.pk is None:
            self.pk = self.stage.open(self.plan).pk
        if self.plan.twin is not None:
            yield from self._be_joined(twins(self.plan.twin))
        if self.plan.withdraws:
            yield from self._withdraw()
        for _ in range(MOST_ACTS):
            case = self.case()
            if case.joined_to_id:
                return False
            if case.state == Case.CLOSED:
                goes_on = yield from self._look_back(case)
            elif case.offer_unit_id:
                goes_on = yield from self._answer_offer(case)
            elif case.state == Case.ANSWERED:
                goes_on = yield from self._judge(case)
            elif case.state == Case.PAUSED:
                goes_on = yield from self._respond(case)
            else:
                goes_on = yield from self._work(case)
            if not goes_on:
                return False
        return False

    # ---- the offices ---------------------------------------------------------------------------
    def _work(self, case: Case) -> Acts:
        flow = flow_by_id(case.flow_id)
        step = flow.steps[case.step]
        if self.plan.pace == "stuck":
            return (yield from self._lie(case))
        yield self.stage.after(case.unit, DAY if case.limbs_open else self._minutes(step))
        now = self.case()
        stands = (Case.OPEN, case.step, case.unit_id, None)
        if (now.state, now.step, now.unit_id, now.offer_unit_id) != stands:
            return True
        self._explain(now)
        if not now.limbs_open:
            self._act(self.case(), flow, step)
        return True

    def _lie(self, case: Case) -> Acts:
        """Nobody acts. Once it is late the head may at least explain; then the clock goes on alone."""
        yield max(case.due_at or self.stage.now, self.stage.now)
        yield self.stage.after(case.unit, self.stage.rng.uniform(60, 1.5 * DAY))
        self._explain(self.case())
        return False

    def _minutes(self, step: Step) -> float:
        """Working minutes that this desk takes: a share of its term, after the pace of the matter."""
        share = self.stage.rng.uniform(*PACES[self.plan.pace])
        if step.within is None:
            return HALF_HOUR
        return {"minute": 1, "hour": 60, "day": DAY}[step.within.unit] * step.within.amount * share

    def _explain(self, case: Case) -> None:
        if case.late_at and not case.explained and self.plan.explains and case.state == Case.OPEN:
            words = self.stage.said(sentences.LATE[self.plan.talk.field])
            leading.explain_late(case.pk, words, by=self.stage.head(case.unit), at=self.stage.now)

    def _act(self, case: Case, flow: Flow, step: Step) -> None:
        """The next act of whoever sits at the desk."""
        stage, by, at = self.stage, self.stage.officer(case), self.stage.now
        while self.offers and self.offers[0][0].pk == case.unit_id:
            self.offers.pop(0)
        if self.offers and self.offers[0][0].kind in step.hand_over:
            to, words = self.offers[0][0], stage.said(sentences.OFFERS)
            handing.hand_over(case.pk, to, words, by=by, at=at)
        elif self.asks and (move := _towards(flow, step, "pause")):
            self.asks -= 1
            self._move(case, flow, move)
        elif self.plan.refuses and (move := _towards(flow, step, "refused")):
            self._move(case, flow, move)
        elif self.parts and step.split:
            self._split(case)
        else:
            self._beside(case)
            move = _onward(flow, step, self.plan.talk.field)
            if move is not None:
                self._move(self.case(), flow, move)

    def _beside(self, case: Case) -> None:
        """What happens beside the way: a note, another desk, more time, a remark of the resident."""
        stage, at, rng = self.stage, self.stage.now, self.stage.rng
        if rng.random() < 0.08:
            words = stage.said(sentences.NOTES[self.plan.talk.field])
            leading.note(case.pk, words, by=stage.officer(case), at=at)
        if self.remarks:
            self.remarks = False
            residents.add(case.pk, stage.said(sentences.REMARKS), at=at)
        if self.extends and flow_by_id(case.flow_id).extension and not case.extended and not case.late_at:
            self.extends = False
            if case.due_at and at < case.due_at:
                leading.extend(case.pk, sentences.EXTENDED, by=stage.head(case.unit), at=at)

    def _split(self, case: Case) -> None:
        stage = self.stage
        parts = [(unit, stage.said(sentences.PARTS)) for unit in self.parts if unit.pk != case.unit_id]
        self.parts = []
        limbs = splitting.split(case.pk, parts, by=stage.officer(case), at=stage.now)
        for place, limb in enumerate(limbs):
            plan = replace(
                self.plan, talk=sentences.PART, line=place % len(sentences.PART.what), offers=[], parts=[],
                twin=None, asks=0, withdraws=False, refuses=False, contests=False, reopens=False,
                rates=False, remarks=False, extends=False,
            )  # fmt: skip
            self.limbs.append(Life(stage, plan, limb.pk))

    def _move(self, case: Case, flow: Flow, move: Move) -> None:
        stage = self.stage
        again = flow.steps[case.step].key == "contested"
        words: dict[str, str] = {}
        if "reason" in move.needs:
            words["reason"] = self._reason(flow, move, again)
        if "missing" in move.needs:
            words["missing"] = stage.rng.choice(flow.requirements).key
        if "answer" in move.needs:
            words["answer"] = self.plan.talk.what[self.plan.line][1].format(**self.plan.slots)
        if "rule" in move.needs:
            words["rule"] = stage.rule(flow)
        if "date" in move.needs:
            words["date"] = stage.calendar.local(stage.after(case.unit, 2 * DAY)).date().isoformat()
        proofs = [stage.proof()] if "proof" in move.needs else []
        by = stage.officer(case)
        if "papers-complete" in move.guards and (absent := requirements.lacking(case)):
            # What was asked for was brought along and looked at, at the counter.
            receiving.receive(case.pk, [one.key for one in absent], by=by, at=stage.now)
        if "letter-signed" in move.guards:
            # Numbered, set and signed as every letter is; the signature takes this very step.
            issuing.sign(case.pk, stage.person(by), at=stage.now)
            return
        moving.move_case(case.pk, move.key, by=by, at=stage.now, words=words, proofs=proofs)

    def _reason(self, flow: Flow, move: Move, again: bool) -> str:
        target, field = flow.steps[move.to], self.plan.talk.field
        if target.end:
            return sentences.REFUSED_LETTER if flow.kind == "request" else sentences.REFUSALS[field]
        if target.pause:
            return sentences.MISSING if flow.requirements else self._asked()[0]
        return sentences.AGAIN if again else self._asked()[1]

    def _asked(self) -> tuple[str, str]:
        """What this matter's resident is asked, and what they tell."""
        pairs = sentences.ASKED[self.plan.talk.field]
        return pairs[self.id % len(pairs)]

    def _answer_offer(self, case: Case) -> Acts:
        """The unit to which it is offered accepts, gives it back, or says nothing until the offer lapses."""
        stage, unit = self.stage, case.offer_unit
        assert unit is not None
        fate = self.offers.pop(0)[1] if self.offers else "accepts"
        if fate == "lapses":
            yield stage.after(unit, 1.6 * DAY)
            return True
        yield stage.after(unit, stage.rng.uniform(10, 260))
        now = self.case()
        if now.offer_unit_id == unit.pk and now.state != Case.CLOSED:
            by = stage.receiver(unit)
            if fate == "accepts":
                handing.accept(now.pk, by=by, at=stage.now)
            else:
                handing.return_to(now.pk, stage.said(sentences.RETURNS), by=by, at=stage.now)
        return True

    # ---- the resident --------------------------------------------------------------------------
    def _respond(self, case: Case) -> Acts:
        """What the matter waits for comes, sooner or later or never."""
        stage, flow = self.stage, flow_by_id(case.flow_id)
        step = flow.steps[case.step]
        fetched = step.fetched
        if self.plan.silent and not fetched:
            return False
        if fetched:
            yield stage.after(case.unit, stage.rng.choice((5, 8, 12, 20, 45, 600, 1300)))
        else:
            yield stage.at_home(stage.rng.uniform(1, 50))
        now = self.case()
        if (now.state, now.step) != (Case.PAUSED, case.step):
            return True
        if fetched:
            self._move(now, flow, next(one for one in step.moves if flow.steps[one.to].end == "done"))
        elif residents.resident_move(now, onward=True) is not None:
            said = stage.said(sentences.HANDED_IN) if flow.requirements else self._asked()[1]
            residents.answer(now.pk, said, at=stage.now)
        return True

    def _judge(self, case: Case) -> Acts:
        """The resident agrees, contests, or says nothing until the clock closes it."""
        stage = self.stage
        if not (self.contests or self.plan.judges):
            yield stage.after(case.unit, 10.5 * DAY)
            return True
        yield stage.at_home(stage.rng.uniform(0.5, 40))
        if self.case().state != Case.ANSWERED:
            return True
        if self.contests:
            self.contests = False
            residents.contest(case.pk, stage.said(sentences.CONTESTS[self.plan.talk.field]), at=stage.now)
        else:
            residents.confirm(case.pk, at=stage.now)
        return True

    def _look_back(self, case: Case) -> Acts:
        """After the end: a rating perhaps, and now and then a matter that was not settled after all."""
        stage = self.stage
        if case.parent_id or case.outcome not in ("done", "refused"):
            return False
        if self.rates and case.rating is None:
            self.rates = False
            yield stage.at_home(stage.rng.uniform(0.2, 20))
            low = case.late_at is not None or case.contested > 0
            stars = stage.rng.choices((1, 2, 3, 4), (2, 4, 3, 1) if low else (0, 1, 6, 10))[0]
            words = stage.said(sentences.RATED_LOW if stars < 3 else sentences.RATED)
            residents.rate(case.pk, stars, words, at=stage.now)
        if self.reopens and case.outcome == "done" and flow_by_id(case.flow_id).kind == "complaint":
            self.reopens = False
            yield stage.at_home(stage.rng.uniform(20, 90))
            residents.contest(case.pk, stage.said(sentences.CONTESTS[self.plan.talk.field]), at=stage.now)
            return True
        return False

    def _withdraw(self) -> Acts:
        yield self.stage.at_home(self.stage.rng.uniform(2, 30))
        case = self.case()
        if case.state != Case.CLOSED and not case.joined_to_id:
            residents.withdraw(
                self.id, self.stage.said(sentences.WITHDRAWALS[self.plan.talk.field]), at=self.stage.now
            )
        return True

    def _be_joined(self, twin: int | None) -> Acts:
        """An officer sees that another resident reported the same, and joins the two."""
        yield self.stage.after(self.plan.unit, self.stage.rng.uniform(20, 240))
        case, into = self.case(), self.stage.case(twin) if twin else None
        if into is None or Case.CLOSED in (case.state, into.state) or into.joined_to_id or case.offer_unit_id:
            return True
        joining.join(case.pk, into.pk, by=self.stage.officer(case), at=self.stage.now)
        return True


def _towards(flow: Flow, step: Step, what: str) -> Move | None:
    """The office's move to a step that waits for the resident, or to a refusal."""
    for move in step.moves:
        target = flow.steps[move.to]
        if move.by == "post" and (
            (target.pause and not target.fetched) if what == "pause" else target.end == what
        ):
            return move
    return None


def _onward(flow: Flow, step: Step, fieldwork: bool) -> Move | None:
    """The first of the office's moves that leads on, skipping work outside where there is none."""
    for move in step.moves:
        target = flow.steps[move.to]
        leads = target.works or target.verdict or target.fetched or target.end == "done"
        if move.by == "post" and leads and (fieldwork or "date" not in move.needs):
            return move
    return None
