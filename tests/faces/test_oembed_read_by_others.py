"""Our oEmbed as another program reads it: micawber, which many Python sites embed with."""

import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

import micawber
import pytest
from micawber.exceptions import ProviderException
from micawber.providers import Provider, ProviderRegistry
from werkzeug.serving import make_server

from tests.conftest import free_port
from tests.faces.conftest import Hamlet
from tourism.app import create_app


@dataclass(frozen=True)
class Reader:
    """A site that knows where our guide answers."""

    base: str
    registry: ProviderRegistry


def test_another_site_reads_what_to_put_in(site, hamlet):
    told = site.registry.request(f"{site.base}/vi/tours/{hamlet.tour}/mot-ngay", maxwidth=400)

    assert (told["type"], told["title"], told["width"]) == ("rich", "Một ngày", 400)
    assert f'<iframe src="{site.base}/embed/tours/{hamlet.tour}?lang=vi"' in told["html"]
    assert told["provider_name"] == "Lời Quê"
    assert "thumbnail_url" not in told


def test_another_site_puts_it_into_its_own_words(site, hamlet):
    words = f"Look at this:\n\n{site.base}/en/sites/{hamlet.site.id}/van-la-communal-house\n\nIs it not fine?"

    made = micawber.parse_text(words, site.registry)

    assert '<a href="' in made
    assert f'<iframe src="{site.base}/embed/sites/{hamlet.site.id}?lang=en"' in made
    assert made.startswith("Look at this:")


def test_another_site_is_told_that_there_is_nothing(site):
    with pytest.raises(ProviderException):
        site.registry.request(f"{site.base}/vi/tours/AAAAAAAA/")


@pytest.fixture
def site(hamlet: Hamlet) -> Iterator[Reader]:
    """The guide on a port of loopback, and a site that asks it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    backends = hamlet.village.backends
    app = create_app(replace(backends, config=replace(backends.config, public_base_url=base)))
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    registry = ProviderRegistry()
    registry.register(rf"{base}/\S*", Provider(f"{base}/oembed"))
    with warnings.catch_warnings():
        # It leaves its answers open.
        warnings.simplefilter("ignore", ResourceWarning)
        yield Reader(base, registry)
    server.shutdown()
    thread.join(10)
    server.server_close()
