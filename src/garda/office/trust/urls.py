"""Addresses of trust and expectation, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.trust import expectation_page, trust_page

routes: list[URLPattern] = [
    path("kepercayaan/", trust_page.trust, name="trust"),
    path("kepercayaan/<slug:element>/", trust_page.behind, name="trust-records"),
    path("harapan/", expectation_page.expectation, name="expectation"),
]
