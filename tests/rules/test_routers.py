"""Lines for routers, read back as each router's own language has it: the option's value is exactly the address."""

import json
import re
import shlex
from urllib.parse import urlsplit

import pytest

from tests.hostile_texts import PAYLOADS
from tourism.wifi import captive, routers

HOSTS = ("guide.example.vn", "loi-que.hongvan.gov.vn:8443", "127.0.0.1:8000", "xn--li-qu-lva.vn")
ADDRESSES = [
    f"{scheme}://{host}/captive.json{query}"
    for scheme in ("https", "http")
    for host in HOSTS
    for query in ("", "?point=9T9MMQEE")
]
WRITERS = (routers.dnsmasq, routers.openwrt, routers.mikrotik)
GATES = (routers.opened_by_opennds, routers.opened_by_hotspot)


@pytest.mark.parametrize("address", ADDRESSES)
def test_dnsmasq_reads_the_address_as_the_one_value_of_option_114(address):
    (line,) = routers.dnsmasq(address).splitlines()
    name, _, value = line.partition("=")

    # Commas part the fields; a blank or a # would end the value.
    assert (name, value.split(",")) == ("dhcp-option", ["114", address])
    assert not set(value) & set(" \t#\"'\\")


@pytest.mark.parametrize("address", ADDRESSES)
def test_openwrt_s_shell_hands_the_option_to_dnsmasq_once(address):
    typed = [shlex.split(line) for line in routers.openwrt(address).splitlines()]
    option = f"dhcp.lan.dhcp_option=114,{address}"

    assert typed == [
        ["uci", "-q", "del_list", option],
        ["uci", "add_list", option],
        ["uci", "commit", "dhcp"],
        ["/etc/init.d/dnsmasq", "restart"],
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_routeros_reads_the_address_as_text_and_meets_no_call_for_help(address):
    made, given = routers.mikrotik(address).splitlines()
    name, code, value = re.fullmatch(
        r"/ip dhcp-server option add name=(\S+) code=(\d+) value=\"(.*)\"", made, re.DOTALL
    ).groups()

    assert (code, said_by_routeros(value)) == ("114", f"'{address}'")
    assert given == f"/ip dhcp-server network set [find] dhcp-option={name}"
    assert "?" not in made + given


@pytest.mark.parametrize("write", WRITERS)
def test_no_hostile_text_gets_into_a_router(write):
    for text in PAYLOADS:
        for address in (text, f"https://guide.vn/captive.json?point={text}", f"https://{text}/captive.json"):
            with pytest.raises(ValueError, match="router"):
                write(address)


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "address",
    [
        "https://user@guide.vn/captive.json",
        "https://user:word@guide.vn/captive.json",
        "https://lời-quê.vn/captive.json",
        "https://guide.vn/captive.json?point=A,B",
        "https://guide.vn/captive.json\nport=0",
        "https://guide.vn/captive.json?point='; reboot; '",
        "https://guide.vn/captive.json?point=$(reboot)",
        'https://guide.vn/captive.json?point="; /system reset',
        "ftp://guide.vn/captive.json",
        "/captive.json",
        "",
    ],
)
def test_what_rfc_8910_or_a_shell_would_trip_over_is_refused(write, address):
    with pytest.raises(ValueError, match="router"):
        write(address)


@pytest.mark.parametrize("write", GATES)
def test_a_portal_lets_the_one_host_through_and_nothing_else(write):
    assert "guide.example.vn" in write("guide.example.vn")
    for hostile in ("", "*", "a b", "a;reboot", "a'b", "$(a)", "a\nb", "Lời"):
        with pytest.raises(ValueError, match="router"):
            write(hostile)


def test_opennds_and_the_hotspot_read_the_host_whole():
    shell = [shlex.split(line) for line in routers.opened_by_opennds("guide.vn").splitlines()]
    (terminal,) = routers.opened_by_hotspot("guide.vn").splitlines()

    assert shell[1] == ["uci", "add_list", "opennds.@opennds[0].walledgarden_fqdn_list=guide.vn"]
    assert shell[2:] == [["uci", "commit", "opennds"], ["/etc/init.d/opennds", "restart"]]
    assert terminal == "/ip hotspot walled-garden ip add action=accept dst-host=guide.vn"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_address_gives_the_same_lines(address):
    assert [write(address) for write in WRITERS] == [write(address) for write in WRITERS]
    assert urlsplit(address).username is None


def test_a_phone_is_told_that_nobody_signs_in_and_where_the_place_is_told():
    told = captive.document("https://guide.vn/und/sites/9T9MMQEE/đình")

    assert told.isascii()
    assert json.loads(told) == {"captive": False, "venue-info-url": "https://guide.vn/und/sites/9T9MMQEE/đình"}


def said_by_routeros(text: str) -> str:
    """A RouterOS string without its quotes, its escapes undone; what would be read otherwise fails."""
    assert not re.search(r'(?<!\\)["$?]', text)
    return re.sub(r"\\([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)
