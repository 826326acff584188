"""People's files: loading and exporting are each other's inverse, and a fault stops everything."""

import tempfile
import unicodedata
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import delete, select

from tests import glb_drafts
from tests.builders import PICTURE, a_commune, a_place, commune_words, words
from tests.hostile_pictures import saved
from tourism import codes
from tourism.communes import queries as communes
from tourism.communes.draft import (
    Area,
    Centre,
    CommuneDraft,
    CommuneWords,
    Fact,
    Festival,
    Identity,
    Source,
    Theme,
)
from tourism.communes.licences import CommuneLicence
from tourism.content import actions, files, queries, writing
from tourism.content.folder import CommuneFolder, SiteFolder, TourFolder
from tourism.errors import BrokenContent, Conflict, Invalid, NotFound
from tourism.guide import content_languages
from tourism.narration.lexicon import fault_of, tidy
from tourism.scenes.draft import Camera, Hotspot, SceneDraft
from tourism.sites import briefs
from tourism.sites.draft import Illustration, Photo, PhotoFile, Pin, Place, Practical, Section, Words
from tourism.sites.photographs import file_names
from tourism.storage.blobs import name_of
from tourism.storage.database import Base
from tourism.storage.jobs import Job
from tourism.tours.draft import StopDraft, TourDraft, TourWords
from tourism.wifi.draft import PointPin, WifiDraft

CONTENT = Path(__file__).parent.parent.parent / "content"
LANGUAGES = ("vi", "en", "zh-Hans", "ko")
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def plain(characters, size):
    cleaned = st.text(characters, min_size=1, max_size=size).map(
        lambda each: unicodedata.normalize("NFC", each).strip()
    )
    return cleaned.filter(bool)


TEXT = plain(st.characters(exclude_categories=["Cs", "Cc"]), 30) | st.sampled_from(
    [
        "Đình Vân La",
        "null",
        "on",
        "12:30",
        "2026-11-21",
        "~",
        "1e3",
        "0x1f",
        "- a",
        "a: b",
        "# no",
        "'",
        '"',
        "{",
        "a  b",
        "%",
        "---",
    ]
)
LINES = st.lists(
    plain(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="#"), 30), min_size=1, max_size=4
).map("\n\n".join)
STORY = LINES.filter(lambda each: not any(line.startswith("#") for line in each.split("\n")))
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), TEXT, max_size=3)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
CONFIDENCE = st.sampled_from("HML")
MADE_BY = st.sampled_from(["human", "machine"])
CITED = st.lists(st.sampled_from(["S1", "S2"]), max_size=2).map(tuple)
DATES = st.none() | st.dates(date(1000, 1, 1), date(2999, 1, 1))
FACTS = st.lists(st.builds(Fact, key=TEXT, confidence=CONFIDENCE, sources=CITED, texts=TEXTS), max_size=3).map(tuple)
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
HOURS = st.dictionaries(
    st.sampled_from(["mon", "tue", "sun"]), st.lists(st.tuples(CLOCKS, CLOCKS), max_size=2), max_size=3
)
SPAN = st.dates(date(2020, 1, 1), date(2040, 1, 1)).map(lambda day: f"{day}/{day}")
SAID = st.tuples(TEXT.map(tidy), TEXT.map(tidy)).filter(lambda entry: fault_of(*entry) is None)
LEXICONS = st.dictionaries(
    st.sampled_from(LANGUAGES),
    st.lists(SAID, min_size=1, max_size=4, unique_by=lambda each: each[0]).map(dict),
    max_size=2,
)
FESTIVALS = st.builds(
    Festival,
    key=SLUGS,
    lunar=st.none() | TEXT,
    solar=st.dictionaries(st.integers(1990, 2100), SPAN, max_size=2),
    confidence=CONFIDENCE,
    sources=CITED,
    names=TEXTS,
    texts=TEXTS,
)
IDENTITIES = st.builds(
    Identity,
    name=TEXT,
    parent=TEXT,
    code=st.none() | TEXT,
    valid_from=DATES,
    valid_to=DATES,
    confidence=CONFIDENCE,
    sources=CITED,
)
# Made once: a photo's files are named by what is in them.
SPOTS = st.tuples(*[st.floats(-2, 2)] * 3)
CAMERAS = st.builds(
    Camera, around=st.floats(-360, 360), down=st.floats(0, 180), away=st.floats(0.1, 10), target=st.none() | SPOTS
)
SCENES = st.builds(
    SceneDraft,
    model=st.just("model.glb"),
    origin=st.sampled_from(["scan", "modelled", "reconstruction", "illustration"]),
    credit=TEXT,
    source=TEXT,
    how_made=TEXTS,
    height_m=st.none() | st.floats(0.02, 200),
    confirmed_by=TEXT,
    placement=st.sampled_from(["floor", "wall"]),
    camera=CAMERAS,
    hotspots=st.lists(
        st.builds(Hotspot, id=SLUGS, at=SPOTS, camera=st.none() | CAMERAS, label=TEXTS.filter(bool)),
        max_size=3,
        unique_by=lambda each: each.id,
    ).map(tuple),
)
MODEL = glb_drafts.plain().packed()
PHOTO_FILES = {
    name_of(data, kind): data
    for kind, written, size in (("avif", "AVIF", (64, 80)), ("webp", "WEBP", (64, 80)), ("jpg", "JPEG", (1200, 630)))
    for data in (saved(written, Image.new("RGB", size, "#A8322A")),)
}
AVIF, WEBP, CARD = PHOTO_FILES
PHOTOS = st.lists(
    st.builds(
        Photo,
        id=TEXT,
        width=st.just(64),
        height=st.just(80),
        files=st.just((PhotoFile(name=AVIF, format="avif", width=64), PhotoFile(name=WEBP, format="webp", width=64))),
        share=st.sampled_from([None, CARD]),
        alt=TEXTS,
        credit=TEXT,
        licence=st.sampled_from(["commune", "cc0"]),
        consent=st.sampled_from(["awaited", "given"]),
        consent_until=DATES,
        taken=DATES,
        focus=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    ),
    max_size=2,
).map(tuple)
PRACTICAL = st.builds(
    Practical,
    hours=st.none() | HOURS,
    price=st.none() | TEXTS,
    season=st.none() | TEXTS,
    contact=st.none() | TEXTS,
)


def code(number):
    """A code that belongs to a number for ever."""
    body = ""
    for _ in range(7):
        number, rest = divmod(number, 32)
        body += codes.ALPHABET[rest]
    return body + codes.check_character(body)


@st.composite
def a_site(draw, number, keys):
    tags = ["vi", *draw(st.lists(st.sampled_from(LANGUAGES[1:]), unique=True, max_size=2))]
    story = draw(st.sampled_from(["place", "process"]))
    section = st.builds(Section, title=TEXT, text=STORY, photo=st.none() | TEXT)
    sections = st.lists(section, min_size=story == "process", max_size=3).map(tuple)
    told = st.builds(
        Words,
        name=TEXT,
        slug=SLUGS,
        hook=TEXT,
        made_by=MADE_BY,
        reviewed=st.booleans(),
        story=STORY,
        sections=sections,
    )
    pin = st.builds(
        Pin,
        lat=st.floats(20.8, 20.95),
        lon=st.floats(105.8, 106),
        accuracy_m=st.floats(0.5, 50_000),
        verified=st.booleans(),
    )
    place = st.builds(
        Place,
        kind=st.sampled_from(["tomb", "market"]),
        story=st.just(story),
        area=st.sampled_from([None, "van-la"]),
        pin=pin,
        order=st.just(number + 1),
        next=st.sampled_from([None, *keys]),
        tourist_point=st.booleans(),
        awaiting=st.booleans(),
        practical=PRACTICAL,
        facts=FACTS,
        illustration=st.none() | st.builds(Illustration, alt=TEXTS),
        photos=PHOTOS,
    )
    signs = sorted(code(1000 + number * 10 + each) for each in range(draw(st.integers(0, 2))))
    retired = sorted(code(2000 + number * 10 + each) for each in range(draw(st.integers(0, 2))))
    described = draw(place)
    scene = draw(st.none() | SCENES) if number == 0 else None
    return SiteFolder(
        key=keys[number],
        id=code(100 + number),
        signs=tuple(signs),
        retired_signs=tuple(retired),
        place=described,
        words={tag: draw(told) for tag in tags},
        picture=draw(st.sampled_from([None, PICTURE])),
        photo_files={name: PHOTO_FILES[name] for name in file_names(described.photos)},
        scene=scene,
        scene_model=MODEL if scene else None,
    )


@st.composite
def folders(draw):
    keys = [f"s{number}" for number in range(4)][: draw(st.integers(0, 4))]
    pattern = draw(st.sampled_from([None, PICTURE]))
    theme = Theme(name=draw(TEXT), primary="#A8322A", secondary="#2F5D46", pattern="pattern.svg" if pattern else None)
    commune = CommuneDraft(
        slug="hong-van",
        id=code(1),
        identities=tuple(draw(st.lists(IDENTITIES, min_size=1, max_size=2))),
        centre=Centre(lat=20.88, lon=105.9),
        bbox=(105.8, 20.8, 106.0, 20.95),
        theme=theme,
        languages=("vi", "en"),
        emergency=draw(st.none() | TEXT),
        licence=draw(st.sampled_from([None, *get_args(CommuneLicence)])),
        areas=(Area(key="van-la", names=draw(TEXTS)),),
        facts=draw(FACTS),
        festivals=tuple(draw(st.lists(FESTIVALS, max_size=2))),
        sources={key: draw(st.builds(Source, title=TEXT, published=st.none() | TEXT)) for key in ("S1", "S2")},
    )
    told = st.builds(CommuneWords, name=TEXT, tagline=TEXT, made_by=MADE_BY, reviewed=st.booleans(), welcome=LINES)
    tags = ["vi", *draw(st.lists(st.sampled_from(LANGUAGES[1:]), unique=True, max_size=2))]
    wifi = st.builds(
        WifiDraft,
        id=st.just(code(900)),
        site=st.sampled_from([None, *keys]),
        pin=st.none() | st.just(PointPin(lat=1, lon=2, accuracy_m=3)),
        names=TEXTS.filter(bool),
        provider=st.none() | TEXT,
        network=st.none() | st.text("ab;\\ :é", min_size=1, max_size=9).map(str.strip).filter(bool),
        security=st.sampled_from([None, "open", "wpa"]),
        password=st.none() | st.just('12;"34\\:56'),
        checked_on=DATES,
    )
    return CommuneFolder(
        commune=commune,
        words={tag: draw(told) for tag in tags},
        pattern=pattern,
        sites=tuple(draw(a_site(number, keys)) for number in range(len(keys))),
        tours=tuple(draw(a_tour(keys, number)) for number in range(draw(st.integers(0, 2)) if keys else 0)),
        wifi=tuple(draw(st.lists(wifi, max_size=1))),
        lexicon=draw(LEXICONS),
    )


@st.composite
def a_tour(draw, keys, number):
    stop = st.builds(
        StopDraft,
        site=st.sampled_from(keys),
        kind=st.sampled_from(["visit", "eat"]),
        dwell_minutes=st.integers(0, 1440),
        notes=TEXTS,
    )
    tour = TourDraft(
        id=code(500 + number),
        travel=draw(st.sampled_from(["walk", "bicycle"])),
        season=draw(st.none() | TEXTS),
        stops=tuple(draw(st.lists(stop, min_size=1, max_size=3))),
    )
    told = st.builds(TourWords, name=TEXT, slug=SLUGS, hook=TEXT, made_by=MADE_BY, reviewed=st.booleans(), intro=LINES)
    return TourFolder(key=f"t{number}", tour=tour, words={"vi": draw(told)})


@settings(max_examples=12, deadline=None, suppress_health_check=QUIET)
@given(folder=folders())
def test_what_is_loaded_and_exported_reads_the_same(sessions, backends, folder):
    with _forgotten(sessions) as session:
        actions.load(session, folder, backends.blobs, backends.clock())
        exported = queries.folder(session, "hong-van", backends.blobs)
    assert exported == folder
    with tempfile.TemporaryDirectory() as parent:
        target = Path(parent) / "hong-van"
        writing.write(exported, target)
        assert files.read(target, LANGUAGES) == folder


@settings(max_examples=12, deadline=None, suppress_health_check=QUIET)
@given(before=folders(), after=folders())
def test_a_load_leaves_nothing_of_the_load_before_but_its_signs(sessions, backends, before, after):
    with _forgotten(sessions) as session:
        actions.load(session, before, backends.blobs, backends.clock())
        edition = communes.edition(session)
        done = actions.load(session, after, backends.blobs, backends.clock())
        assert queries.folder(session, "hong-van", backends.blobs) == _with_old_signs(before, after)
        assert done.changed == (communes.edition(session) > edition)
        assert done.changed or before == after
        edition = communes.edition(session)
        assert not actions.load(session, after, backends.blobs, backends.clock()).changed
        assert communes.edition(session) == edition


@pytest.mark.parametrize("slug", sorted(path.parent.name for path in CONTENT.glob("*/commune.yaml")))
def test_our_own_content_is_loaded_and_written_back_as_it_is(sessions, backends, tmp_path, slug):
    languages = content_languages(CONTENT)
    folder = files.read(CONTENT / slug, languages)
    with sessions.writing() as session:
        done = actions.load(session, folder, backends.blobs, backends.clock())
        assert (done.sites, done.changed) == (len(folder.sites), True)
    with sessions.reading() as session:
        writing.write(queries.folder(session, slug, backends.blobs), tmp_path / slug)
    assert _sorted(files.read(tmp_path / slug, languages)) == _sorted(folder)


def test_loading_twice_changes_nothing_and_asks_no_voice(sessions, backends, village):
    folder = files.read(CONTENT / "hong-van", content_languages(CONTENT))
    with sessions.writing() as session:
        assert actions.load(session, folder, backends.blobs, backends.clock()).changed
    before = _everything(sessions)
    backends.clock.forward(days=1)
    with sessions.writing() as session:
        assert not actions.load(session, folder, backends.blobs, backends.clock()).changed
    assert _everything(sessions) == before


@pytest.mark.parametrize("what", ["words", "commune", "sign", "picture", "tour", "wifi", "lexicon"])
def test_any_change_is_told_and_raises_the_edition(sessions, backends, what):
    folder = _small()
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
    site = folder.sites[0]
    changed = {
        "words": replace(folder, words={"vi": commune_words("Tên mới")}),
        "commune": replace(folder, commune=replace(folder.commune, emergency="115")),
        "sign": replace(folder, sites=(replace(site, signs=(codes.mint(),)), *folder.sites[1:])),
        "picture": replace(folder, sites=(replace(site, picture=PICTURE + b" "), *folder.sites[1:])),
        "tour": replace(folder, tours=()),
        "wifi": replace(folder, wifi=()),
        "lexicon": replace(folder, lexicon={"en": {"Vân La": "Vun La"}}),
    }[what]
    edition = _edition(sessions)
    with sessions.writing() as session:
        assert actions.load(session, changed, backends.blobs, backends.clock()).changed
    assert _edition(sessions) > edition


def test_other_sounds_are_asked_for_in_the_languages_whose_lexicon_changed(sessions, backends):
    folder = replace(_small(), lexicon={"en": {"Vân La": "Vun La"}, "vi": {"WiFi": "oai phai"}})
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
        session.execute(delete(Job))
    with sessions.writing() as session:
        actions.load(
            session,
            replace(folder, lexicon={**folder.lexicon, "en": {"Vân La": "Van La"}}),
            backends.blobs,
            backends.clock(),
        )
    with sessions.reading() as session:
        asked = [row.payload["language"] for row in session.scalars(select(Job))]
    assert asked == ["en", "en"]


def test_a_lexicon_is_for_people_to_read(tmp_path):
    writing.write(replace(_small(), lexicon={"en": {"Văn Miếu": "Van Mew", "12": "twelve"}}), tmp_path / "hong-van")
    assert (tmp_path / "hong-van/lexicon.yaml").read_text() == "en:\n  Văn Miếu: Van Mew\n  '12': twelve\n"


def test_a_site_that_is_gone_from_the_folder_is_withdrawn_and_comes_back(sessions, backends):
    folder = _small()
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
    with sessions.writing() as session:
        actions.load(session, replace(folder, sites=folder.sites[:1], tours=()), backends.blobs, backends.clock())
    gone = folder.sites[1]
    with sessions.reading() as session:
        with pytest.raises(NotFound):
            briefs.brief(session, gone.id, "vi")
        assert briefs.sign_site(session, gone.signs[0]) == gone.id
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
    with sessions.reading() as session:
        assert briefs.brief(session, gone.id, "vi").id == gone.id


def test_a_folder_may_be_renamed_for_the_id_is_the_site(sessions, backends):
    folder = _small()
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
        row = briefs.brief(session, folder.sites[0].id, "vi").row
    renamed = replace(folder, sites=(replace(folder.sites[0], key="a-new-name"), folder.sites[1]), tours=(), wifi=())
    with sessions.writing() as session:
        actions.load(session, renamed, backends.blobs, backends.clock())
    with sessions.reading() as session:
        assert (
            briefs.brief(session, folder.sites[0].id, "vi").row,
            briefs.brief(session, folder.sites[0].id, "vi").key,
        ) == (
            row,
            "a-new-name",
        )


@pytest.mark.parametrize("what", ["site", "commune", "tour", "wifi"])
def test_an_id_that_belongs_to_another_commune_is_refused_in_words(sessions, backends, what):
    folder = _small()
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
    other = _small("vinh-hung", 50)
    stolen = {
        "site": replace(other, sites=(replace(other.sites[0], id=folder.sites[0].id), other.sites[1])),
        "commune": replace(other, commune=replace(other.commune, id=folder.commune.id)),
        "tour": replace(
            other,
            tours=(replace(other.tours[0], tour=replace(other.tours[0].tour, id=folder.tours[0].tour.id)),),
        ),
        "wifi": replace(other, wifi=(replace(other.wifi[0], id=folder.wifi[0].id),)),
    }[what]
    before = _everything(sessions)
    with pytest.raises(Invalid, match="id-taken"), sessions.writing() as session:
        actions.load(session, stolen, backends.blobs, backends.clock())
    assert _everything(sessions) == before


@pytest.mark.parametrize("what", ["site", "commune", "tour"])
def test_an_id_never_changes(sessions, backends, what):
    folder = _small()
    with sessions.writing() as session:
        actions.load(session, folder, backends.blobs, backends.clock())
    changed = {
        "site": replace(folder, sites=(replace(folder.sites[0], id=codes.mint()), folder.sites[1])),
        "commune": replace(folder, commune=replace(folder.commune, id=codes.mint())),
        "tour": replace(folder, tours=(replace(folder.tours[0], tour=replace(folder.tours[0].tour, id=codes.mint())),)),
    }[what]
    before = _everything(sessions)
    with pytest.raises(Invalid, match="id-taken"), sessions.writing() as session:
        actions.load(session, changed, backends.blobs, backends.clock())
    assert _everything(sessions) == before


def test_an_export_never_writes_over_anything(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "note.txt").write_text("mine")
    with pytest.raises(Conflict):
        writing.write(_small(), tmp_path / "x")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["note.txt"]


def test_an_export_is_for_people_to_read(tmp_path):
    writing.write(_small(), tmp_path / "hong-van")
    assert "  kind: visit\n" in (tmp_path / "hong-van/tours/mot-ngay/tour.yaml").read_text()
    assert "name: Đình Vân La\n" in (tmp_path / "hong-van/sites/dinh/vi.md").read_text()


def test_a_place_without_photos_says_nothing_of_them(tmp_path):
    writing.write(_small(), tmp_path / "hong-van")
    assert "photo" not in (tmp_path / "hong-van/sites/dinh/site.yaml").read_text()
    assert "photo" not in (tmp_path / "hong-van/sites/dinh/vi.md").read_text()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (AVIF, None, "missing"),
        (WEBP, b"another photo", "not the one that its name says"),
        (name_of(b"RIFF\x04\0\0\0WEBPno photo", "webp"), b"RIFF\x04\0\0\0WEBPno photo", "no photo that can be read"),
        ("../../commune.yaml", None, "missing"),
        (CARD, "wide", "1200 pixels wide"),
    ],
)
def test_a_photo_s_file_that_is_not_what_it_should_be_is_told(tmp_path, name, data, told):
    files_of: tuple[PhotoFile, ...] = (
        PhotoFile(name=AVIF, format="avif", width=64),
        PhotoFile(name=WEBP, format="webp", width=64),
    )
    files_of = (*(each for each in files_of if each.name != name), PhotoFile(name=name, format="webp", width=64))
    folder = _small()
    site = folder.sites[0]
    photo = Photo(id="a", width=64, height=80, files=files_of)
    writing.write(
        replace(folder, sites=(replace(site, place=replace(site.place, photos=(photo,)), photo_files=PHOTO_FILES),)),
        tmp_path / "hong-van",
    )
    path = tmp_path / "hong-van/sites/dinh/photos" / name
    if isinstance(data, bytes):
        path.write_bytes(data)
    elif data is None and path.name == AVIF:
        path.unlink()

    with pytest.raises(BrokenContent) as caught:
        files.read(tmp_path / "hong-van", LANGUAGES)

    assert any(told in each.sentence for each in caught.value.problems), caught.value.problems


def test_what_is_not_kept_cannot_be_exported(sessions, backends):
    with sessions.reading() as session, pytest.raises(NotFound):
        queries.folder(session, "nowhere", backends.blobs)


def _small(slug="hong-van", first=1):
    """A commune of two sites, a tour and a WiFi point."""
    sites = tuple(
        SiteFolder(
            key=key,
            id=code(first + 10 + number),
            signs=(code(first + 20 + number),),
            retired_signs=(),
            place=a_place(number + 1),
            words={"vi": words(), "en": words("The house")},
            picture=PICTURE,
        )
        for number, key in enumerate(("dinh", "cho"))
    )
    tour = TourFolder(
        key="mot-ngay",
        tour=TourDraft(id=code(first + 30), stops=(StopDraft(site="dinh", kind="visit", dwell_minutes=5),)),
        words={
            "vi": TourWords(name="Một ngày", slug="mot-ngay", hook="Đi", made_by="human", reviewed=True, intro="Đi.")
        },
    )
    return CommuneFolder(
        commune=a_commune(slug, id=code(first)),
        words={"vi": commune_words()},
        pattern=None,
        sites=sites,
        tours=(tour,),
        wifi=(WifiDraft(id=code(first + 40), site="dinh"),),
    )


def _sorted(folder):
    """The order of a site's signs means nothing."""
    return replace(folder, sites=tuple(replace(site, signs=tuple(sorted(site.signs))) for site in folder.sites))


@contextmanager
def _forgotten(sessions):
    """A session whose work is taken back."""
    with sessions.writing() as session:
        yield session
        session.rollback()


def _everything(sessions):
    """Every row of every table."""
    with sessions.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(table.select()).all()))
            for table in Base.metadata.sorted_tables
        }


def _edition(sessions):
    with sessions.reading() as session:
        return communes.edition(session)


def _with_old_signs(before, after):
    """What was printed once goes on answering: the signs of the load before, retired."""
    old = {site.id: {*site.signs, *site.retired_signs} for site in before.sites}
    sites = (
        replace(
            site, retired_signs=tuple(sorted((old.get(site.id, set()) | set(site.retired_signs)) - set(site.signs)))
        )
        for site in after.sites
    )
    return replace(after, sites=tuple(sites))
