"""What the web worker loads: the application, bound to the life of its parent."""

from garda.config.starting import leave_with_parent
from garda.config.wsgi import application

__all__ = ["application"]

leave_with_parent()
