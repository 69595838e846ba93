"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.profiles import sorting_page

routes: list[URLPattern] = [
    path("masukan/", sorting_page.waiting, name="sorting"),
    path("masukan/<int:row_id>/", sorting_page.record, name="sorted-record"),
    path("masukan/<int:row_id>/benar/", sorting_page.confirm, name="confirm-parts"),
]
