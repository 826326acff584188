"""Text of a scene's description: anybody's words stay words in it, numbers are as long as they are seen."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pxr import Sdf

from tourism.engines.models.usdz.usda import Prim, layer, quoted, rows

HOSTILE = [
    'Đình "Làng" Vân La',
    "it's '''three''' and \"\"\"three\"\"\"",
    'a"\n}\ndef Mesh "Evil" {\n',
    "ends in \\",
    "\\\\x41 \\101 \\n",
    "@/etc/passwd@ </Model> #usda 1.0",
    "/* no comment */ // none",
    "[ ( { = } ) ]",
    "9\n9",
    "hạc đội rùa 🐢 漢字",
]


def read(text: str) -> str:
    """A string as Pixar's library reads it."""
    kept = Sdf.Layer.CreateAnonymous(".usda")
    assert kept.ImportFromString(layer([f"doc = {quoted(text)}"], Prim("Xform", "Model")))
    assert [prim.name for prim in kept.rootPrims] == ["Model"]
    return str(kept.documentation)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_come_out_as_they_went_in(text):
    assert read(text) == text.strip()


@given(st.text(max_size=200))
@example("\x00\ud800\u2028")
def test_no_words_break_out(text):
    said = quoted(text)

    assert said.isprintable() or not text.isprintable()
    assert "\n" not in said
    assert '"' not in said[1:-1]
    assert len(read(text).split()) <= len(text.split()) + len(text)


def test_signs_that_nobody_sees_are_a_space():
    assert read("a\x00\x07b\u2028c\r\td") == "a b c d"


def test_a_thing_is_laid_out_line_by_line():
    root, child = Prim("Xform", "Model", ['kind = "component"']), Prim("Scope", "Inner")
    child.put("float a", "1")
    root.hold(child)

    assert layer(["metersPerUnit = 1"], root).splitlines() == [
        "#usda 1.0",
        "(",
        "    metersPerUnit = 1",
        ")",
        "",
        'def Xform "Model" (',
        '    kind = "component"',
        ")",
        "{",
        "",
        '    def Scope "Inner"',
        "    {",
        "        float a = 1",
        "    }",
        "}",
    ]


def test_numbers_are_as_exact_as_they_are_seen():
    values = np.array([[0.123456, -0.00001], [1.0, 12.34567]], np.float32)

    assert rows(values, 0.001) == "[(0.123,0),(1,12.346)]"
    assert rows(values[:, :1].repeat(3, axis=1), 0.1) == "[(0.1,0.1,0.1),(1,1,1)]"
