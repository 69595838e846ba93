"""Django's entry for the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room of cases, their record and what people said in them."""

    name = "garda.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Urusan"
