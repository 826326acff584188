"""The second lane: a served village with a log of who asked for what, and one line of what each program saw."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from werkzeug.serving import make_server

from tests.browser.conftest import browser_type_launch_args, demo  # noqa: F401
from tests.conftest import free_port
from tests.faces.conftest import Hamlet, standing  # noqa: F401
from tourism.app import create_app

SEEN = pytest.StashKey[list[str]]()


@dataclass(frozen=True)
class Asked:
    """One request: its address without the host, and how the program calls itself."""

    address: str
    program: str


@dataclass(frozen=True)
class House:
    """A village that is served for real, with a log of its door."""

    base: str
    port: int
    hamlet: Hamlet
    log: list[Asked] = field(default_factory=list)

    def asked_by(self, program: str) -> list[str]:
        """What programs of this name asked for, in their order."""
        return [each.address for each in self.log if program in each.program]


@pytest.fixture(scope="module")
def house(standing: Hamlet) -> Iterator[House]:  # noqa: F811
    """The standing village on a port of loopback."""
    port = free_port()
    house = House(f"http://127.0.0.1:{port}", port, standing)
    backends = standing.village.backends
    app = create_app(replace(backends, config=replace(backends.config, public_base_url=house.base)))

    def logged(environ, start):
        query = environ["QUERY_STRING"]
        address = f"{environ['PATH_INFO']}{'?' if query else ''}{query}"
        house.log.append(Asked(address, environ.get("HTTP_USER_AGENT", "")))
        return app.wsgi_app(environ, start)

    server = make_server("127.0.0.1", port, logged, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield house
    server.shutdown()
    thread.join(10)
    server.server_close()


@pytest.fixture
def saw(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Notes a line of what a program saw; all are printed at the end."""
    return request.config.stash.setdefault(SEEN, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What other people's programs saw, a line each."""
    lines = config.stash.get(SEEN, [])
    if lines:
        terminalreporter.section("seen by other people's programs")
        for line in lines:
            terminalreporter.write_line(line)
