"""What an officer lives through: files edited and loaded, voices made anew, names that change."""

import re
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faces.markup import elements, words_of
from tourism.content import actions as content
from tourism.content import files
from tourism.errors import BrokenContent, Invalid
from tourism.guide import content_languages
from tourism.worker import work

SITE = "dinh-van-la"


@pytest.fixture
def office(tmp_path) -> Path:
    """The demo's own content, in a folder to edit; three places are enough, told in two languages."""
    target = tmp_path / "content"
    shutil.copytree(ROOT / "content", target)
    kept = {SITE, "cho-moi-ong-gia", "tuy-van"}
    for path in target.glob("*/sites/*"):
        if path.name not in kept:
            shutil.rmtree(path)
        elif path.name != SITE:
            edit(path / "site.yaml", r"next: .*", "next: null")
    for path in target.glob("*/sites/*/*.md"):
        if path.stem not in ("vi", "en"):
            path.unlink()
    for commune in ("hong-van", "vinh-hung"):
        shutil.rmtree(target / commune / "tours")
        (target / commune / "wifi.yaml").write_text("points: []\n")
    return target


def test_an_edit_is_loaded_published_and_spoken(office, backends, visitor):
    # Given a guide that is loaded and has spoken
    load(backends, office)
    work(backends, until_empty=True)
    sign = sign_of(office)
    before = visitor.get(f"/q/{sign}").text
    old_sound = elements(before, "audio")[0]["src"]

    # When the officer writes a new sentence into the Vietnamese file and loads it
    file = office / "hong-van" / "sites" / SITE / "vi.md"
    head, _, story = file.read_text(encoding="utf-8").rpartition("---\n")
    file.write_text(f"{head}---\nHôm nay làng mở hội. {story.lstrip()}", encoding="utf-8")
    load(backends, office)
    time.sleep(0.6)

    # Then the page has it at once, and says that the voice is in the making
    page = visitor.get(f"/q/{sign}").text
    assert "Hôm nay làng mở hội." in words_of(page)
    assert elements(page, "audio") == []

    # And only this one voice is asked for; once it has spoken, the page has a new sound with the new sentence
    assert work(backends, until_empty=True) == 1
    time.sleep(0.6)
    after = visitor.get(f"/q/{sign}").text
    sound, track = elements(after, "audio")[0]["src"], elements(after, "track")[0]["src"]
    assert sound != old_sound
    assert "Hôm nay làng mở hội." in visitor.get(track).text
    # A page that somebody still has open can play the old sound to its end.
    assert visitor.get(old_sound).status_code == 200


def test_loading_what_is_loaded_changes_nothing(office, backends, visitor):
    load(backends, office)
    work(backends, until_empty=True)
    first = visitor.get("/vi/communes/hong-van").headers["ETag"]

    load(backends, office)
    time.sleep(0.6)

    assert work(backends, until_empty=True) == 0
    assert visitor.get("/vi/communes/hong-van").headers["ETag"] == first


def test_a_mistake_in_one_file_changes_nothing_at_all(office, backends, visitor):
    load(backends, office)
    before = visitor.get(f"/q/{sign_of(office)}").text
    edit(office / "hong-van" / "sites" / SITE / "vi.md", "name:", "nmae:")

    with pytest.raises(BrokenContent) as told:
        load(backends, office)

    assert any("vi.md" in problem.file for problem in told.value.problems)
    time.sleep(0.6)
    assert visitor.get(f"/q/{sign_of(office)}").text == before


def test_a_commune_that_is_renamed_and_merged_keeps_its_signs(office, backends, visitor):
    # Given a printed sign
    load(backends, office)
    sign, yaml = sign_of(office), office / "hong-van" / "commune.yaml"
    address = visitor.get(f"/q/{sign}").headers["Content-Location"]

    # When the commune gets a new name, a new parent and a new number
    edit(yaml, "valid_to: null", "valid_to: 2026-12-31")
    text = yaml.read_text(encoding="utf-8")
    where = text.index("centre:")
    merged = (
        "  - {name: xã Thượng Phúc, parent: TP Hà Nội, code: '10999', valid_from: 2027-01-01, "
        "valid_to: null, confidence: H, sources: [S1]}\n"
    )
    yaml.write_text(text[:where] + merged + text[where:], encoding="utf-8")
    for tag in ("vi", "en"):
        edit(office / "hong-van" / f"{tag}.md", r"name: .*", "name: Thượng Phúc")
    load(backends, office)
    time.sleep(0.6)

    # Then the sign answers with the same place, whose commune has its new name and remembers the old one
    page = visitor.get(f"/q/{sign}")
    assert page.status_code == 200
    assert page.headers["Content-Location"] == address
    assert "Thượng Phúc" in words_of(page.text)
    assert "xã Hồng Vân" in words_of(visitor.get("/vi/communes/hong-van").text)
    assert "xã Thượng Phúc" in words_of(visitor.get("/vi/communes/hong-van").text)


def test_a_place_that_is_renamed_keeps_its_sign_and_its_old_address(office, backends, visitor):
    load(backends, office)
    sign = sign_of(office)
    old = visitor.get(f"/q/{sign}").headers["Content-Location"]
    for word, new in ((r"name: .*", "name: Đình làng Vân La"), (r"slug: .*", "slug: dinh-lang-van-la")):
        edit(office / "hong-van" / "sites" / SITE / "vi.md", word, new)
    load(backends, office)
    time.sleep(0.6)

    moved = visitor.get(old)

    assert moved.status_code == 301
    assert moved.headers["Location"].endswith("/dinh-lang-van-la")
    assert "Đình làng Vân La" in words_of(visitor.get(f"/q/{sign}").text)


def test_a_sign_that_is_replaced_leaves_the_old_one_answering(office, backends, visitor):
    from tourism import codes

    load(backends, office)
    old, new = sign_of(office), codes.mint()
    edit(office / "hong-van" / "sites" / SITE / "site.yaml", r"sign: .*", f"sign: [{new}]")
    load(backends, office)
    time.sleep(0.6)

    answers = {code: visitor.get(f"/q/{code}") for code in (old, new)}

    assert [each.status_code for each in answers.values()] == [200, 200]
    assert codes.printed(new) in words_of(answers[old].text)


def test_a_place_s_folder_in_another_commune_is_refused_and_its_sign_goes_on_answering(office, backends, visitor):
    # Given a place of Hồng Vân with its sign
    load(backends, office)
    sign = sign_of(office)

    # When its folder is moved into the other commune, with that one's pin and without its claims
    target = office / "vinh-hung" / "sites" / SITE
    shutil.move(office / "hong-van" / "sites" / SITE, target)
    text = (target / "site.yaml").read_text(encoding="utf-8")
    text = text[: text.index("facts:")] + "facts: []\nillustration: {alt: {vi: Mái đình}}\n"
    (target / "site.yaml").write_text(text, encoding="utf-8")
    (pin,) = re.findall(r"pin: .*", (target.parent / "tuy-van" / "site.yaml").read_text(encoding="utf-8"))
    lines = ((r"pin: .*", pin), (r"area: .*", "area: null"), (r"next: .*", "next: null"))
    for word, new in (*lines, (r"\norder: .*", "\norder: 99")):
        edit(target / "site.yaml", word, new)

    # Then the officer reads why, and nothing is lost for who stands before the sign
    with pytest.raises(Invalid) as told:
        load(backends, office)
    assert told.value.details["sentence"]
    time.sleep(0.6)
    assert visitor.get(f"/q/{sign}").status_code == 200


def load(backends, office: Path) -> None:
    """What `python -m tourism load` does with both communes: all or nothing."""
    languages = content_languages(office)
    read = [files.read(office / slug, languages) for slug in ("hong-van", "vinh-hung")]
    with backends.sessions.writing() as session:
        for each in read:
            content.load(session, each, backends.blobs, backends.clock())


def sign_of(office: Path) -> str:
    """The place's printed code, as its file has it."""
    import yaml

    file = next(office.glob(f"*/sites/{SITE}/site.yaml"))
    return str(yaml.safe_load(file.read_text(encoding="utf-8"))["sign"][0])


def edit(file: Path, pattern: str, new: str) -> None:
    """Replaces the last line's part that matches, as a person with an editor would."""
    text = file.read_text(encoding="utf-8")
    found = list(re.finditer(pattern, text))
    if found:
        file.write_text(text[: found[-1].start()] + new + text[found[-1].end() :], encoding="utf-8")
