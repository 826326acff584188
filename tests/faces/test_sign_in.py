"""The door of the desk: who comes in, for how long, and what nobody gets past."""

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.conftest import HOST, Phone
from tests.desk import TOKEN
from tests.guessing import watched
from tests.joining import CODES, KEY, PASSWORD, SECRET, Someone, accept, joined, link_for
from tourism.app import create_app
from tourism.staff import actions, keyring, queries, sign_ins
from tourism.staff.model import Throttle
from tourism.web.studio.signin import passwords

PAGES = "/studio/account"
HOSTILE_WISHES = (
    "https://evil.test/studio/",
    "//evil.test/studio/",
    "/\\evil.test/studio/",
    "/studio/\\evil.test",
    "javascript:alert(1)",
    "/studio/\r\nSet-Cookie: a=b",
    "/studio@evil.test/",
    "\thttps://evil.test",
)


def test_an_invitation_leads_to_the_desk_with_ten_codes_on_paper(hoa):
    assert hoa.login == "nguyen thi hoa"
    assert len(set(hoa.codes)) == 10
    assert hoa.is_in()


def test_the_sheet_is_shown_until_it_is_on_paper(hoa):
    assert CODES.findall(hoa.phone.get("/studio/account/codes").text) == hoa.codes

    hoa.post("/studio/account/codes/noted")

    assert CODES.findall(hoa.phone.get("/studio/account/codes").text) == []


def test_two_people_of_one_name_sign_in_by_two_names(app, backends, clock, hoa):
    assert joined(app, backends, clock).login == "nguyen thi hoa 2"


def test_an_invitation_opens_once(app, backends, clock, village):
    village.commune()
    path = link_for(backends)
    assert accept(browser(app, clock), path).status_code == 303

    again = browser(app, clock).phone.get(path)

    assert again.status_code == 404
    assert browser(app, clock).post(f"{path}/password", {"password": PASSWORD}).status_code == 404


def test_an_invitation_ends_after_a_day(app, backends, clock, village):
    village.commune()
    path = link_for(backends)
    clock.forward(hours=23, minutes=59)
    assert browser(app, clock).phone.get(path).status_code == 200
    clock.forward(minutes=1)
    assert browser(app, clock).phone.get(path).status_code == 404


def test_an_invitation_is_not_taken_without_a_code_that_fits(app, backends, clock, village):
    village.commune()
    path, someone = link_for(backends), browser(app, clock)
    page = someone.phone.get(f"{path}/password").text
    secret = page.split('name="secret" value="')[1].split('"')[0]
    sent = {"password": PASSWORD, "password-again": PASSWORD, "secret": secret, "code": "000000"}

    answer = someone.post(f"{path}/password", sent)

    assert answer.status_code == 422
    assert 'id="fault-code"' in answer.text
    assert someone.phone.get(path).status_code == 200


def test_password_and_code_open_the_page_that_was_wanted(hoa):
    hoa.sign_out()
    led = hoa.phone.get("/studio/account/codes")
    assert (led.status_code, led.headers["Location"]) == (303, "/studio/sign-in?then=/studio/account/codes")

    answer = hoa.sign_in(then="/studio/account/codes")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/studio/account/codes")
    assert hoa.is_in()


def test_the_password_alone_opens_nothing(hoa):
    hoa.sign_out()
    answer = hoa.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})
    assert answer.headers["Location"] == "/studio/sign-in/code"

    assert not hoa.is_in()
    assert hoa.post("/studio/sign-in/code", {"code": "000000"}).status_code == 422
    assert not hoa.is_in()


def test_a_wrong_name_and_a_wrong_password_are_told_alike(hoa):
    hoa.sign_out()
    for login, password in (("nguyen thi hoa", "sai rồi sai rồi"), ("khong co ai", PASSWORD), ("", "")):
        answer = hoa.post("/studio/sign-in", {"login": login, "password": password})

        assert answer.status_code == 422
        assert "Tên hoặc mật khẩu không đúng" in answer.text
        assert password not in answer.text or not password


def test_a_name_nobody_has_takes_as_long_as_a_real_one(hoa):
    hoa.sign_out()
    with watched() as evaluated:
        hoa.post("/studio/sign-in", {"login": "khong co ai", "password": PASSWORD})
        assert len(evaluated) == 1

        hoa.post("/studio/sign-in", {"login": hoa.login, "password": "sai rồi sai rồi"})
        assert len(evaluated) == 2
    assert {each.split("$")[3] for each in evaluated} == {"m=19456,t=2,p=1"}


def test_every_step_up_has_a_new_cookie(hoa, clock):
    first = hoa.cookie()
    hoa.sign_out()
    hoa.phone.set_cookie("desk", "made-up-by-somebody-else", domain=HOST)
    hoa.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})
    half_way = hoa.cookie()
    clock.forward(seconds=30)
    hoa.post("/studio/sign-in/code", {"code": hoa.code()})
    signed_in = hoa.cookie()
    clock.forward(minutes=11)
    hoa.post("/studio/sign-in/again", {"password": PASSWORD, "code": hoa.code(), "then": PAGES})
    proved = hoa.cookie()

    assert len({first, "made-up-by-somebody-else", half_way, signed_in, proved}) == 5
    for old in (first, half_way, signed_in):
        assert not holding(hoa, old)
    assert holding(hoa, proved)


def test_the_cookie_is_kept_from_scripts_and_other_sites(hoa):
    hoa.sign_out()
    set_cookies = hoa.sign_in().headers.getlist("Set-Cookie")

    assert sorted(each.split("=")[0] for each in set_cookies) == ["desk", "desk-knows"]
    for each in set_cookies:
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each
        assert "Path=/" in each


def test_a_cookie_opens_nothing_after_signing_out(hoa):
    cookie = hoa.cookie()
    answer = hoa.sign_out()

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert hoa.cookie() == ""
    assert not holding(hoa, cookie)


def test_an_hour_without_work_ends_the_sign_in(hoa, clock):
    clock.forward(minutes=59)
    assert hoa.is_in()
    clock.forward(minutes=59)
    assert hoa.is_in()
    clock.forward(minutes=61)
    assert not hoa.is_in()


def test_twelve_hours_end_the_sign_in_however_busy(hoa, clock):
    for _ in range(23):
        clock.forward(minutes=30)
        assert hoa.is_in()
    clock.forward(minutes=31)
    assert not hoa.is_in()


def test_looking_at_pages_notes_the_device_once_a_minute(hoa, backends, clock):
    clock.forward(seconds=90)
    hoa.phone.get(PAGES)
    noted = seen(backends, hoa)
    clock.forward(seconds=50)
    hoa.phone.get(PAGES)
    assert seen(backends, hoa) == noted
    clock.forward(seconds=10)
    hoa.phone.get(PAGES)
    assert seen(backends, hoa) == noted + timedelta(seconds=60)


def test_a_device_that_was_signed_out_from_afar_is_out(app, hoa, clock):
    tablet = Someone(Phone(app, app.response_class), clock, login=hoa.login, key=hoa.key)
    tablet.sign_in()
    assert tablet.is_in()

    hoa.post("/studio/account/devices/end")

    assert hoa.is_in()
    assert not tablet.is_in()


def test_nobody_signs_out_the_devices_of_others(app, backends, clock, hoa):
    other = joined(app, backends, clock, name="Trần Văn Bình")
    with backends.sessions.reading() as session:
        row = sign_ins.devices(session, 1, clock())[0].row

    assert other.post(f"/studio/account/devices/{row}/end").status_code == 404
    assert hoa.is_in()


def test_who_has_left_has_no_right_at_the_next_request(backends, clock, hoa):
    with backends.sessions.writing() as session:
        actions.leave(session, 1, clock())

    assert not hoa.is_in()
    assert hoa.sign_in().status_code == 422


def test_no_wish_leads_out_of_the_desk(hoa):
    for then in HOSTILE_WISHES:
        assert hoa.phone.get("/studio/sign-in", query_string={"then": then}).headers["Location"] == "/studio/"
        hoa.sign_out()

        answer = hoa.sign_in(then=then)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/studio/"), then


def test_a_code_of_the_app_opens_once(app, hoa, clock):
    hoa.sign_out()
    hoa.sign_in()
    thief = Someone(Phone(app, app.response_class), clock, login=hoa.login)
    thief.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})

    assert thief.post("/studio/sign-in/code", {"code": hoa.code()}).status_code == 422
    assert not thief.is_in()


def test_a_phone_s_clock_may_be_off_by_one_step(hoa, clock):
    for seconds, status in ((-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)):
        hoa.sign_out()
        clock.forward(minutes=5)
        hoa.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})
        clock.forward(seconds=seconds)
        shown = hoa.code()
        clock.forward(seconds=-seconds)

        assert hoa.post("/studio/sign-in/code", {"code": shown}).status_code == status, seconds


def test_a_code_of_the_sheet_opens_once_however_it_is_typed(hoa):
    hoa.sign_out()
    typed = hoa.codes[0].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    sent = {"login": "Nguyễn Thị HOA", "password": PASSWORD, "code": typed}
    assert hoa.post("/studio/sign-in/sheet", sent).status_code == 303
    assert "9 mã" in hoa.phone.get(PAGES).text
    hoa.sign_out()

    assert hoa.post("/studio/sign-in/sheet", sent).status_code == 422
    assert hoa.post("/studio/sign-in/sheet", {**sent, "code": hoa.codes[1]}).status_code == 303


def test_a_code_of_the_sheet_stands_in_for_the_app_and_signs_other_devices_out(app, hoa, clock):
    tablet = Someone(Phone(app, app.response_class), clock, login=hoa.login)
    tablet.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})

    answer = tablet.post("/studio/sign-in/code", {"code": hoa.codes[3]})

    assert answer.headers["Location"] == "/studio/account?said=sheet"
    assert tablet.is_in()
    assert not hoa.is_in()


def test_the_sheet_does_not_replace_a_password(hoa):
    hoa.sign_out()
    assert hoa.post("/studio/sign-in/sheet", {"login": hoa.login, "code": hoa.codes[0]}).status_code == 422
    assert not hoa.is_in()
    sent = {"login": hoa.login, "code": hoa.codes[0], "password": PASSWORD}
    assert hoa.post("/studio/sign-in/sheet", sent).status_code == 303


@pytest.mark.parametrize(("made", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFKD", "NFKC")])
def test_a_vietnamese_password_fits_however_a_keyboard_composes_it(app, backends, clock, village, made, typed):
    village.commune()
    hoa = joined(app, backends, clock, password=unicodedata.normalize(made, PASSWORD))
    hoa.sign_out()

    assert hoa.sign_in(unicodedata.normalize(typed, PASSWORD)).status_code == 303
    assert hoa.is_in()


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("mười một ch", "short"),
        ("dài quá" * 19, "long"),
        ("NguyenThiHoa2026!", "easy"),
        ("hong van hong van", "easy"),
        ("matkhau123456", "easy"),
        ("aaaaaaaaaaaaaaaa", "easy"),
        ("123456789012345", "easy"),
        (PASSWORD, None),
        ("tôi hay đi chợ Tía", None),
        ("x9$kQ2vLr7!mZp", None),
    ],
)
def test_passwords_that_anybody_would_guess_are_refused(password, fault):
    assert passwords.fault(password, ("Nguyễn Thị Hoa", "Hồng Vân")) == fault


def test_a_password_hashed_with_yesterday_s_parameters_is_hashed_anew(backends, clock, hoa):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(passwords.normalised(PASSWORD))
    with backends.sessions.writing() as session:
        keyring.set_password(session, 1, weak)
    hoa.sign_out()
    hoa.sign_in()

    with backends.sessions.reading() as session:
        kept = queries.by_person(session, 1, clock()).password
    assert kept is not None
    assert "m=19456,t=2,p=1" in kept


def test_what_weighs_most_wants_a_proof_of_the_last_ten_minutes(hoa, clock):
    assert hoa.phone.get("/studio/people").status_code == 200
    clock.forward(minutes=11)
    led = hoa.phone.get("/studio/people")
    assert led.headers["Location"] == "/studio/sign-in/again?then=/studio/people"
    assert hoa.post("/studio/people/invite", {"name": "Ai đó", "role": "editor"}).status_code == 401

    assert hoa.post("/studio/sign-in/again", {"password": "sai", "code": hoa.code()}).status_code == 422
    sent = {"password": PASSWORD, "code": hoa.code(), "then": "/studio/people"}
    assert hoa.post("/studio/sign-in/again", sent).headers["Location"] == "/studio/people"

    assert hoa.phone.get("/studio/people").status_code == 200


def test_wrong_tries_of_today_are_told(app, hoa, clock):
    stranger = browser(app, clock)
    for _ in range(3):
        stranger.post("/studio/sign-in", {"login": hoa.login, "password": "sai rồi sai rồi"})

    assert "3 lần thử sai" in hoa.phone.get(PAGES).text


def test_after_five_wrong_tries_a_stranger_waits_and_the_known_device_does_not(app, hoa, clock):
    stranger = browser(app, clock)
    hoa.sign_out()
    answers = [stranger.post("/studio/sign-in", {"login": hoa.login, "password": f"sai rồi {n}"}) for n in range(6)]

    assert [each.status_code for each in answers] == [422] * 5 + [429]
    assert hoa.sign_in().status_code == 303


def test_the_officer_invites_for_their_own_commune_only(app, backends, clock, village, hoa):
    village.commune("vinh-hung")
    sent = {"name": "Lê Thị Mai", "role": "editor", "languages": ["en", "fr", "xx"], "commune": "vinh-hung"}
    assert hoa.post("/studio/people/invite", sent).headers["Location"] == "/studio/people/link"
    page = hoa.phone.get("/studio/people/link").text
    path = page.split(f"http://{HOST}")[1].split('"')[0]

    mai = browser(app, clock)
    assert accept(mai, path).status_code == 303
    with backends.sessions.reading() as session:
        found = sign_ins.actor(session, mai.cookie(), clock())
    assert (found.commune, found.role, found.languages) == (1, "editor", ("en", "fr"))


def test_nobody_invites_beyond_their_role(app, backends, clock, hoa):
    editor = joined(app, backends, clock, role="editor", name="Lê Thị Mai")

    assert hoa.post("/studio/people/invite", {"name": "Ai đó", "role": "admin"}).status_code == 403
    assert editor.phone.get("/studio/people").status_code == 403
    assert editor.post("/studio/people/invite", {"name": "Ai đó", "role": "contributor"}).status_code == 403


def test_the_province_invites_everywhere_and_belongs_nowhere(app, backends, clock, hoa):
    province = joined(app, backends, clock, role="admin", commune=None, name="Sở Du lịch")

    sent = {"name": "Lê Thị Mai", "role": "officer"}
    assert province.post("/studio/people/invite", sent).status_code == 422
    assert province.post("/studio/people/invite", {**sent, "commune": "hong-van"}).status_code == 303
    assert "Nguyễn Thị Hoa" in province.phone.get("/studio/people").text


def test_whom_the_officer_removes_is_out_at_once(app, backends, clock, hoa):
    editor = joined(app, backends, clock, role="editor", name="Lê Thị Mai")

    assert hoa.post("/studio/people/2/remove").status_code == 303

    assert not editor.is_in()
    assert "Lê Thị Mai" not in hoa.phone.get("/studio/people").text
    assert hoa.post("/studio/people/2/remove").status_code == 404


def test_people_of_other_communes_are_not_there(app, backends, clock, village, hoa):
    village.commune("vinh-hung")
    other = joined(app, backends, clock, commune=2, name="Trần Văn Bình")

    assert "Trần Văn Bình" not in hoa.phone.get("/studio/people").text
    assert hoa.post("/studio/people/2/remove").status_code == 404
    assert hoa.post("/studio/people/2/recover").status_code == 404
    assert other.is_in()


def test_a_link_back_replaces_every_way_in(app, backends, clock, hoa):
    mai = joined(app, backends, clock, role="editor", name="Lê Thị Mai")
    hoa.post("/studio/people/2/recover")
    path = hoa.phone.get("/studio/people/link").text.split(f"http://{HOST}")[1].split('"')[0]
    assert not mai.is_in()

    back = browser(app, clock)
    assert accept(back, path, "cua đồng nấu rau đay").status_code == 303

    assert back.login == mai.login
    assert back.is_in()
    assert mai.sign_in().status_code == 422
    sent = {"login": mai.login, "code": mai.codes[0], "password": PASSWORD}
    assert mai.post("/studio/sign-in/sheet", sent).status_code == 422


def test_names_may_hold_a_script_and_do_nothing(app, backends, clock, village):
    village.commune()
    path = link_for(backends, name="<script>alert(1)</script>")

    assert "<script>alert(1)" not in browser(app, clock).phone.get(path).text


def test_nonsense_instead_of_a_passkey_is_refused(app, backends, clock, village):
    village.commune()
    someone, path = browser(app, clock), link_for(backends)
    empty = '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}'
    full = empty.replace("{}", '{"clientDataJSON": "e30", "attestationObject": "AAAA"}')
    for page, target in (("/studio/sign-in", "/studio/sign-in/passkey"), (path, f"{path}/passkey")):
        for answer in ("", "{}", "[]", "null", '{"id": 7}', empty, full, "[" * 9000):
            challenge = someone.phone.get(page).text.split('name="challenge" value="')[1].split('"')[0]

            refused = someone.post(target, {"challenge": challenge, "credential": answer})

            assert refused.status_code == 400, answer
            assert "chưa được chấp nhận" in refused.text or "Không ai ở đây" in refused.text


def test_the_desk_speaks_english_to_whoever_chooses_it(app, backends, clock, village):
    village.commune()
    someone, path = browser(app, clock), link_for(backends)
    assert "Chào mừng" in someone.phone.get(path).text
    chosen = someone.phone.get(path, query_string={"speak": "en"})

    assert [each.split("=")[0] for each in chosen.headers.getlist("Set-Cookie")] == ["desk-speaks"]
    assert "Welcome" in someone.phone.get(path).text
    assert accept(someone, path).status_code == 303
    assert "Where you are signed in" in someone.phone.get(PAGES).text
    someone.post("/studio/account/language", {"speaks": "vi"})
    assert "Nơi anh chị đang đăng nhập" in someone.phone.get(PAGES).text


def test_visitors_pages_set_no_cookie_even_for_the_officer(hoa, clock):
    clock.forward(minutes=5)
    for path in ("/", "/vi/", "/vi/communes/hong-van", "/en/scan", "/healthz", "/api/v1/communes", "/vi/?speak=en"):
        answer = hoa.phone.get(path)

        assert "Set-Cookie" not in answer.headers, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_no_more_than_two_passwords_are_hashed_at_a_time(hoa, monkeypatch):
    monkeypatch.setattr(passwords._TURNS, "wait_seconds", 0.05)
    hoa.sign_out()
    with passwords._TURNS.one(), passwords._TURNS.one():
        answer = hoa.post("/studio/sign-in", {"login": hoa.login, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert hoa.sign_in().status_code == 303


@pytest.mark.parametrize(("proxies", "networks"), [(0, 1), (1, 3)])
def test_an_address_that_a_proxy_names_counts_only_where_there_is_one(backends, clock, village, proxies, networks):
    village.commune()
    behind = create_app(replace(backends, config=replace(backends.config, trusted_proxies=proxies)))
    for address in ("203.0.113.7", "198.51.100.7", "192.0.2.7"):
        sent = {"login": "khong co ai", "password": "sai rồi sai rồi"}
        browser(behind, clock).post("/studio/sign-in", sent, headers={"X-Forwarded-For": f"10.9.8.7, {address}"})

    with backends.sessions.reading() as session:
        counted = [key for key in session.scalars(select(Throttle.key)) if ":network:" in key]
    assert len(counted) == networks


def test_over_https_cookies_are_for_this_host_only(app, backends, clock, village):
    village.commune()
    config = replace(backends.config, public_base_url=f"https://{HOST}", environment="production")
    safe = create_app(replace(backends, config=config))
    someone = Someone(Phone(safe, safe.response_class), clock)
    path = link_for(backends)
    page = someone.phone.get(f"{path}/password", base_url=f"https://{HOST}")
    someone.key = KEY.search(page.text).group(1)
    sent = {
        "_token": TOKEN.search(page.text).group(1),
        "password": PASSWORD,
        "password-again": PASSWORD,
        "code": someone.code(),
        "secret": SECRET.search(page.text).group(1),
    }
    answer = someone.phone.post(f"{path}/password", data=sent, base_url=f"https://{HOST}")

    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(each.split("=")[0] for each in cookies) == ["__Host-desk", "__Host-desk-knows"]
    assert all("Secure" in each and "Path=/" in each and "Domain" not in each for each in cookies)


def browser(app, clock) -> Someone:
    """Somebody whom nobody knows."""
    return Someone(Phone(app, app.response_class), clock)


def holding(someone: Someone, cookie: str) -> bool:
    """Whether a cookie opens the desk from another browser."""
    other = Phone(someone.phone.application, someone.phone.response_wrapper)
    other.set_cookie("desk", cookie, domain=HOST)
    return other.get(PAGES).status_code == 200


def seen(backends, someone):
    with backends.sessions.reading() as session:
        return sign_ins.devices(session, 1, backends.clock())[0].seen


@pytest.fixture
def hoa(app, backends, clock, village) -> Someone:
    """The officer of Hồng Vân, who came in by a link with a password and an app."""
    village.commune()
    return joined(app, backends, clock)
