"""A place's page says what is known, what is awaited, in which language, and who speaks."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.builders import Village, words
from tests.faces.conftest import Place
from tests.faces.markup import elements, words_of
from tourism import codes
from tourism.sites.draft import Section

# What went wrong with a voice is the officer's to know; a visitor reads that there is none yet.
OFFICERS_REASONS = (
    "voice-unavailable",
    "no-network",
    "voice-no-answer",
    "voice-rate-limited",
    "voice-blocked",
    "captive-portal",
    "voice-empty",
    "voice-unfinished",
    "voice-rejected",
    "worker-vanished",
)


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
        *((reason, "There is no sound for this page yet. The words are below.") for reason in OFFICERS_REASONS),
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


def test_the_smaller_file_waits_beside_the_one_that_every_phone_plays(standing, reader):
    page = page_of(reader, standing.site)
    (audio,) = elements(page, "audio")
    sound, smaller = reader.get(audio["src"]), reader.get(audio["data-opus"])

    assert (smaller.status_code, smaller.mimetype) == (200, "audio/webm")
    assert smaller.content_length < sound.content_length
    assert audio["data-opus-size"] == f"{round(smaller.content_length / 1000)} KB"
    assert f"{round(sound.content_length / 1000)} KB" in words_of(page), "the MP3's, until a script knows better"


def test_the_timeline_holds_the_sound_s_outline_and_no_second_drawing(standing, reader):
    page = page_of(reader, standing.site)
    (drawing,) = elements(page, "svg", **{"class": "ink"})

    assert len(drawing["data-outline"]) == 600
    assert "<rect" not in page.split('class="timeline"')[1].split("</div>")[0]


def test_a_sound_without_an_outline_is_drawn_by_its_sentences(house, village, visitor):
    village.voices()
    without_outline(village, house.row)

    page = page_of(visitor, house)
    timeline = page.split('class="timeline"')[1].split("</div>")[0]

    assert "data-outline" not in page
    assert timeline.count("<rect") == len(elements(page, "span", **{"class": "sentence"}))


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("gtts", {"vi": "Giọng máy của Google (gTTS)", "en": "Machine voice of Google (gTTS)"}),
        ("piper", {"vi": "Giọng máy Piper", "en": "Machine voice (Piper)"}),
        (
            "espeak-ng",
            {
                "vi": "Giọng máy ngoại tuyến (espeak-ng), dùng tạm khi chưa có giọng tốt hơn",
                "en": "Offline machine voice (espeak-ng), until there is a better one",
            },
        ),
        ("another", {"vi": "Giọng máy", "en": "Machine voice"}),
    ],
)
def test_each_machine_says_which_one_it_is(engine, told, house, village, voice, visitor):
    voice.name = engine
    village.voices()

    assert {tag: credits_of(page_of(visitor, house, tag)) for tag in told} == {tag: [told[tag]] for tag in told}


def test_only_the_last_resort_offers_the_phone_s_own_voice_beside_it(house, village, voice, visitor):
    voice.name = "espeak-ng"
    village.voices()
    page = page_of(visitor, house)

    (button,) = [each for each in elements(page, "button") if "data-own-voice" in each]
    assert "hidden" in button, "until a script has found such a voice"
    assert [each for each in elements(page, "script") if "own-voice" in each.get("src", "")]


def test_a_good_voice_has_no_other_beside_it(standing, reader):
    page = page_of(reader, standing.site)

    assert "data-own-voice" not in page
    assert "own-voice.js" not in page


@pytest.mark.parametrize(
    ("speaker", "vi", "en"),
    [
        ("Bà Nguyễn Thị Lụa", "Người đọc: Bà Nguyễn Thị Lụa", "Read by Bà Nguyễn Thị Lụa"),
        ("", "Giọng người thật", "Human voice"),
    ],
)
def test_who_reads_is_named(speaker, vi, en, house, village, visitor):
    for tag in ("vi", "en"):
        village.reads(house.id, tag, speaker=speaker)
    village.voices()

    assert credits_of(page_of(visitor, house)) == [vi]
    assert credits_of(page_of(visitor, house, "en")) == [en]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ((0,), ["Người đọc: Bà Lụa", "Giọng máy của Google (gTTS) · bước 1–3"]),
        ((0, 2), ["Người đọc: Bà Lụa", "Giọng máy của Google (gTTS) · bước 1, 3"]),
        ((2,), ["Giọng máy của Google (gTTS)", "Người đọc: Bà Lụa · bước 2"]),
    ],
)
def test_steps_that_somebody_else_reads_say_so(read, told, village, voice, visitor):
    voice.name = "gtts"
    steps = tuple(Section(title=each, text=f"{each} từ từ.") for each in ("Chọn cây", "Cắt tỉa", "Uốn dây"))
    craft = alone(village, kind="craft", story="process", told={"vi": words(sections=steps)})
    for part in read:
        village.reads(craft.id, part=part, speaker="Bà Lụa")
    village.voices()

    assert credits_of(page_of(visitor, craft)) == told


def test_times_that_nobody_could_measure_are_called_approximate(village, visitor):
    place = alone(village, told={"vi": words(), "ko": words("번라 마을회관", "dinh-van-la-ko")})
    village.reads(place.id, "ko", speaker="김민지")
    village.voices()

    assert credits_of(page_of(visitor, place, "ko")) == ["낭독: 김민지", "문장이 표시되는 때는 대략적입니다."]


def test_what_a_person_read_before_the_words_changed_can_still_be_heard(house, village, clock, visitor):
    village.reads(house.id, speaker="Bà Lụa")
    village.voices()
    assert 'class="older"' not in page_of(visitor, house)
    clock.forward(days=1)
    rewritten(village, house.row, story="Hôm nay đình đóng cửa.")
    village.voices()

    page = visitor.get(f"/vi/sites/{house.id}/dinh-van-la?fresh").text
    told = words_of(page.split('class="older"')[1].split("</details>")[0])
    today, older = elements(page, "audio")

    assert credits_of(page) == ["Giọng máy"]
    assert "Bản thu trước đây của Bà Lụa" in told
    assert "Lời trên trang này đã thay đổi sau khi thu." in told
    assert "Thu ngày 21/11/2026" in told
    assert older["preload"] == "none"
    assert "controls" in older
    assert visitor.get(older["src"]).mimetype == "audio/mpeg"
    assert older["src"] != today["src"]


def test_while_nothing_says_today_s_words_the_older_recording_stands_alone(house, village, visitor):
    village.reads(house.id, speaker="Bà Lụa")
    village.voices()
    rewritten(village, house.row, story="Hôm nay đình đóng cửa.")

    page = visitor.get(f"/vi/sites/{house.id}/dinh-van-la?fresh").text

    assert len(elements(page, "audio")) == 1
    assert "Giọng đọc của trang này đang được tạo" in words_of(page)
    assert "Bản thu trước đây của Bà Lụa" in words_of(page)


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

    (card,) = elements(page, "meta", property="og:image")
    assert visitor.get(urlsplit(card["content"]).path).mimetype == "image/png"
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


def credits_of(page: str) -> list[str]:
    """The lines that say who speaks."""
    badge = page.split('class="credits"')[1].split("</ul>", maxsplit=1)[0]
    return [words_of(each) for each in badge.split("<li>")[1:]]


def without_outline(village: Village, row: int) -> None:
    """A sound as it was made before outlines were."""
    from tourism.narration.model import Narration

    with village.backends.sessions.writing() as session:
        session.get_one(Narration, (row, "vi")).outline = ""


def rewritten(village: Village, row: int, **changes: Any) -> None:
    """A place's Vietnamese words changed and published, without a voice so far."""
    from tourism.publishing import actions as publishing
    from tourism.sites import actions as sites
    from tourism.sites import briefs

    now = village.backends.clock()
    with village.backends.sessions.writing() as session:
        sites.save(session, row, "vi", words(**changes), by="test", now=now)
        publishing.publish_site(session, row, briefs.commune_of(session, row), {"vi", "en"}, now)


def alone(village: Village, **changes: Any) -> Place:
    """The only place of its commune."""
    sign = codes.mint()
    return Place(*village.site(village.commune(), sign=sign, **changes), sign)


@pytest.fixture
def house(village) -> Place:
    """A place told in Vietnamese and English, which nobody has read yet."""
    return alone(village, told={"vi": words(), "en": words("House", "house")})
