"""Django's entry for the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room of cities, units, posts and persons."""

    name = "garda.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Orang dan unit"
