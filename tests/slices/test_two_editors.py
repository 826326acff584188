"""Two people at one place: nobody's words are overwritten in silence, and each side can be had again."""

import random
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.builders import Village
from tourism import codes
from tourism.backends import Backends
from tourism.errors import Conflict, Invalid, NotFound
from tourism.sites import actions, draft, drafts, editing, history
from tourism.sites.draft import PlaceInProgress
from tourism.sites.drafts import DeskSite
from tourism.sites.editing import Hand
from tourism.staff.permissions import Actor
from tourism.storage.blobs import FolderBlobs
from tourism.storage.database import Sessions, connect

LINES = ("Hãy nhìn mái đình.", "Bốn góc mái cong lên.", "Sân gạch phía trước.", "Giếng cổ ở bên trái.", "")
FIELDS = ("name", "hook", "story", "sections")
PAIRS = {"sqlite": 200, "postgresql": 60}
EDITORS = 8
HELD_SECONDS = 2.0


def test_pairs_of_edits_at_random_overwrite_nothing_in_silence(backends, site):
    chance = random.Random(20261122)
    told = {"both": 0, "aside": 0}
    for _ in range(PAIRS[backends.sessions.engine.dialect.name]):
        base = newest(backends, site)
        first, second = some_fields(chance), some_fields(chance)
        save(backends, site, first, base.words["vi"].number, "Lan")
        between = content(newest(backends, site))
        try:
            save(backends, site, second, base.words["vi"].number, "Hoa")
        except Conflict:
            kept = aside(backends, site, second, base.words["vi"].number)
            assert content(newest(backends, site)) == between
            assert all(kept[name] == value for name, value in second.items())
            told["aside"] += 1
            continue
        after = content(newest(backends, site))
        for name, value in between.items():
            changed = after[name] != value
            assert not changed or name in second
            # What the first changed in the same field was either kept or said alike by both.
            assert not changed or value == content(base)[name]
        told["both"] += 1
    assert min(told.values()) > 10


def test_fields_that_the_other_did_not_touch_are_saved_on_top_of_theirs(backends, site):
    save(backends, site, {"sections": [{"title": "Hội", "text": "Tháng Hai", "photo": None}]}, 1, "Lan")

    number = save(backends, site, {"story": "Lời mới."}, 1, "Hoa")

    words = newest(backends, site).words["vi"].words
    assert number == 3
    assert (words.story, words.sections[0].title) == ("Lời mới.", "Hội")


def test_the_same_words_sent_again_are_no_conflict(backends, site):
    first = save(backends, site, {"story": "Lời mới."}, 1, "Hoa")

    assert save(backends, site, {"story": "Lời mới."}, 1, "Hoa") == first


def test_a_place_is_brought_together_like_its_words(backends, site):
    desk = newest(backends, site)
    with backends.sessions.writing() as session:
        editing.save_place(session, desk, {"order": 7}, hand(backends, 1))
    with backends.sessions.writing() as session:
        editing.save_place(session, drafts.site_by_row(session, site), {"awaiting": True}, hand(backends, 1))
    with pytest.raises(Conflict), backends.sessions.writing() as session:
        editing.save_place(session, drafts.site_by_row(session, site), {"order": 9}, hand(backends, 1))

    place = newest(backends, site).place.place
    assert (place.order, place.awaiting) == (7, True)


def test_what_was_set_aside_is_there_until_it_is_settled(backends, site):
    save(backends, site, {"story": "Của Lan."}, 1, "Lan")
    kept = aside(backends, site, {"story": "Của Hoa."}, 1)
    assert kept["story"] == "Của Hoa."
    assert kept["name"] == "Đình Vân La"

    with backends.sessions.writing() as session:
        (waiting,) = history.aside(session, site)
        actions.settle(session, waiting.id)

    with backends.sessions.reading() as session:
        assert history.aside(session, site) == ()


def test_a_field_that_cannot_be_is_refused_and_a_version_that_never_was_is_not_found(backends, site):
    with pytest.raises(Invalid):
        save(backends, site, {"name": "x" * 201}, 1, "Hoa")
    with pytest.raises(NotFound):
        save(backends, site, {"name": "x"}, 99, "Hoa")


def test_editors_at_one_moment_make_one_version_each_or_are_told(backends, site):
    results: list[str] = []

    def edit(number: int) -> None:
        try:
            save(backends, site, {"story": f"Lời của người thứ {number}."}, 1, f"Người {number}")
            results.append(f"Lời của người thứ {number}.")
        except Conflict:
            results.append("told")

    at_once(edit)

    (winner,) = [each for each in results if each != "told"]
    assert len(results) == EDITORS
    assert newest(backends, site).words["vi"].words.story == winner
    assert newest(backends, site).words["vi"].number == 2


def test_a_new_place_has_an_address_a_sign_and_the_last_order(backends, site, commune):
    made = codes.mint()
    for public_id in (codes.mint(), made):
        with backends.sessions.writing() as session:
            begin(session, backends, commune, public_id, "Đình Vân La")

    with backends.sessions.reading() as session:
        desk = drafts.site(session, officer(commune), made)
    assert not desk.published
    assert desk.sign is not None
    assert desk.words["vi"].words.slug == "dinh-van-la"
    assert desk.key == "dinh-van-la-3"
    assert desk.place.place.order == 3


def test_a_name_without_latin_letters_gets_an_address_too(backends, commune):
    made = codes.mint()
    with backends.sessions.writing() as session:
        begin(session, backends, commune, made, "红河")
    with backends.sessions.reading() as session:
        desk = drafts.site(session, officer(commune), made)

    assert desk.key == desk.words["vi"].words.slug == made.lower()


def test_a_locked_database_loses_no_draft_of_eight_editors(tmp_path, empty_file, config, clock, voice):
    path = tmp_path / "locked.sqlite"
    path.write_bytes(empty_file.read_bytes())
    patient = connect(f"sqlite:///{path}", busy_timeout_ms=200)
    house = Backends(config, patient, FolderBlobs(tmp_path / "media"), (voice,), clock)
    village = Village(house)
    commune = village.commune()
    rows = [village.site(commune, f"diem-{number}")[0] for number in range(EDITORS)]
    locked, busy = threading.Event(), []
    hold = threading.Thread(target=held, args=(patient, locked))
    hold.start()
    locked.wait(5)

    def edit(number: int) -> None:
        while True:
            try:
                save(house, rows[number], {"story": f"Lời {number}."}, 1, "Hoa")
            except OperationalError:
                busy.append(number)
            else:
                return

    at_once(edit)
    hold.join()

    assert set(busy) == set(range(EDITORS))
    assert [newest(house, row).words["vi"].words.story for row in rows] == [f"Lời {n}." for n in range(EDITORS)]
    patient.engine.dispose()


def held(sessions: Sessions, locked: threading.Event) -> None:
    """Somebody keeps the database for themselves."""
    with sessions.writing() as session:
        session.execute(text("SELECT 1"))
        locked.set()
        threading.Event().wait(HELD_SECONDS)


def at_once(edit) -> None:
    threads = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)


def some_fields(chance: random.Random) -> dict:
    values = {
        "name": chance.choice(("Đình Vân La", "Đình làng", "Đình")),
        "hook": chance.choice(("Mái đình cong bên sông", "Dưới mái đình")),
        "story": "\n\n".join(chance.sample(LINES, chance.randint(0, 4))).strip(),
        "sections": [{"title": chance.choice(LINES), "text": "…", "photo": None} for _ in range(chance.randint(0, 2))],
    }
    return {name: values[name] for name in chance.sample(FIELDS, chance.randint(1, 3))}


def begin(session, backends: Backends, commune: int, public_id: str, name: str) -> None:
    hand_of = Hand("Hoa", backends.clock(), 0)
    place = PlaceInProgress(kind="stele")
    editing.begin(session, commune_row=commune, public_id=public_id, name=name, place=place, owner=None, hand=hand_of)


def officer(commune: int) -> Actor:
    return Actor(1, "Hoa", "officer", commune, (), "vi", 1, 0.0)


def hand(backends: Backends, base: int, by: str = "Hoa") -> Hand:
    return Hand(by, backends.clock(), base)


def save(backends: Backends, row: int, fields: dict, base: int, by: str) -> int:
    with backends.sessions.writing() as session:
        return editing.save_words(session, drafts.site_by_row(session, row), "vi", fields, hand(backends, base, by))


def aside(backends: Backends, row: int, fields: dict, base: int) -> dict:
    with backends.sessions.writing() as session:
        desk = drafts.site_by_row(session, row)
        kept = editing.keep_aside(session, desk, "vi", fields, hand(backends, base))
        return next(each.content for each in history.aside(session, row) if each.id == kept)


def newest(backends: Backends, row: int) -> DeskSite:
    with backends.sessions.reading() as session:
        return drafts.site_by_row(session, row)


def content(desk: DeskSite) -> dict:
    words = draft.words_json(replace(desk.words["vi"].words))
    return {name: words[name] for name in FIELDS}


@pytest.fixture
def commune(backends: Backends) -> int:
    """A commune of one village."""
    return Village(backends).commune()


@pytest.fixture
def site(backends: Backends, commune: int) -> int:
    """A published place; its words and its place have the number 1."""
    return Village(backends).site(commune)[0]
