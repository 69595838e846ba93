"""The example pages in a real browser: no violation by axe, nothing wider than the screen, nothing too small.

What is checked here on made-up data, the journeys check again on the pages of the city.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, sync_playwright

from garda.looks import samples

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
ADDRESSES = [*(f"/_rupa/{name}/" for name in samples.PAGES), "/akun/login/", "/akun/2fa/authenticate/"]
WIDTHS = (320, 360, 768, 1040, 1280)

# Controls under 24 px (WCAG 2.2, 2.5.8), links inside sentences apart; and words under 14 px.
TOO_SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(one => one.checkVisibility() && !one.closest('p, .hint, .costs, .skip') && one.type !== 'hidden')
  .filter(one => !one.matches('.skip, [data-row] a'))  // such a link reaches over its whole row
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && (box.width < 24 || box.height < 24))
  .map(([one, box]) => `${one.tagName} ${one.textContent.trim()} ${box.width}x${box.height}`)"""
TOO_FINE = """() => [...document.querySelectorAll('body *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => one.checkVisibility() && !one.closest('svg, .hidden-words'))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 14)
  .map(one => one.tagName + ' ' + one.textContent.trim())"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the file. Django's check for threads would mistake its loop for ours."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, settings: object) -> Iterator[Page]:
    """A page that fails the test on anything the browser complains about."""
    settings.DEMO = True  # type: ignore[attr-defined]
    page = browser.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    # A person without a post is turned away at the desk, with a page that says so.
    assert [said for said in complaints if "(Forbidden)" not in said] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_access(page: Page, live_server: object, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = {}
    for address in ADDRESSES:
        page.goto(f"{live_server}{address}")
        report = Axe().run(page)
        if report.violations_count:
            found[address] = report.generate_report()
    assert found == {}


ACCOUNT = ("2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "password/change/", "logout/")


def test_the_account_pages_look_like_ours(page: Page, live_server: object) -> None:
    get_user_model().objects.create_user("rina", "sandi-yang-cukup-panjang", name="Rina Wulandari")
    page.goto(f"{live_server}/akun/login/")
    page.get_by_label("Nama pengguna").fill("rina")
    page.get_by_label("Kata sandi").fill("salah")
    page.get_by_role("button", name="Masuk", exact=True).click()
    assert page.locator(".errors").is_visible()
    page.get_by_label("Kata sandi").fill("sandi-yang-cukup-panjang")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Masuk", exact=True).click()
    assert answer.value.status == 302
    found = {}
    for address in ACCOUNT:
        page.goto(f"{live_server}/akun/{address}")
        assert page.locator("h1").count() == 1, address
        report = Axe().run(page)
        if report.violations_count:
            found[address] = report.generate_report()
    assert found == {}


def test_every_page_holds_at_every_width(page: Page, live_server: object) -> None:
    wrong = []
    for address in ADDRESSES:
        page.goto(f"{live_server}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if over := page.evaluate(TOO_WIDE):
                wrong.append(f"{address} at {width}: {over} px too wide")
            wrong += [f"{address} at {width}: {small}" for small in page.evaluate(TOO_SMALL)]
            wrong += [f"{address} at {width}: under 14 px: {fine}" for fine in page.evaluate(TOO_FINE)]
    assert wrong == []


def test_the_desk_obeys_the_keyboard(page: Page, live_server: object) -> None:
    page.goto(f"{live_server}/_rupa/meja/")
    page.keyboard.press("j")
    assert page.locator("[data-row].selected").inner_text().startswith("3 menit")
    page.keyboard.press("k")
    assert "1 jam 12" in page.locator("[data-row].selected").inner_text()
    page.goto(f"{live_server}/_rupa/urusan/")
    page.keyboard.press("m")
    assert page.locator("details.move[open] textarea").evaluate("one => one === document.activeElement")
    page.keyboard.type("mj")
    assert page.locator("#kurang").input_value() == "mj"


def test_every_citizen_page_works_without_scripts(
    browser: Browser, live_server: object, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    page = browser.new_context(java_script_enabled=False).new_page()
    for name in ("depan", "layanan", "formulir", "terima", "ikuti", "jawab"):
        page.goto(f"{live_server}/_rupa/{name}/")
        assert page.locator("script[src]").count() == 0
        assert page.locator("h1").is_visible()
    page.close()
