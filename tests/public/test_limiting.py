"""Wrong codes are counted where every process sees it, by the address that can be believed."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from garda.public import limiting
from garda.public.models import Tries
from tests.cases import apart
from tests.town import moment


def address(**meta: str) -> str:
    request = RequestFactory().get("/contoh/ikuti/")
    request.META |= {"REMOTE_ADDR": "10.0.0.1", **meta}
    return limiting.address_of(request)


def test_item_89_nobody_names_his_own_address(settings: Any) -> None:
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.7, 203.0.113.9", "HTTP_X_REAL_IP": "198.51.100.8"}
    assert address(**forged) == "10.0.0.1", "without a setting no header is believed"
    settings.PROXY_HEADER = "X-Forwarded-For"
    assert address(**forged) == "203.0.113.9", "only the last is the proxy's own word"
    assert address(HTTP_X_FORWARDED_FOR="not an address") == "10.0.0.1"
    assert address() == "10.0.0.1"
    settings.PROXY_HEADER = "X-Real-IP"
    assert address(**forged) == "198.51.100.8"
    assert address(HTTP_X_REAL_IP="2001:db8:1:2:aaaa::1") == address(HTTP_X_REAL_IP="2001:db8:1:2:bbbb::9")


@pytest.mark.django_db
def test_a_right_code_counts_for_nothing_and_what_is_over_is_swept_away() -> None:
    request = RequestFactory().post("/contoh/ikuti/")
    for _ in range(3 * limiting.PER_NUMBER):
        one = limiting.begin(request, "contoh", "MLT-25-0001", moment())
        assert one.allowed
        limiting.give_back(one)
    assert set(Tries.objects.values_list("count", flat=True)) == {0}
    for hours in range(1, 6):
        limiting.begin(request, "contoh", "MLT-25-0001", moment() + timedelta(hours=hours))
    assert Tries.objects.count() == 2, "one number and one address, of the latest window"


@pytest.mark.race
def test_item_89_processes_together_look_at_no_more_codes_than_one(tmp_path: Path) -> None:
    with apart.database(tmp_path) as env:
        runners = [apart.starting(env, "wrong-codes", str(number)) for number in range(4)]
        allowed: list[bool] = []
        for one in runners:
            out, err = one.communicate("go\n")
            apart.put_away(one)
            assert one.returncode == 0, err[-2000:]
            allowed += [json.loads(line) for line in out.splitlines()]
        assert len(allowed) == 24
        assert sum(allowed) == limiting.PER_NUMBER
