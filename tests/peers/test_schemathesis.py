"""Thousands of requests by the two descriptions of what we answer: other ones every day, the same with a seed."""

import os
from datetime import UTC, datetime
from importlib.metadata import version

import pytest

from tests.described import API, OGC, a_described_village, explored
from tourism.app import create_app
from tourism.staff import granting

SEED = int(os.environ.get("TOURISM_TEST_SEED") or f"{datetime.now(UTC):%Y%m%d}")
# Examples a rule, and how many requests there are at least in all.
EXAMPLES = {API: 60, OGC: 60}
AT_LEAST = 2_000


def test_no_answer_is_a_surprise_in_thousands(village_app, good_key, saw):
    keys = {API: (good_key, "lq_wrong"), OGC: ()}
    runs = {
        document: explored(village_app, document, examples=EXAMPLES[document], seed=SEED, keys=keys[document])
        for document in EXAMPLES
    }

    for document, run in runs.items():
        told = f"TOURISM_TEST_SEED={SEED} {document}"
        assert run.errors == [], told
        assert run.failures == [], told
        assert [key for key in run.answered if key[1] >= 500] == [], told
    asked = {document: run.asked for document, run in runs.items()}
    saw(
        f"schemathesis {version('schemathesis')} (seed {SEED}): "
        + ", ".join(f"{count} requests by {document}" for document, count in asked.items())
        + f"; {sum(asked.values())} in all, none of them answered by 5xx or otherwise than described"
    )
    assert sum(asked.values()) >= AT_LEAST


@pytest.fixture(scope="module")
def village_app(tmp_path_factory):
    """The village that the descriptions' examples speak of."""
    backends = a_described_village(tmp_path_factory.mktemp("described"))
    yield create_app(backends)
    backends.sessions.engine.dispose()


@pytest.fixture(scope="module")
def good_key(village_app) -> str:
    """A partner's key."""
    backends = village_app.extensions["tourism"]
    with backends.sessions.writing() as session:
        return granting.grant(session, 1, "Lữ hành", days=None, by="test", now=backends.clock()).secret
