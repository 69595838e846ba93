"""One filter: a value of a mapping by a key that the template holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ mapping|of:key }}`: the value, or nothing."""
    return mapping.get(key, "") if mapping else ""
