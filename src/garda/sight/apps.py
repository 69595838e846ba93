"""Django's entry for the room."""

from django.apps import AppConfig


class SightConfig(AppConfig):
    """The room sight."""

    name = "garda.sight"
    label = "sight"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pandangan"
