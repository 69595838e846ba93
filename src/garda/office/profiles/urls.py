"""Addresses of these pages, under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office.profiles import profile_page, sorting_page

routes: list[URLPattern] = [
    path("masukan/", sorting_page.waiting, name="sorting"),
    path("masukan/<int:row_id>/", sorting_page.record, name="sorted-record"),
    path("masukan/<int:row_id>/benar/", sorting_page.confirm, name="confirm-parts"),
    path("profil/", profile_page.every, name="profiles"),
    path("profil/rencana/<int:plan_id>/selesai/", profile_page.finish, name="finish-part-plan"),
    path("profil/<slug:key>/", profile_page.office, name="profile"),
    path("profil/<slug:key>/rencana/", profile_page.plan, name="plan-part"),
    path("profil/<slug:key>/<slug:slug>/", profile_page.part, name="profile-part"),
]
