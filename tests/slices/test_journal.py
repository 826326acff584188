"""The journal's chain shows every line that was changed, taken out, put in, moved or cut off."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.slices.test_commands import invoking
from tourism.audit import actions, queries
from tourism.audit.chain import GENESIS, Line, follows, seal
from tourism.audit.model import AuditEvent
from tourism.staff.model import PartnerKey
from tourism.storage.database import connect

WRITERS, LINES_EACH = 8, 12


def test_an_empty_journal_is_whole(sessions):
    walked = walk(sessions)

    assert (walked.count, walked.broken, walked.head) == (0, None, (0, GENESIS))


def test_lines_follow_one_another_and_are_read_newest_first(sessions, clock):
    write(sessions, clock, 5)

    assert walk(sessions).broken is None
    with sessions.reading() as session:
        assert [line.number for line in queries.lines(session, None, limit=3)] == [5, 4, 3]
        assert [line.number for line in queries.lines(session, None, before=3)] == [2, 1]


def test_a_commune_reads_its_own_lines_only_and_a_site_s_by_themselves(sessions, clock):
    write(sessions, clock, 6)
    with sessions.reading() as session:
        assert {line.commune for line in queries.lines(session, 1)} == {1}
        assert [line.number for line in queries.lines(session, 1, site="SITE0001")] == [5, 1]
        assert queries.lines(session, 3) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "Somebody else"},
        {"deed": "site.withdrawn"},
        {"told": {"number": 99}},
        {"site": None},
        {"person_id": 77},
        {"commune_id": 9},
        {"digest": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_line_is_found(sessions, clock, change):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        session.execute(update(AuditEvent).where(AuditEvent.number == 4).values(**change))

    assert walk(sessions).broken == 4


def test_a_line_with_another_time_is_found(sessions, clock):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        later = clock() + timedelta(microseconds=1)
        session.execute(update(AuditEvent).where(AuditEvent.number == 4).values(made=later))

    assert walk(sessions).broken == 4


def test_a_line_that_was_changed_and_sealed_anew_breaks_the_one_behind_it(sessions, clock):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        before = session.get_one(AuditEvent, 3).digest
        row = session.get_one(AuditEvent, 4)
        row.actor = "Somebody else"
        line = Line(4, row.made, row.deed, row.actor, row.person_id, row.commune_id, row.site, row.told, "")
        row.digest = seal(before, line)

    assert walk(sessions).broken == 5


@pytest.mark.parametrize("number", [1, 4, 6])
def test_a_line_taken_out_is_found(sessions, clock, number):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        session.execute(delete(AuditEvent).where(AuditEvent.number == number))

    assert walk(sessions).broken == number


def test_a_line_taken_out_is_found_even_where_the_others_move_up(sessions, clock):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        session.execute(delete(AuditEvent).where(AuditEvent.number == 4))
        for number in (5, 6, 7):
            session.execute(update(AuditEvent).where(AuditEvent.number == number).values(number=number - 1))

    assert walk(sessions).broken == 4


def test_a_line_put_in_is_found(sessions, clock):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        for number in (7, 6, 5, 4):
            session.execute(update(AuditEvent).where(AuditEvent.number == number).values(number=number + 1))
        session.add(an_event(4, clock()))

    assert walk(sessions).broken == 4


def test_two_lines_that_changed_places_are_found(sessions, clock):
    write(sessions, clock, 7)
    with sessions.writing() as session:
        for old, new in ((3, 900), (5, 3), (900, 5)):
            session.execute(update(AuditEvent).where(AuditEvent.number == old).values(number=new))

    assert walk(sessions).broken == 3


def test_lines_cut_off_at_the_end_are_found_by_the_head_that_was_noted(sessions, clock):
    write(sessions, clock, 7)
    noted = walk(sessions).head
    with sessions.writing() as session:
        session.execute(delete(AuditEvent).where(AuditEvent.number > 5))

    assert walk(sessions).broken is None
    assert walk(sessions, noted).noted_is_there is False


def test_a_head_that_was_noted_stays_in_the_chain_while_it_grows(sessions, clock):
    write(sessions, clock, 3)
    noted = walk(sessions).head
    write(sessions, clock, 4)

    assert walk(sessions, noted).noted_is_there is True
    assert walk(sessions, (3, "0" * 64)).noted_is_there is False


def test_a_journal_written_anew_from_the_start_is_found_by_the_noted_head(sessions, clock):
    write(sessions, clock, 5)
    noted = walk(sessions).head
    with sessions.writing() as session:
        session.execute(delete(AuditEvent))
    clock.forward(days=1)
    write(sessions, clock, 5)

    assert walk(sessions).broken is None
    assert walk(sessions, noted).noted_is_there is False


def test_eight_writers_at_once_keep_the_chain_unbroken(sessions, clock):
    def several(writer: int) -> None:
        for number in range(LINES_EACH):
            with sessions.writing() as session:
                session.scalar(select(PartnerKey.id).limit(1))
                told = {"writer": writer, "at": number}
                actions.note(session, "words.saved", actor=f"Người {writer}", now=clock(), commune=1, **told)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(several, range(WRITERS)))

    walked = walk(sessions)
    assert (walked.count, walked.broken) == (WRITERS * LINES_EACH, None)


def test_a_transaction_that_is_undone_leaves_no_gap(sessions, clock):
    write(sessions, clock, 2)
    with suppress(RuntimeError), sessions.writing() as session:
        actions.note(session, "words.saved", actor="a", now=clock())
        raise RuntimeError
    write(sessions, clock, 2)

    assert walk(sessions).count == 4
    assert walk(sessions).broken is None


def test_a_walk_of_more_than_a_batch_agrees_with_the_pure_chain(sessions, clock):
    write(sessions, clock, queries.BATCH + 5)
    with sessions.reading() as session:
        lines = queries.lines(session, None, limit=queries.BATCH * 2)[::-1]

    heads = [(0, GENESIS), *((line.number, line.digest) for line in lines)]
    assert all(follows(*head, line) for head, line in zip(heads, lines, strict=False))
    assert walk(sessions).count == queries.BATCH + 5


@pytest.mark.parametrize("hostile", ["<script>", "a\nb", "\u202eabc", "Ò" * 5000, "👩🏽\u200d🌾", '"\\'])
def test_whatever_is_told_comes_back_and_stays_sealed(sessions, clock, hostile):
    with sessions.writing() as session:
        actions.note(session, "comment.made", actor=hostile, now=clock(), site="SITE0001", text=hostile, n=1.5, x=None)

    assert walk(sessions).broken is None
    with sessions.reading() as session:
        (line,) = queries.lines(session, None)
    assert (line.actor, line.told) == (hostile, {"text": hostile, "n": 1.5, "x": None})


# What an operator types


def test_verify_says_how_many_lines_and_where_the_chain_ends(run, house, clock):
    write(house, clock, 3)

    told = run("audit", "verify").output

    assert re.fullmatch(r"3 lines, unbroken; head 3:[0-9a-f]{64}\n", told)
    assert run("audit", "verify", "--head", told.split()[-1]).output == told


def test_verify_ends_with_one_where_the_chain_is_broken(run, house, clock):
    write(house, clock, 3)
    with house.writing() as session:
        session.execute(update(AuditEvent).where(AuditEvent.number == 2).values(actor="x"))

    assert "broken at line 2" in run("audit", "verify", code=1).stderr


def test_verify_ends_with_one_where_the_noted_head_is_gone(run, house, clock):
    write(house, clock, 3)
    noted = run("audit", "verify").output.split()[-1]
    with house.writing() as session:
        session.execute(delete(AuditEvent).where(AuditEvent.number == 3))

    assert "lines are lost" in run("audit", "verify", "--head", noted, code=1).stderr


@pytest.mark.parametrize("head", ["", "3", "3:", "3:xyz", f"x:{'0' * 64}", f"3:{'0' * 63}"])
def test_a_head_that_is_none_is_refused_in_words(run, house, head):
    assert "--head is a number" in run("audit", "verify", "--head", head, code=2).stderr


def test_list_shows_the_newest_lines(run, house, clock):
    write(house, clock, 3)

    told = run("audit", "list", "-n", "2").output

    assert "words.saved" in told
    assert "number=2" in told
    assert "number=0" not in told
    assert told.endswith("2 line(s)\n")
    assert "no-such-commune" in run("audit", "list", "--commune", "nowhere", code=2).stderr


def walk(sessions, noted=None) -> queries.Walked:
    with sessions.reading() as session:
        return queries.walk(session, noted)


def write(sessions, clock, count: int) -> None:
    """Lines of two communes about two sites, each a second after the one before."""
    with sessions.writing() as session:
        for number in range(count):
            clock.forward(seconds=1)
            actions.note(
                session,
                "words.saved",
                actor=f"Người {number % 3}",
                person=number % 3,
                commune=1 + number % 2,
                site=f"SITE000{1 + number % 4}",
                now=clock(),
                number=number,
                language="vi",
            )


def an_event(number: int, now) -> AuditEvent:
    return AuditEvent(
        number=number, made=now, deed="words.saved", actor="x", person_id=1, commune_id=1, site=None, told={},
        digest="a" * 64,
    )  # fmt: skip


@pytest.fixture
def run(tmp_path):
    return invoking(tmp_path)


@pytest.fixture
def house(tmp_path, empty_file):
    """The database that the commands use."""
    shutil.copy(empty_file, tmp_path / "guide.sqlite")
    made = connect(f"sqlite:///{tmp_path}/guide.sqlite")
    yield made
    made.engine.dispose()
