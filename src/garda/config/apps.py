"""Django's entry for the room."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The room config: no tables, only commands of Django's that do something else here."""

    name = "garda.config"
    label = "config"
    verbose_name = "Pengaturan"
