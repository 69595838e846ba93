"""The people of the journeys and what they do, in the words of a person who tells it.

A `Walker` finds everything as a person does: by the words on links, buttons and labels. Nothing here
knows an address beyond the front door, and nothing reads the database to find its way.
"""

from __future__ import annotations

import re
import secrets
import time
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from garda import clock
from garda.config.tick import Tick
from garda.people import roles
from tests import town as towns
from tests.journeys.watching import HEIGHT, Watch

PHONE, DESK = 360, 1280
PATIENCE = 30_000  # milliseconds; a slow machine with other work
expect.set_options(timeout=PATIENCE)
_signed: dict[str, Any] = {}


def leave_sessions() -> None:
    """Nobody is signed in any more: the town that they were signed in to is gone."""
    _signed.clear()


@dataclass
class Stage:
    """Where a journey plays: the browser, the town, the clock."""

    browser: Browser
    address: str
    town: towns.Town
    journey: str
    watch: Watch = field(init=False)
    walkers: list[Walker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch = Watch(self.address, self.journey)
        self.bare = Watch(self.address, self.journey + "-bare", scripts=False)

    def page(self, *, width: int, scripts: bool = True, kept: Any = None) -> Page:
        """A fresh page of a fresh visitor."""
        context = self.browser.new_context(
            locale="id-ID",
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            storage_state=kept,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        (self.watch if scripts else self.bare).over(context)
        return context.new_page()

    def resident(self, *, width: int = PHONE, scripts: bool = True, city: str = "contoh") -> Resident:
        """Somebody with a phone and no account."""
        walker = Resident(self, self.page(width=width, scripts=scripts), city, scripts)
        self.walkers.append(walker)
        return walker

    def officer(
        self, unit: str, kind: str, seat: int = 1, *, width: int = DESK, scripts: bool = True
    ) -> Officer:
        """Whoever holds that post in the town, not signed in yet."""
        return self.person(self.town.persons[unit, kind, seat], kind, width=width, scripts=scripts)

    def person(self, person: Any, kind: str, *, width: int = DESK, scripts: bool = True) -> Officer:
        """A person who can sign in."""
        kept = _signed.get(person.username)
        page = self.page(width=width, scripts=scripts, kept=kept)
        walker = Officer(self, page, self.town.city.key, scripts, person, kind)
        self.walkers.append(walker)
        return walker

    def it_is(self, day: str, at: str = "09:00") -> None:
        """The clock stands there now, for the server as well, and the tick does what fell due."""
        clock.move(towns.moment(day, at))
        self.tick()

    def tick(self) -> None:
        """The background's work on matters, until nothing is left to do.

        Days are not sealed: the next journey begins on the same Tuesday, and a sealed day is over.
        """
        tick = Tick()
        while tick.wake(clock.now()) + tick.errands(clock.now()):
            pass

    @property
    def now(self) -> datetime:
        """The moved clock."""
        return clock.now()

    def ends(self) -> None:
        """Everybody leaves; nothing may have been wrong on the way."""
        for walker in self.walkers:
            walker.page.context.close()
        self.watch.settle()
        self.bare.settle()


@dataclass
class Walker:
    """Anybody with a browser."""

    stage: Stage
    page: Page
    city: str
    scripts: bool

    # ---- going ----
    def goes_to(self, path: str) -> Self:
        """Types an address."""
        self.page.goto(self.stage.address + path)
        return self

    def follows(self, words: str, *, exact: bool = False) -> Self:
        """Clicks a link."""
        self.page.get_by_role("link", name=words, exact=exact).first.click()
        return self

    def presses(self, words: str, *, exact: bool = False) -> Self:
        """Clicks a button."""
        self.page.get_by_role("button", name=words, exact=exact).first.click()
        return self

    def opens(self, words: str) -> Self:
        """Unfolds a folded part."""
        fold = self.page.locator("details", has=self.page.locator("summary", has_text=words)).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
        return self

    def opens_long_lists(self) -> Self:
        """Unfolds the end of every list that is longer than what is shown at first; there may be none."""
        folded = self.page.locator("details:not([open]) > summary", has_text="lagi")
        for _ in range(folded.count()):
            folded.first.click()
        return self

    # ---- writing ----
    def field(self, label: str) -> Locator:
        """An input by the words beside it."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first

    def writes(self, label: str, words: str) -> Self:
        """Types into an input."""
        self.field(label).fill(words)
        return self

    def chooses(self, label: str, option: str) -> Self:
        """Picks from a list."""
        self.field(label).select_option(label=option)
        return self

    def ticks(self, words: str) -> Self:
        """Ticks a box or picks one of several."""
        self.page.get_by_label(words).first.check()
        return self

    def hands_in(self, label: str, file: SimpleUploadedFile | Path) -> Self:
        """Adds a file."""
        if isinstance(file, Path):
            self.field(label).set_input_files(file)
        else:
            self.field(label).set_input_files(
                {"name": str(file.name), "mimeType": str(file.content_type), "buffer": file.read()}
            )
        return self

    def types(self, *keys: str) -> Self:
        """Presses keys."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    # ---- reading ----
    def reads(self, *sentences: str) -> Self:
        """Finds each sentence on the page, to be seen."""
        for said in sentences:
            there = self.page.get_by_text(said).filter(visible=True).first
            try:
                there.wait_for(timeout=PATIENCE)
            except TimeoutError:
                self._misses(said)
        return self

    def does_not_read(self, *sentences: str) -> Self:
        """Finds none of the sentences."""
        for said in sentences:
            expect(self.page.get_by_text(said).filter(visible=True)).to_have_count(0)
        return self

    def heads(self, words: str) -> Self:
        """The page's one heading says so."""
        try:
            self.page.locator("h1", has_text=words).wait_for(timeout=PATIENCE)
        except TimeoutError:
            self._misses(words)
        assert self.page.locator("h1").count() == 1, self.page.url
        return self

    def is_told_what_is_wrong(self) -> Self:
        """The form comes back with the errors on top."""
        self.page.locator(".errors").first.wait_for(timeout=PATIENCE)
        return self

    def _misses(self, words: str) -> None:
        raise AssertionError(f"“{words}” is not to be read at {self.page.url}:\n{self.text[:1500]}") from None

    def looks_around(self, name: str) -> Self:
        """The page is looked at closely (see `Watch`)."""
        (self.stage.watch if self.scripts else self.stage.bare).look_at(self.page, name)
        return self

    @property
    def text(self) -> str:
        """The page's words, in one line."""
        return " ".join(self.page.locator("main").inner_text().split())


@dataclass
class Resident(Walker):
    """Somebody with a phone and no account."""

    number: str = ""
    code: str = ""

    def opens_the_front_page(self) -> Self:
        """The city's front door."""
        return self.goes_to(f"/{self.city}/").heads("Apa yang Anda butuhkan?")

    def asks(self, words: str) -> Self:
        """Says in everyday words what is needed."""
        self.page.get_by_role("searchbox").fill(words)
        return self.presses("Cari")

    def reports(self, what: str, ward: str = "Melati") -> Self:
        """Fills in the report form with as little as possible and sends it."""
        self.goes_to(f"/{self.city}/lapor/").writes("Apa masalahnya?", what)
        if ward:
            self.chooses("Di mana?", ward)
        return self.presses("Kirim laporan").keeps_the_receipt()

    def keeps_the_receipt(self) -> Self:
        """Number and code, written down."""
        self.page.wait_for_url("**/tanda-terima/**")
        self.number = self.page.locator(".ticket .no").inner_text().strip()
        self.code = self.page.locator(".ticket .code").inner_text().strip()
        return self

    def knocks(self, *, number: str = "", code: str = "") -> Self:
        """Comes back another day with the receipt in hand."""
        self.goes_to(f"/{self.city}/ikuti/")
        self.writes("Nomor", number or self.number).writes("Kode", code or self.code)
        return self.presses("Lihat")

    def follows_it(self) -> Self:
        """The story as it stands now."""
        return self.goes_to(f"/{self.city}/ikuti/{self.number}/")


@dataclass
class Officer(Walker):
    """Somebody who works for the city."""

    person: Any = None
    kind: str = ""

    def signs_in(self, until: str = "/kerja/") -> Self:
        """Password, and the code of the phone for whoever signs or decides; once per person and run."""
        if self.person.username in _signed:
            return self.goes_to("/kerja/")
        secret = _second_factor(self.person) if self.kind in roles.DECIDES else ""
        self.goes_to("/kerja/")
        self.writes("Nama pengguna", self.person.username).writes("Kata sandi", towns.PASSWORD)
        self.presses("Masuk", exact=True)
        if secret:
            self.page.locator("input[name=code]").fill(_code(secret))
            self.page.locator("input[name=code]").press("Enter")
        self.page.wait_for_url(re.compile(until))
        _signed[self.person.username] = self.page.context.storage_state()
        return self

    def goes_to_the_desk(self) -> Self:
        """The list of what waits."""
        return self.goes_to("/kerja/meja/")

    def opens_the_matter(self, number: str) -> Self:
        """One matter on one page."""
        return self.goes_to(f"/kerja/urusan/{number}/")

    def searches(self, words: str) -> Self:
        """Looks for a number, a name, a word."""
        self.goes_to("/kerja/cari/")
        self.page.locator("main input[name=q]").fill(words)
        self.page.locator("main input[name=q]").press("Enter")
        self.page.wait_for_url("**/cari/?q=*")
        return self

    def does(self, fold: str, button: str, **typed: str) -> Self:
        """Unfolds an act, types into it by the names of its inputs, presses its button."""
        self.opens(fold)
        form = self.page.locator("details[open]", has=self.page.locator("summary", has_text=fold)).last
        return self._sends(form, button, typed)

    def takes(self, step: str, **typed: str) -> Self:
        """Takes a step of the flow: the one that stands open, or one of those folded below it."""
        folded = self.page.locator("details.move summary", has_text=step).count()
        if folded:
            self.does(step, step, **typed)
        else:
            self._sends(self.page.locator(".moves > form").first, step, typed)
        return self.reads(f"{step}. Tercatat.")

    def _sends(self, form: Locator, button: str, typed: dict[str, str]) -> Self:
        for name, words in typed.items():
            entry = form.locator(f"[name={name}]")
            if entry.evaluate("one => one.tagName") == "SELECT":
                entry.select_option(label=words)
            else:
                entry.fill(words)
        form.get_by_role("button", name=button).click()
        return self


def _second_factor(person: Any) -> str:
    Authenticator.objects.filter(user=person).delete()
    secret = b32encode(secrets.token_bytes(20)).decode()
    TOTP.activate(person, secret)
    return secret


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
