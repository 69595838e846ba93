"""Addresses of the room, all under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office import acts, case, desk, landing

app_name = "office"

urlpatterns: list[URLPattern] = [
    path("", landing.home, name="home"),
    path("hak/", landing.rights, name="rights"),
    path("meja/", desk.desk, name="desk"),
    path("cari/", desk.search, name="search"),
    path("urusan/<str:number>/", case.case_page, name="case"),
    path("urusan/<str:number>/berkas/<int:paper_id>/", case.paper, name="paper"),
    path("urusan/<str:number>/langkah/<slug:move>/", acts.VIEWS["langkah"], name="move"),
    *[
        path(f"urusan/<str:number>/{name}/", view, name=name)
        for name, view in acts.VIEWS.items()
        if name != "langkah"
    ],
]
