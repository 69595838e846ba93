"""The product's settings, every one, with two addresses more: the bare views it is measured against."""

from garda.config.settings import *  # noqa: F403

ROOT_URLCONF = "garda.config.bench.urls"
