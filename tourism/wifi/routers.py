"""What makes a router tell phones of the guide (RFC 8910), as lines to copy into it. Pure."""

import re

# The DHCP option whose value is the address of a captive-portal API.
OPTION = 114
# What needs no escape in any of these routers' languages; a user's name has no place in it (RFC 8910, 2).
_NAME = r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])"
_HOST = re.compile(rf"{_NAME}|[0-9a-f:.]*:[0-9a-f:.]*")
_PLAIN = re.compile(rf"https?://{_NAME}(?::[0-9]{{1,5}})?/[A-Za-z0-9._-]+(?:\?[a-z]+=[A-Za-z0-9]+)?")


def dnsmasq(address: str) -> str:
    """For a file in /etc/dnsmasq.d/. Raises ValueError, as all here do, for what is no plain address or host."""
    return f"dhcp-option={OPTION},{_checked(_PLAIN, address)}\n"


def openwrt(address: str) -> str:
    """For OpenWrt's shell; typed twice, it is there once."""
    option = f"dhcp.lan.dhcp_option='{OPTION},{_checked(_PLAIN, address)}'"
    return f"uci -q del_list {option}\nuci add_list {option}\nuci commit dhcp\n/etc/init.d/dnsmasq restart\n"


def mikrotik(address: str) -> str:
    """For RouterOS's terminal, which takes a question mark for a call for help: it is written as its number."""
    value = _checked(_PLAIN, address).replace("?", r"\3F")
    return (
        f"/ip dhcp-server option add name=loi-que code={OPTION} value=\"'{value}'\"\n"
        "/ip dhcp-server network set [find] dhcp-option=loi-que\n"
    )


def opened_by_opennds(host: str) -> str:
    """Lets phones reach `host` before they have signed in at openNDS, the portal of OpenWrt."""
    option = f"opennds.@opennds[0].walledgarden_fqdn_list='{_checked(_HOST, host)}'"
    return f"uci -q del_list {option}\nuci add_list {option}\nuci commit opennds\n/etc/init.d/opennds restart\n"


def opened_by_hotspot(host: str) -> str:
    """Lets phones reach `host` before they have signed in at RouterOS's hotspot, over https too."""
    return f"/ip hotspot walled-garden ip add action=accept dst-host={_checked(_HOST, host)}\n"


def _checked(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise ValueError(f"not to be written into a router: {text[:80]!r}")
    return text
