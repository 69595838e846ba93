"""Django's entry for the room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The room letters."""

    name = "garda.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Surat"
