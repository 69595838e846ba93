"""What the web worker loads: the application, warm, and bound to the life of its parent."""

import gc
import sys

from django.conf import settings
from django.urls import get_resolver

from garda.config import wsgi
from garda.config.receiving import Receiving, page_threads
from garda.config.starting import leave_with_parent

__all__ = ["application"]

application = Receiving(
    wsgi.application,
    threads=page_threads(),
    most=settings.PAPERS_PER_FORM * settings.PAPER_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)

# All pages are imported now, not at the first visitor's cost.
get_resolver().url_patterns  # noqa: B018 - asking for it builds it

# What is there now stays: the collector need not walk through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
# A thread that has just written to the database gets on within a millisecond, since others wait for it.
sys.setswitchinterval(0.001)

leave_with_parent()
