"""The description for map programs is what they get, whatever they ask."""

import re

import pytest

from tests.conftest import HOST
from tests.described import OGC, explored

EXAMPLES_A_RULE = 15


def test_every_address_is_described_and_every_description_has_an_address(standing_app, described):
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1Id}", rule.rule.removeprefix("/ogc")).replace("layer", "collection")
        for rule in standing_app.url_map.iter_rules()
        if rule.endpoint.startswith("ogc.")
    }

    assert served - {""} == set(described["paths"])


def test_whatever_one_asks_the_answer_is_as_described(standing_app):
    run = explored(standing_app, OGC, examples=EXAMPLES_A_RULE, steps=3)

    assert run.errors == []
    assert run.failures == []
    assert run.asked > 100


@pytest.fixture(scope="module")
def described(standing_app):
    return standing_app.test_client().get("/ogc/api", base_url=f"http://{HOST}").get_json(force=True)
