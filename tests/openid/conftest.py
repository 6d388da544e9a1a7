"""A provider, and an app that may ask it though it is on this machine."""

import pytest

from portal.openid import discovery
from tests.openid.provider import provider_running


@pytest.fixture
def open_to_here(app, monkeypatch):
    monkeypatch.setitem(app.config, "OUTBOUND_ALLOW", ["127.0.0.1"])
    discovery.forget()
    yield
    discovery.forget()


@pytest.fixture
def provider(open_to_here):
    with provider_running() as running:
        yield running
