"""What publishing would change, told in states and fields."""

from dataclasses import replace

from tests.builders import a_place
from tourism.editorial.readiness import lacking_place, lacking_words, language_news, place_news
from tourism.sites.draft import Photo, PhotoFile, PlaceInProgress, SectionInProgress, WordsInProgress

WHOLE = WordsInProgress(name="Đình", slug="dinh", hook="Mái cong", story="Hãy nhìn.")


def test_words_that_visitors_do_not_have_yet_are_new_and_later_ones_change():
    assert language_news("vi", 1, None, WHOLE, 30).state == "new"
    assert language_news("vi", 2, 1, WHOLE, 30).state == "changed"
    assert language_news("vi", 2, 2, WHOLE, 30).state == "same"


def test_words_that_are_not_ready_leave_visitors_what_they_have():
    half = replace(WHOLE, story="")
    kept = language_news("vi", 5, 3, half, 0)

    assert (kept.state, kept.version, kept.lacking) == ("kept", 3, ("story",))
    assert not language_news("ko", 1, None, half, 0).is_ready


def test_three_minutes_are_the_most_and_two_are_long():
    told = [language_news("vi", 2, 1, WHOLE, seconds) for seconds in (120, 121, 180, 181)]

    assert [(each.is_long, each.is_too_long, each.state) for each in told] == [
        (False, False, "changed"),
        (True, False, "changed"),
        (True, False, "changed"),
        (True, True, "kept"),
    ]


def test_what_is_lacking_is_named_once_and_never_by_what_nobody_types():
    assert lacking_words(WHOLE) == ()
    assert lacking_words(WordsInProgress()) == ("name", "hook", "story")
    assert lacking_words(replace(WHOLE, slug="")) == ("name",)
    assert lacking_place(PlaceInProgress()) == ("pin",)


def test_a_section_without_a_heading_keeps_words_from_visitors():
    half = replace(WHOLE, sections=(SectionInProgress(title="", text="Chữ"),))

    assert lacking_words(half) == ("sections",)


def test_a_place_tells_its_changed_fields_and_its_photos():
    before = a_place()
    seen, unseen = a_photo("a", consent="given"), a_photo("b", consent="awaited")
    after = replace(before, order=7, photos=(seen, unseen))

    told = place_news(2, before, after)

    assert (told.changed, told.photos_added, told.photos_gone, told.photos_unseen) == (("order",), 1, 0, 1)
    gone = place_news(3, after, before)
    assert (gone.photos_added, gone.photos_gone) == (0, 1)
    described = place_news(3, after, replace(after, photos=(replace(seen, credit="Lan"), unseen)))
    assert described.changed == ("photos",)


def a_photo(name: str, **changes) -> Photo:
    file = PhotoFile(name=f"{'0' * 64}.webp", format="webp", width=800)
    return Photo(id=name, width=800, height=600, files=(file,), alt={"vi": "Mái đình"}, credit="Hoa", **changes)
