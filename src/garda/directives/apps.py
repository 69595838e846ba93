"""Django's entry for the room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    """The room directives."""

    name = "garda.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Arahan"
