"""What is watched on every page of every journey: complaints of the browser, foreign requests, access, width.

A page is looked at once per name and journey, at 360 and 1280 px by axe with the rules of WCAG 2.2 A and
AA, at 320 px for sideways scroll. Axe rests in the second run of `./do test`: the first has shown it every
page of every journey, and no engine is seen on a page. With GARDA_SHOTS set to a folder, a picture of each
is kept there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests import once

WIDTHS = (360, 1280)
HEIGHT = 800
NARROWEST = 320
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
# Answers that a journey asks for on purpose; the browser notes each one as a failed load.
MEANT = ("404", "409", "422")
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TELL_CSP = (
    "document.addEventListener('securitypolicyviolation',"
    " event => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))"
)
# Words that would betray a sentence left in English; none of them is an Indonesian word, too.
ENGLISH = frozenset(
    "the and of your you with please submit login error loading next previous save search cancel "
    "delete update required invalid this that not found page upload choose click here from late".split()
)
WORDS = """() => {
  const seen = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const near = walk.currentNode.parentElement;
    const apart = near && near.closest('[lang=en], script, style, textarea, code, .mono');
    if (near && !apart) seen.push(walk.currentNode.data);
  }
  return seen.join(' ');
}"""


@dataclass
class Watch:
    """The eyes on one journey: all its contexts and pages together."""

    address: str
    journey: str
    scripts: bool = True
    troubles: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.add_init_script(TELL_CSP)
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, said: ConsoleMessage) -> None:
        meant = said.text.startswith("Failed to load resource") and any(
            f"status of {code}" in said.text for code in MEANT
        )
        if said.type in ("error", "warning") and not meant:
            self.troubles.append(f"console at {said.location.get('url')}: {said.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} at {response.url}")

    def look_at(self, page: Page, name: str) -> None:
        """Look at one page closely: access at both widths, no sideways scroll, no English, a picture."""
        if name in self.seen:
            return
        self.seen[name] = len(self.seen) + 1
        before = page.viewport_size
        where = f"{name} ({page.url.removeprefix(self.address)})"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            self._picture(page, name, width)
            if self.scripts and not once.is_second_run():
                self._access(page, f"{where} at {width}")
        page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        if self.scripts:
            if over := page.evaluate(TOO_WIDE):
                self.troubles.append(f"{where}: {over} px too wide at {NARROWEST}")
            words = {word.strip(".,:;!?()“”\"'").lower() for word in page.evaluate(WORDS).split()}
            if english := sorted(words & ENGLISH):
                self.troubles.append(f"{where}: English words {english}")
        if before:
            page.set_viewport_size(before)

    def _access(self, page: Page, where: str) -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found: list[dict[str, Any]] = page.evaluate(
            "rules => axe.run(rules).then(told => told.violations)", RULES
        )
        for one in found:
            places = ", ".join(" ".join(map(str, node["target"])) for node in one["nodes"][:4])
            why = one["nodes"][0].get("failureSummary", "").replace("\n", " ")
            self.troubles.append(f"{where}: {one['id']} at {places}: {why}")

    def _picture(self, page: Page, name: str, width: int) -> None:
        folder = os.environ.get("GARDA_SHOTS")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        file = Path(folder) / f"{self.journey}-{self.seen[name]:02d}-{name}-{width}.png"
        page.screenshot(path=file, full_page=True)

    def settle(self) -> None:
        """At the end of the journey: nothing may have been wrong on the way."""
        assert not self.troubles, "\n".join(self.troubles)
