"""Django's entry for the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The room surveys."""

    name = "garda.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Survei"
