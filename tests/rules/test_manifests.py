"""Scenes as documents for programs: the same scene is the same bytes, and says honestly what it is."""

import json
from dataclasses import replace
from datetime import timedelta, timezone
from math import dist

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scene_views import BASE, FILES, SITE, TELLINGS, Places, a_scene, a_telling, hotspot
from tests.voyager_schema import DOCUMENT
from tourism.language import primary
from tourism.scenes import iiif3, iiif4, linked, manifest, voyager
from tourism.scenes.cameras import camera_position
from tourism.scenes.view import CameraView, PartTold
from tourism.scenes.wording import LANGUAGES, LICENCES, ORIGINS

AT = Places()
WRITERS = {
    "scene": manifest.manifest,
    "iiif3": iiif3.manifest,
    "iiif4": iiif4.manifest,
    "voyager": voyager.document,
    "linked": lambda scene, tellings, at: linked.model(scene, tellings, at, "vi"),
}
HOSTILE = '</script><script>harm()</script> " \\ \u2028 {{7*191}} <b>đậm</b> \x00 👩🏽‍🌾'


def written(kind: str, scene=None, tellings=TELLINGS) -> str:
    """A document as JSON."""
    return json.dumps(WRITERS[kind](scene or a_scene(), tellings, AT), ensure_ascii=False)


# Of all documents


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_scene_is_the_same_bytes_in_whatever_order_its_languages_come(kind):
    turned = a_scene(
        names={"vi": "Đình Vân La", "en": "Vân La Communal House"},
        how_made={"en": "Drawn after a plan.", "vi": "Dựng từ bản vẽ."},
        hotspots=tuple(replace(each, labels=dict(reversed(list(each.labels.items())))) for each in a_scene().hotspots),
        changed=a_scene().changed.astimezone(timezone(timedelta(hours=7))),
    )

    assert written(kind) == written(kind)
    assert written(kind, turned, TELLINGS[::-1]) == written(kind)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("origin", ORIGINS)
def test_every_document_says_what_kind_of_model_it_is(kind, origin):
    text = written(kind, a_scene(origin=origin))

    assert ORIGINS[origin]["vi"] in text
    assert "Nguyễn Thị Hoa" in text


def test_a_reconstruction_says_so_in_every_language_of_the_guide():
    assert ORIGINS["reconstruction"]["vi"] == "phục dựng giả định"
    assert ORIGINS["illustration"]["vi"] == "mô hình minh họa"
    for texts in (*ORIGINS.values(), *LICENCES.values()):
        assert tuple(texts) == LANGUAGES
        assert all(texts.values())


@pytest.mark.parametrize("kind", WRITERS)
def test_whatever_people_write_comes_back_letter_by_letter(kind):
    scene = a_scene(
        names={"vi": HOSTILE},
        credit=HOSTILE,
        source=HOSTILE,
        how_made={"vi": HOSTILE},
        hotspots=(replace(hotspot("mai-dinh", (0, 1, 0)), labels={"vi": HOSTILE}),),
    )
    told = a_telling(parts=(PartTold("mai-dinh", 0, 4_000, HOSTILE),))

    assert HOSTILE in texts_in(json.loads(written(kind, scene, (told,))))


@pytest.mark.parametrize("kind", WRITERS)
def test_a_scene_without_parts_voices_or_credit_is_a_whole_document(kind):
    bare = a_scene(hotspots=(), credit="", source="", how_made={}, licence="commune", is_sized=False)

    assert "None" not in written(kind, bare, ())
    assert "" not in texts_in({**WRITERS[kind](bare, (), AT), "credit": "-", "source": "-", "metas": []})


@pytest.mark.parametrize("kind", WRITERS)
def test_all_addresses_are_full_ones_of_this_guide(kind):
    names = {text for text in texts_in(WRITERS[kind](a_scene(), TELLINGS, AT)) if "://" in text and BASE not in text}

    assert {each.split("/")[2] for each in names} <= {"iiif.io", "creativecommons.org", "schema.org"}


# Our own


def test_our_own_document_tells_of_every_file():
    files = WRITERS["scene"](a_scene(), TELLINGS, AT)["files"]

    assert list(files) == ["web", "ar", "usdz", "poster_webp", "poster_avif", "card"]
    assert files["ar"] == {
        "url": f"{BASE}/media/{FILES.ar.name[:2]}/{FILES.ar.name}",
        "type": "model/gltf-binary",
        "bytes": 905_840,
        "sha256": FILES.ar.name.removesuffix(".glb"),
        "triangles": 24_058,
    }
    assert (files["usdz"]["type"], files["card"]["width"], files["card"]["height"]) == (
        "model/vnd.usdz+zip",
        1200,
        630,
    )


def test_our_own_document_tells_when_the_voice_speaks_of_what():
    told = WRITERS["scene"](a_scene(), TELLINGS, AT)
    vi, en = told["narration"]

    assert (vi["language"], en["language"], en["duration_ms"]) == ("vi", "en", 12_513)
    assert vi["parts"] == [
        {"id": "mai-dinh", "start_ms": 0, "end_ms": 4_047, "text": "Hãy nhìn mái đình."},
        {"id": "bia-da", "start_ms": 6_886, "end_ms": 10_005, "text": "Bia đá dựng ở đây."},
    ]
    assert vi["cues"] == f"{BASE}/api/v1/sites/{SITE}/scene/vi.vtt"
    assert set(told["manifests"]) == {"iiif3", "iiif4", "voyager"}
    assert told["updated"] == "2026-11-21T03:00:00Z"


def test_lengths_are_told_to_a_tenth_of_a_millimetre_and_zero_has_no_sign():
    scene = a_scene(hotspots=(hotspot("a", (-0.00001, 1 / 3, 0.1 + 0.2)),))

    assert WRITERS["scene"](scene, (), AT)["hotspots"][0]["position"] == [0.0, 0.3333, 0.3]
    assert "-0.0," not in written("scene", scene, ())


# IIIF


@pytest.mark.parametrize("kind", ["iiif3", "iiif4"])
def test_viewers_of_others_get_the_file_that_needs_no_decoder(kind):
    assert FILES.ar.name in written(kind)
    assert FILES.web.name not in written(kind)


@pytest.mark.parametrize("kind", ["iiif3", "iiif4"])
def test_ar_is_offered_only_where_somebody_vouches_for_the_size(kind):
    sized, unsized = (WRITERS[kind](a_scene(is_sized=each), (), AT) for each in (True, False))

    assert [each["format"] for each in sized["rendering"]] == ["model/gltf-binary", "model/vnd.usdz+zip"]
    assert sized["metadata"][1]["value"]["vi"] == ["12,5 × 6,25 × 9 m (rộng × cao × sâu)"]
    assert [each["label"]["en"] for each in unsized["rendering"]] == [["Model file (GLB)"]]
    assert unsized["metadata"][1]["value"]["en"] == ["not confirmed by anybody"]
    assert "spatialScale" not in json.dumps(unsized)
    if kind == "iiif4":
        assert sized["items"][0]["spatialScale"]["quantityValue"] == 1.0


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        ("cc-by-4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-4.0", "http://creativecommons.org/licenses/by-sa/4.0/"),
        ("cc0", "http://creativecommons.org/publicdomain/zero/1.0/"),
        ("commune", None),
        ("by-permission", None),
    ],
)
@pytest.mark.parametrize("kind", ["iiif3", "iiif4"])
def test_rights_are_named_where_they_have_a_name_and_told_in_words_everywhere(kind, licence, name):
    made = WRITERS[kind](a_scene(licence=licence), (), AT)

    assert made.get("rights") == name
    assert made["requiredStatement"]["value"]["vi"] == ["Nguyễn Thị Hoa", "phục dựng giả định", LICENCES[licence]["vi"]]


@pytest.mark.parametrize("kind", ["iiif3", "iiif4"])
def test_no_id_is_given_twice(kind):
    found = list(ids_in(WRITERS[kind](a_scene(), TELLINGS, AT)["items"]))

    assert len(found) > 10
    assert sorted(set(found)) == sorted(found)


def test_no_comment_goes_on_after_the_sound():
    canvas = WRITERS["iiif3"](a_scene(), (a_telling(),), AT)["items"][1]
    times = [each["target"].partition("#t=")[2] for each in canvas["annotations"][0]["items"][1:]]

    assert (canvas["duration"], times) == (10.005, ["0,4.047", "6.886,10.005"])


def test_what_begins_after_the_sound_is_not_told_at_all():
    late = a_telling(parts=(PartTold("bia-da", 10_005, 12_000, "Muộn."),))

    assert "bia-da" not in json.dumps(WRITERS["iiif3"](a_scene(), (late,), AT)["items"])
    assert "annotations" not in WRITERS["iiif4"](a_scene(), (late,), AT)


def test_a_part_without_a_name_in_a_language_says_in_which_it_is_named():
    canvas = WRITERS["iiif3"](a_scene(), (a_telling("fr"),), AT)["items"][1]
    bodies = [each["body"] for each in canvas["annotations"][0]["items"][1:]]

    assert [(each["value"], each["language"]) for each in bodies] == [("Roof", "en"), ("bia-da", "vi")]


def test_the_time_of_a_narration_takes_the_camera_of_the_part_that_is_told():
    made = WRITERS["iiif4"](a_scene(), TELLINGS, AT)
    cameras = {each["id"]: each for each in made["items"][0]["items"][0]["items"]}
    first, second, *_ = made["annotations"][0]["items"]

    assert first["target"]["id"].endswith("/iiif4/timeline/vi#t=0,4.047")
    camera = cameras[first["body"]["source"]["id"]]
    assert (camera["behavior"], camera["body"]["lookAt"]["id"].rpartition("/")[2]) == (["hidden"], "mai-dinh")
    assert camera["target"]["selector"] == [{"type": "PointSelector", "x": 3.4641, "y": 7.5, "z": 1.0}]
    assert second["body"]["source"]["id"] in cameras


@pytest.mark.parametrize(
    ("around", "down", "stands"),
    [(0, 90, (0, 0, 2)), (90, 90, (2, 0, 0)), (180, 90, (0, 0, -2)), (0, 0, (0, 2, 0)), (-90, 90, (-2, 0, 0))],
)
def test_a_camera_stands_where_the_page_s_stands(around, down, stands):
    assert camera_position(CameraView(around, down, 2.0, (0, 0, 0))) == pytest.approx(stands)


@given(st.floats(-360, 360), st.floats(0, 180), st.floats(0.01, 500), st.tuples(*[st.floats(-200, 200)] * 3))
def test_a_camera_is_as_far_away_as_it_says(around, down, away, target):
    assert dist(camera_position(CameraView(around, down, away, target)), target) == pytest.approx(away, rel=1e-6)


# Voyager, schema.org


@pytest.mark.parametrize(
    ("scene", "tellings"),
    [(a_scene(), TELLINGS), (a_scene(is_sized=False, hotspots=(), credit=""), ())],
    ids=["rich", "bare"],
)
def test_voyager_s_document_is_as_its_format_says(scene, tellings):
    jsonschema_rs.Draft202012Validator(DOCUMENT, validate_formats=True).validate(voyager.document(scene, tellings, AT))


def test_voyager_gets_files_by_use_and_something_to_show_in_english():
    made = voyager.document(a_scene(names={"vi": "Đình Vân La"}), TELLINGS, AT)
    (model,) = made["models"]

    assert [each["usage"] for each in model["derivatives"]] == ["Web3D", "Image2D", "App3D", "iOSApp3D"]
    assert model["boundingBox"] == {"min": [-6.25, 0.0, -4.5], "max": [6.25, 6.25, 4.5]}
    assert [each["titles"]["EN"] for each in model["annotations"]] == ["Roof", "Guardian beasts", "bia-da"]
    assert made["metas"][0]["collection"]["titles"] == {"EN": "Đình Vân La", "VI": "Đình Vân La"}
    assert set(made["metas"][0]["audio"][0]["uris"]) == {"EN", "VI"}
    assert made["setups"][0]["audio"]["narrationId"] == made["metas"][0]["audio"][0]["id"]


def test_search_engines_get_every_file_and_are_told_that_its_size_is_fixed():
    made = WRITERS["linked"](a_scene(), TELLINGS, AT)

    assert (made["@context"], made["@type"], made["isResizable"]) == ("https://schema.org", "3DModel", False)
    assert [each["encodingFormat"] for each in made["encoding"]] == [
        "model/gltf-binary",
        "model/vnd.usdz+zip",
        "model/gltf-binary",
    ]
    assert made["encoding"][0]["sha256"] == FILES.ar.sha256
    assert made["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert made["associatedMedia"][0]["duration"] == "PT10.005S"
    assert (made["name"], made["about"]["url"]) == ("Đình Vân La", f"{BASE}/vi/sites/{SITE}/")
    assert {primary(each) for each in made["inLanguage"]} == {"vi", "en"}


def texts_in(node) -> set[str]:
    """All strings of a document that are values."""
    if isinstance(node, dict):
        return set().union(*map(texts_in, node.values())) if node else set()
    if isinstance(node, list):
        return set().union(*map(texts_in, node)) if node else set()
    return {node} if isinstance(node, str) else set()


def ids_in(node):
    """Ids of everything that is defined in a document, not those that are only named."""
    if isinstance(node, list):
        for each in node:
            yield from ids_in(each)
    if isinstance(node, dict):
        if "id" in node and node.keys() - {"id", "type"}:
            yield node["id"]
        for key, value in node.items():
            if key not in ("source", "lookAt"):
                yield from ids_in(value)
