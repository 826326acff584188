"""The JSON-LD of every page, by a validator of others' and by schema.org's vocabulary where that is given."""

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.peers.programs import fetched

VOCABULARY = Path(os.environ.get("TOURISM_TEST_SCHEMAORG") or "/nowhere")
VALIDATOR = "@adobe/structured-data-validator"
# Google's wishes for a 3DModel, which are not schema.org's: it looks for one file where we list three, and for a file
# where a site's page only names the model that has a page of its own.
WISHES = re.compile(r"ERROR Required attribute \"encoding(\.contentUrl)?\" is missing \((3DModel|\w+/subjectOf)\)")

# The vocabulary is not ours to hand on: without it there is nothing to ask.
if VOCABULARY.is_file():

    def test_every_page_says_only_what_schema_org_knows(live_guide, saw):
        found = judged(pages(live_guide))

        issues = Counter(issue for each in found.values() for issue in (*each["issues"], *map(str, each["broken"])))
        wishes = {each: count for each, count in issues.items() if WISHES.fullmatch(each)}
        assert issues.keys() - wishes.keys() == set()
        assert [name for name, each in found.items() if not each["types"]] == []
        types = Counter(kind for each in found.values() for kind in each["types"])
        named = json.loads((ROOT / "node_modules" / VALIDATOR / "package.json").read_text())["version"]
        told = ", ".join(f"{count} {kind}" for kind, count in types.most_common())
        saw(
            f"{VALIDATOR} {named}: {len(found)} pages, {told}; nothing that schema.org does not know, and "
            f"{sum(wishes.values())} times a wish of Google's for 3DModel that is not met (docs/peers.md)"
        )

    def test_what_schema_org_does_not_know_is_complained_of(live_guide):
        (name, page), *_ = pages(live_guide).items()

        (told,) = judged({name: page.replace('"name":', '"nmae":', 1)}).values()

        assert any("nmae" in issue for issue in told["issues"])


def pages(guide: str) -> dict[str, str]:
    """Every page that the sitemap names."""
    addresses = re.findall(r"<loc>([^<]+)</loc>", fetched(f"{guide}/sitemap.xml").decode())
    return {each.removeprefix(guide): fetched(each).decode() for each in addresses}


def judged(texts: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """What the validator has to say of each page."""
    if not (ROOT / "node_modules" / VALIDATOR).is_dir():
        pytest.skip(f"{VALIDATOR} is missing: NO page was judged by it (npm ci)")
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "read_structured_data.mjs"), str(VOCABULARY)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, list[str]]] = json.loads(done.stdout)
    return told
