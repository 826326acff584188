"""Thousands of requests by the two descriptions of what we answer: other ones every day, the same with a seed."""

import os
from datetime import UTC, datetime
from importlib.metadata import version

import pytest

from tests.described import API, OGC, a_described_village, explored
from tourism.app import create_app

SEED = int(os.environ.get("TOURISM_TEST_SEED") or f"{datetime.now(UTC):%Y%m%d}")
# Examples a rule, and how many requests there are at least in all.
EXAMPLES = {API: 60, OGC: 60}
AT_LEAST = 2_000


def test_no_answer_is_a_surprise_in_thousands(described, saw):
    app, keys = create_app(described.backends), {API: described.key, OGC: ""}
    runs = {
        document: explored(app, document, examples=EXAMPLES[document], seed=SEED, key=keys[document])
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


@pytest.fixture
def described(tmp_path):
    """The village that the descriptions' examples speak of."""
    made = a_described_village(tmp_path)
    yield made
    made.backends.sessions.engine.dispose()
