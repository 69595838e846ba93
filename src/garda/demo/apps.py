"""Django's entry for the room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The room demo."""

    name = "garda.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Peragaan"
