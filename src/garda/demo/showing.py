"""What a page of a demonstration shows beside the real thing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from garda.demo.codes import current_code


def code(request: HttpRequest) -> dict[str, Any]:
    """`demo_code`: what a made-up person's phone shows now, on the page that asks for it and nowhere else.

    Stands among the context processors of a demonstration only. Real persons are asked as always.
    """
    stage = getattr(request, "_login_stage", None)
    person = getattr(getattr(stage, "login", None), "user", None)
    if person is None or not getattr(person, "is_demo", False):
        return {}
    return {"demo_code": current_code(person)}
