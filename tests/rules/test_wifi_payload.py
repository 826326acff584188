"""The text inside a WiFi join code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourism.wifi.payload import escaped, join_payload, read_payload

NETWORKS = st.text(min_size=1, max_size=32) | st.text(st.sampled_from('\\;,":PST'), min_size=1, max_size=32)
PASSWORDS = st.text(min_size=8, max_size=63) | st.text(st.sampled_from('\\;,":PST'), min_size=8, max_size=63)


@pytest.mark.parametrize(
    "network, security, password, text",
    [
        ("Hong Van", "open", None, "WIFI:T:nopass;S:Hong Van;;"),
        ("Hong Van", "wpa", "hoadao2026", "WIFI:T:WPA;S:Hong Van;P:hoadao2026;;"),
        ('"foo;bar\\baz"', "wpa", "a:b,c;d\\", 'WIFI:T:WPA;S:\\"foo\\;bar\\\\baz\\";P:a\\:b\\,c\\;d\\\\;;'),
        ("Đình Vân La", None, None, "WIFI:T:nopass;S:Đình Vân La;;"),
        ("x", "open", "ignored-here", "WIFI:T:nopass;S:x;;"),
    ],
)
def test_known_codes(network, security, password, text):
    assert join_payload(network, security, password) == text


def test_a_hidden_network_says_so():
    assert join_payload("x", "wpa", "12345678", hidden=True) == "WIFI:T:WPA;S:x;P:12345678;H:true;;"


@given(NETWORKS, PASSWORDS, st.booleans())
def test_what_is_written_is_read_back(network, password, hidden):
    fields = read_payload(join_payload(network, "wpa", password, hidden=hidden))
    expected = {"T": "WPA", "S": network, "P": password} | ({"H": "true"} if hidden else {})
    assert fields == expected


@given(NETWORKS)
def test_an_open_network_is_read_back(network):
    assert read_payload(join_payload(network, "open", None)) == {"T": "nopass", "S": network}


@given(st.text())
def test_escaping_adds_a_backslash_for_each_special_character_and_nothing_else(text):
    special = sum(text.count(each) for each in '\\;,":')
    assert len(escaped(text)) == len(text) + special


@given(NETWORKS)
def test_a_network_cannot_smuggle_a_field(network):
    assert set(read_payload(join_payload(network, "open", None))) == {"T", "S"}


def test_another_text_is_no_join_code():
    with pytest.raises(ValueError, match="not a WiFi code"):
        read_payload("https://guide.test")
