"""Django's entry for the room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The room figures."""

    name = "garda.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Angka"
