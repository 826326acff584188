"""A disk that is nearly full: the desk reads and says so, nothing typed is lost, visitors notice nothing."""

from dataclasses import replace

import pytest

from tests.builders import words
from tests.conftest import HOST, Phone
from tests.desk import TOKEN, AtDesk, at_desk
from tests.faces.two_communes import House, address
from tourism.app import create_app

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
TYPED = "Lời kể vừa gõ trên điện thoại, chưa ai lưu."
PETABYTES_MB = 10**9


def test_whatever_is_sent_is_refused_in_a_sentence_and_shown_again(house, full):
    routes = [
        rule for rule in full.url_map.iter_rules() if UNSAFE & rule.methods and rule.endpoint.startswith("studio.")
    ]
    for rule in routes:
        someone = arriving(full, house, rule.rule)
        path = address(rule.rule, rule.endpoint, house.world.one, mine=someone.person or None)

        answer = someone.phone.post(path, data={"_token": someone.token, "story": TYPED})

        assert answer.status_code == 507, rule.rule
        assert "sắp đầy" in answer.text, rule.rule
        assert TYPED in answer.text, rule.rule
    assert len(routes) > 40


def test_a_script_is_told_so_as_a_problem(house, full):
    someone = arriving(full, house, "/studio/sites")
    path = f"/studio/sites/{house.world.one.main.id}/"

    answer = someone.phone.post(
        path, data={"story": TYPED}, headers={"Accept": "application/json", "X-Desk-Token": someone.token}
    )

    assert (answer.status_code, answer.get_json()["reason"]) == (507, "no-room")


def test_nothing_is_kept(house, full):
    with house.sessions.reading() as session:
        before = session.connection().exec_driver_sql("SELECT count(*), max(number) FROM audit_event").one()
    test_whatever_is_sent_is_refused_in_a_sentence_and_shown_again(house, full)

    with house.sessions.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*), max(number) FROM audit_event").one() == before


def test_every_page_of_the_desk_is_read_with_the_notice(house, full):
    read = 0
    for rule in full.url_map.iter_rules():
        policy = full.view_functions[rule.endpoint].policy
        if "GET" not in rule.methods or policy.audience != "signed-in" or not rule.endpoint.startswith("studio."):
            continue
        someone = arriving(full, house, rule.rule)
        ended = {"studio.compare_versions": "?before=1&after=2", "studio.exported": "?tag=en&kind=xliff"}
        path = address(rule.rule, rule.endpoint, house.world.one, mine=someone.person)
        answer = someone.get(path + ended.get(rule.endpoint, ""))

        assert answer.status_code == 200, rule.rule
        if "<html" in answer.text:
            assert "sắp đầy" in answer.text, rule.rule
            read += 1
    assert read > 25


def test_visitors_notice_nothing(house, full):
    visitor = Phone(full, full.response_class, use_cookies=False)
    for path in ("/vi/", f"/vi/communes/{house.world.one.slug}", f"/q/{house.world.one.main.sign}", "/api/v1/sites"):
        answer = visitor.get(path, follow_redirects=True)

        assert answer.status_code == 200, path
        assert "sắp đầy" not in answer.text, path


def test_the_desk_writes_again_once_there_is_room(app, backends, village):
    _, public_id = village.site(village.commune(), told={"vi": words()})
    officer = at_desk(app, backends)

    answer = officer.post(f"/studio/sites/{public_id}/", {"base": "1", "story": TYPED})

    assert answer.status_code == 303
    assert TYPED in officer.get(f"/studio/sites/{public_id}/").text


def arriving(app, house, rule: str) -> AtDesk:
    """The officer, or a stranger where a route is for one, at the guide whose disk is full."""
    is_inside = not rule.startswith(("/studio/sign-in", "/studio/join", "/studio/r/")) or "/again" in rule
    someone = house.world.one.people["officer"]
    phone = Phone(app, app.response_class)
    if is_inside:
        phone.set_cookie("desk", someone.cookie, domain=HOST)
    page = phone.get("/studio/" if is_inside else "/studio/sign-in").text
    return AtDesk(phone, someone.person if is_inside else 0, someone.cookie, TOKEN.search(page).group(1))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("full"))
    yield made
    made.sessions.engine.dispose()


@pytest.fixture(scope="module")
def full(house):
    """The same house on a disk of which more must stay free than it has."""
    config = replace(house.backends.config, free_mb_min=PETABYTES_MB)
    return create_app(replace(house.backends, config=config))
