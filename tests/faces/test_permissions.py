"""Every address of the desk and the API, for everybody, about one's own commune and another: as its policy says."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.conftest import Phone
from tests.desk import AtDesk, at_desk
from tests.faces.two_communes import TOURS, Corner, House, address
from tourism.staff import actions as staff
from tourism.staff import granting
from tourism.staff.model import Member, SignIn
from tourism.staff.permissions import _ALLOWED, ROLES, Role
from tourism.web.security import Policy

Sent = dict[str, str] | None
ACTORS: tuple[str, ...] = (*ROLES, "partner", "anonymous")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# What only its owner has is asked about for each actor's own things; another's are as unknown as another commune's.
OWN_THINGS = {"studio.end_device", "studio.name_passkey", "studio.remove_passkey"}
# What an address needs besides, so that it is not refused for another reason than who asks.
ASKED = {"studio.exported": "?tag=en&kind=xliff", "studio.compare_versions": "?before=1&after=2"}
SENT = {
    "studio.invite": {"role": "editor", "name": "Trần Văn Nam", "commune": "xa-so-1"},
    "studio.comment_submission": {"tag": "vi", "comment": "Hay."},
    "studio.guest_comment": {"tag": "vi", "comment": "Hay."},
    "studio.close_site": {"do": "today"},
    "studio.change_closure": {"begins": "2026-12-01", "ends": "2026-12-02"},
    "studio.settle": {"base": "2", "take": "theirs"},
    "studio.make_partner_tour": {"tour": TOURS[0]},
}
# Nothing is heard in this house: what tells when is not there, whoever asks.
SILENT = {"api.parts"}
# Finer than the policy: only whoever handed something in takes it back, and one's own things are one's own.
FINER = {
    ("studio.take_back", "officer"): "forbidden",
    # A translation is nobody's to bring back who may not write one.
    ("studio.restore_version", "contributor"): "forbidden",
    **{(endpoint, "admin"): "hidden" for endpoint in OWN_THINGS},
}


@dataclass(frozen=True)
class Cell:
    """One question: who asks what, about whose commune, and what came back."""

    rule: str
    method: str
    actor: str
    about: str
    expected: str
    status: int
    location: str

    @property
    def is_right(self) -> bool:
        """Whether the answer is what the policy says."""
        to_sign_in = self.location.startswith("/studio/sign-in?then=")
        if self.expected == "allowed":
            return self.status not in (401, 403, 404, 405) and self.status < 500 and not to_sign_in
        return {
            "forbidden": self.status == 403,
            "hidden": self.status == 404,
            "to sign in": (self.status == 303 and to_sign_in) or self.status == 401,
        }[self.expected]


def test_every_address_answers_everybody_as_its_policy_says(house, cells, capsys):
    rules = {(cell.rule, cell.method) for cell in cells}
    with capsys.disabled():
        sys.stdout.write(f"\n{len(cells)} cells of {len(rules)} routes ")
    assert [cell for cell in cells if not cell.is_right] == []
    assert rules == {(rule.rule, method) for rule, method in house.routes()}
    assert len(cells) >= len(rules) * len(ACTORS) * 2


def test_every_role_is_allowed_and_refused_something(cells):
    """A matrix in which nothing is refused, or nothing allowed, would prove nothing."""
    expected = {(cell.actor, cell.expected) for cell in cells}

    assert expected >= {(role, "allowed") for role in ACTORS}
    assert expected >= {(role, "forbidden") for role in ROLES if role != "officer"}
    assert expected >= {(role, "hidden") for role in ("officer", "editor", "reviewer", "contributor")}


# Rights end at the next request


def test_rights_end_when_somebody_leaves_the_commune(app, backends, village, clock):
    officer, _ = officer_at(app, backends, village)
    with backends.sessions.writing() as session:
        member = session.query(Member).filter_by(person_id=officer.person).one()
        member.until = clock()

    assert is_out(officer)


def test_rights_end_when_somebody_is_removed_by_an_officer(app, backends, village):
    officer, row = officer_at(app, backends, village)
    editor = at_desk(app, backends, "editor", row, name="Trần Văn Nam")
    assert editor.get("/studio/").status_code == 200

    answer = officer.post(f"/studio/people/{editor.person}/remove")

    assert answer.status_code == 303
    assert is_out(editor)


def test_rights_follow_a_change_of_role(app, backends, village, clock):
    officer, _ = officer_at(app, backends, village)
    assert officer.get("/studio/keys").status_code == 200
    with backends.sessions.writing() as session:
        member = session.query(Member).filter_by(person_id=officer.person).one()
        member.until = clock()
        reviewer = Member(
            person_id=officer.person, commune_id=member.commune_id, role="reviewer", languages=[], since=clock()
        )
        session.add(reviewer)

    assert officer.get("/studio/keys").status_code == 403
    assert officer.get("/studio/").status_code == 200


def test_rights_end_when_the_sign_in_is_revoked(app, backends, village):
    officer, _ = officer_at(app, backends, village)
    with backends.sessions.writing() as session:
        row = session.query(SignIn).filter_by(person_id=officer.person).one()
        staff.end(session, officer.person, row.id)

    assert is_out(officer)


def test_a_partner_s_rights_end_when_the_key_is_taken_back(app, backends, village):
    officer, row = officer_at(app, backends, village)
    with backends.sessions.writing() as session:
        granted = granting.grant(session, row, "Lữ hành", days=None, by="x", now=backends.clock())
    partner = Phone(app, app.response_class, use_cookies=False)
    asked = {"headers": {"Authorization": f"Bearer {granted.secret}"}}
    assert partner.get("/api/v1/sites", **asked).status_code == 200

    officer.post(f"/studio/keys/{granted.id}/revoke")

    assert partner.get("/api/v1/sites", **asked).status_code == 401


@pytest.mark.parametrize("role", ROLES[:4])
def test_no_number_in_an_address_is_too_large(house, role):
    """A number beyond the database's is as unknown as any other."""
    someone = house.world.one.people[role]
    for rule, method in house.routes():
        if "<int" not in rule.rule or method != "GET":
            continue
        path = address(rule.rule, rule.endpoint, house.world.one)
        for number in ("9" * 20, str(2**31), "0"):
            changed = "/".join(number if part.isdigit() else part for part in path.split("/"))
            assert someone.get(changed).status_code in (403, 404), changed


def officer_at(app, backends, village) -> tuple[AtDesk, int]:
    row = village.commune()
    officer = at_desk(app, backends, "officer", row)
    assert officer.get("/studio/").status_code == 200
    return officer, row


def is_out(someone: AtDesk) -> bool:
    page, sent = someone.get("/studio/"), someone.phone.post("/studio/sites/new", data={"_token": someone.token})
    return page.status_code == 303 and "/studio/sign-in" in page.location and sent.status_code == 401


class Matrix(House):
    """Everybody asks everything."""

    def routes(self) -> Iterator[tuple[Rule, str]]:
        """Every rule of the desk and the API with each of its methods."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda each: each.rule):
            if rule.endpoint.startswith(("studio.", "api.")):
                for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                    yield rule, method

    def cells(self) -> Iterator[Cell]:
        """Asks everything."""
        for rule, method in self.routes():
            for actor in ACTORS:
                for about, corner in (("own", self.world.one), ("other", self.world.two)):
                    yield self._cell(rule, method, actor, about, corner)

    def _cell(self, rule: Rule, method: str, actor: str, about: str, corner: Corner) -> Cell:
        policy = self.app.view_functions[rule.endpoint].policy
        who, is_elsewhere = self._who(rule, actor, about)
        mine = who.person if rule.endpoint in OWN_THINGS and about == "own" and actor in self.world.one.people else None
        path = address(rule.rule, rule.endpoint, corner, is_own=actor == "contributor", mine=mine)
        sent = {"_token": who.token, **SENT.get(rule.endpoint, {})} if method in UNSAFE else None
        answer = self._ask(who, method, path + ASKED.get(rule.endpoint, ""), sent, actor, corner)
        if method in UNSAFE and answer.status_code < 400:
            self.restore()
        expected = self._expected(policy, rule, actor, is_elsewhere=is_elsewhere)
        return Cell(rule.rule, method, actor, about, expected, answer.status_code, answer.headers.get("Location", ""))

    def _who(self, rule: Rule, actor: str, about: str) -> tuple[AtDesk, bool]:
        """Who asks, and whether about another commune; without a thing in the address, the other commune's own."""
        if actor in ("anonymous", "partner"):
            return self.stranger, False
        if actor == "admin":
            return self.world.admin, False
        has_thing = bool(rule.arguments) and rule.endpoint.startswith("studio.")
        people = self.world.one.people if about == "own" or has_thing else self.world.two.people
        return people[cast("Role", actor)], about == "other" and has_thing

    def _ask(self, who: AtDesk, method: str, path: str, sent: Sent, actor: str, corner: Corner) -> TestResponse:
        self.arrive(who)
        headers = {"Authorization": f"Bearer {corner.key_secret}"} if actor == "partner" else {}
        return who.phone.open(path, method=method, data=sent, headers=headers)

    def _expected(self, policy: Policy, rule: Rule, actor: str, *, is_elsewhere: bool) -> str:
        if policy.audience == "partner":
            return "allowed" if actor == "partner" else "to sign in"
        if policy.audience != "signed-in":
            return "hidden" if rule.endpoint in SILENT else "allowed"
        if actor in ("anonymous", "partner"):
            return "to sign in"
        if policy.permission is not None and policy.permission not in _ALLOWED[cast("Role", actor)]:
            return "forbidden"
        return "hidden" if is_elsewhere else FINER.get((rule.endpoint, actor), "allowed")


@pytest.fixture(scope="module")
def cells(house) -> list[Cell]:
    return list(house.cells())


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[Matrix]:
    made = Matrix(tmp_path_factory.mktemp("permissions"))
    yield made
    made.sessions.engine.dispose()
