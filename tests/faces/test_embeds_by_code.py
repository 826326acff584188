"""What a company embeds by its code: framed by its own sites alone, kept by nobody, over at the next request."""

import re

import pytest

from tests.builders import words
from tests.conftest import HOST, Phone
from tests.faces.markup import elements, words_of
from tests.faces.test_embeds import snippets
from tourism.app import create_app
from tourism.staff import granting
from tourism.staff.granting import Granted

BASE = f"http://{HOST}"
BUILDER = "/en/communes/hong-van/embed"
TAGS = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
SITES = "www.sen.example\nhttp://localhost:8080"
FRAMERS = "frame-ancestors 'self' https://www.sen.example http://localhost:8080"
# Codes that are nobody's: of another sort, too long, wrong by one, and what wants to be a header or a query.
NOBODYS = ("AAAAAAAA", "7K3Q2M5P", "x", "0", "-", "%00", "*", "'self'", "a" * 3000, "%0d%0aX-Y:1", "%ff%fe", "';--",
           "https://evil.example", "\u0661" * 8, "lq_secret")  # fmt: skip


def test_only_the_company_s_sites_may_frame_it_and_the_guide_s_own_builder(sen, hamlet, visitor):
    for path in embeds(hamlet):
        for query in ("", "&lang=en", "&lang=vi&theme=dark&compact=1", "&dnt=1"):
            for method, more in (("GET", {}), ("HEAD", {}), ("GET", {"Accept-Encoding": "gzip"})):
                answer = visitor.open(f"{path}?p={sen.code}{query}", method=method, headers=more)

                assert answer.status_code == 200, (path, query)
                assert answer.headers["Content-Security-Policy"].endswith(FRAMERS), (path, query)
                assert "X-Frame-Options" not in answer.headers
                assert answer.headers["Cache-Control"] == "private, no-store"
                assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert visitor.get(path).headers["Content-Security-Policy"].endswith("frame-ancestors *")


def test_what_is_known_already_still_says_who_may_frame_it(sen, hamlet, visitor):
    for path in embeds(hamlet):
        first = visitor.get(f"{path}?p={sen.code}&lang=vi")
        again = visitor.get(f"{path}?p={sen.code}&lang=vi", headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Content-Security-Policy"].endswith(FRAMERS)
        assert again.headers["Cache-Control"] == "private, no-store"


def test_a_key_without_sites_may_be_framed_by_nobody_but_the_guide(partner_of, hamlet, visitor):
    code = partner_of(hamlet.commune, "").code

    answer = visitor.get(f"/embed/tours/{hamlet.tour}?p={code}")

    assert answer.headers["Content-Security-Policy"].endswith("; frame-ancestors 'self'")


def test_sites_that_change_count_from_the_next_request_on(sen, hamlet, visitor, backends):
    path = f"/embed/tours/{hamlet.tour}?p={sen.code}"
    before = visitor.get(path)
    with backends.sessions.writing() as session:
        granting.allow(session, sen.id, "https://other.example")

    for headers in ({}, {"If-None-Match": before.headers["ETag"]}):
        policy = visitor.get(path, headers=headers).headers["Content-Security-Policy"]
        assert policy.endswith("frame-ancestors 'self' https://other.example")


def test_the_code_comes_along_within_the_frame_however_it_was_spelled(sen, hamlet, visitor):
    spelled = f"{sen.code[:4]}-{sen.code[4:]}".lower()
    for path, count in ((f"/embed/tours/{hamlet.tour}?", 5), (f"/embed/tours/{hamlet.tour}?start=2&", 3)):
        text = visitor.get(f"{path}lang=vi&theme=dark&p={spelled}&dnt=1").text
        within = [each["href"] for each in elements(text, "a") if "data-within" in each]

        assert len(within) >= count - 1
        assert all(f"&p={sen.code}&dnt=1" in each for each in within), within
        (told,) = elements(text, "link", type="application/json+oembed")
        assert sen.code in told["href"]


@pytest.mark.parametrize("code", NOBODYS)
def test_a_code_that_is_nobody_s_leads_to_a_calm_page_that_everybody_may_frame(code, hamlet, visitor):
    for path in embeds(hamlet):
        answer = visitor.get(f"{path}?p={code}&lang=en&theme=dark")

        assert answer.status_code == 404, path
        is_calm(answer, "the guide does not know", "/en/")


def test_an_empty_code_is_none(hamlet, visitor):
    for blank in ("", "%20", "+"):
        answer = visitor.get(f"/embed/tours/{hamlet.tour}?p={blank}")

        assert answer.status_code == 200
        assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")


@pytest.mark.parametrize("way", ["taken back", "run out"])
def test_a_key_that_ended_shows_nothing_from_the_next_request_on(way, partner_of, hamlet, visitor, backends, clock):
    sen, other = (partner_of(hamlet.commune, SITES, days=30) for _ in range(2))
    paths = [f"{path}?p={sen.code}&lang=en" for path in embeds(hamlet)]
    tags = {path: visitor.get(path).headers["ETag"] for path in paths}

    end(way, sen, backends, clock)

    for path in paths:
        for headers in ({}, {"If-None-Match": tags[path]}, {"If-None-Match": "*"}, {"Accept-Encoding": "br"}):
            answer = visitor.get(path, headers=headers)
            assert answer.status_code == 403, path
            is_calm(answer, "does not show the guide here", "/en/")
        head = visitor.head(path)
        assert (head.status_code, head.data) == (403, b"")
        assert visitor.get(path.replace(f"p={sen.code}&", "")).status_code == 200
    still = visitor.get(f"{embeds(hamlet)[0]}?p={other.code}")
    assert still.status_code == (200 if way == "taken back" else 403)


def test_what_one_worker_takes_back_all_others_refuse_at_once(sen, hamlet, backends, clock):
    """Each worker has pages and a memo of its own; none of them remembers a key."""
    workers = [Phone(app, app.response_class) for app in (create_app(backends) for _ in range(3))]
    path, secret = f"/embed/tours/{hamlet.tour}?p={sen.code}", {"Authorization": f"Bearer {sen.secret}"}
    for worker in workers:
        for _ in range(2):
            assert worker.get(path).status_code == 200
            assert worker.get(f"/embed/tours/{hamlet.tour}?lang=vi").status_code == 200
            assert worker.get("/api/v1/tours", headers=secret).status_code == 200

    end("taken back", sen, backends, clock)

    assert [worker.get(path).status_code for worker in workers] == [403] * 3
    assert [worker.get("/api/v1/tours", headers=secret).status_code for worker in workers] == [401] * 3
    assert [worker.get(f"/embed/tours/{hamlet.tour}?lang=vi").status_code for worker in workers] == [200] * 3


def test_nothing_asked_by_a_code_is_kept_in_front(sen, hamlet, visitor):
    layer = visitor.application.wsgi_app.inner.inner
    for path in embeds(hamlet):
        for query in ("", f"?p={sen.code}", f"?lang=vi&p={sen.code}", f"?p={sen.code}&lang=vi&dnt=1", "?lang=vi"):
            visitor.get(path + query)

    assert {query for _, query, _, _ in layer.pages} == {"", "lang=vi"}


def test_wordpress_wish_not_to_be_counted_is_kept_as_a_page_of_its_own(hamlet, visitor):
    layer = visitor.application.wsgi_app.inner.inner
    path = f"/embed/tours/{hamlet.tour}"
    plain = [visitor.get(f"{path}?lang=vi").text for _ in range(2)]
    wished = [visitor.get(f"{path}?lang=vi&dnt=1").text for _ in range(2)]

    assert {query for _, query, _, _ in layer.pages} == {"lang=vi", "lang=vi&dnt=1"}
    assert plain[0] == plain[1]
    assert wished[0] == wished[1] != plain[0]
    assert "dnt" not in plain[0]


def test_a_code_shows_what_is_its_commune_s_and_nothing_else(partner_of, hamlet, visitor, village):
    elsewhere = village.commune("xa-khac")
    code = partner_of(elsewhere, SITES).code
    own = village.site(elsewhere, "den-tho", told={"vi": words("Đền thờ", "den-tho")})[1]

    assert visitor.get(f"/embed/sites/{own}?p={code}").status_code == 200
    for path in embeds(hamlet):
        answer = visitor.get(f"{path}?p={code}&lang=en")
        assert answer.status_code == 404
        assert answer.headers["Content-Security-Policy"].endswith(FRAMERS)
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_pasted_address_keeps_its_code_as_long_as_the_key_opens(sen, hamlet, visitor, backends, clock):
    for path in embeds(hamlet):
        address = f"{BASE}{path}?lang=vi&p={sen.code}"
        for form in ("json", "xml"):
            answer = oembed(visitor, address, format=form)
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert f"p={sen.code}" in answer.text
        (frame,) = elements(oembed(visitor, address, dnt="1").json["html"], "iframe")
        assert frame["src"] == f"{address}&dnt=1"
        assert oembed(visitor, f"{BASE}{path}?p=AAAAAAAA").status_code == 404
    end("taken back", sen, backends, clock)

    for path in embeds(hamlet):
        answer = oembed(visitor, f"{BASE}{path}?lang=vi&p={sen.code}")
        assert (answer.status_code, answer.json["reason"]) == (403, "key-ended")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_pasted_address_of_another_commune_s_is_not_found_by_a_code(partner_of, hamlet, visitor, village):
    code = partner_of(village.commune("xa-khac"), SITES).code

    for path in embeds(hamlet):
        assert oembed(visitor, f"{BASE}{path}?p={code}").status_code == 404


def test_the_builder_puts_a_right_code_into_everything_that_is_copied(sen, hamlet, visitor):
    answer = visitor.get(f"{BUILDER}?what={hamlet.tour}&theme=dark&p={sen.code.lower()}")
    element, frame, address, link = snippets(answer.text)
    told = words_of(answer.text)

    asked = f"{BASE}/embed/tours/{hamlet.tour}?lang=en&theme=dark&p={sen.code}"
    assert elements(frame, "iframe")[0]["src"] == address == asked
    assert elements(element, "loi-que-tour")[0]["partner"] == sen.code
    assert "p" not in elements(element, "loi-que-tour")[0]
    assert sen.code not in link
    assert elements(answer.text, "iframe")[0]["src"] == f"{asked}&dnt=1"
    assert "Lữ hành Sen: shown only on www.sen.example, http://localhost:8080" in told
    assert "Your company's code" in told
    assert answer.headers["Cache-Control"] == "private, no-store"
    plain = visitor.get(f"{BUILDER}?what={hamlet.tour}&p={sen.code}")
    assert snippets(plain.text)[2] == f"{BASE}/embed/tours/{hamlet.tour}?lang=en&p={sen.code}"


def test_the_builder_says_kindly_why_a_code_is_not_used(partner_of, sen, hamlet, visitor, backends, clock):
    elsewhere = partner_of(hamlet.village.commune("xa-khac"), SITES)
    nowhere = partner_of(hamlet.commune, "")
    assert "no site may show it yet" in words_of(visitor.get(f"{BUILDER}?p={nowhere.code}").text)
    end("taken back", sen, backends, clock)

    for code, why in (
        (sen.code, "This code is over"),
        ("AAAAAAAA", "The guide knows no such code"),
        ("<b>'\"", "The guide knows no such code"),
        (elsewhere.code, "This code is for another commune"),
    ):
        answer = visitor.get(BUILDER, query_string={"what": hamlet.tour, "p": code})
        assert answer.status_code == 200
        assert why in words_of(answer.text)
        assert "Lữ hành Sen" not in answer.text
        assert not any("p=" in each.partition("?")[2] for each in snippets(answer.text))
        assert elements(answer.text, "input", id="p")[0]["value"] == code
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_builder_folds_the_code_away_from_those_who_have_none(hamlet, visitor):
    assert "open" not in elements(visitor.get(BUILDER).text, "details")[0]
    assert "open" in elements(visitor.get(f"{BUILDER}?p=x").text, "details")[0]


def test_the_calm_pages_speak_every_language(sen, hamlet, visitor, backends, clock):
    end("taken back", sen, backends, clock)
    for code in (sen.code, "AAAAAAAA"):
        said = {}
        for tag in TAGS:
            answer = visitor.get(f"/embed/tours/{hamlet.tour}?p={code}&lang={tag}")
            said[tag] = words_of(answer.text[answer.text.index("<h1") : answer.text.index("</h1>")])
            assert elements(answer.text, "html")[0]["lang"] == tag

        assert len(set(said.values())) == len(TAGS), said


def is_calm(answer, sentence: str, home: str) -> None:
    """A page that holds nothing but a sentence and a way to the guide."""
    assert sentence in words_of(answer.text)
    assert answer.headers["Content-Security-Policy"].endswith("; frame-ancestors *")
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert [each["href"] for each in elements(answer.text, "a")] == [home]
    assert not re.search(r"<(?:form|audio|iframe)", answer.text)
    assert "Đình Vân La" not in answer.text


def oembed(visitor, address, **asked):
    return visitor.get("/oembed", query_string={"url": address, **asked})


def embeds(hamlet) -> tuple[str, ...]:
    """A tour and a place."""
    return f"/embed/tours/{hamlet.tour}", f"/embed/sites/{hamlet.site.id}"


def end(way, sen, backends, clock) -> None:
    """Ends a key of thirty days in one of the two ways."""
    if way == "run out":
        clock.forward(days=30)
        return
    with backends.sessions.writing() as session:
        granting.revoke(session, sen.id, clock())


@pytest.fixture
def partner_of(backends, clock):
    """Gives a company a key of a commune, with these sites."""

    def give(commune: int, sites: str, days: int | None = None) -> Granted:
        with backends.sessions.writing() as session:
            return granting.grant(session, commune, "Lữ hành Sen", days=days, by="x", now=clock(), sites=sites)

    return give


@pytest.fixture
def sen(partner_of, hamlet) -> Granted:
    """A company of the hamlet, with two sites."""
    return partner_of(hamlet.commune, SITES)
