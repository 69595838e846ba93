"""Filters of the citizen's pages: where a rule's words stand, how long a term is."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from garda.looks.wording import speaks

register = template.Library()


@register.filter
def rule_url(rule: Any, city_key: str) -> str:
    """`{{ rule|rule_url:city.key }}`: the page of the rule, at the article if one is cited."""
    key, _, article = rule.reference.partition("#")
    return reverse("public:rule", args=[city_key, key]) + (f"#{article}" if article else "")


@register.simple_tag
def rule_on(ruling: Any, city_key: str) -> str:
    """`{% rule_on ruling city.key %}`: the page of the rule as it stood on the day of the decision."""
    key, _, article = ruling.cited.reference.partition("#")
    page = reverse("public:rule", args=[city_key, key])
    return f"{page}?pada={ruling.day.isoformat()}" + (f"#{article}" if article else "")


@register.filter
def term_words(term: Any) -> str:
    """`{{ flow.extension|term_words }}`: "5 hari kerja"."""
    return str(term.words(speaks())) if term else ""
