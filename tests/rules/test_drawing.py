"""Drawings: shapes pass, whatever could run or fetch does not."""

from pathlib import Path

import pytest

from tourism.content.drawing import fault_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/**/*.svg")), ids=lambda path: path.parent.name)
def test_every_drawing_of_the_guide_is_plain(path):
    assert fault_of(path.read_bytes()) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<svg:script xmlns:svg='http://www.w3.org/2000/svg'>alert(1)</svg:script>",
        "<g onload='alert(1)'/>",
        "<g ONLOAD='alert(1)'/>",
        "<image href='https://evil.example/x.png'/>",
        "<use href='#a'/>",
        "<a href='javascript:alert(1)'><path d='M0 0'/></a>",
        "<path d='M0 0' fill='url(https://evil.example/x)'/>",
        "<path d='M0 0' style='background:url(//evil.example)'/>",
        "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<style>*{fill:red}</style>",
        "<g xlink:href='x' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
    ],
)
def test_what_could_run_or_fetch_is_refused(inside):
    told = fault_of(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())

    assert told is not None
    assert told.startswith("the drawing")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"<html/>",
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<!DOCTYPE svg [<!ENTITY a 'aa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml-stylesheet href='http://evil.example/x.css'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99999 10'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='1e9'/>",
    ],
)
def test_what_is_no_drawing_is_refused(data):
    assert fault_of(data) is not None
