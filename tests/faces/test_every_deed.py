"""Whatever changes something at the desk leaves exactly one line in the journal, in the same moment."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests import meshes
from tests.conftest import Phone
from tests.faces.two_communes import House, address
from tests.forms import form
from tests.joining import Someone, accept, joined, link_for
from tests.passkeys import Authenticator
from tests.phone_photos import jpeg, scene
from tourism.audit import queries as journal
from tourism.audit.chain import Line
from tourism.engines.models.wish import Wish
from tourism.engines.models.writing import plain
from tourism.staff import actions as staff
from tourism.staff import keyring
from tourism.staff.permissions import Role
from tourism.web.studio.deeds import DEEDS

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class Sending:
    """A form of a page, sent by somebody: `page` is where its form is; without one it is sent by itself.

    `changes` are typed into it; `first` is sent before, so that there is something to send about.
    """

    page: str
    changes: dict[str, Any] = field(default_factory=dict)
    role: Role = "officer"
    first: str = ""


SITE, REVIEW = "/studio/sites/{site}", "/studio/review/{submission}"
TABLE: dict[str, Sending] = {
    "studio.save_hear": Sending(f"{SITE}/", {"story": "Lời mới."}),
    "studio.save_read": Sending(f"{SITE}/read"),
    "studio.save_place": Sending(f"{SITE}/place"),
    "studio.save_facts": Sending(f"{SITE}/facts"),
    "studio.save_sources": Sending(f"{SITE}/sources"),
    "studio.begin_site": Sending("/studio/sites/new", {"name": "Ao sen"}),
    "studio.settle": Sending(f"{SITE}/aside/{{aside}}", {"take": "theirs"}),
    "studio.take_photos": Sending(f"{SITE}/photos", {"photo": "a photo"}),
    "studio.change_photo": Sending(f"{SITE}/photos", {"credit": "Cô Sáu"}),
    "studio.take_model": Sending(f"{SITE}/scene", {"model": "a model"}),
    "studio.save_scene_about": Sending(f"{SITE}/scene/about", {"credit": "Cô Sáu"}),
    "studio.save_scene_parts": Sending(f"{SITE}/scene/parts", {"label-1.vi": "Mái ngói"}),
    "studio.publish_scene": Sending(f"{SITE}/scene"),
    "studio.withdraw_scene": Sending(f"{SITE}/scene", {"sure": "yes"}),
    "studio.close_site": Sending(f"{SITE}/closures", {"do": "today"}),
    "studio.change_closure": Sending(f"{SITE}/closures", {"ends": "2026-12-04"}),
    "studio.reopen_site": Sending(f"{SITE}/closures"),
    "studio.save_words": Sending(f"{SITE}/words/en", {"made_by": "human"}),
    "studio.keep_term": Sending("/studio/glossary", {"tag": "en", "source": "đình", "target": "hall"}),
    "studio.drop_term": Sending("/studio/glossary?tag=en"),
    "studio.keep": Sending("/studio/exchange/{incoming}", {"made_by": "human"}),
    "studio.drop": Sending("/studio/exchange/{incoming}"),
    "studio.submit_site": Sending(f"{SITE}/publish", {"note": "Xin duyệt"}, role="editor"),
    "studio.take_back": Sending(f"{SITE}/publish", role="editor"),
    "studio.publish": Sending(f"{SITE}/publish"),
    "studio.appoint": Sending(f"{SITE}/publish", {"day": "2026-12-01", "time": "08:00", "due": "2026-12-01T08:00"}),
    "studio.cancel_appointment": Sending(f"{SITE}/publish", first="studio.appoint"),
    "studio.withdraw": Sending(f"{SITE}/publish", {"sure": "yes"}),
    "studio.restore_version": Sending(f"{SITE}/versions/vi/compare?before=1&after=2"),
    "studio.draft_listen": Sending(f"{SITE}/preview?words=vi"),
    "studio.comment_submission": Sending(REVIEW, {"comment": "Hay."}),
    "studio.decide_submission": Sending(REVIEW, {"decision": "approve"}),
    "studio.make_link": Sending(REVIEW, {"reviewer": "Cụ Tư", "days": "7"}),
    "studio.revoke_link": Sending(REVIEW),
    "studio.review_rule": Sending("/studio/review", {"wants_review": "yes"}),
    "studio.settle_comment": Sending("", {"then": "/studio/"}),
    "studio.guest_comment": Sending("/studio/r/{link}", {"comment": "Hay."}),
    "studio.guest_decide": Sending("/studio/r/{link}", {"decision": "approve"}),
    "studio.guest_listen": Sending("/studio/r/{link}?words=vi"),
    "studio.issue_key": Sending("/studio/keys", {"partner": "Lữ hành"}),
    "studio.allow_sites": Sending("/studio/keys/{key}", {"sites": "sen.example"}),
    "studio.renew_key": Sending("/studio/keys/{key}"),
    "studio.revoke_key": Sending("/studio/keys/{key}"),
    "studio.make_partner_tour": Sending("/studio/keys/{key}/tours"),
    "studio.save_partner_tour": Sending("/studio/keys/{key}/tours/{variant}", {"name.vi": "Đi với Sen"}),
    "studio.remove_partner_tour": Sending("/studio/keys/{key}/tours"),
    "studio.invite": Sending("/studio/people/invite", {"name": "Trần Văn Nam", "role": "editor"}),
    "studio.recover": Sending("/studio/people"),
    "studio.remove": Sending("/studio/people"),
    "studio.choose_language": Sending("/studio/account", {"speaks": "en"}),
    "studio.end_other_devices": Sending("/studio/account", first="another device"),
    "studio.end_device": Sending("/studio/account", first="another device"),
    "studio.make_codes": Sending("/studio/account/codes"),
    "studio.note_codes": Sending("/studio/account/codes", first="studio.make_codes"),
    "studio.name_passkey": Sending("/studio/account/passkeys", {"label": "Điện thoại"}),
    "studio.remove_passkey": Sending("/studio/account/passkeys", first="another passkey"),
    "studio.sign_out": Sending("/studio/account"),
}


def test_every_route_that_writes_has_its_row(house):
    """Whoever adds a route that writes adds a row here, or says that it writes nothing."""
    writing = {rule.endpoint for rule in house.app.url_map.iter_rules() if is_writing(house, rule)}

    assert writing - TABLE.keys() - BY_HAND.keys() == set()
    assert TABLE.keys() | BY_HAND.keys() <= writing


@pytest.mark.parametrize("endpoint", TABLE)
def test_a_deed_at_the_desk_leaves_one_line(house, endpoint):
    house.restore()
    sending, before = TABLE[endpoint], len(told(house))
    if sending.first:
        before += earlier(house, sending)

    answer = send(house, endpoint, sending)

    assert answer.status_code in (200, 302, 303), answer.text
    lines = told(house)[before:]
    assert [line.deed for line in lines if line.deed in DEEDS], lines
    assert len(lines) == 1, lines
    assert deeds_are_whole(house)


@pytest.mark.parametrize("endpoint", TABLE)
def test_what_is_refused_leaves_no_line(house, endpoint):
    """The same form without its token changes nothing and leaves nothing."""
    house.restore()
    sending = TABLE[endpoint]
    if sending.first:
        earlier(house, sending)
    before = len(told(house))

    answer = send(house, endpoint, sending, _token=["0" * 64])

    assert answer.status_code == 400
    assert len(told(house)) == before


@pytest.mark.parametrize("name", ["join", "sign in", "prove again", "passkeys", "sheet", "a file"])
def test_a_deed_at_the_door_leaves_one_line(house, name):
    house.restore()
    for endpoint, act in DOORS[name](house):
        before = len(told(house))
        answer = act()
        lines = told(house)[before:]

        assert answer.status_code == 303, (endpoint, answer.text)
        assert [line.deed for line in lines] == [BY_HAND[endpoint]], endpoint
    assert deeds_are_whole(house)


def test_a_line_is_written_in_the_same_transaction_as_its_deed(house):
    """Where the line cannot be written, nothing is kept."""
    house.restore()
    officer, engine = house.world.one.people["officer"], house.sessions.engine

    def refuse(_connection, _cursor, statement, *_more):
        if statement.startswith("INSERT INTO audit_event"):
            raise RuntimeError("no journal")

    house.arrive(officer)
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        answer = send(house, "studio.issue_key", TABLE["studio.issue_key"])
    finally:
        event.remove(engine, "before_cursor_execute", refuse)

    assert answer.status_code == 500
    assert "Lữ hành" not in officer.get("/studio/keys").text


def test_every_deed_in_the_code_has_its_sentence():
    root = Path(__file__).parent.parent.parent / "tourism"
    named = set()
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "deed(" in text or "note(" in text or "_done(" in text or "_note(" in text:
            named |= set(re.findall(r'"([a-z-]+\.[a-z]+(?:-[a-z]+)*)"', text))

    assert {name for name in named if not name.endswith((".py", ".html", ".yaml", ".glb"))} - DEEDS.keys() == set()


# What has no form of its own that a test could fill in by itself: doors, and passkeys.
BY_HAND = {
    "studio.join_by_password": "person.joined",
    "studio.join_by_passkey": "person.joined",
    "studio.sign_in": "sign-in.begun",
    "studio.show_code": "person.signed-in",
    "studio.show_passkey": "person.signed-in",
    "studio.show_sheet": "person.signed-in",
    "studio.prove_again": "person.proved-again",
    "studio.prove_by_passkey": "person.proved-again",
    "studio.change_password": "password.changed",
    "studio.add_passkey": "passkey.added",
    "studio.receive": "translations.received",
}


def is_writing(house: House, rule: Any) -> bool:
    policy = house.app.view_functions[rule.endpoint].policy
    return rule.endpoint.startswith("studio.") and bool(UNSAFE & rule.methods) and policy.writes


def told(house: House) -> tuple[Line, ...]:
    with house.sessions.reading() as session:
        return journal.lines(session, None, limit=10_000)[::-1]


def deeds_are_whole(house: House) -> bool:
    with house.sessions.reading() as session:
        return journal.walk(session).broken is None


def earlier(house: House, sending: Sending) -> int:
    """Does what must be there before; how many lines that left."""
    before = len(told(house))
    if sending.first == "another device":
        someone = house.world.one.people[sending.role]
        with house.sessions.writing() as session:
            staff.sign_in(session, someone.person, device="Firefox, Linux", now=house.backends.clock())
    elif sending.first == "another passkey":
        with house.sessions.writing() as session:
            made = keyring.NewPasskey("another", "AAAA", 0, "Firefox, Linux")
            keyring.add_passkey(session, house.world.one.people[sending.role].person, made, house.backends.clock())
    else:
        assert send(house, sending.first, TABLE[sending.first]).status_code in (200, 303)
    return len(told(house)) - before


def send(house: House, endpoint: str, sending: Sending, **changes: Any) -> TestResponse:
    """Opens the page, fills in its form for this route, and sends it."""
    corner, rule = house.world.one, next(house.app.url_map.iter_rules(endpoint))
    someone = house.world.one.people[sending.role]
    house.arrive(someone)
    is_guest = rule.rule.startswith("/studio/r/")
    browser = Phone(house.app, house.app.response_class) if is_guest else someone.phone
    if not sending.page:
        path = address(rule.rule, endpoint, corner)
        return someone.phone.post(path, data={"_token": someone.token, **sending.changes, **changes})
    values = {"site": corner.main.id, "submission": corner.main.submission, "aside": corner.main.aside,
              "key": corner.key, "variant": corner.variant}  # fmt: skip
    page = sending.page.format(**values, incoming=corner.incoming, link=corner.main.link_token)
    opened = browser.get(page)
    assert opened.status_code == 200, (page, opened.status_code, opened.text)
    path = address(rule.rule, endpoint, corner, mine=someone.person).replace("/versions/en", "/versions/vi")
    path = path.replace("/rehearsal/en", "/rehearsal/vi")
    if endpoint == "studio.end_device":
        # Not the device that asks.
        path = re.findall(r"/studio/account/devices/\d+/end", opened.text)[-1]
    found = form(opened.text, path, page.partition("?")[0])
    typed = {**sending.changes, **changes}
    if typed.get("photo"):
        typed["photo"] = (io.BytesIO(jpeg(scene(520, 390))), "anh.jpg")
    if typed.get("model"):
        typed["model"] = (io.BytesIO(plain(meshes.plain(), Wish())), "mau.glb")
    # A browser takes what a button says over what its form says.
    there = path if path in found.elsewhere else found.action or page.partition("?")[0]
    return browser.post(there, data=found.filled(**typed))


def by_password(house: House) -> tuple[Someone, int]:
    """Somebody with a password, an app and a sheet, who came in by the door."""
    return joined(house.app, house.backends, house.backends.clock, commune=house.world.one.row), house.world.one.row


def joining(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    row, clock = house.world.one.row, house.backends.clock
    first, second = (link_for(house.backends, commune=row, name=name) for name in ("Lê Văn Ba", "Lê Thị Tư"))
    yield "studio.join_by_password", lambda: accept(Someone(fresh(house), clock), first)
    phone = fresh(house)
    asked = form(phone.get(second).text, f"{second}/passkey")
    yield "studio.join_by_passkey", lambda: phone.post(asked.action, data=Authenticator().makes(asked))


def signing_in(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    someone, _ = by_password(house)
    someone.phone = fresh(house)
    sent = {"login": someone.login, "password": someone.password}
    yield "studio.sign_in", lambda: someone.post("/studio/sign-in", sent)
    someone.clock.forward(seconds=30)
    yield "studio.show_code", lambda: someone.post("/studio/sign-in/code", {"code": someone.code()})


def proving_again(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    someone, _ = by_password(house)
    someone.clock.forward(minutes=11)
    sent = {"password": someone.password, "code": someone.code()}
    yield "studio.prove_again", lambda: someone.post("/studio/sign-in/again", sent)


def with_passkeys(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    someone, _ = by_password(house)
    key, phone = Authenticator(), someone.phone
    asked = form(phone.get("/studio/account/passkeys").text, "/studio/account/passkeys")
    yield "studio.add_passkey", lambda: phone.post(asked.action, data=key.makes(asked))
    again = form(phone.get("/studio/sign-in/again").text, "/studio/sign-in/again/passkey")
    yield "studio.prove_by_passkey", lambda: phone.post(again.action, data=key.shows(again))
    other = fresh(house)
    door = form(other.get("/studio/sign-in").text, "/studio/sign-in/passkey")
    yield "studio.show_passkey", lambda: other.post(door.action, data=key.shows(door))


def by_sheet(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    someone, _ = by_password(house)
    someone.phone = fresh(house)
    sent = {"login": someone.login, "password": someone.password, "code": someone.codes[0]}
    yield "studio.show_sheet", lambda: someone.post("/studio/sign-in/sheet", sent)
    page = someone.phone.get("/studio/account/password").text
    typed = form(page, "/studio/account/password").filled(
        **{"password": "đò ngang sông rộng nước đầy", "password-again": "đò ngang sông rộng nước đầy"}
    )
    yield "studio.change_password", lambda: someone.phone.post("/studio/account/password", data=typed)


def receiving(house: House) -> Iterator[tuple[str, Callable[[], TestResponse]]]:
    officer = house.world.one.people["officer"]
    house.arrive(officer)
    file = officer.get("/studio/exchange/file?tag=en&kind=xliff").data
    yield "studio.receive", lambda: officer.post("/studio/exchange", {"file": (io.BytesIO(file), "en.xlf")})


def fresh(house: House) -> Phone:
    return Phone(house.app, house.app.response_class)


DOORS = {
    "join": joining,
    "sign in": signing_in,
    "prove again": proving_again,
    "passkeys": with_passkeys,
    "sheet": by_sheet,
    "a file": receiving,
}


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("deeds"))
    yield made
    made.sessions.engine.dispose()
