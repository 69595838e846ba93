"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.results import follow_up_page, pages

routes: list[URLPattern] = [
    path("hasil/", pages.overview, name="results"),
    path("hasil/data.csv", pages.export, name="results-table"),
    path("hasil/<slug:key>/", pages.office, name="office-results"),
    path("hasil/<slug:key>/unsur/<slug:about>/", pages.element, name="element-results"),
    path("hasil/<slug:key>/tindak-lanjut/", follow_up_page.open_weakest, name="open-weakest"),
    path("tindak-lanjut/", follow_up_page.every, name="follow-ups"),
    path("tindak-lanjut/<int:matter_id>/", follow_up_page.one, name="follow-up"),
    path("tindak-lanjut/<int:matter_id>/<slug:name>/", follow_up_page.act, name="follow-up-act"),
]
