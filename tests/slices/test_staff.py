"""People, their ways in and their links; on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.desk import enrolled
from tests.slices.test_broken_content import FILES
from tests.slices.test_commands import invoking
from tourism.audit.model import AuditEvent
from tourism.backends import now
from tourism.cli.officers import _drawn
from tourism.engines import qr
from tourism.errors import Conflict, Invalid, NotFound
from tourism.staff import actions, inviting, keyring, queries, sign_ins
from tourism.staff.keyring import NewPasskey
from tourism.storage.database import connect

PASSKEY = NewPasskey("Y3JlZA", "a2V5", 0, "Chrome, Android")


def test_a_link_makes_a_person_with_a_role_once(sessions, clock, village):
    village.commune()
    token = linked(sessions, clock)
    with sessions.writing() as session:
        invited = queries.invited(session, token, clock())
        person = accepted(session, invited, clock)
        found = queries.by_person(session, person, clock())

    assert (found.login, found.name, found.role, found.commune) == ("le thi mai", "Lê Thị Mai", "editor", 1)
    with sessions.writing() as session, pytest.raises(NotFound):
        queries.invited(session, token, clock())
    with sessions.writing() as session, pytest.raises(NotFound):
        accepted(session, invited, clock)


def test_the_token_itself_is_kept_nowhere(sessions, clock, village):
    village.commune()
    token = linked(sessions, clock)
    with sessions.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM invitation").all()
    assert rows
    assert token not in str(rows)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "\u202eđảo", "-.-"])
def test_a_name_must_be_a_name(sessions, clock, village, name):
    village.commune()
    with pytest.raises(Invalid):
        linked(sessions, clock, name=name)


@pytest.mark.parametrize(("role", "commune"), [("admin", 1), ("officer", None)])
def test_only_the_province_has_no_commune(sessions, clock, village, role, commune):
    village.commune()
    with pytest.raises(Invalid):
        linked(sessions, clock, role=role, commune=commune)


def test_names_are_numbered_where_they_are_taken(sessions, backends, clock, village):
    village.commune()
    with sessions.writing() as session:
        for taken, free in (
            ("le thi mai", "le thi mai 2"),
            ("le thi mai anh", "le thi mai 2"),
            ("le thi mai 2", "le thi mai 3"),
            ("le thi mai 4", "le thi mai 3"),
        ):
            actions.enrol(session, login=taken, name="x", role="editor", commune=1, now=clock())
            assert queries.free_login(session, "le thi mai") == free


def test_who_leaves_has_no_right_and_no_device(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        cookie = actions.sign_in(session, person, device="Chrome", now=clock())
        assert sign_ins.actor(session, cookie, clock()) is not None
        actions.leave(session, person, clock())

        assert sign_ins.actor(session, cookie, clock()) is None
        assert queries.by_person(session, person, clock()) is None
        assert sign_ins.devices(session, person, clock()) == ()
        assert queries.colleagues(session, 1, clock()) == ()


def test_a_device_is_idle_after_an_hour(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        cookie = actions.sign_in(session, person, device="Chrome", now=clock())
        row = sign_ins.actor(session, cookie, clock()).session
        clock.forward(minutes=50)
        actions.touch(session, row, person, clock())
        clock.forward(minutes=59)
        assert sign_ins.actor(session, cookie, clock()) is not None
        clock.forward(minutes=1)
        assert sign_ins.actor(session, cookie, clock()) is None
        assert queries.colleagues(session, 1, clock())[0].seen == clock() - timedelta(hours=1)


def test_a_half_way_sign_in_has_no_rights(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        cookie = actions.await_code(session, person, then="/studio/", device="Chrome", now=clock())
        assert sign_ins.actor(session, cookie, clock()) is None
        assert sign_ins.half_way(session, cookie, clock()).person == person
        clock.forward(minutes=10)
        assert sign_ins.half_way(session, cookie, clock()) is None


def test_a_proof_gives_ten_minutes_under_a_new_cookie(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        old = actions.sign_in(session, person, device="Chrome", now=clock())
        clock.forward(minutes=30)
        new = actions.prove(session, sign_ins.actor(session, old, clock()).session, clock())

        assert sign_ins.actor(session, old, clock()) is None
        fresh_until = sign_ins.actor(session, new, clock()).fresh_until
    assert fresh_until == (clock() + timedelta(minutes=10)).timestamp()


def test_codes_and_steps_are_used_once(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        keyring.new_codes(session, person, ["a", "b"])
        assert [keyring.use_code(session, person, each, clock()) for each in ("a", "a", "c")] == [True, False, False]
        assert queries.codes_left(session, person) == 1
        assert [keyring.use_step(session, person, step) for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_the_last_way_in_stays(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        keyring.add_passkey(session, person, PASSKEY, clock())
        only = queries.passkeys(session, person)[0].row
        with pytest.raises(Conflict):
            keyring.add_passkey(session, person, PASSKEY, clock())
        with pytest.raises(Invalid):
            keyring.remove_passkey(session, person, only)
        keyring.set_password(session, person, "$argon2id$…", "secret", 7)
        keyring.remove_passkey(session, person, only)
        assert queries.passkeys(session, person) == ()


def test_nobody_touches_the_passkeys_of_others(backends, sessions, clock, village):
    village.commune()
    mine, other = enrolled(backends), enrolled(backends, name="Trần Văn Bình")
    with sessions.writing() as session:
        keyring.add_passkey(session, mine, PASSKEY, clock())
        row = queries.passkeys(session, mine)[0].row
        with pytest.raises(NotFound):
            keyring.remove_passkey(session, other, row)
        with pytest.raises(NotFound):
            keyring.name_passkey(session, other, row, "của tôi")


def test_a_link_back_ends_what_there_was(backends, sessions, clock, village):
    village.commune()
    person = enrolled(backends)
    with sessions.writing() as session:
        cookie = actions.sign_in(session, person, device="Chrome", now=clock())
        keyring.add_passkey(session, person, PASSKEY, clock())
        keyring.new_codes(session, person, ["a"])
        known = queries.by_person(session, person, clock())
        first = inviting.invite_back(session, known, by="operator", now=clock())
        token = inviting.invite_back(session, known, by="operator", now=clock())
        assert sign_ins.actor(session, cookie, clock()) is None
        with pytest.raises(NotFound):
            queries.invited(session, first, clock())
        assert accepted(session, queries.invited(session, token, clock()), clock) == person

        after = queries.by_person(session, person, clock())
        assert (after.login, after.handle != known.handle) == (known.login, True)
        assert queries.passkeys(session, person) == ()
        assert queries.codes_left(session, person) == 0


def test_an_operator_invites_lists_recovers_and_removes(run, tmp_path):
    invited = run("invite", "Lê Thị Mai", "--role", "editor", "--commune", "lang", "--languages", "en,fr")
    address = invited.output.splitlines()[0]
    assert address.startswith("https://guide.example.vn/studio/join/")
    assert "█" in invited.output
    house = connect(f"sqlite:///{tmp_path}/guide.sqlite")
    with house.writing() as session:
        accepted(session, queries.invited(session, address.rsplit("/", 1)[1], now()), now)

    listed = run("list").output
    assert "le thi mai" in listed
    assert "editor" in listed

    assert run("recover", "Lê Thị MAI").output.startswith("https://guide.example.vn/studio/join/")
    assert run("remove", "le thi mai").output == "Lê Thị Mai (le thi mai) has no access any more.\n"
    assert "Nobody signs in as 'le thi mai'" in run("remove", "le thi mai", code=2).stderr
    with house.reading() as session:
        deeds = [(each.deed, each.actor) for each in session.scalars(select(AuditEvent))]
    assert deeds == [(f"person.{done}", "operator") for done in ("invited", "recovered", "removed")]
    house.engine.dispose()


def test_an_operator_is_told_what_is_wrong(run):
    assert "--commune" in run("invite", "Lê Thị Mai", code=2).stderr
    assert "commune" in run("invite", "Lê Thị Mai", "--commune", "nowhere", code=2).stderr
    assert "is no language" in run("invite", "Mai", "--commune", "lang", "--languages", "xx", code=2).stderr
    assert "1 to 80 characters" in run("invite", " ", "--commune", "lang", code=2).stderr


def test_the_code_in_the_terminal_is_the_link_s():
    matrix = qr.modules("https://guide.example/studio/join/x")
    lines = _drawn(matrix).split("\n")
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    rows = [[halves[mark][half] for mark in line] for line in lines for half in (0, 1)]
    drawn = [row[4 : 4 + len(matrix)] for row in rows[4 : 4 + len(matrix)]]

    assert drawn == [[int(module) for module in row] for row in matrix]


def linked(sessions, clock, **changes) -> str:
    told = {"name": "Lê Thị Mai", "role": "editor", "commune": 1, **changes}
    with sessions.writing() as session:
        return inviting.invite(session, by="operator", now=clock(), **told)


def accepted(session, invited, clock) -> int:
    return inviting.accept(session, invited, folded_name="le thi mai", handle="h2", speaks="vi", now=clock())


@pytest.fixture
def run(tmp_path):
    """Runs `officer …` on a house of its own with one commune; a traceback fails the test."""
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = invoking(tmp_path)
    command("load", tmp_path / "content" / "lang")
    return lambda *told, code=0: command("officer", *told, code=code)
