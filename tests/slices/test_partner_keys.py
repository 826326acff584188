"""A partner's key: a secret that changes, a code that stays, sites, and its end; on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tourism import codes
from tourism.errors import NotAllowed, NotFound
from tourism.staff import granting, keys
from tourism.staff.granting import Granted
from tourism.staff.keys import Partner
from tourism.staff.origins import BadSites

SPELLED = ("{}", " {} ", "{0[0]}{0[1]}{0[2]}{0[3]}-{0[4]}{0[5]}{0[6]}{0[7]}")
NOBODYS = ("", "x", "AAAAAAAA", "7K3Q2M5P", "\x00" * 8, "a" * 10_000, "'; --", "\ud800", "١" * 8, "%", "_" * 8)


def test_a_code_names_its_partner_in_whatever_spelling(sen, partner, hamlet):
    for spelled in SPELLED:
        for code in (spelled.format(sen.code), spelled.format(sen.code).lower()):
            assert partner(code) == Partner(sen.id, hamlet, "Lữ hành Sen", sen.code, ("https://sen.example",))


@pytest.mark.parametrize("code", NOBODYS)
def test_what_is_no_code_of_anybody_s_is_not_found(code, sen, partner):
    with pytest.raises(NotFound, match="no-such-partner"):
        partner(code)


def test_a_code_is_no_secret_and_a_secret_no_code(sen, partner, sender):
    assert sender(sen.code) is None
    with pytest.raises(NotFound):
        partner(sen.secret)
    assert sender(sen.secret) == partner(sen.code)


def test_both_halves_end_together(grant, sessions, clock, partner, sender):
    taken_back, over, still = grant(), grant(days=1), grant(days=2)
    with sessions.writing() as session:
        assert granting.revoke(session, taken_back.id, clock())
    clock.forward(days=1)

    for ended in (taken_back, over):
        assert sender(ended.secret) is None
        with pytest.raises(NotAllowed, match="key-ended"):
            partner(ended.code)
    assert partner(still.code) == sender(still.secret)


def test_a_new_secret_ends_the_old_one_and_leaves_all_else(sen, sessions, clock, partner, sender):
    before = partner(sen.code)
    with sessions.writing() as session:
        renewed = granting.renew(session, sen.id, clock())

    assert (renewed.id, renewed.code) == (sen.id, sen.code)
    assert renewed.secret != sen.secret
    assert sender(sen.secret) is None
    assert sender(renewed.secret) == partner(sen.code) == before


def test_a_key_that_ended_gets_no_new_secret(grant, sessions, clock):
    taken_back, over = grant(), grant(days=1)
    with sessions.writing() as session:
        granting.revoke(session, taken_back.id, clock())
    clock.forward(days=1)

    for ended in (taken_back, over):
        with pytest.raises(NotAllowed, match="key-ended"), sessions.writing() as session:
            granting.renew(session, ended.id, clock())


def test_sites_are_all_kept_or_none(sen, sessions, partner):
    with pytest.raises(BadSites) as told, sessions.writing() as session:
        granting.allow(session, sen.id, "other.example\n*.sen.example")

    assert [each.typed for each in told.value.faults] == ["*.sen.example"]
    assert partner(sen.code).sites == ("https://sen.example",)
    with sessions.writing() as session:
        granting.allow(session, sen.id, "http://localhost:8080, dulịch.vn")
    assert partner(sen.code).sites == ("http://localhost:8080", "https://xn--dulch-s81b.vn")
    with sessions.writing() as session:
        assert granting.allow(session, sen.id, "") == ()
    assert partner(sen.code).sites == ()


def test_what_is_not_there_is_not_found(sessions, clock):
    for change in (
        lambda session: granting.allow(session, 99, "sen.example"),
        lambda session: granting.renew(session, 99, clock()),
        lambda session: granting.revoke(session, 99, clock()),
    ):
        with pytest.raises(NotFound, match="no-such-key"), sessions.writing() as session:
            change(session)


def test_of_secrets_made_at_one_moment_exactly_one_opens(sen, sessions, clock, sender):
    def renew(_: int) -> str:
        with sessions.writing() as session:
            return granting.renew(session, sen.id, clock()).secret

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(renew, range(8)))

    assert len(set(made)) == 8
    assert sum(sender(secret) is not None for secret in made) == 1


def test_codes_are_whole_and_each_its_own(grant):
    given = [grant().code for _ in range(5)]

    assert all(codes.is_valid(code) for code in given)
    assert len(set(given)) == 5


@pytest.fixture
def hamlet(village) -> int:
    return village.commune()


@pytest.fixture
def grant(sessions, clock, hamlet):
    """Gives a company a key with one site."""

    def give(days: int | None = None) -> Granted:
        with sessions.writing() as session:
            return granting.grant(
                session, hamlet, "Lữ hành Sen", days=days, by="x", now=clock(), sites="https://Sen.example/x"
            )

    return give


@pytest.fixture
def sen(grant) -> Granted:
    return grant()


@pytest.fixture
def partner(sessions, clock):
    """Whom a code names now."""

    def ask(code: str) -> Partner:
        with sessions.reading() as session:
            return keys.partner(session, code, clock())

    return ask


@pytest.fixture
def sender(sessions, clock):
    """Whose secret it is now."""

    def ask(secret: str) -> Partner | None:
        with sessions.reading() as session:
            return keys.sender(session, secret, clock())

    return ask
