"""Loading files again leaves alone what people made at the desk, and goes on with all the rest."""

from contextlib import suppress
from dataclasses import replace

import pytest

from tests.builders import PICTURE, a_commune, a_place, commune_words, words
from tourism import codes
from tourism.audit import actions as journal
from tourism.content import actions
from tourism.content.folder import CommuneFolder, SiteFolder
from tourism.publishing import actions as publishing
from tourism.sites import actions as sites
from tourism.sites import queries as told
from tourism.sites.drafts import site_by_row

OFFICER = "Nguyễn Thị Hoa"


def test_a_second_load_of_the_same_files_changes_nothing_and_keeps_nothing_back(desk):
    assert desk.load().left_alone == ""
    again = desk.load()

    assert (again.changed, again.kept) == (False, 0)


def test_words_of_the_desk_outlive_a_load_that_brings_others(desk):
    desk.load()
    desk.writes("vi", story="Chuyện của cán bộ.")
    desk.publishes({"vi", "en"})

    done = desk.load(desk.telling("vi", story="Chuyện của tệp."))

    assert desk.draft("vi").story == "Chuyện của cán bộ."
    assert desk.visible("vi").story == "Chuyện của cán bộ."
    assert done.left_alone == ", 1 place kept as the desk has them"


def test_a_draft_of_the_desk_is_not_published_by_a_load(desk):
    desk.load()
    desk.writes("vi", story="Còn đang viết.")

    desk.load(desk.telling("en", story="A newer story."))

    assert desk.draft("vi").story == "Còn đang viết."
    assert desk.visible("vi").story == words().story
    assert desk.visible("en").story == "A newer story."


def test_an_unfinished_draft_of_the_desk_stops_no_load(desk):
    desk.load()
    desk.writes("vi", hook="", story="")

    desk.load(desk.telling("en", story="A newer story."))

    assert desk.visible("vi").story == words().story
    assert desk.visible("en").story == "A newer story."


def test_a_language_that_only_the_desk_published_stays_on_the_pages(desk):
    desk.load()
    desk.writes("ko", name="번라 마을회관")
    desk.publishes({"vi", "en", "ko"})

    desk.load(desk.telling("en", story="A newer story."))

    assert desk.languages() == ["en", "ko", "vi"]


def test_a_language_that_is_gone_from_the_files_goes_from_the_pages_as_before(desk):
    desk.load()

    desk.load(replace(desk.folder, sites=(replace(desk.site, words={"vi": words()}),)))

    assert desk.languages() == ["vi"]


def test_a_place_of_the_desk_outlives_a_load_while_its_words_follow_the_files(desk):
    desk.load()
    desk.places(a_place(kind="pagoda"))
    desk.publishes({"vi", "en"})

    desk.load(replace(desk.telling("vi", story="Chuyện mới."), commune=desk.folder.commune))

    assert desk.kept().place.place.kind == "pagoda"
    assert desk.visible("vi").story == "Chuyện mới."


def test_a_place_drafted_at_the_desk_is_not_published_by_a_load(desk):
    desk.load()
    desk.places(a_place(kind="pagoda"))

    desk.load(desk.telling("vi", story="Chuyện mới."))

    assert desk.published_kind() == "communal_house"
    assert desk.visible("vi").story == "Chuyện mới."


def test_a_site_that_the_desk_began_is_not_withdrawn_by_a_load(desk, village):
    desk.load()
    row, _ = village.site(1, "ao-sen", order=2, told={"vi": words("Ao sen", "ao-sen")})

    done = desk.load(desk.telling("vi", story="Chuyện mới."))

    assert desk.is_published(row)
    assert done.kept == 1


def test_a_site_of_the_files_that_is_gone_from_them_is_withdrawn_unless_the_desk_works_on_it(desk):
    other = replace(desk.site, key="cho-moi", id=codes.mint(), signs=(), words={"vi": words("Chợ", "cho")})
    desk.load(replace(desk.folder, sites=(desk.site, other)))
    desk.writes("vi", story="Chuyện của cán bộ.")

    desk.load(replace(desk.folder, sites=()))

    assert desk.is_published(desk.row())
    assert not desk.is_published(desk.row(other.id))


def test_a_site_that_the_desk_withdrew_stays_off_the_pages(desk):
    desk.load()
    desk.withdraws()

    desk.load(desk.telling("vi", story="Chuyện mới."))

    assert not desk.is_published(desk.row())
    assert desk.draft("vi").story == "Chuyện mới."


def test_a_site_that_the_desk_withdrew_and_published_again_follows_the_files_again(desk):
    desk.load()
    desk.withdraws()
    desk.publishes({"vi", "en"})

    desk.load(desk.telling("vi", story="Chuyện mới."))

    assert desk.visible("vi").story == "Chuyện mới."


def test_an_interrupted_load_keeps_nothing(desk, sessions):
    desk.load()
    desk.writes("vi", story="Chuyện của cán bộ.")

    with suppress(RuntimeError), sessions.writing() as session:
        actions.load(session, desk.telling("en", story="A newer story."), desk.backends.blobs, desk.backends.clock())
        raise RuntimeError

    assert desk.visible("en").story == words().story


class Desk:
    """A commune of one site in files, and an officer who works on it."""

    def __init__(self, backends):
        self.backends = backends
        self.site = SiteFolder(
            key="dinh-van-la",
            id=codes.mint(),
            signs=(codes.mint(),),
            retired_signs=(),
            place=a_place(),
            words={"vi": words(), "en": words("The Hall", "the-hall")},
            picture=PICTURE,
        )
        told_words = {"vi": commune_words()}
        self.folder = CommuneFolder(commune=a_commune(), words=told_words, pattern=None, sites=(self.site,))

    def telling(self, tag, **changes) -> CommuneFolder:
        """The files with other words in one language."""
        newer = {**self.site.words, tag: replace(self.site.words[tag], **changes)}
        return replace(self.folder, sites=(replace(self.site, words=newer),))

    def load(self, folder=None) -> actions.Loaded:
        with self.backends.sessions.writing() as session:
            return actions.load(session, folder or self.folder, self.backends.blobs, self.backends.clock())

    def row(self, public_id=None) -> int:
        with self.backends.sessions.reading() as session:
            return told.rows_by_id(session, 1)[public_id or self.site.id]

    def writes(self, tag, **changes) -> None:
        kept = self.kept().words
        base = kept[tag].words if tag in kept else words()
        with self.backends.sessions.writing() as session:
            now = self.backends.clock()
            sites.save(session, self.row(), tag, self._in_progress(base, changes), by=OFFICER, now=now)

    def _in_progress(self, base, changes):
        from tourism.sites.draft import WORDS_IN_PROGRESS, words_json

        return WORDS_IN_PROGRESS.validate_python({**words_json(base), **changes})

    def places(self, place) -> None:
        with self.backends.sessions.writing() as session:
            sites.save_place(session, self.row(), place, picture=None, by=OFFICER, now=self.backends.clock())

    def publishes(self, languages) -> None:
        with self.backends.sessions.writing() as session:
            now = self.backends.clock()
            publishing.publish_site(session, self.row(), 1, languages, now)
            journal.note(session, "site.published", actor=OFFICER, commune=1, site=self.site.id, now=now)

    def withdraws(self) -> None:
        with self.backends.sessions.writing() as session:
            now = self.backends.clock()
            publishing.withdraw_site(session, self.row(), 1, now)
            journal.note(session, "site.withdrawn", actor=OFFICER, commune=1, site=self.site.id, now=now)

    def kept(self):
        with self.backends.sessions.reading() as session:
            return site_by_row(session, self.row())

    def draft(self, tag):
        return self.kept().words[tag].words

    def visible(self, tag):
        with self.backends.sessions.reading() as session:
            return told.told(session, self.row(), tag)

    def languages(self) -> list[str]:
        with self.backends.sessions.reading() as session:
            return sorted(told.told_languages(session, self.row()))

    def published_kind(self) -> str:
        with self.backends.sessions.reading() as session:
            return told.site(session, self.site.id, "vi").brief.kind

    def is_published(self, row) -> bool:
        with self.backends.sessions.reading() as session:
            return bool(told.published_among(session, [row]))


@pytest.fixture
def desk(backends) -> Desk:
    return Desk(backends)


@pytest.fixture
def village(backends):
    from tests.builders import Village

    return Village(backends)
