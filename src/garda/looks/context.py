"""What every page knows: the city, who is signed in, the language, and whether the data is simulated."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from garda.looks.zones import zone_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: `city`, `person`, `simulated`, `language`, `other_language`, `zone`.

    A face puts `request.city` (an object with `key`, `name`, `zone`, `maklumat`, `colours`) and
    `request.simulated` (the page shows data of the demo) before it renders. A signed-in person's own
    city serves where the address names none. Everything may be missing: an error page knows nothing.
    """
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    city = getattr(request, "city", None) or getattr(person, "city", None)
    language = get_language() or "id"
    # The filters of a page know no context: they write times in Django's current zone, which the
    # language middleware puts back at the end of the request.
    timezone.activate(zone_of(city))
    return {
        "city": city,
        "person": person,
        "simulated": bool(getattr(request, "simulated", False)),
        "language": language,
        "other_language": "id" if language.startswith("en") else "en",
        "zone": zone_of(city),
    }
