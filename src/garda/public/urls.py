"""Addresses of the citizen's pages: everything of a city under /<city>/, and short ways without it."""

from __future__ import annotations

from django.urls import include, path

from garda.public import (
    about,
    announcements,
    filing,
    finding,
    following,
    front,
    letters,
    office_pages,
    placing,
    posters,
    receipts,
    replying,
    route_page,
    ruling,
    seal_pages,
    services,
    short_links,
    standards,
)

app_name = "public"

town = [
    path("", front.front, name="front"),
    path("warna.css", front.colours, name="colours"),
    path("cari/", finding.find, name="find"),
    path("cari/catat/", finding.note, name="note"),
    path("rute/", route_page.questions, name="way"),
    path("kelurahan/", placing.choose, name="choose"),
    path("peta/", placing.map_page, name="map"),
    path("peta/<str:code>/", placing.map_page, name="map-of"),
    path("peta/<str:code>/titik/", placing.point, name="point"),
    path("peta/<str:code>/gambar.svg", placing.picture, name="picture"),
    path("layanan/", services.services, name="services"),
    path("layanan/<slug:key>/", services.service, name="service"),
    path("layanan/<slug:key>/standar/", standards.standard, name="standard"),
    path("layanan/<slug:key>/standar/standar.pdf", standards.sheet, name="standard-pdf"),
    path("layanan/<slug:key>/rute/", route_page.route, name="route"),
    path("layanan/<slug:key>/poster/", posters.poster, name="poster"),
    path("layanan/<slug:key>/papan/", posters.signs, name="signs"),
    path("layanan/<slug:key>/ajukan/", filing.apply, name="apply"),
    path("lapor/", filing.report, name="report"),
    path("kantor/", office_pages.offices_page, name="offices"),
    path("kantor/<slug:key>/", office_pages.office_page, name="office"),
    path("kantor/<slug:key>/papan/", posters.office_signs, name="office-signs"),
    path("aturan/<slug:key>/", ruling.rule, name="rule"),
    path("tanda-terima/<str:number>/", receipts.receipt, name="receipt"),
    path("k/<str:token>/", short_links.short_link, name="short-link"),
    path("ikuti/", following.knock, name="knock"),
    path("ikuti/<str:number>/", following.follow, name="follow"),
    path("ikuti/<str:number>/rekam.json", following.record, name="record"),
    path("ikuti/<str:number>/berkas/<int:paper_id>/", following.paper, name="paper"),
    path("ikuti/<str:number>/surat/<int:letter_id>.pdf", letters.file, name="letter-file"),
    path("ikuti/<str:number>/<slug:act>/", replying.reply, name="reply"),
    path("surat/", letters.ask, name="letters"),
    path("surat/sertifikat.pem", letters.certificate, name="certificate"),
    path("surat/<str:code>/", letters.letter, name="letter"),
    path("segel/", seal_pages.seals, name="seals"),
    path("segel/periksa/", seal_pages.check, name="check"),
    path("segel/<str:day>.txt", seal_pages.file, name="seal"),
    path("pengumuman/", announcements.announcements, name="announcements"),
    path("waktu/", about.time, name="time"),
    path("privasi/", about.privacy, name="privacy"),
    path("maklumat/", about.pledge, name="pledge"),
]

urlpatterns = [
    path("", front.root, name="root"),
    path("lapor/", front.unprefixed, name="short-report"),
    path("ikuti/", front.unprefixed, name="short-follow"),
    path("layanan/", front.unprefixed, name="short-services"),
    path("layanan/<path:rest>", front.unprefixed, name="short-service"),
    path("kantor/", front.unprefixed, name="short-offices"),
    path("segel/", front.unprefixed, name="short-seals"),
    path("<slug:city>/", include(town)),
]
