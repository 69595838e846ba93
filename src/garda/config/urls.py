"""All addresses. Staff under /kerja/, accounts under /akun/, everything else is a city's public face."""

from __future__ import annotations

from django.urls import include, path

from garda.api import calendars
from garda.looks import views

handler400 = "garda.config.trouble.bad_request"
handler403 = "garda.config.trouble.forbidden"
handler404 = "garda.config.trouble.not_found"
handler500 = "garda.config.trouble.broken"

urlpatterns = [
    path("akun/email/", views.closed),
    path("akun/3rdparty/", views.closed),
    path("akun/", include("allauth.urls")),
    path("kerja/", include("garda.office.urls")),
    path("api/", include("garda.api.urls")),
    path("kalender/<str:key>.ics", calendars.feed),
    path("", include("garda.looks.urls")),
    path("", include("garda.public.urls")),
]
