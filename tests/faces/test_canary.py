"""Two communes in which every text says whose it is: nobody reads what is not theirs, on any page."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator

import pytest
from sqlalchemy import JSON, String, select

from tests.conftest import Phone
from tests.desk import AtDesk
from tests.faces.two_communes import PUBLIC, SECRET, WITHDRAWN, Corner, House, address
from tourism.staff.permissions import ROLES
from tourism.storage.database import Base

MARKER = re.compile(r"(?:SEKRET|ENTZOG|PUBLIK)[0-9](?: spot[0-9])?")
LANGUAGES = ("vi", "en", "ko")
# Columns that hold no words of people: names of kinds and states, digests, addresses, numbers, tags.
WORDLESS = {
    "slug", "public_id", "pattern", "key", "kind", "story", "area", "picture", "language", "code", "role", "handle",
    "password", "totp", "digest", "credential", "public_key", "state", "deed", "site", "prefix", "worker", "lease",
    "speaks", "languages", "waiting", "search", "words", "recipe", "scene_revision.reason", "sites",
}  # fmt: skip
# Tables that no page of a commune is made of, or that are made of other tables' words.
ELSEWHERE = {
    "throttle", "recovery_code", "sign", "tour", "tour_text", "tour_stop", "wifi_point", "job", "circuit", "narration",
    "take", "pronunciation", "rehearsal", "desk_rule", "scene_model", "alembic_version", "daily_count",
}  # fmt: skip


def test_every_text_of_every_table_is_marked(house):
    """A column that somebody adds is marked too, or is said to hold no words."""
    with house.sessions.reading() as session:
        bare = [
            f"{table.name}.{column.name}"
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if table.name not in ELSEWHERE and not {column.name, f"{table.name}.{column.name}"} & WORDLESS
            if isinstance(column.type, String | JSON)
            if not any(MARKER.search(str(each)) for each in session.scalars(select(column)))
        ]

    assert "\n".join(bare) == ""


@pytest.mark.parametrize("role", ROLES[:4])
def test_nobody_at_the_desk_reads_another_commune_s_secrets(house, role):
    someone = house.world.one.people[role]

    seen = crawl(house, someone, studio=True, is_own=role == "contributor")

    assert {path: found for path, found in seen.items() if found & {f"{SECRET}2", f"{WITHDRAWN}2"}} == {}
    assert {f"{SECRET}1"} <= set().union(*seen.values()), "the crawl must have seen what is theirs"


def test_a_contributor_reads_no_draft_of_others(house):
    seen = crawl(house, house.world.one.people["contributor"], studio=True, is_own=True)
    others = {f"{SECRET}1 spot1", f"{SECRET}1 spot3", f"{WITHDRAWN}1 spot3"}

    assert {path: found for path, found in seen.items() if found & others} == {}
    assert f"{SECRET}1 spot2" in set().union(*seen.values())


@pytest.mark.parametrize("who", ["anonymous", "partner", "officer", "admin"])
def test_no_page_of_visitors_and_programs_shows_what_is_not_published(house, who):
    someone, headers = stranger(house), {}
    if who == "partner":
        headers = {"Authorization": f"Bearer {house.world.one.key_secret}"}
    elif who != "anonymous":
        someone = house.world.admin if who == "admin" else house.world.one.people["officer"]

    seen = crawl(house, someone, studio=False, headers=headers)
    shown = set().union(*seen.values())

    assert {
        path: found for path, found in seen.items() if any(SECRET in each or WITHDRAWN in each for each in found)
    } == {}
    assert {f"{PUBLIC}1", f"{PUBLIC}2", f"{PUBLIC}1 spot1", f"{PUBLIC}2 spot1"} <= shown


def test_a_stranger_reads_nothing_of_the_desk(house):
    seen = crawl(house, stranger(house), studio=True)

    assert {path: found for path, found in seen.items() if found} == {}


@pytest.mark.parametrize("page", ["/studio/r/{review}", "/studio/p/{preview}/vi"])
def test_a_link_shows_its_own_place_and_nothing_else_of_the_desk(house, page):
    spot = house.world.one.main
    path = page.format(review=spot.link_token, preview=spot.preview_token)

    found = markers(stranger(house).get(path).data)

    assert f"{SECRET}1 spot1" in found
    assert not [each for each in found if each.startswith((f"{SECRET}2", f"{PUBLIC}2", f"{SECRET}1 spot2", WITHDRAWN))]


def test_a_link_of_one_kind_opens_no_page_of_another(house):
    spot = house.world.one.main
    for path in (
        f"/studio/r/{spot.preview_token}",
        f"/studio/p/{spot.link_token}/vi",
        f"/studio/join/{spot.link_token}",
    ):
        assert stranger(house).get(path).status_code == 404


def test_a_desk_s_page_is_kept_by_nobody(house):
    for path in pages(house, house.world.one, studio=True, is_own=False):
        answer = house.world.one.people["officer"].get(path)
        assert answer.headers["Cache-Control"] == "private, no-store" or answer.status_code >= 400, path


def crawl(
    house: House, someone: AtDesk, *, studio: bool, is_own: bool = False, headers: dict[str, str] | None = None
) -> dict[str, set[str]]:
    """The markers on every page that answers, by address, about both communes."""
    seen: dict[str, set[str]] = defaultdict(set)
    for corner in (house.world.one, house.world.two):
        for path in pages(house, corner, studio=studio, is_own=is_own):
            seen[path] |= markers(someone.get(path, headers=headers or {}).data)
    return seen


def pages(house: House, corner: Corner, *, studio: bool, is_own: bool) -> Iterator[str]:
    """An address for every rule that is read, in some languages; links that carry a right of their own apart."""
    for rule in house.app.url_map.iter_rules():
        policy = house.app.view_functions[rule.endpoint].policy
        if (
            "GET" not in (rule.methods or ())
            or rule.endpoint.startswith("studio.") is not studio
            or policy.audience == "link"
        ):
            continue
        path = address(rule.rule, rule.endpoint, corner, is_own=is_own)
        yield path
        if "<language:" in rule.rule:
            yield from (path.replace("/vi", f"/{tag}", 1) for tag in LANGUAGES[1:])
        if rule.endpoint.startswith("ogc."):
            yield from (path.replace("/sites", f"/{layer}") for layer in ("tours", "stops", "wifi"))
        if rule.endpoint.startswith(("api.", "ogc.")):
            yield f"{path}?lang=ko"
        if rule.endpoint == "studio.exported":
            yield from (f"{path}?tag=en&kind={kind}" for kind in ("xliff", "xlsx"))
        if rule.endpoint == "studio.compare_versions":
            yield from (path.replace("/en/", f"/{tag}/") + "?before=1&after=2" for tag in ("vi", "place"))
        if rule.endpoint == "studio.translation_list":
            yield f"{path}?tag=en"
    hidden = corner.hidden
    yield from (
        (
            f"/api/v1/sites/{hidden.id}",
            f"/ogc/collections/sites/items/{hidden.id}",
            f"/vi/sites/{hidden.id}/x",
            f"/q/{hidden.sign}",
        )
        if not studio
        else ()
    )


def markers(data: bytes) -> set[str]:
    """Markers in a page or in the files of a spreadsheet: each with its commune, and with its place."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    found = set(MARKER.findall(data.decode(errors="replace")))
    return found | {each.partition(" ")[0] for each in found}


def stranger(house: House) -> AtDesk:
    return AtDesk(Phone(house.app, house.app.response_class, use_cookies=False), 0, "")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("canary"))
    yield made
    made.sessions.engine.dispose()
