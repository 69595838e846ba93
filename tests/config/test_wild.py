"""A hundred kinds of bad input to every form and every address: never a 500, always a sentence.

Every route of the resolver is walked as whoever may open it, as nobody, and as the wrong person. On the
embedded database each address gets every kind from whoever may open it, of what is read before an address is
(heads, methods, bodies) a part, and of wrong addresses of an act a third, the next address the next; every
room gets all of it. On PostgreSQL each address gets a third of that, the next another third: what reaches the
database differs there, not what an address does with it. Whoever may not come in is stopped at the door: as
they, each address gets a third of the wrong addresses (a ninth). Nothing is drawn by lot: the turns decide.
"""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import islice
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from garda import clock
from garda.cases import sealing, seals
from garda.cases.models import Case
from garda.counters import arriving, taking
from garda.letters import batching, issuing
from garda.letters.models import Letter
from garda.notices import contacts
from garda.notices.landing import put_aside_for_officer
from garda.notices.models import Contact, Dispatch, Message
from garda.people import appointing
from garda.rosters import asking, devices, duties, helping, planning, reporting_empty, skills
from garda.rosters.asking import Asking
from garda.rosters.models import Breach, EmptyReport, Offer
from garda.rules.models import Article
from garda.surveys import answering as answering_surveys
from garda.surveys import inviting
from garda.surveys import publishing as instruments
from tests import town as towns
from tests.letters import wards
from tests.office.staff import signed_in
from tests.public import visitors
from tests.town import Town, moment
from tests.wild import walk
from tests.wild.climate import climate, known_of_climate
from tests.wild.confidence import confidence, known_in_confidence
from tests.wild.dockets import dockets, known_of_rule
from tests.wild.drawing import draw_seldom, shown_once_in_a_while
from tests.wild.facilities import facilities, known_at
from tests.wild.orders import known_of_orders, orders
from tests.wild.profiles import known_of_profiles, profiles
from tests.wild.results import known_of_results, weak_points
from tests.wild.walk import THIRDS, Form, Sent, Wild

pytestmark = pytest.mark.django_db

# Words that nobody but their own readers may ever be shown.
OURS, FAR = ("Rahasia Orang Lain", "081234567899", "Lampu jalan mati di Gang 3"), ("Rahasia Kota Lain",)
SECRETS = (*OURS[:2], *FAR)
OUR_FAULT = re.compile(
    r"Traceback|site-packages|DJANGO_SETTINGS|Exception at|Exception Type|Operational|DataError|ValueError"
)
ACTS = ("jawab", "setuju", "sanggah", "tambah", "nilai", "cabut", "hapus")
# What is changed here is kept in memory by every process.
KEPT = ("/kerja/unit/", "/kerja/orang/", "/kerja/jam/", "/kerja/alur/", "/kerja/limpah/", "/kerja/impor/")
DOOR = "/akun/login/?next="
# Kinds at every address, for looking and for sending each: of all there are, and where only a third is drawn.
LEAST, LEAST_OF_A_THIRD = 100, 25


@dataclass
class Visit:
    """Someone at the door: their browser with its cookies as they were at first."""

    client: Client
    cookies: str = ""
    never: tuple[str, ...] = SECRETS

    def send(self, sent: Sent) -> Any:
        """Send it; what it changed is undone."""
        self.client.cookies = SimpleCookie()
        heads = {"HTTP_COOKIE": self.cookies, **sent.heads}
        more = {"QUERY_STRING": sent.query, **heads}
        if sent.method in ("GET", "HEAD"):
            return self.client.generic(sent.method, sent.path, b"", sent.content_type, **more)
        with transaction.atomic():
            answer = self.client.generic(sent.method, sent.path, sent.body, sent.content_type, **more)
            transaction.set_rollback(True)
        cache.clear()
        if answer.status_code < 400 and sent.path.startswith(KEPT):
            towns.forget_kept()
        return answer


@dataclass
class Place:
    """The town with whoever walks through it, and what stands in its addresses."""

    town: Town
    known: dict[str, str]
    wild: Wild
    nobody: Visit
    owner: Visit
    stranger: Visit
    foreign: Visit
    officers: list[Visit]
    forms: dict[str, Form] = field(default_factory=dict)
    seq: int = 1
    turn: int = 0
    sent: set[str] = field(default_factory=set)  # the kinds that came to any address

    def known_in(self, route: str) -> dict[str, str]:
        """What stands in the parts of a route: a key is another thing in each place."""
        if route.endswith("/kosong/<str:code>/"):
            return self.known | {"key": "melati", "code": self.known["empty_code"]}
        if "survei/isi/" in route or "/survei/<str:token>/" in route:
            return self.known | {"token": self.known["survey_token"]}
        if "/antrean/<str:token>/" in route:
            return self.known | {"token": self.known["ticket_token"]}
        if route.startswith("kerja/antrean/"):
            return self.known | {"act": "panggil"}
        for start, key in (
            ("<slug:city>/layar/", "melati"),
            ("<slug:city>/kios/", "melati"),
            ("kerja/unit/", "melati"),
            ("kerja/instrumen/", "skm"),
            ("kerja/menit-kosong/", "melati"),
            ("kerja/janji-kinerja/", "melati"),
            ("kerja/kantor/atur/meja/", "loket-1"),
            ("<slug:city>/kantor/", "melati"),
            ("akun/", "abc-def"),
        ):
            if route.startswith(start):
                return self.known | {"key": key}
        if more := known_of_orders(route):
            return self.known | more
        if more := known_of_profiles(route, self.known):
            return self.known | more
        if more := known_of_results(route, self.known) or known_of_climate(route, self.known):
            return self.known | more
        if more := known_at(route) or known_of_rule(route) or known_in_confidence(route):
            return self.known | more
        if route.startswith("bahasa/"):
            return self.known | {"code": "en"}
        if "aturan/" in route:
            return self.known | {"key": "uu-25-2009"}
        if route.startswith("kerja/izin/"):
            return self.known | {"act": "tolak"}
        if "pengumuman/" in route:
            return self.known | {"key": "1", "act": "setujui"}
        if route.startswith(("kerja/rencana/", "kerja/tim/")):
            return self.known | {"name": "salin" if "rencana/" in route else "bantu"}
        if "ukuran/" in route:
            return self.known | {"name": "efisien"}
        if "/surat/" in route:
            return self.known | {"code": self.known["letter_code"]}
        return self.known | ({"name": "cepat"} if "angka/" in route else {})

    def known_ways(self, route: str) -> list[dict[str, str]]:
        """The same for every act that a route stands for."""
        known = self.known_in(route)
        return [known | {"act": act} for act in ACTS] if "<slug:act>" in route else [known]


def visit(client: Client, never: tuple[str, ...] = SECRETS) -> Visit:
    """A browser that never forgets and never minds; its reader may not be shown what is in `never`."""
    client.raise_request_exception = False
    return Visit(client, "; ".join(f"{name}={one.value}" for name, one in client.cookies.items()), never)


@pytest.fixture
def place(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Kota Contoh with a matter of everything, and another city beside it, on a Tuesday morning."""
    settings.DEMO = True
    settings.ACCOUNT_RATE_LIMITS = {}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    towns._hashed.cache_clear()
    shown_once_in_a_while(monkeypatch)
    with clock.moved_to(moment()):
        town = visitors.whole_town()
        yield settled(town)
    visitors.forget()
    towns._hashed.cache_clear()


def settled(town: Town) -> Place:
    """Whatever an address may name is there."""
    owner, stranger = Client(), Client()
    mine = visitors.report(owner, foto=visitors.picture())
    theirs = visitors.report(stranger, what="Rahasia Orang Lain", name="Warga Lain", phone="081234567899")
    other = towns.build_town(key="tetangga")
    # Numbers are given by each city for itself: the third is one that Kota Contoh has not given.
    far = [towns.report(other, what="Rahasia Kota Lain, jangan dibaca").case for _ in range(3)][-1]
    seals.seal_day(town.city, moment().date(), moment("2025-11-05"))
    lurah = town.posts["melati", "lurah", 1]
    today = moment().date()
    lent = appointing.delegate(
        lurah, town.posts["melati", "seklur", 1], today, today,
        by=None, at=moment(),
    )  # fmt: skip
    term = lurah.terms.get()
    loket, sktm = town.posts["melati", "petugas-loket", 1], town.flows["sktm"]
    wrong = arriving.note(town.units["melati"], sktm.pk, post_id=loket.pk, desk="Loket 1", at=moment())
    invited = duties.DutyPlan("Rapat RW 06", moment("2025-11-05"), moment("2025-11-05", "11:00"))
    duty = duties.plan(town.units["melati"], invited, by=None, at=moment())
    number = taking.take_number(town.units["melati"], at=moment(), channel="phone", key="sktm")
    policy = facilities(town) | dockets(town) | confidence(town) | climate(town) | orders(town)
    policy |= weak_points(town) | profiles(town)
    own = news_and_letters(town, mine) | presence(town) | plan_and_team(town) | policy | {
        "survey_token": surveyed(town), "edition_id": "1",
        "ticket_id": str(number.id), "ticket_token": number.token,
        "duty_id": str(duty.id),
        "arrival_id": str(wrong.id),
        "city": "contoh", "key": "sktm", "number": mine.number, "code": visitors.MELATI, "day": "2025-11-04",
        "act": "jawab", "paper_id": str(mine.papers.get().pk), "rest": "sktm/", "name": "keadaan",
        "move": "handling", "place": "1", "version": "1", "post_id": str(lurah.pk),
        "person_id": str(term.person_id), "term_id": str(term.pk), "lent_id": str(lent.pk),
        "row_id": str(town.city.work_hours.first().pk), "pk": "1", "uidb36": "1", "provider_id": "kota",
    }  # fmt: skip
    officers = [
        signed_in(town, unit, kind)
        for unit, kind in (
            ("melati", "petugas-loket"),
            ("melati", "lurah"),
            ("setda", "sekda"),
            ("kota", "admin"),
        )
    ]
    return Place(
        town, own, Wild(far.number, theirs.number), visit(Client()), visit(owner), visit(stranger),
        visit(signed_in(other, "melati", "lurah"), OURS), [visit(one, FAR) for one in officers],
    )  # fmt: skip


def surveyed(town: Town) -> str:
    """The instruments of the shelf, an invitation, and flagged answers; the token of the invitation."""
    melati, today = town.units["melati"], moment().date()
    instruments.stock(town.city, moment("2025-01-02"))
    asked = [
        inviting.invite(town.city, "case", f"WILD-{n}", unit=melati, served_on=today, at=moment())
        for n in range(6)
    ]
    for one in asked[1:]:
        answering_surveys.answer(one, "skm", {"time": 3}, device="one", at=moment())
    return asked[0].token


def presence(town: Town) -> dict[str, str]:
    """A device of the office, a resident's word that it was empty, a line about somebody's coming."""
    melati, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    device, _key = devices.register(melati, kind="loket", name="Loket 1", by=lurah, at=moment())
    code = reporting_empty.report(melati, when=moment(), at=moment(), words="Sepi sekali")
    line = Breach.objects.create(
        unit=melati, person=town.persons["melati", "petugas-loket", 1], day=moment().date(), kind="late",
        minutes=12, found_at=moment(), facts={"from": 450, "to": 960, "came": 462},
    )  # fmt: skip
    told = EmptyReport.objects.get()
    loket = town.persons["melati", "petugas-loket", 1]
    leave = Asking(
        melati, loket, "cuti-tahunan", moment("2025-11-10", "00:00"), moment("2025-11-12", "00:00"),
        why="Rahasia pulang kampung",
    )  # fmt: skip
    absence = asking.ask(leave, by=loket, at=moment())
    call = Offer.objects.create(absence=absence, person=lurah, unit=melati, at=moment())
    return {
        "absence_id": str(absence.pk),
        "offer_id": str(call.pk),
        "device_id": str(device.id),
        "empty_code": code,
        "report_id": str(told.pk),
        "breach_id": str(line.pk),
    }


def plan_and_team(town: Town) -> dict[str, str]:
    """A draft of a month, a skill, a goal and a task of Melati."""
    melati, lurah = town.units["melati"], town.persons["melati", "lurah", 1]
    until = moment("2025-11-28").date()
    able = skills.note(melati, lurah, "adminduk", first=moment().date(), by=None, at=moment())
    goal = helping.add_goal(melati, "Arsip rapi", until, by=lurah, at=moment())
    task = helping.add_task(melati, goal, "Sortir", lurah, until, by=lurah, at=moment())
    return {
        "plan_id": str(planning.make(melati, until, by=lurah, at=moment())),
        "ability_id": str(able.id), "goal_id": str(goal), "task_id": str(task),
    }  # fmt: skip


def news_and_letters(town: Town, mine: Case) -> dict[str, str]:
    """A letter signed and one that waits in a batch, a message to be sorted, news on its way, an article."""
    signer = town.persons["melati", "lurah", 1]
    signed, waiting = wards.at_signing(town), wards.at_signing(town)
    issuing.sign(signed.pk, signer, at=moment(), seen=signed.seq)
    letter = Letter.objects.get(case=signed)
    batch = batching.order(town.city, signer, [(waiting, waiting.seq)], moment())
    contact = contacts.contact_of(town.city, Contact.WHATSAPP, "+6281234567890")
    message = Message.objects.create(
        city=town.city, channel="whatsapp", outside_id="wamid.1", contact=contact, kind="text",
        sealed=sealing.seal('{"text": "Lampu masih mati"}'), said_at=moment(), came_at=moment(),
    )  # fmt: skip
    put_aside_for_officer(message, "asked", moment(), mine)
    news = Dispatch.objects.create(
        city=town.city, channel="whatsapp", key="kabar-1", case=mine, contact=contact,
        state=Dispatch.FAILED, trouble="not-reachable", made_at=moment(), changed_at=moment(),
    )  # fmt: skip
    article = Article.objects.filter(rule__key="uu-25-2009").order_by("pk").first()
    return {
        "letter_id": str(letter.pk), "letter_code": letter.code, "kind": "pdf", "batch_id": str(batch.pk),
        "message_id": str(message.pk), "dispatch_id": str(news.pk), "token": "abcdefghijklmnop",
        "article_id": str(article.pk), "article_key": article.key,
    }  # fmt: skip


# ---- what an answer must be -------------------------------------------------------------------------
def wrong_in(answer: Any, sent: Sent, never: tuple[str, ...]) -> str:
    """What is wrong with an answer, or "": a fault of ours, no sentence on theirs, a word of anybody else."""
    text = words_of(answer)
    if answer.status_code >= 500:
        return f"{answer.status_code} to {sent}"
    if any(secret in text for secret in never):
        return f"a secret in the answer {answer.status_code} to {sent}"
    if answer.status_code < 400 or sent.method == "HEAD":
        return ""
    if OUR_FAULT.search(text):
        return f"our own insides in the answer to {sent}"
    if sent.path.startswith("/api/"):
        told = answer["Content-Type"] == "application/problem+json" and answer.json()["detail"]
        return "" if told else f"{answer.status_code} without a problem document to {sent}"
    if answer["Content-Type"] == "application/json" and SAID.search(text):
        return ""  # whoever sends JSON is told in JSON
    return "" if SAID.search(said_on(text)) else f"{answer.status_code} without a sentence to {sent}"


def words_of(answer: Any) -> str:
    """The body as text."""
    body = b"" if answer.streaming else answer.content
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if packed else body).decode("utf-8", "replace")


SAID = re.compile(r"\b[A-Z][a-z-]+ [A-Za-z ,’'0-9%-]{8,}[.?]")


def said_on(page: str) -> str:
    """The words of the main part of an Indonesian page."""
    main = re.search(r'<html lang="id".*?<main.*?>(.*)</main>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[1])).split()) if main else ""


# ---- the walk -----------------------------------------------------------------------------------------
def opener(place: Place, route: str, path: str, method: str) -> Visit | None:
    """Whoever this address lets in: the resident of the matter, or an officer; None where it is 405."""
    able = place.officers if route.startswith(("kerja/", "akun/")) else [place.owner]
    asked = [(one, one.send(Sent((), method, path, body=f"seen={place.seq}".encode()))) for one in able]
    if any(answer.status_code == 405 for _, answer in asked):
        return None
    return next((one for one, answer in asked if answer.status_code not in (403, 404)), able[0])


ROOMS = ("kerja/", "akun/", "api/", "")


@pytest.mark.parametrize("room", ROOMS, ids=["office", "accounts", "api", "public"])
def test_a_hundred_kinds_of_bad_input_to_every_address_meet_a_sentence(
    place: Place, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [
        route for route in walk.every_route()
        if route.startswith(room) and (room or not route.startswith(ROOMS[:3]))
    ]  # fmt: skip
    assert ours
    everyone = [*place.officers, place.owner]
    pages = [walk.filled(route, place.known_in(route)) for route in ours]
    for one in everyone:
        one.client.cookies = SimpleCookie(one.cookies)
        for route, form in walk.forms_of(one.client, pages).items():
            place.forms.setdefault(route, form)
    wrong = list[str]()
    draw_seldom(monkeypatch)
    for route in ours:
        for known in place.known_ways(route):
            counted, found = through(place, route, known)
            wrong += found
            least = LEAST if shares() == 1 else LEAST_OF_A_THIRD
            assert all(count >= least for count in counted.values()), (route, counted)
    assert not wrong, "\n".join(wrong[:200])
    assert shares() > 1 or walk.every_kind() <= place.sent, walk.every_kind() - place.sent


def shares() -> int:
    """Among how many addresses the kinds are shared out."""
    return THIRDS if connection.vendor == "postgresql" else 1


def through(place: Place, route: str, known: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """Send everything to one address: how many kinds each way of coming there got, and what was wrong."""
    path = walk.filled(route, known)
    counted, found = dict[str, int](), list[str]()
    for method in ("GET", "POST"):
        first = opener(place, route, path, method)
        if first is None:
            continue
        kinds = set[str]()
        form = place.forms.get(route, Form())
        extra = [("seen", str(place.seq))] if room_of(route) == "kerja/" else []
        place.turn += 1
        turn, looks = place.turn // shares(), method == "GET"
        every = place.wild.looks(path, turn) if looks else place.wild.acts(path, form, extra, turn)
        addresses = list(place.wild.places(route, known, method))
        step = shares() * (1 if looks else THIRDS)
        for sent in (
            *islice(every, place.turn % shares(), None, shares()),
            *addresses[place.turn % step :: step],
        ):
            found.append(wrong_in(first.send(sent), sent, first.never))
            kinds.update(sent.kinds)
        counted[method] = len(kinds)
        place.sent |= kinds
        if room_of(route) in ("", "api/") and "number" not in known_parts(route):
            continue  # anyone may open it: whoever came first was anyone
        others = [place.nobody, place.stranger, place.foreign]
        theirs = [Sent(("as it is",), method, path)] * 3 + addresses
        for n, sent in enumerate(theirs):
            if n >= 3 and (n + place.turn) % (THIRDS * shares()):
                continue  # the next addresses get it
            other = others[n % 3]
            answer = other.send(sent)
            found.append(wrong_in(answer, sent, other.never))
            if (
                n == 0
                and room_of(route) == "kerja/"
                and not answer.headers.get("Location", "").startswith(DOOR)
            ):
                found.append(f"nobody was let in, or not led to the door: {sent}")
    return counted, [one for one in found if one]


def known_parts(route: str) -> set[str]:
    """The names of the parts of an address that vary."""
    return {found[1] or found[2] for found in walk.PART.finditer(route)}


def room_of(route: str) -> str:
    """The part of the installation that an address belongs to."""
    return next(room for room in ROOMS if route.startswith(room))
