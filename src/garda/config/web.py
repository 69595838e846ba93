"""What the web worker loads: the application, warm, and bound to the life of its parent."""

from django.urls import get_resolver

from garda.config.starting import leave_with_parent
from garda.config.wsgi import application

__all__ = ["application"]

# All pages are imported now, not at the first visitor's cost.
get_resolver().url_patterns  # noqa: B018 - asking for it builds it

leave_with_parent()
