#!/usr/bin/env python3
"""The one script of this house: set up, run, test, measure. Needs Python 3.11 and nothing else.

On Linux and macOS: ./do run        On Windows: python do run
"""

import argparse
import contextlib
import dataclasses
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "garda-stamp"
LOCKS = HERE / "requirements"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

COMMANDS = {
    "setup": "prepare everything that run and test need; --plan: only what a city runs, with the plan solver",
    "run": "serve the city on this machine: --port N, --city NAME, --empty",
    "test": "run every check and test, on SQLite and on PostgreSQL; arguments go to pytest alone",
    "bench": "measure, and write docs/benchmarks.md",
    "shots": "take pictures of the main pages into var/shots; --readme renews those of the README",
    "lock": "resolve the dependencies and write the hashed lists; --upgrade takes the newest",
    "garda": "the program's own command line, for example: ./do garda verify",
}


class Trouble(Exception):
    """Something a person must put right; said in one sentence, without a traceback."""


def say(words: str) -> None:
    print(words, flush=True)


def call(*command: Any, **options: Any) -> int:
    """Run a command, show its output, and answer its exit code."""
    try:
        return subprocess.run(
            [str(part) for part in command], cwd=options.pop("cwd", HERE), **options
        ).returncode
    except FileNotFoundError:
        raise Trouble(f"{command[0]} is not there.") from None


def must(*command: Any, **options: Any) -> None:
    code = call(*command, **options)
    if code:
        raise Trouble(f"{' '.join(str(part) for part in command[:4])} … ended with {code}.")


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- setting up -------------------------------------------------------------------------------


def fingerprint(level: str) -> str:
    """What the environment in .venv was made from: the lock, the Python, and the place it stands in."""
    text = (LOCKS / f"{level}.lock").read_bytes()
    return f"{level} {hashlib.sha256(text).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]} {HERE}\n"


def is_ready(level: str) -> bool:
    """The test and plan lists hold the whole run list, so an environment of theirs also serves."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    found = STAMP.read_text(encoding="utf-8")
    enough = {"run": ("run", "plan", "test"), "plan": ("plan", "test"), "test": ("test",)}
    return any(found == fingerprint(one) for one in enough[level])


def make_venv() -> None:
    if PYTHON.exists() and call(PYTHON, "-c", "import sys", stderr=subprocess.DEVNULL) == 0:
        return
    say("Making .venv …")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = (sys.executable, "-m", "venv", "--clear", VENV)
    if call(*command, **quiet) == 0:
        return
    if not fetch("python3-venv") or call(*command) != 0:
        raise Trouble("This Python cannot make a virtual environment: install python3-venv, then try again.")


def make_environment(level: str) -> None:
    """.venv exactly as the hashed list says; uv when it can be had, else pip."""
    (HERE / "var").mkdir(exist_ok=True)
    if is_ready(level):
        return
    begun = time.monotonic()
    make_venv()
    STAMP.unlink(missing_ok=True)
    lock = LOCKS / f"{level}.lock"
    settings = dict(
        os.environ, UV_PYTHON_DOWNLOADS="never", VIRTUAL_ENV=str(VENV), PIP_DISABLE_PIP_VERSION_CHECK="1"
    )
    pip = (PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r")
    say(f"Fetching the libraries of {lock.name} (hashed) …")
    uv = BIN / ("uv.exe" if WINDOWS else "uv")
    if call(*pip, LOCKS / "tool.lock", env=settings, stderr=subprocess.DEVNULL) == 0 and uv.exists():
        sync = ("pip", "sync", "-q", "--compile-bytecode", "--require-hashes", "--python", PYTHON, lock)
        done = call(uv, *sync, env=settings) == 0
    else:
        done = False
    if not done:
        say("uv cannot be had here; pip does it, which takes a minute or two …")
        must(*pip, lock, env=settings)
    put_launcher()
    STAMP.write_text(fingerprint(level), encoding="utf-8")
    say(f"Libraries ready in {time.monotonic() - begun:.0f} s.")


def put_launcher() -> None:
    """The house itself is not built: a path file points to src, a small script starts it."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True)
    Path(answer.stdout.strip(), "garda.pth").write_text(f"{HERE / 'src'}\n", encoding="utf-8")
    body = (
        "import sys\n\nfrom garda.config.cli import main\n\n"
        'if __name__ == "__main__":\n    sys.exit(main())\n'
    )
    launcher = BIN / ("garda-start.py" if WINDOWS else "garda")
    launcher.write_text(body if WINDOWS else f"#!{PYTHON}\n{body}", encoding="utf-8")
    if WINDOWS:
        (BIN / "garda.cmd").write_text(f'@"{PYTHON}" "{launcher}" %*\r\n', encoding="utf-8")
    else:
        launcher.chmod(0o755)


def garda(*words: str) -> list[str]:
    return [str(PYTHON), str(BIN / ("garda-start.py" if WINDOWS else "garda")), *words]


def become_garda(words: list[str]) -> int:
    """Hand the process over to the program, so that signals reach it directly."""
    command = garda(*words)
    sys.stdout.flush()
    if WINDOWS:
        return call(*command)
    os.execv(command[0], command)
    return 0


# --- what the tests need from the machine -----------------------------------------------------


def fetch(*packages: str) -> bool:
    """Install Debian packages when that is possible; answers whether it was done."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    say(f"Fetching {', '.join(packages)} through apt …")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    call("apt-get", "-qq", "update", env=quiet, stdout=subprocess.DEVNULL)
    install = ("apt-get", "-qq", "-y", "--no-install-recommends", "install", *packages)
    return call(*install, env=quiet, stdout=subprocess.DEVNULL) == 0


def chromium() -> str:
    """The path of a browser, or an empty text."""
    named = os.environ.get("GARDA_CHROMIUM")
    return named or next((found for name in CHROMIUMS if (found := shutil.which(name))), "")


def postgres_bin() -> Path | None:
    """The folder of PostgreSQL's own programs, newest first, or None."""
    folders = [Path(found).resolve().parent for name in ("initdb", "pg_ctl") if (found := shutil.which(name))]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    name = "initdb.exe" if WINDOWS else "initdb"
    return next((folder for folder in (*debian, *folders) if (folder / name).exists()), None)


def lacking() -> list[str]:
    """The Debian packages that the tests need and this machine does not have."""
    reader = shutil.which("pdfsig")
    needed = (("chromium", chromium()), ("postgresql", postgres_bin()), ("poppler-utils", reader))
    return [name for name, found in needed if not found]


def prepare_machine() -> None:
    """What the tests need besides Python: fetched when this is root on Debian, asked for otherwise."""
    missing = lacking()
    if missing and not (fetch(*missing) and not lacking()):
        raise Trouble(
            f"The tests need {' and '.join(missing)} on this machine. Install it (on Debian: "
            f"apt-get install {' '.join(missing)}), or run ./do as root so that it can; then try again."
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory() -> str | None:
    """A folder that lies in memory with room enough for what tests write, or None: the usual place."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage("/dev/shm").free >= 4 * 1024**3 and os.access("/dev/shm", os.W_OK):
            return "/dev/shm"
    return None


@contextlib.contextmanager
def postgres(safe: bool = False) -> Iterator[str]:
    """A PostgreSQL of our own for as long as the block lasts; yields its address.

    With safe=False it does not wait for the disk: right for tests, wrong for measurements.
    PostgreSQL refuses to run as root, so root hands the folder to the user postgres.
    """
    programs = postgres_bin()
    if programs is None:
        raise Trouble("PostgreSQL is not on this machine.")
    folder = Path(tempfile.mkdtemp(prefix="garda-pg-", dir=None if safe else memory()))
    as_whom: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL}
    if is_root():
        shutil.chown(folder, "postgres", "postgres")
        as_whom.update(user="postgres", group="postgres", extra_groups=[])
    data = folder / "data"
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c max_connections=200"
    if not WINDOWS:
        options += f" -c unix_socket_directories={folder}"
    if not safe:
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    control = (programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
    try:
        new = ("-D", data, "-U", "garda", "-A", "trust", "-E", "UTF8", "--locale=C")
        must(programs / "initdb", *new, **as_whom)
        must(*control, "-o", options, "start", **as_whom)
        must(*(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "garda", "garda"), **as_whom)
        yield f"postgresql://garda@127.0.0.1:{port}/garda"
    finally:
        if (data / "postmaster.pid").exists():
            call(*control, "-m", "immediate", "stop", **as_whom)
        shutil.rmtree(folder, ignore_errors=True)


# --- testing ----------------------------------------------------------------------------------

Row = tuple[str, int, float, str]  # what was run, its code (0: well), its seconds, a note


def checks() -> list[tuple[str, list[str]]]:
    """Name and command of each check before the tests, in the order of a reader's patience."""

    def tool(name: str, *words: str) -> list[str]:
        return [str(BIN / name), *words]

    return [
        ("Format (ruff format)", tool("ruff", "format", "--check", "src", "tests", "do")),
        ("Lint (ruff check)", tool("ruff", "check", "src", "tests", "do")),
        ("Types (mypy, strict)", tool("mypy")),
        ("Types of this script", tool("mypy", "--config-file=", "--strict", "do")),
        ("Floors (import-linter)", tool("lint-imports", "--no-logo")),
        ("Migrations match the models", garda("manage", "makemigrations", "--check", "--dry-run")),
    ]


@dataclasses.dataclass
class Told:
    """What one run of pytest came to, read from its report; tests by name."""

    passed: int = 0
    broken: list[str] = dataclasses.field(default_factory=list)
    skipped: set[str] = dataclasses.field(default_factory=set)
    once: list[str] = dataclasses.field(default_factory=list)  # passed, and had to do with no engine


def told(report: Path) -> Told:
    """Read a report; one that is not there told nothing."""
    found = Told()
    for case in tree.parse(report).getroot().iter("testcase") if report.exists() else ():
        name = f"{case.get('classname')}::{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            found.broken.append(name)
        elif case.find("skipped") is not None:
            found.skipped.add(name)
        else:
            found.passed += 1
            about = {one.get("name"): one.get("value") or "" for one in case.iter("property")}
            found.once += [about["of-no-engine"]] if "of-no-engine" in about else []
    return found


def run_tests(name: str, words: list[str], settings: dict[str, str]) -> tuple[int, Told]:
    """One run of pytest, its report kept in var."""
    report = HERE / "var" / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pytest", "-rs", f"--junitxml={report}", *words]
    return call(*command, env=dict(os.environ, **settings)), told(report)


def parts(words: list[str]) -> list[tuple[str, list[str]]]:
    """What one engine's tests are run as: those named, or all of them in two runs.

    The journeys run by themselves: each process serves the application over a database of its own, and
    must not share it with tests that use the ordinary one. Files are handed out in the order in which they
    are collected: tests/order.py puts the long ones first.
    """
    if words:
        return [("Tests", words)]
    workers = ["-n", str(min(4, os.cpu_count() or 2)), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [
        ("Tests", [*workers, "-m", "not journey"]),
        ("Journeys", [*workers, "-m", "journey", "tests/journeys", "tests/looks/test_browser.py"]),
    ]


@contextlib.contextmanager
def machine_for_tests() -> Iterator[dict[str, str]]:
    """The environment of all runs: the browser, temporary files in memory, no program compiled twice."""
    folder = tempfile.mkdtemp(prefix="garda-tests-", dir=memory())
    settings = {"GARDA_CHROMIUM": chromium(), "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": ""}
    if sys.flags.dont_write_bytecode:
        # Nothing is to be written beside the sources; hundreds of processes start all the same.
        settings["PYTHONPYCACHEPREFIX"] = str(HERE / "var" / "compiled")
    try:
        yield settings
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_checks(settings: dict[str, str]) -> list[Row]:
    rows = []
    for heading, command in checks():
        say(f"\n== {heading}")
        begun = time.monotonic()
        code = call(*command, env=dict(os.environ, **settings))
        rows.append((heading, code, time.monotonic() - begun, ""))
        sum_up(rows[-1])
    return rows


def run_engines(words: list[str], settings: dict[str, str], address: str) -> tuple[list[Row], list[Told]]:
    """All tests on SQLite, then on PostgreSQL those that may know an engine: tests/once.py tells which."""
    rows: list[Row] = []
    all_told: list[Told] = []
    once = HERE / "var" / "once.txt"
    once.unlink(missing_ok=True)
    unseen = []
    for engine, own in (("SQLite", {}), ("PostgreSQL", {"GARDA_DATABASE_URL": address})):
        seen = []
        for part, chosen in parts(words):
            heading = f"{part} on {engine}"
            say(f"\n== {heading}")
            begun = time.monotonic()
            given = {"GARDA_TESTS_ONCE": str(once)} if once.exists() and not words else {}
            code, one = run_tests(f"{part}-{engine}".lower(), chosen, {**settings, **own, **given})
            note = f"{one.passed} passed, {len(one.skipped)} skipped"
            rows.append((heading, code, time.monotonic() - begun, note))
            sum_up(rows[-1])
            one.broken = [f"{name} on {engine}" for name in one.broken]
            seen.append(one)
        all_told += seen
        unseen.append(set().union(*(one.skipped for one in seen)))
        once.write_text("".join(f"{name}\n" for one in seen for name in one.once), encoding="utf-8")
    if not words:
        left = sorted(set.intersection(*unseen))
        rows.append(("Every test ran somewhere", len(left), 0.0, ", ".join(left)))
    return rows, all_told


def sum_up(row: Row) -> None:
    heading, code, seconds, note = row
    say(f"  {'ok  ' if code == 0 else 'FAIL'}  {heading:<30} {seconds:6.1f} s  {note}")


def test(words: list[str]) -> int:
    """Everything; what failed is named last, so that the end of a long output tells."""
    prepare_machine()
    make_environment("test")
    begun = time.monotonic()
    with machine_for_tests() as settings:
        rows = [] if words else run_checks(settings)
        with postgres() as address:
            more, all_told = run_engines(words, settings, address)
    say("\n== Summary" + (" (only the tests you named)" if words else ""))
    for row in [*rows, *more]:
        sum_up(row)
    if not words and (once := len(all_told[0].once)):
        say(
            f"  {once} of the tests on SQLite opened no database of the run, by themselves or through another"
        )
        say("  process (tests/once.py): they were not run again on PostgreSQL.")
    passed, names = sum(one.passed for one in all_told), [name for one in all_told for name in one.broken]
    broken = [heading for heading, code, _, _ in [*rows, *more] if code]
    failed, minutes = max(len(names), len(broken)), (time.monotonic() - begun) / 60
    say(f"{passed} passed, {failed} failed, in {minutes:.1f} minutes")
    for name in [*broken, *names]:
        say(f"FAILED {name}")
    return 1 if broken else 0


# --- the rest ---------------------------------------------------------------------------------


def bench(words: list[str]) -> int:
    make_environment("run")
    if postgres_bin() is None and not fetch("postgresql"):
        say("PostgreSQL is not on this machine: only SQLite is measured.")
        return call(*garda("bench", *words))
    with postgres(safe=True) as address:
        return call(*garda("bench", "--postgres", address, *words))


def shots(words: list[str]) -> int:
    prepare_machine()
    make_environment("test")
    return call(PYTHON, "-m", "tests.journeys.shots", *words, env=dict(os.environ, GARDA_CHROMIUM=chromium()))


def lock(words: list[str]) -> int:
    """Resolve anew. No address of a registry may stand in the lists: they must work with any mirror."""
    make_environment("test")
    uv = BIN / ("uv.exe" if WINDOWS else "uv")
    if not uv.exists():
        raise Trouble("Locking needs uv in .venv, and it could not be fetched.")
    common = (
        *("pip", "compile", "-q", "--universal", "--generate-hashes", "--python-version", "3.11"),
        *("--no-header", "--no-annotate", "--no-emit-index-url"),
    )
    run, tests, plan = LOCKS / "run.lock", LOCKS / "test.lock", LOCKS / "plan.lock"
    quiet = {"stdout": subprocess.DEVNULL, "env": dict(os.environ, UV_PYTHON_DOWNLOADS="never")}
    must(uv, *common, *words, "-o", run, "pyproject.toml", **quiet)
    must(uv, *common, *words, "-o", tests, "-c", run, "--group", "test", "pyproject.toml", **quiet)
    must(uv, *common, *words, "-o", plan, "-c", run, "--extra", "plan", "pyproject.toml", **quiet)
    for file in (run, tests, plan):
        if "://" in file.read_text(encoding="utf-8"):
            raise Trouble(f"{file.name} names an address; take it out before it is committed.")
        say(f"{file.name}: {sum('==' in line for line in file.open(encoding='utf-8'))} libraries")
    return 0


def setup(words: list[str]) -> int:
    if words == ["--plan"]:
        make_environment("plan")
        say("Ready, with the solver for month plans. Next: ./do run")
        return 0
    if words:
        raise Trouble(f"setup knows only --plan, not {words[0]}.")
    make_environment("test")
    prepare_machine()
    say("Ready. Next: ./do run")
    return 0


def run(words: list[str]) -> int:
    make_environment("run")
    return become_garda(["run", *words])


def garda_itself(words: list[str]) -> int:
    make_environment("run")
    return become_garda(words)


def main() -> int:
    if sys.version_info < (3, 11):
        raise Trouble(f"Garda needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    lines = "\n".join(f"  {name:<7} {words}" for name, words in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="do", description=f"{__doc__}\n{lines}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="arguments of the command")
    options = parser.parse_args()
    acts = {"setup": setup, "run": run, "test": test, "bench": bench, "shots": shots, "lock": lock}
    return acts.get(options.command, garda_itself)(options.words)


def stop(*_: object) -> None:
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    try:
        sys.exit(main())
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
