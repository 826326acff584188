"""A place's page says what is known, what is awaited, in which language, and who speaks."""

import re
from itertools import pairwise

import pytest

from tests.builders import words
from tests.faces.markup import elements, words_of
from tourism import codes


def page_of(reader, place, accepted="vi", **headers) -> str:
    """What scanning a place's sign shows."""
    return reader.get(f"/q/{place.sign}", headers={"Accept-Language": accepted, **headers}).text


def test_what_is_told_in_vietnamese_only_says_so_to_a_korean_reader(standing, reader):
    page = page_of(reader, standing.plain, "ko")

    assert elements(page, "html")[0]["lang"] == "ko"
    for tag, key, value in (("h1", "lang", "vi"), ("p", "class", "hook")):
        assert [each["lang"] for each in elements(page, tag, **{key: value})] == ["vi"]
    (transcript,) = [each for each in elements(page, "div") if "data-transcript" in each]
    assert transcript["lang"] == "vi"
    assert "Tiếng Việt" in words_of(page).split("Chợ Mới", 2)[2]


def test_what_is_told_as_asked_says_nothing_of_languages(standing, reader):
    page = page_of(reader, standing.site, "en")

    assert "lang" not in elements(page, "h1")[0]
    assert "Only in" not in page
    assert "Machine translation" not in page


def test_the_fallback_is_english_before_vietnamese(standing, reader):
    page = page_of(reader, standing.site, "ja")

    assert elements(page, "h1")[0]["lang"] == "en"
    assert "Van La Communal House" in words_of(page)


def test_a_machine_s_translation_is_labelled_and_a_human_s_is_not(village, visitor):
    sign = codes.mint()
    told = {"vi": words(), "en": words("House", "house", made_by="machine", reviewed=False)}
    village.site(village.commune(), sign=sign, told=told)
    english, vietnamese = (visitor.get(f"/q/{sign}", headers={"Accept-Language": tag}).text for tag in ("en", "vi"))

    assert "machine translation" in words_of(english)
    assert len(elements(english, "p", **{"class": "badge"})) > len(elements(vietnamese, "p", **{"class": "badge"}))


@pytest.mark.parametrize(
    "reviewed, sentence",
    [(False, "machine translation, not yet reviewed"), (True, "machine translation, reviewed")],
)
def test_a_reviewed_machine_translation_says_that(reviewed, sentence, village, visitor):
    sign = codes.mint()
    told = words("House", "house", made_by="machine", reviewed=reviewed)
    village.site(village.commune(), sign=sign, told={"en": told})

    page = words_of(visitor.get(f"/q/{sign}", headers={"Accept-Language": "en"}).text).lower()

    assert sentence in page


def test_a_place_known_by_name_only_says_what_is_awaited(standing, reader):
    page = words_of(page_of(reader, standing.awaiting, "en"))

    assert "So far only the name of this place is known." in page
    assert "Known by name only" in words_of(reader.get("/en/communes/hong-van").text)


def test_an_unsurveyed_pin_is_told_as_approximate_and_a_surveyed_one_is_not(standing, reader):
    assert "Approximate position" in words_of(page_of(reader, standing.plain, "en"))
    assert "Approximate position" not in words_of(page_of(reader, standing.site, "en"))


def test_what_nobody_has_said_is_awaited_and_never_guessed(standing, reader):
    site, plain = (words_of(page_of(reader, each, "en")) for each in (standing.site, standing.plain))

    assert "Miễn phí" in site
    assert "07:30–11:30" in site
    assert re.search(r"Hours.*Price.*Awaiting the officer", plain)
    assert "WiFi here: awaiting the officer." in plain


@pytest.mark.parametrize(
    "reason, sentence",
    [
        ("voice-in-the-making", "The voice for this page is being made. The words are below."),
        ("language-unsupported", "No voice speaks this language here yet. The words are below."),
        ("text-unspeakable", "The voice cannot read a part of this text. The words are below."),
        ("text-too-long", "The text is too long to be read aloud. The words are below."),
        ("sound-unfit", "The sound was not clear enough to be offered. The words are below."),
        ("voice-unavailable", "There is no sound for this page yet. The words are below."),
        ("a-reason-of-tomorrow", "There is no sound for this page yet. The words are below."),
    ],
)
def test_a_page_without_sound_says_why_and_shows_the_words(reason, sentence, village, visitor):
    from tourism.narration import queries as narration

    sign = codes.mint()
    row, _ = village.site(village.commune(), sign=sign)
    if reason != "voice-in-the-making":
        with village.backends.sessions.reading() as session:
            digest = narration.script(session, row, "vi").digest
        village.silence(row, "vi", digest, reason)

    page = visitor.get(f"/q/{sign}", headers={"Accept-Language": "en"}).text

    assert sentence in words_of(page)
    assert "Bốn góc mái cong lên." in words_of(page)
    assert elements(page, "audio") == []


def test_a_page_with_sound_has_one_player_whose_sentences_have_their_times(standing, reader):
    page = page_of(reader, standing.site)
    (audio,) = elements(page, "audio")
    (track,) = elements(page, "track")

    assert audio["preload"] == "none"
    assert "controls" in audio
    assert track["srclang"] == "vi"
    sound, cues = reader.get(audio["src"]), reader.get(track["src"])
    assert (sound.status_code, sound.mimetype) == (200, "audio/mpeg")
    assert (cues.status_code, cues.mimetype) == (200, "text/vtt")
    sentences = [each for each in elements(page, "span", **{"class": "sentence"})]
    spans = [(int(each["data-start"]), int(each["data-end"])) for each in sentences]
    assert [each["id"] for each in sentences] == re.findall(r"(?m)^(s\d+)$", cues.text)
    assert spans == sorted(spans)
    assert all(first < last for first, last in spans)
    assert all(last <= following for (_, last), (following, _) in pairwise(spans))
    assert "Giọng máy" in words_of(page)


def test_a_sound_of_yesterday_s_words_is_not_offered(hamlet, visitor):
    from tourism.publishing import actions as publishing
    from tourism.sites import actions as sites

    hamlet.village.voices()
    assert elements(page_of(visitor, hamlet.site), "audio")
    new = words(story="Hôm nay đình đóng cửa.")
    with hamlet.village.backends.sessions.writing() as session:
        sites.save(session, hamlet.site.row, "vi", new, by="test", now=hamlet.village.backends.clock())
        publishing.publish_site(
            session, hamlet.site.row, hamlet.commune, {"vi", "en", "ko"}, hamlet.village.backends.clock()
        )

    page = visitor.get(f"/vi/sites/{hamlet.site.id}/dinh-van-la?fresh").text

    assert "Hôm nay đình đóng cửa." in words_of(page)
    assert elements(page, "audio") == []


def test_a_process_is_told_in_its_steps(standing, reader):
    page = page_of(reader, standing.craft)
    steps = re.search(r'<ol class="steps">(.*?)</ol>', page, re.DOTALL)

    assert steps
    assert re.findall(r"<h3>.*?>([^<]+)</span>", steps.group(1), re.DOTALL) == [
        "Chọn cây",
        "Cắt tỉa",
        "Uốn dây",
    ]
    starts = [int(each["data-from"]) for each in elements(page, "a") if "data-from" in each]
    assert len(starts) == 3
    assert starts == sorted(starts)
    assert starts[0] > 0


def test_a_place_that_is_no_process_has_no_steps(standing, reader):
    assert 'class="steps"' not in page_of(reader, standing.site)


def test_the_next_stop_is_one_tap_away_with_its_distance(standing, reader):
    page = page_of(reader, standing.site, "en")
    onward = page.split('class="onward"')[1]

    assert f"/en/sites/{standing.plain.id}/cho-moi" in onward
    assert re.search(r"\d+\s?k?m\b", words_of(onward))


def test_a_claim_leads_to_its_source(standing, reader):
    page = page_of(reader, standing.site, "en")

    assert "A gazette" in words_of(page)
    cited = [
        each["href"].removeprefix("#") for each in elements(page, "a") if each.get("href", "").startswith("#source-")
    ]
    assert cited == ["source-1"]
    assert elements(page, "li", id="source-1")
    assert "official source, or two that agree" in words_of(page)


def test_a_picture_has_words_for_who_cannot_see_it_and_says_that_it_is_drawn(village, visitor):
    from tourism.sites.draft import Illustration

    sign = codes.mint()
    village.site(village.commune(), sign=sign, illustration=Illustration(alt={"vi": "Mái đình", "en": "A curved roof"}))

    page = visitor.get(f"/q/{sign}", headers={"Accept-Language": "en"}).text

    assert [each for each in elements(page, "img") if each["alt"] == "A curved roof"]
    assert "Illustration" in words_of(page)


def test_no_picture_at_all_is_no_hole_in_the_page(village, visitor):
    sign = codes.mint()
    village.site(village.commune(), sign=sign, picture=False)

    page = visitor.get(f"/q/{sign}").text

    assert not elements(page, "meta", property="og:image")
    for each in elements(page, "img"):
        assert visitor.get(each["src"]).status_code == 200


def test_words_without_a_sentence_s_end_are_still_read(village, visitor):
    sign = codes.mint()
    village.site(village.commune(), sign=sign, told={"vi": words(story="Không có dấu chấm")})

    assert "Không có dấu chấm" in words_of(visitor.get(f"/q/{sign}").text)


def test_a_place_in_a_language_that_nobody_else_speaks_is_still_told(village, visitor):
    sign = codes.mint()
    village.site(village.commune(), sign=sign, told={"fr": words("Maison", "maison")})

    page = visitor.get(f"/q/{sign}", headers={"Accept-Language": "ko"}).text

    assert elements(page, "h1")[0]["lang"] == "fr"


def test_hours_stand_on_the_commune_s_page_without_script(standing, reader):
    """The standing clock says Saturday; the only hours are a Saturday's."""
    page = words_of(reader.get("/en/communes/hong-van").text)

    assert "07:30–11:30" in page


def test_a_commune_s_names_of_other_days_are_told_with_their_dates(village, visitor):
    from datetime import date

    from tourism.communes.draft import Identity

    village.commune(
        identities=(
            Identity(name="xã Cũ", parent="huyện Thường Tín", valid_to=date(2025, 6, 30), confidence="H"),
            Identity(name="xã Mới", parent="TP Hà Nội", valid_from=date(2025, 7, 1), confidence="H"),
        )
    )

    page = words_of(visitor.get("/en/communes/hong-van").text)

    assert re.search(r"xã Cũ, huyện Thường Tín\s+until Jun 30, 2025", page)
    assert re.search(r"xã Mới, TP Hà Nội\s+from Jul 1, 2025", page)
