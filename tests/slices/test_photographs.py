"""A place's photos are added to whatever was saved last, and nobody's words about one are lost."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_place
from tourism.errors import Conflict, Invalid, NotFound
from tourism.sites import actions, drafts, photographing, photographs
from tourism.sites.draft import Photo, PhotoFile

FILES = (PhotoFile(name=f"{'a' * 64}.webp", format="webp", width=480),)


def test_photos_of_two_phones_both_stay(village, sessions, backends):
    row, _ = village.site(village.commune())

    for name in "ab":
        assert add(sessions, row, name, backends) > 1

    assert ids(sessions, row) == ["a", "b"]


def test_a_photo_is_added_to_what_somebody_else_saved_meanwhile(village, sessions, backends):
    row, _ = village.site(village.commune())
    with sessions.writing() as session:
        actions.save_place(session, row, a_place(kind="tomb"), picture=None, by="other", now=backends.clock())

    add(sessions, row, "a", backends)

    with sessions.reading() as session:
        newest = drafts.site_by_row(session, row).place
    assert (newest.place.kind, newest.picture, [each.id for each in newest.place.photos]) == ("tomb", None, ["a"])


def test_the_same_photo_twice_changes_nothing(village, sessions, backends):
    row, _ = village.site(village.commune())

    assert add(sessions, row, "a", backends) == add(sessions, row, "a", backends)


def test_a_place_has_only_so_many(village, sessions, backends):
    row, _ = village.site(village.commune())
    for number in range(photographs.MOST):
        add(sessions, row, f"p{number}", backends)

    with pytest.raises(Invalid, match="too-many-photos"):
        add(sessions, row, "one more", backends)


def test_who_was_slower_with_the_same_photo_is_told(village, sessions, backends):
    row, _ = village.site(village.commune())
    base = add(sessions, row, "a", backends)
    describe(sessions, row, "a", "mine", base, backends)

    with pytest.raises(Conflict, match="changed-meanwhile"):
        describe(sessions, row, "a", "theirs", base, backends)


def test_who_was_slower_with_another_photo_is_not_disturbed(village, sessions, backends):
    row, _ = village.site(village.commune())
    add(sessions, row, "a", backends)
    base = add(sessions, row, "b", backends)

    describe(sessions, row, "a", "one", base, backends)
    describe(sessions, row, "b", "two", base, backends)

    with sessions.reading() as session:
        kept = drafts.site_by_row(session, row).place.place.photos
    assert [each.alt for each in kept] == [{"vi": "one"}, {"vi": "two"}]


def test_a_photo_that_was_taken_out_cannot_be_described(village, sessions, backends):
    row, _ = village.site(village.commune())
    base = add(sessions, row, "a", backends)
    change(sessions, row, "a", lambda photos: photographs.removed(photos, "a"), base, backends)

    with pytest.raises(NotFound, match="no-such-photo"):
        describe(sessions, row, "a", "late", base, backends)


def test_the_order_is_changed_by_one_place_at_a_time():
    photos = tuple(Photo(id=name, width=480, height=360, files=FILES) for name in "abc")

    assert "".join(each.id for each in photographs.moved(photos, "c", "earlier")) == "acb"
    assert "".join(each.id for each in photographs.moved(photos, "a", "later")) == "bac"
    assert photographs.moved(photos, "a", "earlier") == photographs.moved(photos, "c", "later") == photos


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, ()),
        ({"alt": {"en": "A house"}}, ("alt",)),
        ({"credit": ""}, ("credit",)),
        ({"consent": "awaited"}, ("consent",)),
        ({"consent": "not-needed"}, ()),
        ({"consent_until": date(2026, 11, 20)}, ("expired",)),
        ({"consent_until": date(2026, 11, 21)}, ()),
    ],
)
def test_a_photo_is_shown_once_it_is_described_and_agreed_to(change, lacks):
    photo = Photo(id="a", width=480, height=360, files=FILES, alt={"vi": "Đình"}, credit="Sáu", consent="given")
    photo, today = replace(photo, **change), date(2026, 11, 21)

    assert photographs.lacking(photo, today) == lacks
    assert bool(photographs.shown(photographs.views((photo,), "en"), today)) == (not lacks)


def add(sessions, row, name, backends):
    photo = Photo(id=name, width=480, height=360, files=FILES)
    with sessions.writing() as session:
        return photographing.add(session, row, photo, by="a phone", now=backends.clock())


def change(sessions, row, name, how, base, backends):
    with sessions.writing() as session:
        return photographing.change(session, row, name, how, base=base, by="somebody", now=backends.clock())


def describe(sessions, row, name, words, base, backends):
    def how(photos):
        return photographs.changed(photos, name, lambda each: replace(each, alt={"vi": words}))

    return change(sessions, row, name, how, base, backends)


def ids(sessions, row):
    with sessions.reading() as session:
        return [each.id for each in drafts.site_by_row(session, row).place.place.photos]
