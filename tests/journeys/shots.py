"""Pictures of the main pages, phone and desk, light and dark: `./do shots` writes them to var/shots.

Starts a demo city of its own in a temporary folder; nothing of yours is touched. Words given on the
command line choose pages whose name holds one of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.config.place import ROOT, Place

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"]
WIDTHS = {"phone": (360, 740), "desk": (1280, 800)}
PASSWORD = "garda-contoh-2026"

# Name of the picture → whom to sign in as ("" = a resident), and where to go.
PAGES = {
    "front": ("", "/malang/"),
    "find": ("", "/malang/cari/?q=surat+miskin"),
    "services": ("", "/malang/layanan/"),
    "service": ("", "/malang/layanan/sktm/"),
    "questions": ("", "/malang/rute/?q=surat+miskin"),
    "route": ("", "/malang/layanan/sktm/rute/"),
    "signs": ("", "/malang/kantor/sukoharjo/papan/"),
    "poster": ("", "/malang/layanan/sktm/poster/"),
    "apply": ("", "/malang/layanan/sktm/ajukan/"),
    "report": ("", "/malang/lapor/"),
    "follow": ("", "/malang/ikuti/"),
    "office": ("", "/malang/kantor/sukoharjo/"),
    "map": ("", "/malang/peta/"),
    "seals": ("", "/malang/segel/"),
    "officer-desk": ("loket1.", "/kerja/meja/"),
    "officer-entry": ("loket1.", "/kerja/catat/"),
    "lurah-home": ("lurah.", "/kerja/"),
    "mayor-home": ("walikota", "/kerja/"),
}


# The README's pictures: ./do shots --readme puts these side by side.
IN_README = {
    "warga": ["front-phone-light", "service-phone-light", "report-phone-light", "service-phone-dark"],
    "kantor": ["officer-desk-phone-light", "lurah-home-desk-light"],
}
WIDTH_OF = {
    name: 1240 if "-desk-light" in name and "phone" not in name else 420
    for part in IN_README.values()
    for name in part
}


def sign_in(page: Page, place: Place, address: str, name: str) -> None:
    """Sign in with the demo password, and with the code where one is asked for."""
    page.goto(f"{address}/akun/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_load_state()
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", place.garda("code", name).split()[0])
        page.locator("input[name=code]").press("Enter")
        page.wait_for_load_state()


def take(
    browser: Browser, place: Place, address: str, names: list[str], target: Path, wanted: list[str]
) -> int:
    """All pictures; answers how many pages did not answer as they should."""
    wrong = 0
    for who in dict.fromkeys(who for who, _ in PAGES.values()):
        pages = {name: path for name, (whose, path) in PAGES.items() if whose == who}
        pages = {
            name: path for name, path in pages.items() if not wanted or any(word in name for word in wanted)
        }
        if not pages:
            continue
        context = browser.new_context(locale="id-ID")
        page = context.new_page()
        if who:
            sign_in(page, place, address, next(name for name in names if name.startswith(who)))
        for name, path in pages.items():
            answer = page.goto(address + path)
            wrong += answer is None or answer.status != 200
            for size, (width, height) in WIDTHS.items():
                for scheme in ("light", "dark"):
                    page.set_viewport_size({"width": width, "height": height})
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    page.screenshot(path=target / f"{name}-{size}-{scheme}.png", full_page=True)
            sys.stdout.write(f"{answer.status if answer else '-'} {path} → {name}-….png\n")
        context.close()
    return wrong


def side_by_side(source: Path, names: list[str], target: Path) -> None:
    """The tops of several pictures in one, small enough to stand in a README."""
    high, gap = 900, 16
    parts = []
    for name in names:
        with Image.open(source / f"{name}.png") as whole:
            top = whole.convert("RGB").crop(
                (0, 0, whole.width, min(whole.height, high * whole.width // WIDTH_OF[name]))
            )
            parts.append(top.resize((WIDTH_OF[name], high)))
    sheet = Image.new("RGB", (sum(part.width + gap for part in parts) - gap, high), "#d9d9de")
    left = 0
    for part in parts:
        sheet.paste(part, (left, 0))
        left += part.width + gap
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128).save(target, optimize=True)


def main(wanted: list[str]) -> int:
    """Take the pictures into var/shots; with --readme also those of the README."""
    readme = "--readme" in wanted
    wanted = [word for word in wanted if word != "--readme"]
    target = ROOT / "var" / "shots"
    target.mkdir(parents=True, exist_ok=True)
    sys.stdout.write("Starting a demo city …\n")
    with (
        tempfile.TemporaryDirectory() as folder,
        (place := Place(Path(folder) / "var")).served() as city,
        sync_playwright() as player,
    ):
        address = f"http://127.0.0.1:{city.port}"
        names = [line.split()[0] for line in city.says().splitlines() if line.startswith("  ")]
        browser = player.chromium.launch(executable_path=os.environ["GARDA_CHROMIUM"], args=SWITCHES)
        wrong = take(browser, place, address, names, target, wanted)
        browser.close()
    if readme:
        for name, parts in IN_README.items():
            side_by_side(target, parts, ROOT / "docs" / "pictures" / f"{name}.png")
    sys.stdout.write(f"Pictures in {target.relative_to(ROOT)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
