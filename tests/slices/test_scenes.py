"""A site's scene: saved, made, published, taken off; on both databases."""

import pytest

from tourism.communes import queries as communes
from tourism.errors import Conflict, NotFound
from tourism.scenes import actions, queries
from tourism.scenes.actions import MODEL, MadeModel
from tourism.scenes.draft import Camera, Hotspot, SceneDraft
from tourism.scenes.view import ModelFile
from tourism.storage import jobs


def test_what_was_saved_is_asked_for_and_seen_by_nobody_yet(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session:
        assert actions.save(session, row, SCENE, by="Hoa", now=clock()) == 1
    with sessions.reading() as session:
        assert queries.scene(session, row) is None
        assert jobs.waiting(session, clock(), kinds=[MODEL]) == 1
        kept = queries.kept(session, row)

    assert (kept.draft, kept.number, kept.view, kept.published) == (SCENE, 1, None, None)


def test_what_is_published_before_it_is_made_is_shown_once_it_is(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session:
        actions.save(session, row, SCENE, by="Hoa", now=clock())
        assert actions.publish(session, row, clock())
        before = communes.edition(session)
    with sessions.reading() as session:
        assert queries.scene(session, row) is None
    with sessions.writing() as session:
        actions.keep_made(session, row, 1, "recipe", MADE, clock())
    with sessions.reading() as session:
        assert queries.scene(session, row).files.web.name == MADE.files["web"].name
        assert queries.shown_among(session, [row, row + 1]) == {row}
        assert communes.edition(session) > before


def test_visitors_keep_the_earlier_scene_until_the_newer_is_made(village, sessions, clock):
    row = placed(village)
    shown(sessions, row, clock)
    with sessions.writing() as session:
        actions.save(session, row, SceneDraft(model="b.orig", origin="reconstruction"), by="Hoa", now=clock(), base=1)
        actions.publish(session, row, clock())
    with sessions.reading() as session:
        assert queries.scene(session, row).origin == "scan"
    with sessions.writing() as session:
        actions.keep_made(session, row, 2, "other", MADE, clock())
    with sessions.reading() as session:
        assert queries.scene(session, row).origin == "reconstruction"


def test_what_was_published_while_it_could_not_be_made_is_not_waited_for(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session:
        actions.save(session, row, SCENE, by="Hoa", now=clock())
        actions.publish(session, row, clock())
        actions.note_refusal(session, row, 1, "draco")
        assert queries.kept(session, row).reason == "draco"
        assert queries.kept(session, row).appointed is None
        with pytest.raises(Conflict, match="model-refused"):
            actions.publish(session, row, clock())


def test_the_same_is_not_saved_twice(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session:
        assert [actions.save(session, row, SCENE, by="Hoa", now=clock()) for _ in "ab"] == [1, 1]


def test_nobody_overwrites_what_they_have_not_seen(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session:
        actions.save(session, row, SCENE, by="Hoa", now=clock(), base=0)
        with pytest.raises(Conflict, match="changed-meanwhile"):
            actions.save(session, row, SceneDraft(model="b.orig", origin="scan"), by="Nam", now=clock(), base=0)


def test_a_scene_that_is_taken_off_is_kept_by_those_who_write_it(village, sessions, clock):
    row = placed(village)
    shown(sessions, row, clock)
    with sessions.writing() as session:
        assert actions.withdraw(session, row, clock())
        assert not actions.withdraw(session, row, clock())
    with sessions.reading() as session:
        assert queries.scene(session, row) is None
        assert queries.kept(session, row).view is not None


def test_there_is_nothing_to_publish_where_nothing_was_saved(village, sessions, clock):
    row = placed(village)
    with sessions.writing() as session, pytest.raises(NotFound, match="no-such-scene"):
        actions.publish(session, row, clock())


def test_parts_are_told_in_metres_of_the_files(village, sessions, clock):
    row = placed(village)
    shown(sessions, row, clock)
    with sessions.reading() as session:
        view = queries.scene(session, row)
    (roof,) = view.hotspots

    assert view.size == (4.0, 2.0, 3.0)
    assert roof.position == (0.0, 1.6, 0.4)
    assert (roof.camera.away, roof.camera.target) == (2.0, (0.0, 1.6, 0.4))
    assert view.camera.target == (0.0, 1.0, 0.0)
    assert roof.label("ko") == ("Roof", "en")


@pytest.mark.parametrize(("height", "by", "sized"), [(None, "", False), (2.0, "", False), (2.0, "Hoa", True)])
def test_only_a_size_that_somebody_vouches_for_is_true(height, by, sized):
    assert SceneDraft(model="a.orig", origin="scan", height_m=height, confirmed_by=by).is_sized is sized


def placed(village) -> int:
    row, _ = village.site(village.commune())
    return row


def shown(sessions, row, clock):
    with sessions.writing() as session:
        actions.save(session, row, SCENE, by="Hoa", now=clock())
        actions.keep_made(session, row, 1, "recipe", MADE, clock())
        actions.publish(session, row, clock())


ROOF = Hotspot(
    id="roof",
    at=(0.0, 0.4, 0.1),
    camera=Camera(around=20, down=60, away=0.5),
    label={"vi": "Mái đình", "en": "Roof"},
    told={"vi": "mái đình"},
)
SCENE = SceneDraft(model="a.orig", origin="scan", hotspots=(ROOF,))
FORMS = ("web", "ar", "usdz", "poster-webp", "poster-avif", "card")
MADE = MadeModel({form: ModelFile(f"{form}.x", 1000, 12) for form in FORMS}, (4.0, 2.0, 3.0), 24, moves=False)
