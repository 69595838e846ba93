"""Django's entry for the room."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """The room of laws, regulations and articles."""

    name = "garda.rules"
    label = "rules"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Aturan"
