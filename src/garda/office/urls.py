"""Addresses of the room, all under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office import acts, case, desk, entering, flows, head, landing

app_name = "office"

urlpatterns: list[URLPattern] = [
    path("", landing.home, name="home"),
    path("hak/", landing.rights, name="rights"),
    path("meja/", desk.desk, name="desk"),
    path("catat/", entering.choose, name="entering"),
    path("catat/struk/<str:number>/", entering.slip, name="slip"),
    path("catat/<slug:key>/", entering.enter, name="enter"),
    path("kepala/", head.head, name="head"),
    path("angka/<slug:name>/", head.figure, name="figure"),
    path("muncul/<int:place>/", head.appeared, name="appeared"),
    path("pembacaan/", head.readings, name="readings"),
    path("alur/", flows.shelf, name="flows"),
    path("alur/naskah/", flows.draft, name="draft"),
    path("alur/<slug:key>/", flows.flow_page, name="flow"),
    path("alur/<slug:key>/cabut/", flows.withdraw, name="withdraw"),
    path("alur/<slug:key>/tinjau/", flows.reviewed, name="review"),
    path("alur/<slug:key>/v<int:version>.toml", flows.text, name="flow-text"),
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
