"""One engine at one size: the acts side by side, in rounds, each beside its limit in the same round."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

from garda import clock
from garda.cases.errands import work_off
from garda.cases.models import Case, Errand
from garda.cases.replaying import walk
from garda.config.bench import city as town
from garda.config.bench import dockets, letters, lines, notices, offices, searching, surveys
from garda.config.bench.driving import Answer, drive, get, line_to, post
from garda.config.bench.reports import REPORTS
from garda.config.bench.serving import served
from garda.config.bench.shapes import Act, Measure, Slice, measure_of
from garda.config.bench.watching import cpu_of, memory_of, postmaster
from garda.people.models import City, Unit
from garda.people.register import register_of
from garda.public.visits import SessionStore
from garda.sight import doors

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(rb'name="kunci" value="([^"]+)"')
INSERT, READ, WALL = "bare insert", "bare read", "an office's wall"
READERS = 40
WAYS = ("sktm", "domisili", "kematian", "ahli-waris")


@dataclass(frozen=True)
class Amounts:
    """How much is done in a round: posts of each act, reads of each page; how many rounds and threads."""

    writes: int = 300
    reads: int = 200
    rounds: int = 5
    threads: int = 4


@dataclass
class Bench:
    """A server under measurement and what is known about it."""

    city: City
    port: int
    pids: Sequence[int]
    amounts: Amounts
    acts: dict[str, Act] = field(default_factory=dict)
    officers: dict[int, dict[str, str]] = field(default_factory=dict)

    def run(
        self, name: str, limit: str, requests: Sequence[bytes], count: int, wanted: int, keep: bool = False
    ) -> dict[int, Answer]:
        """One slice of an act; its answers when they are kept."""
        before = sum(cpu_of(pid) for pid in self.pids)
        found = drive(
            self.port, requests, threads=self.amounts.threads, count=count, wanted=wanted, keep=keep
        )
        cpu = sum(cpu_of(pid) for pid in self.pids) - before
        act = self.acts.setdefault(name, Act(name, limit))
        act.slices.append(Slice(count, found.seconds, cpu, found.waits))
        return found.answers

    # ---- the limits -----------------------------------------------------------------------------
    def bare_insert(self) -> None:
        """One row in one transaction, behind the same token as every form."""
        with line_to(self.port) as line:
            answer = line.ask(get("/bare/form/"))
        token = _found(TOKEN, answer)
        request = post("/bare/insert/", {"csrfmiddlewaretoken": token, "words": "Lampu mati"}, answer.cookies)
        self.run(INSERT, "", [request], 2 * self.amounts.writes, 200)

    def bare_read(self) -> None:
        """One row by its key."""
        self.run(READ, "", [get("/bare/1/")], 2 * self.amounts.reads, 200)

    # ---- the acts -------------------------------------------------------------------------------
    def filing(self) -> list[tuple[str, Unit]]:
        """Residents who have the form before them send it; answers the numbers given and their units."""
        wards = [unit for unit in register_of(self.city).open_units() if unit.kind == "kelurahan"][1:]
        places = [wards[n % len(wards)] for n in range(self.amounts.writes)]
        forms = drive(
            self.port, [get(f"/{self.city.key}/lapor/")], threads=self.amounts.threads,
            count=self.amounts.writes, wanted=200, keep=True,
        ).answers  # fmt: skip
        requests = [self._form(forms[n], unit, REPORTS[n % len(REPORTS)]) for n, unit in enumerate(places)]
        answers = self.run("filing", INSERT, requests, len(requests), 302, keep=True)
        return [(answers[n].place.rstrip("/").rsplit("/", 1)[-1], unit) for n, unit in enumerate(places)]

    def _form(self, answer: Answer, unit: Unit, report: tuple[str, str, str]) -> bytes:
        what, landmark, story = report
        fields = {
            "csrfmiddlewaretoken": _found(TOKEN, answer), "kunci": _found(KEY, answer),
            "what": what, "kategori": "", "landmark": landmark, "story": story,
            "place": unit.area.code if unit.area else "", "place-titik": "",
            "name": "Bunga Contoh", "phone": "081234567890",
        }  # fmt: skip
        return post(f"/{self.city.key}/lapor/", fields, answer.cookies, parts=True)

    def moving(self, filed: Sequence[tuple[str, Unit]]) -> None:
        """Officers at the counters take up what was filed: one move each, as read on the page."""
        requests = []
        for number, unit in filed:
            cookies = self._officer(unit)
            fields = {"csrfmiddlewaretoken": cookies["csrftoken"], "seen": "1"}
            requests.append(post(f"/kerja/urusan/{number}/langkah/handling/", fields, cookies))
        self.run("moving", INSERT, requests, len(requests), 302)

    def _officer(self, unit: Unit) -> dict[str, str]:
        if unit.pk not in self.officers:
            with line_to(self.port) as line:
                token = line.ask(get("/bare/form/")).cookies["csrftoken"]
            signed = town.signed_in(town.holder(unit, town.OFFICER))
            self.officers[unit.pk] = {**signed, "csrftoken": token}
        return self.officers[unit.pk]


def _found(pattern: re.Pattern[bytes], answer: Answer) -> str:
    found = pattern.search(answer.body)
    assert found is not None, "the form has changed"
    return found[1].decode()


def pages(bench: Bench) -> list[tuple[str, list[bytes]]]:
    """The pages that are read: their name and the requests, ready to be sent."""
    city, own = bench.city, town.measured_unit(bench.city)
    followed = [*_some(own, True, READERS // 2), *_some(own, False, READERS // 2)]
    officer = town.signed_in(town.holder(own, town.OFFICER))
    lurah = town.signed_in(town.holder(own, town.HEAD))
    asked = [get(f"/{city.key}/cari/?q={quote(what)}") for what, _, _ in REPORTS]
    requests = [
        ("finding", asked),
        ("the way", [get(f"/{city.key}/layanan/{key}/rute/") for key in WAYS]),
        ("following", [get(f"/{city.key}/ikuti/{case.number}/", _visit(case)) for case in followed]),
        ("officer's list", [get("/kerja/meja/", officer)]),
        ("head's page (kelurahan)", [get("/kerja/kepala/", lurah)]),
    ]
    seat = next((unit for unit in register_of(city).open_units() if unit.kind == "sekretariat"), None)
    if seat is not None:
        sekda = town.signed_in(town.holder(seat, town.CITY_HEAD))
        requests.append(("head's page (whole city)", [get("/kerja/kepala/", sekda)]))
    return requests


def _some(unit: Unit, is_open: bool, count: int) -> list[Case]:
    rows = Case.objects.filter(unit=unit).order_by("pk")
    states = (Case.CLOSED,)
    return list((rows.exclude(state__in=states) if is_open else rows.filter(state__in=states))[:count])


def _visit(case: Case) -> dict[str, str]:
    """The cookies of the resident who opened this matter with its code."""
    session = SessionStore()
    session[doors.ENTERED] = [case.pk]
    session.save()
    return {"sessionid": str(session.session_key)}


def measure(city: City, amounts: Amounts, tell: Callable[[str], None]) -> list[Measure]:
    """Every act in every round, then replay and errands without the server."""
    with served() as (port, pid):
        bench = Bench(city, port, [pid, *filter(None, [postmaster()])], amounts)
        read = pages(bench)
        warm(bench, read)
        for turn in range(amounts.rounds):
            tell(f"    putaran {turn + 1} dari {amounts.rounds}")
            bench.bare_insert()
            bench.moving(bench.filing())
            bench.bare_read()
            for name, requests in read:
                few = amounts.reads // 4 if "city" in name else amounts.reads
                bench.run(name, READ, requests, max(4, few), 200)
    acts = bench.acts
    found = [measure_of(act, acts.get(act.limit)) for act in acts.values()]
    # What the tick tells is what is sent afterwards.
    told = carried_out()
    sent = _plain("notices by WhatsApp", *notices.sent(city))
    asked = _plain("search, 100 services", *searching.searched())
    decided = offices.decided(city, 2 * amounts.writes)
    lines.fill(city, 100 * amounts.writes)
    walls = shown_on_walls(city, amounts)
    policy = dockets.ranked(city, 500 * amounts.writes)
    policy += surveys.scored(city, 5000 * amounts.writes)
    issued = letters.issued(city)
    return [*found, replayed(), told, sent, asked, *issued, *decided, lines.read(city), walls, *policy]


def shown_on_walls(city: City, amounts: Amounts) -> Measure:
    """The display of every office of the front line, one after the other, beside the bare read."""
    requests = [get(f"/{city.key}/layar/{unit.key}/") for unit in lines.offices(city)]
    with served() as (port, pid):
        bench = Bench(city, port, [pid, *filter(None, [postmaster()])], amounts)
        bench.run(WALL, READ, requests, 8, 200)
        bench.run(READ, "", [get("/bare/1/")], 8, 200)
        bench.acts.clear()
        for _ in range(amounts.rounds):
            bench.run(READ, "", [get("/bare/1/")], 2 * amounts.reads, 200)
            bench.run(WALL, READ, requests, max(len(requests), amounts.reads), 200)
    return measure_of(bench.acts[WALL], bench.acts[READ])


def warm(bench: Bench, read: Sequence[tuple[str, list[bytes]]]) -> None:
    """Once through everything, so that nobody measures a first time."""
    small = Amounts(writes=16, reads=8, threads=bench.amounts.threads)
    wide, bench.amounts = bench.amounts, small
    for _ in range(2):
        bench.bare_insert()
        bench.moving(bench.filing())
        bench.bare_read()
        for name, requests in read:
            bench.run(name, READ, requests, 8, 200)
    bench.amounts = wide
    bench.acts.clear()


def replayed(most: int = 4000) -> Measure:
    """Records read back and compared with their rows: events a second. Every record must hold."""
    begun, cpu, events, broken = time.perf_counter(), time.process_time(), 0, 0
    for case, faults in islice(walk(), most):
        events += case.seq
        broken += bool(faults)
    assert not broken, f"{broken} records do not hold"
    return _plain("replay (events)", events, time.perf_counter() - begun, time.process_time() - cpu)


def carried_out(most: int = 400) -> Measure:
    """What the tick does after an act: errands a second, in one process beside nothing else."""
    waiting = Errand.objects.filter(done_at__isnull=True).count()
    begun, cpu = time.perf_counter(), time.process_time()
    done = work_off(clock.now(), min(most, waiting)) if waiting else 0
    return _plain("errands carried out", done, time.perf_counter() - begun, time.process_time() - cpu)


def _plain(name: str, count: int, seconds: float, cpu: float) -> Measure:
    each = 1000 * seconds / max(1, count)
    return Measure(name, count / max(seconds, 1e-9), each, each, each, 1000 * cpu / max(1, count), count)


def soaked(
    city: City, requests: int, threads: int, tell: Callable[[str], None], seconds: float = 3600
) -> list[tuple[int, float]]:
    """(requests so far, megabytes of the server) over a long mixture of filing, moving and reading."""
    found: list[tuple[int, float]] = []
    amounts = Amounts(writes=100, reads=40, rounds=1, threads=threads)
    with served() as (port, pid):
        bench = Bench(city, port, [pid], amounts)
        read = [one for one in pages(bench) if "city" not in one[0]]
        warm(bench, read)
        done, step = 0, max(1, requests // 10)
        until = time.monotonic() + seconds
        while done < requests and time.monotonic() < until:
            bench.bare_insert()
            bench.moving(bench.filing())
            for name, ready in read:
                few = amounts.reads if name == "following" else amounts.reads // 4
                bench.run(name, READ, ready, few, 200)
            bench.run(READ, "", [get("/bare/1/")], 20 * amounts.reads, 200)
            # the forms that were asked for before they were sent count as well
            done += 5 * amounts.writes + 20 * amounts.reads + amounts.reads * 3 // 2
            bench.acts.clear()
            if not found or done >= found[-1][0] + step or done >= requests:
                found.append((done, memory_of(pid)))
                tell(f"    {done} permintaan, {found[-1][1]:.0f} MB")
    return found
