"""Django's entry for the room."""

from django.apps import AppConfig


class DocketsConfig(AppConfig):
    """The room dockets."""

    name = "garda.dockets"
    label = "dockets"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Berkas aturan"
