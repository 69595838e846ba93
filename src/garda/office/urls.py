"""Addresses of the room, all under /kerja/."""

from __future__ import annotations

from django.urls import URLPattern, path

from garda.office import (
    acts,
    articles,
    case,
    desk,
    entering,
    figure,
    flows,
    head,
    hours,
    landing,
    notices_page,
    open_matters,
    persons,
    rules,
    standards,
    units,
)

app_name = "office"

urlpatterns: list[URLPattern] = [
    path("", landing.home, name="home"),
    path("hak/", landing.rights, name="rights"),
    path("meja/", desk.desk, name="desk"),
    path("kabar/", notices_page.notices, name="notices"),
    path("catat/", entering.choose, name="entering"),
    path("catat/struk/<str:number>/", entering.slip, name="slip"),
    path("catat/<slug:key>/", entering.enter, name="enter"),
    path("kepala/", head.head, name="head"),
    path("angka/<slug:name>/", figure.figure, name="figure"),
    path("muncul/<int:place>/", head.appeared, name="appeared"),
    path("kebutuhan/<int:place>/", head.unmet, name="unmet"),
    path("terbuka/", open_matters.open_matters, name="open"),
    path("pembacaan/", head.readings, name="readings"),
    path("alur/", flows.shelf, name="flows"),
    path("alur/naskah/", flows.draft, name="draft"),
    path("alur/<slug:key>/", flows.flow_page, name="flow"),
    path("alur/<slug:key>/cabut/", flows.withdraw, name="withdraw"),
    path("alur/<slug:key>/tinjau/", flows.reviewed, name="review"),
    path("alur/<slug:key>/v<int:version>.toml", flows.text, name="flow-text"),
    path("aturan/", rules.register, name="rules"),
    path("aturan/baru/", rules.new_rule, name="new-rule"),
    path("aturan/<slug:key>/", rules.rule, name="rule"),
    path("aturan/<slug:key>/pasal/", articles.article, name="article"),
    path("aturan/<slug:key>/pasal/<int:article_id>/", articles.correction, name="correction"),
    path("aturan/<slug:key>/sentuhan/<slug:article_key>/", articles.touched, name="touched"),
    path("standar/", standards.standing, name="standards"),
    path("unit/", units.units, name="units"),
    path("unit/baru/", units.new_unit, name="new-unit"),
    path("unit/<slug:key>/", units.unit, name="unit"),
    path("unit/<slug:key>/tutup/", units.close_unit, name="close-unit"),
    path("unit/<slug:key>/jabatan/", units.add_post, name="add-post"),
    path("unit/<slug:key>/jabatan/<int:post_id>/tutup/", units.close_post, name="close-post"),
    path("impor/", units.sheet, name="sheet"),
    path("impor/contoh.xlsx", units.sheet_template, name="sheet-template"),
    path("orang/", persons.persons, name="persons"),
    path("orang/baru/", persons.new_person, name="new-person"),
    path("orang/<int:person_id>/", persons.person, name="person"),
    path("orang/<int:person_id>/jabatan/", persons.appoint, name="appoint"),
    path("orang/<int:person_id>/sandi/", persons.new_password, name="new-password"),
    path("orang/masa/<int:term_id>/", persons.term, name="term"),
    path("limpah/", persons.lend, name="lend"),
    path("limpah/<int:lent_id>/tarik/", persons.take_back, name="take-back-lent"),
    path("jam/", hours.hours, name="hours"),
    path("jam/baru/", hours.week, name="new-week"),
    path("jam/<int:row_id>/", hours.week, name="week"),
    path("jam/<int:row_id>/hapus/", hours.drop_week, name="drop-week"),
    path("jam/hari/", hours.add_day, name="add-day"),
    path("jam/hari/<int:row_id>/hapus/", hours.drop_day, name="drop-day"),
    path("jam/tahun/", hours.know_year, name="know-year"),
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
