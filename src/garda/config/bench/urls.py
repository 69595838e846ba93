"""The product's addresses, and before them those of the bare views."""

from django.urls import path

from garda.config.bench import bare
from garda.config.urls import urlpatterns as product

handler400 = "garda.looks.views.bad_request"
handler403 = "garda.looks.views.forbidden"
handler404 = "garda.looks.views.not_found"
handler500 = "garda.looks.views.broken"

urlpatterns = [
    path("bare/form/", bare.form, name="bare-form"),
    path("bare/insert/", bare.insert, name="bare-insert"),
    path("bare/<int:pk>/", bare.read, name="bare-read"),
    *product,
]
