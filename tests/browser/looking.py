"""A phone of the desk's people: its own passkeys, and a look at a page that finds no fault."""

from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import AXE, WIDTH


def with_key(page: Page) -> tuple[CDPSession, str]:
    """A phone's own passkeys, opened by its owner's finger; DevTools of the page and the name of the keyring there."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return client, client.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def without_fault(page: Page, width: int = WIDTH) -> None:
    """No fault that axe finds, nothing to scroll sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
