"""The same report over a bad line, 2 to 20 times at once, torn and slow: it is one matter, and a whole one.

Garda's own server, as `garda run` starts it, and raw sockets.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.cases import apart
from tests.config.place import answers, until
from tests.public import bad_line, torn
from tests.public.bad_line import Answer, Server, Visitor

pytestmark = pytest.mark.race


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A database of its own with the made-up town in it: the environment of its processes."""
    with apart.database(tmp_path_factory.mktemp("bad-line")) as env:
        yield env


@pytest.fixture(scope="module")
def server(city: dict[str, str]) -> Iterator[Server]:
    """Garda served, for all tests of this file; at the end it has made no complaint."""
    with bad_line.served(city, Path(city["GARDA_VAR"])) as one:
        yield one
    assert "Traceback" not in one.said.read_text("utf-8")
    (after,) = apart.part(city, "finish")
    assert after["faults"] == []
    assert (after["undone"], after["doubled"]) == ([], 0)


def all_at_once(visitor: Visitor, ways: list[Callable[[Visitor], Answer]]) -> list[Answer]:
    """The same report sent in all these ways at the same moment; a line that breaks is no answer."""
    together = Barrier(len(ways))

    def send(way: Callable[[Visitor], Answer]) -> Answer:
        together.wait(bad_line.PATIENCE)
        try:
            return way(visitor)
        except ConnectionError:
            return Answer()

    with ThreadPoolExecutor(len(ways)) as senders:
        return list(senders.map(send, ways))


def is_one_matter(city: dict[str, str], visitor: Visitor, heard: list[Answer]) -> None:
    """One matter with its one photo; everyone who was answered has the same receipt and the same code."""
    assert [one.status for one in heard if one.status >= 500] == []
    received = [one for one in heard if one.status == 302]
    assert len({one.head("location") for one in received}) == 1
    where = received[0].head("location")
    kept = bad_line.kept(city, visitor.key)
    assert kept == [(where.rstrip("/").rsplit("/", 1)[1], 1, 1)]
    codes = {
        bad_line.code_on(bad_line.ask(visitor.port, where, f"sessionid={one.cookie('sessionid')}"))
        for one in received
    }
    assert len(codes) == 1
    follow = where.replace("tanda-terima", "ikuti")
    page = bad_line.ask(visitor.port, follow, f"sessionid={received[0].cookie('sessionid')}")
    assert bad_line.LAST_WORDS in page.text, "the words of the matter are cut off"


@pytest.mark.parametrize("times", [2, 5, 20])
def test_the_same_report_sent_many_times_at_once_is_one_matter(
    city: dict[str, str], server: Server, times: int
) -> None:
    visitor = bad_line.visit(server.port)
    heard = all_at_once(visitor, [torn.whole] * times)
    assert [one.status for one in heard] == [302] * times
    is_one_matter(city, visitor, heard)


@pytest.mark.parametrize("times", [5, 20])
def test_among_torn_and_slow_ones_it_is_one_matter(city: dict[str, str], server: Server, times: int) -> None:
    visitor = bad_line.visit(server.port)
    every = [*torn.UNHEARD.values(), *torn.BROKEN.values()]
    mixed = [torn.whole, torn.slow, *(every * 2)]
    heard = all_at_once(visitor, mixed[:times])
    assert heard[0].status == heard[1].status == 302
    is_one_matter(city, visitor, heard)


@pytest.mark.parametrize("name", list(torn.BROKEN))
def test_a_torn_report_is_no_matter_and_the_next_one_is_whole(
    city: dict[str, str], server: Server, name: str
) -> None:
    visitor = bad_line.visit(server.port)
    answer = torn.BROKEN[name](visitor)
    assert answer.status in (0, 400, 403, 422), name
    assert not answer.status or "Belum ada yang tersimpan" in answer.text or "perlu diperbaiki" in answer.text
    is_one_matter(city, visitor, [torn.whole(visitor)])


@pytest.mark.parametrize("name", list(torn.UNHEARD))
def test_a_report_whose_answer_nobody_hears_can_be_sent_again(
    city: dict[str, str], server: Server, name: str
) -> None:
    visitor = bad_line.visit(server.port)
    torn.UNHEARD[name](visitor)
    is_one_matter(city, visitor, [torn.whole(visitor), torn.whole(visitor)])


def test_forty_slow_senders_keep_nobody_waiting(city: dict[str, str], server: Server) -> None:
    visitor, other = bad_line.visit(server.port), bad_line.visit(server.port)
    slow = [torn.begun(visitor) for _ in range(40)]
    try:
        assert bad_line.ask(server.port, "/contoh/").status == 200
        is_one_matter(city, other, [torn.whole(other)])
        is_one_matter(city, visitor, [torn.ended(slow.pop(), visitor), torn.ended(slow.pop(), visitor)])
    finally:
        for line in slow:
            line.close()


def test_what_is_far_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    visitor = bad_line.visit(server.port)
    answer = torn.promised(visitor, 20 * 1024**3)
    assert answer.status == 400
    assert "terlalu besar" in answer.text


def test_pages_killed_in_the_middle_of_uploads_lose_nothing_that_was_answered(
    city: dict[str, str], server: Server
) -> None:
    visitor = bad_line.visit(server.port)
    pages = server.pages()

    def kill(_: Visitor) -> Answer:
        for process in pages:
            os.kill(process, signal.SIGKILL)
        return Answer()

    heard = all_at_once(visitor, [*[torn.slow] * 4, *[torn.whole] * 8, kill, *[torn.whole] * 4])
    until(lambda: set(server.pages()) - set(pages) and answers(server.port) != 0, 60)
    answered = [one for one in heard if one.status == 302 and one.whole]
    is_one_matter(city, visitor, [*answered, torn.whole(visitor)])
