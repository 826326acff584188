"""What a phone is told that has joined a village's WiFi, as RFC 8908 has it. Pure."""

import json

MEDIA_TYPE = "application/captive+json"


def document(venue: str) -> bytes:
    """Nobody has to sign in, and `venue`, an absolute address, is where the place is told. ASCII.

    There is no `user-portal-url`: phones take it for the page on which to sign in, and the guide lets nobody in.
    """
    return json.dumps({"captive": False, "venue-info-url": venue}).encode("ascii")
