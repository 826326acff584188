"""Sites as people type them: read into origins, or refused with a reason; never more than a browser compares."""

import re
from ipaddress import IPv4Address
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.hostile_texts import PAYLOADS
from tourism.staff.origins import LONGEST, MOST, read

# What stands in a header between two blanks, and can end neither the directive nor the header.
ONE_SOURCE = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?")
HOSTILE = (
    *PAYLOADS, "*", "https://*", "*.vn", "https://*.example.vn", "http://*:*", "'self'", "'unsafe-inline'", "'none'",
    "data:", "https:", "http://", "x.vn; script-src *", "x.vn;script-src *", "x.vn\r\nSet-Cookie: a=b", "x.vn\x00.vn",
    "x.vn%0d%0aA:b", "x.vn\u2028script-src", "https://x.vn\\@evil.vn", "https://evil.vn@x.vn", "x.vn,*", "x.vn\t*",
    "https://x.vn:*", "[::1]", "http://[fe80::1%25eth0]/", "x.vn\u00ad;", "x\uff0evn\uff1bscript-src", "ａ。*",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("example.vn", "https://example.vn"),
        ("  WWW.Example.VN  ", "https://www.example.vn"),
        ("https://www.example.vn/page?a=b#c", "https://www.example.vn"),
        ("https://example.vn:443", "https://example.vn"),
        ("https://example.vn:0443/", "https://example.vn"),
        ("https://example.vn:8443/", "https://example.vn:8443"),
        ("example.vn:8080", "https://example.vn:8080"),
        ("HTTP://Example.vn:80/", "http://example.vn"),
        ("http://example.vn:443", "http://example.vn:443"),
        ("//example.vn/x", "https://example.vn"),
        ("example.vn.", "https://example.vn"),
        ("dulịch.vn", "https://xn--dulch-s81b.vn"),
        ("DULI\u0323CH.vn", "https://xn--dulch-s81b.vn"),
        ("xn--dulch-s81b.vn", "https://xn--dulch-s81b.vn"),
        ("ｅｘａｍｐｌｅ。ｖｎ", "https://example.vn"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("localhost", "https://localhost"),
        ("http://localhost:8000/x", "http://localhost:8000"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("a-b.c-d.travel", "https://a-b.c-d.travel"),
    ],
)
def test_what_people_type_is_an_origin(typed, origin):
    told = read(typed)

    assert (told.origins, told.faults) == ((origin,), ())


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("*.example.vn", "wildcard"),
        ("https://*", "wildcard"),
        ("ftp://example.vn", "not-web"),
        ("chrome-extension://abcdef", "not-web"),
        ("mailto:a@example.vn", "no-name"),
        ("javascript:alert(1)", "no-name"),
        ("vn", "no-name"),
        ("https://", "no-name"),
        ("a..vn", "no-name"),
        ("a_b.vn", "no-name"),
        ("user:pass@example.vn", "no-name"),
        ("example.123", "no-name"),
        ("256.1.1.1", "no-name"),
        ("0x7f.0.0.1", "no-name"),
        ("[::1]", "no-name"),
        (f"{'a' * 64}.vn", "no-name"),
        (f"{'a.' * 130}vn", "no-name"),
        ("example.vn:0", "bad-port"),
        ("example.vn:65536", "bad-port"),
        (f"example.vn:{'9' * 4400}", "bad-port"),
    ],
)
def test_what_names_no_site_says_why(typed, reason):
    told = read(typed)

    assert told.origins == ()
    assert [fault.reason for fault in told.faults] == [reason]


def test_several_stand_one_a_line_or_with_commas_and_each_once():
    told = read("example.vn, https://www.example.vn/\r\n\r\n*.vn\nEXAMPLE.vn http://example.vn;b.vn\n")

    assert told.origins == ("https://example.vn", "https://www.example.vn", "http://example.vn", "https://b.vn")
    assert [(each.line, each.typed, each.reason) for each in told.faults] == [(3, "*.vn", "wildcard")]


def test_an_empty_field_is_no_site_and_no_fault():
    assert read("") == read(" \r\n , ;\n") == read("")
    assert (read("").origins, read("").faults) == ((), ())


def test_there_are_twenty_at_most():
    names = [f"s{number}.vn" for number in range(MOST)]

    assert len(read("\n".join([*names, names[0]])).origins) == MOST
    told = read("\n".join([*names, "one-more.vn", "and-more.vn"]))
    assert [(each.line, each.typed, each.reason) for each in told.faults] == [(21, "one-more.vn", "too-many")]
    assert [each.reason for each in read("a" * (LONGEST + 1)).faults] == ["too-many"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_hostile_gets_into_a_header(typed):
    for text in (typed, f"https://{typed}", f"a.vn{typed}", f"https://a.vn:{typed}", f"{typed}.vn"):
        assert_are_sources(text)


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[\w.*:;'\" \r\n@/\\-]{0,40}", fullmatch=True))
@example("xn--0.vn")
@example("\u200d.vn")
@example("a.vn:\u0661")
def test_whatever_is_typed_an_origin_is_one_source_and_what_the_browser_compares(typed):
    assert_are_sources(typed)


@given(st.from_regex(r"[a-z0-9]{1,10}(\.[a-z]{2,8}){1,3}", fullmatch=True), st.integers(1, 65535))
def test_an_origin_that_is_read_again_is_itself(name, port):
    for typed in (name, f"{name}:{port}", f"http://{name}:{port}/x"):
        (origin,) = read(typed).origins
        assert read(origin).origins == (origin,)


def assert_are_sources(typed: str) -> None:
    """Each origin is a scheme, a name and perhaps a port, and nothing else that a policy could read."""
    told = read(typed)
    assert len(told.origins) <= MOST
    for origin in told.origins:
        assert ONE_SOURCE.fullmatch(origin), origin
        assert ".." not in origin
        parts = urlsplit(origin)
        assert parts.hostname
        assert origin == f"{parts.scheme}://{parts.netloc}"
        assert parts.username is None
        assert parts.port not in {"https": (443,), "http": (80,)}[parts.scheme]
        if parts.hostname.rpartition(".")[2].isdigit():
            assert str(IPv4Address(parts.hostname)) == parts.hostname
