"""Pages that come back thousands of times in the walk, drawn seldom: what was sent was looked at before."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import client as browsers

from garda.looks import views
from garda.office import acts, showing
from garda.public import replying


def shown_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matter's page comes back after every refused act: drawn whole each tenth time, else its words only.

    It is the heaviest page there is, and the same for all acts.
    """
    # Nor does anybody ask what each template was given, which a test's browser keeps of every page.
    monkeypatch.setattr(browsers, "store_rendered_templates", lambda *_, **__: None)
    turns = count()
    office, public = acts.render_case, replying.story_page

    def of_office(request: Any, case: Any, **more: Any) -> Any:
        tried = more.get("tried")
        words = [tried.sentence, *tried.errors.values()] if tried else []
        words += ["Sudah dikerjakan lebih dahulu oleh petugas lain."] if more.get("overtook") else []
        if next(turns) % 10 == 0 or not words:
            return office(request, case, **more)
        return light(words, more.get("status", 200))

    def of_public(
        request: Any, city: Any, case: Any, wrong: Any = None, typed: str = "", status: int = 200
    ) -> Any:
        if next(turns) % 10 == 0 or not wrong:
            return public(request, city, case, wrong, typed, status)
        return light([wrong[1]], status)

    def light(words: list[str], status: int) -> HttpResponse:
        return HttpResponse(f'<html lang="id"><main>{" ".join(map(str, words))}</main>', status=status)

    monkeypatch.setattr(acts, "render_case", of_office)
    monkeypatch.setattr(replying, "story_page", of_public)


def draw_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that opens, or is not there, is drawn each fourth time: what was asked was looked at before.

    In between, whoever is refused gets the page that was drawn last: it is the same for all.
    """
    turns, drawn = count(), showing.render
    refusals, drawn_last, refused = count(), dict[str, bytes](), views.render

    def of_office(request: Any, template: str, context: Any, status: int = 200) -> HttpResponse:
        if status != 200 or next(turns) % 4 == 0:
            return drawn(request, template, context, status=status)
        return HttpResponse("")

    def of_refusal(request: Any, template: str, *more: Any, status: int = 200) -> HttpResponse:
        if status not in (403, 404) or next(refusals) % 4 == 0 or template not in drawn_last:
            answer = refused(request, template, *more, status=status)
            drawn_last[template] = answer.content
            return answer
        return HttpResponse(drawn_last[template], status=status)

    monkeypatch.setattr(showing, "render", of_office)
    monkeypatch.setattr(views, "render", of_refusal)
