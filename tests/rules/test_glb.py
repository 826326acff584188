"""The gate for 3D models: what is right comes in, without what nobody asked for; all else is told what to do."""

import numpy as np
import pytest

from tests.glb_drafts import CORNERS, GOOD, QUAD, Draft, held, moving, pictured, plain, saved, several
from tests.hostile_models import Hostile, fine, hostile, marked
from tourism.engines.models.gate import parsing
from tourism.engines.models.glb import Glb, admitted
from tourism.engines.models.refusals import SENTENCES, Strange


def opened(draft: Draft) -> Glb:
    return admitted(memoryview(draft.packed()))


@pytest.mark.parametrize("case", hostile(), ids=lambda case: case.name)
def test_what_is_not_right_is_refused_with_what_to_do(case: Hostile):
    with pytest.raises(Strange) as refused:
        admitted(memoryview(case.make()))

    assert refused.value.reason == case.reason


def test_there_are_many_hostile_files_and_they_meet_every_reason_of_the_gate():
    reasons = {case.reason for case in hostile()}
    beyond_it = {"cannot-simplify", "too-heavy-to-move", "too-heavy", "too-many-layers", "took-too-long", "busy"}

    assert len({case.name for case in hostile()}) == len(hostile()) >= 200
    assert reasons <= set(SENTENCES)
    assert set(SENTENCES) - reasons <= beyond_it


@pytest.mark.parametrize("name", SENTENCES)
def test_every_refusal_is_one_sentence_that_goes_on_to_what_can_be_done(name):
    sentence = SENTENCES[name]

    assert sentence.endswith(".")
    assert ". " not in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("name", fine())
def test_what_is_right_comes_in(name):
    assert admitted(memoryview(fine()[name]())).roots


def test_of_a_document_nothing_is_left_but_what_is_needed():
    told = str(opened(marked()).document)

    assert "script" not in told
    assert "passwd" not in told
    assert {"extras", "name", "cameras", "VENDOR_x", "extensionsUsed"} & set(told.replace("'", " ").split()) == set()


def test_numbers_are_read_where_they_lie():
    glb = opened(plain())

    assert np.array_equal(glb.accessor(0), QUAD)
    assert np.array_equal(glb.accessor(1), CORNERS)
    assert np.shares_memory(glb.accessor(0), np.frombuffer(glb.binary, np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        glb.accessor(0)[0, 0] = 7


def test_small_numbers_between_others_become_fractions():
    glb = opened(several())
    primitive = glb.listed("meshes")[0]["primitives"][-1]

    found = glb.floats(primitive["attributes"]["POSITION"])

    assert found.dtype == np.float32
    assert np.allclose(found, QUAD * 100 / 32_767)


def test_lines_are_left_out_and_turns_made_one_long():
    draft = several()
    draft.document["nodes"][0]["rotation"] = [0, 0, 0.6, 0.75]
    glb = opened(draft)

    assert [each.get("mode", 4) for each in glb.listed("meshes")[0]["primitives"]] == [4, 5, 6, 4]
    assert np.linalg.norm(glb.listed("nodes")[0]["rotation"]) == pytest.approx(1)


def test_a_mesh_of_lines_alone_is_not_shown():
    draft = plain()
    draft.document["meshes"].append({"primitives": []})
    draft.piece(position=QUAD, mesh=1)["mode"] = 1
    draft.document["nodes"].append({"mesh": 1})

    assert "mesh" not in opened(draft).listed("nodes")[1]


def test_a_texture_names_the_picture_that_counts():
    draft = pictured()
    draft.picture(saved("WEBP"), "image/webp")
    draft.listed("textures")[0]["extensions"] = {"EXT_texture_webp": {"source": 1}}
    glb = opened(draft)

    assert glb.listed("textures")[0] == {"source": 1}
    assert bytes(glb.picture(1)) == saved("WEBP")
    assert [each["mimeType"] for each in glb.listed("images")] == ["image/png", "image/webp"]


def test_only_what_has_channels_moves():
    assert opened(moving()).moves
    assert opened(held()).moves
    assert not opened(plain()).moves


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        (b"{}", 1),
        (b'{"a":[[1]]}', 3),
        (b'{"a":"[[[["}', 1),
        (b'{"a":"\\"[[[["}', 1),
        (b'{"a":"\\\\","b":[[]]}', 3),
        (b'{"a":"\\\\\\"[[","b":[[]]}', 3),
        (b"", 0),
        (b"]]]]", 0),
    ],
)
def test_brackets_count_where_they_are_no_words(text, depth):
    assert parsing.measured(text)[0] == depth


def test_a_document_as_deep_as_may_be_is_read():
    assert parsing.parsed(b'{"a":' + b"[" * 63 + b"]" * 63 + b"}")
    with pytest.raises(Strange):
        parsing.parsed(b'{"a":' + b"[" * 64 + b"]" * 64 + b"}")


@pytest.mark.parametrize("name", GOOD)
def test_every_byte_that_is_missing_at_the_end_is_missed(name):
    data = GOOD[name]().packed()
    for end in range(len(data) - 1, 12, -61):
        with pytest.raises(Strange):
            admitted(memoryview(data)[:end])
