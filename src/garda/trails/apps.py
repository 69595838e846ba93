"""Django's entry for the room."""

from django.apps import AppConfig


class TrailsConfig(AppConfig):
    """The room trails."""

    name = "garda.trails"
    label = "trails"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Jejak"
