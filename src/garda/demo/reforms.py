"""One change of the simulated month that went all the way: from the reports to what it came to.

It is about a made-up service that rests on a made-up rule: a simulated change must never alter what a city
really gives, nor leave a second version behind when the month is forgotten. Everything goes through the verbs
that a real change takes; only rule and flow say that they are simulated.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from garda.cases import publishing
from garda.cases.models import PublishedFlow
from garda.cases.publishing import flow_of
from garda.demo.dockets import Story, reporters, tell, working
from garda.demo.forms import answer
from garda.demo.lives import Life
from garda.demo.plans import DAYS, Plan
from garda.demo.playing import play
from garda.demo.stage import Stage
from garda.dockets import acknowledging, counting, deciding, renewing, replying, reports, urging
from garda.dockets.models import Docket
from garda.people.calendars import city_calendar
from garda.people.models import City, Person, Unit
from garda.rules import keeping
from garda.rules.keeping import ArticlePlan, RulePlan

RULE, ARTICLE, SERVICE = "standar-contoh", "balai", "contoh-pinjam-balai"
# Beside this file and not on the shelf: no city can take it over.
FLOW = Path(__file__).with_name("pinjam-balai.toml")
LABEL = ("Pinjam Balai Kelurahan", "Borrowing the Ward Hall")
OLD = (
    "Syaratnya tiga: pengantar RT dan RW, fotokopi KTP-el penanggung jawab, dan rencana acara. Gratis, "
    "selesai 60 menit kerja.",
    "Three requirements: letter of the neighbourhood heads, copy of the responsible person's identity card, "
    "and a plan of the event. Free, done in 60 working minutes.",
)
NEW = (
    "Syaratnya dua: fotokopi KTP-el penanggung jawab dan rencana acara. Pengantar RT dan RW tidak "
    "diminta lagi. Gratis, selesai 60 menit kerja.",
    "Two requirements: copy of the responsible person's identity card and a plan of the event. "
    "The letter of the neighbourhood heads is no longer asked for. Free, done in 60 working minutes.",
)
DROPPED = "pengantar"
STORY = Story(
    SERVICE, f"requirement:{DROPPED}",
    (
        "Peminjam pulang lagi karena ketua RT sedang bekerja; acaranya tinggal dua hari.",
        "Ketua RT sendiri yang meminjam, tetapi pengantarnya tetap diminta.",
        "Jadwal balai sudah jelas di kantor, pengantar tidak menambah apa-apa.",
    ),
    "Cukup KTP-el dan rencana acara; ketua RT diberi tahu lewat pesan.", 12, 30, 40,
    decided=18, rule=RULE, article=ARTICLE,
)  # fmt: skip
REASON = (
    "Kantor sudah memegang jadwal balai, jadi pengantar tidak menambah kepastian. "
    "KTP-el dan rencana acara cukup."
)
REPLY = "Pengantar RT dan RW tidak diminta lagi untuk meminjam balai. Terima kasih sudah melaporkannya."
DECIDED, CHANGED, CLOSED = 15, 11, 7
MOST = 34  # matters of the made-up service
BEFORE = timedelta(days=DAYS + 7)
# Which share of those at the front has read the change before the first reminder, and before the second.
READ_AT_ONCE, READ_WHEN_REMINDED = 0.55, 0.55


def change(city: City, end: datetime, seed: int, count: int) -> None:
    """Live the made-up service and its change in the weeks before `end`; nothing where there are no wards."""
    rng = Random(f"{seed}-reforms")
    wards, by = reporters(city, end)
    if len(wards) < 2 or keeping.rule_of(city.key, RULE) is not None:
        return
    stage = Stage(city, rng, end)
    changed_at = working(wards[0], end, CHANGED, rng)
    versions = lay(city, end, changed_at)
    plans = [_plan(city, wards, versions, changed_at, end, n, rng) for n in range(min(MOST, count // 8))]
    play(stage, [Life(stage, plan) for plan in sorted(plans, key=lambda one: one.opened_at)], end)
    tell(city, STORY, wards, by, end, rng)
    docket = Docket.objects.get(city=city, reference=STORY.reference, simulated=True)
    _loop(stage, docket, versions[1], changed_at, rng)
    _read(city, docket, changed_at, end, rng)


def lay(city: City, end: datetime, changed_at: datetime) -> tuple[PublishedFlow, PublishedFlow]:
    """The made-up rule with both wordings of its article, and both versions of the service."""
    plan = RulePlan(
        RULE, "standar", issuer="Contoh", about_id="Contoh dalam data simulasi, bukan aturan kota",
        about_en="An example in the simulated data, no rule of the city", source="data simulasi",
    )  # fmt: skip
    keeping.keep_rule(city.key, plan, fresh=True, simulated=True)
    first = city_calendar(city).local(changed_at).date()
    _word(city, OLD, None)
    _word(city, NEW, first)
    text = FLOW.read_text("utf-8")
    before = publishing.publish(city, text, at=end - BEFORE, simulated=True)
    return before, publishing.publish(city, without(text, DROPPED), at=changed_at, simulated=True)


def without(text: str, key: str) -> str:
    """A flow's text without one of its requirements."""
    head, _, rest = text.partition(f'[[requirement]]\nkey      = "{key}"')
    assert rest, key
    return head + rest[rest.index("[[requirement]]") :]


def _word(city: City, words: tuple[str, str], first: date | None) -> None:
    plan = ArticlePlan(
        ARTICLE, *words, label_id=LABEL[0], label_en=LABEL[1], first=first, source="data simulasi"
    )
    keeping.add_version(city.key, RULE, plan)


def _plan(
    city: City, wards: list[Unit], versions: tuple[PublishedFlow, PublishedFlow], changed_at: datetime,
    end: datetime, n: int, rng: Random,
) -> Plan:  # fmt: skip
    """One matter; every other one came in after the change. Before it, some were refused for the letter."""
    unit, after = wards[n % min(len(wards), 12)], n % 2 == 1
    at = working(unit, end, rng.randint(1, CHANGED - 2) if after else rng.randint(CHANGED + 5, DAYS), rng)
    published = versions[int(at >= changed_at)]
    flow = flow_of(published)
    slots = {"n": str(n % 9 + 1), "rt": f"{n % 7 + 1:02d}", "rw": f"{n % 5 + 1:02d}"}
    code = city.code.replace(".", "")
    said = {one.key: answer(one, rng, at, code, slots) for one in flow.fields}
    plan = Plan(published, flow, unit, at, channel="counter", assisted=True, slots=slots)
    plan.answers = {key: value for key, value in said.items() if value is not None}
    plan.pace = "brisk" if after else "steady"
    plan.refuses = not after and n % 6 == 0
    return plan


def _loop(stage: Stage, docket: Docket, after: PublishedFlow, changed_at: datetime, rng: Random) -> None:
    """Decided, changed, answered and closed by whoever decides about the article."""
    city, end = stage.city, stage.until
    head = stage.head(docket.unit)
    by, post = stage.person(head), head.post
    decided_at = min(working(docket.unit, end, DECIDED, rng), changed_at - timedelta(hours=1))
    deciding.take(city, docket.pk, by=by, post=post, at=decided_at - timedelta(minutes=40))
    deciding.decide(city, docket.pk, "change", REASON, by=by, post=post, at=decided_at)
    counting.count_visitors(docket, decided_at)
    first = city_calendar(city).local(changed_at).date()
    renewing.reword(city, docket.pk, first, by=by, post=post, at=changed_at + timedelta(minutes=5))
    renewing.renew(city, docket.pk, after.pk, by=by, post=post, at=changed_at + timedelta(minutes=10))
    told_at = changed_at + timedelta(minutes=30)
    replying.reply(city, docket.pk, REPLY, by=by, post=post, at=told_at)
    rows = reports.of_docket(city, docket.pk, open_to=None)[0]
    people = Person.objects.in_bulk([row.person_id for row in rows if row.person_id is not None])
    for row in rows:
        read_at = min(end, told_at + timedelta(hours=rng.randint(1, 60)))
        if row.person_id is not None and rng.random() < 0.8:
            reports.own_one(city, people[row.person_id], row.id, read_at)
    deciding.close(city, docket.pk, by=by, post=post, at=working(docket.unit, end, CLOSED, rng))


def _read(city: City, docket: Docket, changed_at: datetime, end: datetime, rng: Random) -> None:
    """Many read it at once, others when the clock reminds them; some have still not."""
    docket.refresh_from_db()
    begun = changed_at + timedelta(minutes=30)
    for share in (READ_AT_ONCE, READ_WHEN_REMINDED, 0.0):
        until = docket.urge_at
        missing = [one.person_id for one in acknowledging.acknowledged(docket, begun) if one.at is None]
        for person in Person.objects.filter(pk__in=missing).order_by("pk"):
            at = _open(city, begun + timedelta(minutes=rng.randint(5, 60 * 24)))
            if rng.random() < share and at < end:
                acknowledging.acknowledge(city, docket.pk, by=person, post=None, at=at)
        if until is None or until >= end:
            return
        urging.urge(docket.pk, until)
        begun = until
        docket.refresh_from_db()


def _open(city: City, at: datetime) -> datetime:
    """The moment itself in working time, else shortly after the next opening."""
    calendar = city_calendar(city)
    opens = at if calendar.is_open(at) else calendar.next_opening(at)
    return at if opens is None or opens == at else opens + timedelta(minutes=at.minute)
