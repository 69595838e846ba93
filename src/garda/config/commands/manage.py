"""Perintah manajemen Django, untuk pengembang: garda manage migrate, garda manage shell, …"""

from __future__ import annotations

import argparse

from django.core.management import ManagementUtility


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is passed on."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def act(options: argparse.Namespace) -> int:
    """Hand over to Django."""
    try:
        ManagementUtility(["garda manage", *options.words]).execute()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
