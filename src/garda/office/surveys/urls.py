"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.surveys import asking_page, flags_page, instruments_page, paper_page, publishing_page

routes: list[URLPattern] = [
    path("survei/", asking_page.page, name="surveys"),
    path("survei/isi/<str:token>/", asking_page.fill, name="survey-fill"),
    path("survei/lembar/", paper_page.page, name="survey-paper"),
    path("survei/tanda/", flags_page.page, name="survey-flags"),
    path("survei/tanda/<int:edition_id>/<str:day>/", flags_page.one, name="survey-flag"),
    path("instrumen/", instruments_page.every, name="instruments"),
    path("instrumen/naskah/", publishing_page.draft, name="instrument-draft"),
    path("instrumen/<slug:key>/", instruments_page.one, name="instrument"),
    path("instrumen/<slug:key>/pemilik/", instruments_page.own, name="instrument-owner"),
]
