"""Tags that draw the rows of an office's long lists: what they draw is in `office/list_rows.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from garda.office import list_rows

register = template.Library()


@register.simple_tag
def desk_rows(rows: Sequence[Any], selects: bool = False) -> SafeString:
    """`{% desk_rows rows forloop.first %}`: the matters of a desk; the first is where the keys begin."""
    return list_rows.desk_rows(rows, selects)


@register.simple_tag(takes_context=True)
def late_rows(context: template.Context, rows: Sequence[Any], first: int) -> tuple[SafeString, SafeString]:
    """`{% late_rows late 6 as drawn %}`: the first six and the rest; the very first may be the main act."""
    leads = not context.get("offers")
    return list_rows.late_rows(rows, str(context["csrf_token"]), leads, first)


@register.simple_tag
def soon_rows(rows: Sequence[Any]) -> SafeString:
    """`{% soon_rows soon %}`: matters that will be late soon."""
    return list_rows.soon_rows(rows)
