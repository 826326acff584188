"""Every address of the visitor's pages answers, sets no cookie, and refuses what it does not take."""

import re

import pytest

from tests.faces.markup import addresses
from tourism.web.security import Policy

FOREIGN = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
OURS = "http://guide.test"


def routes(app):
    """The rules of the visitor's pages."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("visitor.")]


def paths(app, hamlet) -> dict[str, str]:
    """An address for every rule; a rule that nobody gave an example fails the test."""
    blob = next(path.stem for path in hamlet.village.backends.blobs.root.rglob("*.svg"))
    slugs = {"/sites/": "dinh-van-la", "/tours/": "mot-ngay", "/communes/": "hong-van"}
    found = {}
    for rule in routes(app):
        ids = {"/sites/": hamlet.site.id, "/tours/": hamlet.tour, "/wifi/": hamlet.wifi}
        slug = next((slug for part, slug in slugs.items() if part in rule.rule), "")
        values = {
            "language": "vi",
            "public_id": next((value for part, value in ids.items() if part in rule.rule), ""),
            "slug": slug,
            "code": hamlet.site.sign,
            "number": "2",
            "name": blob,
            "kind": "nearby",
        }
        found[rule.rule] = re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda part: values[part.group(1)], rule.rule)  # noqa: B023
    return found


def test_every_page_answers(standing_app, standing, reader):
    answers = {rule: reader.get(path).status_code for rule, path in paths(standing_app, standing).items()}

    assert len(answers) > 15
    assert {rule: status for rule, status in answers.items() if status >= 400} == {}


def test_every_page_declares_its_policy(app):
    silent = [
        rule.rule
        for rule in routes(app)
        if not isinstance(getattr(app.view_functions[rule.endpoint], "policy", None), Policy)
    ]

    assert silent == []


def test_a_head_request_is_the_page_without_its_body(standing_app, standing, reader):
    for rule, path in paths(standing_app, standing).items():
        got, head = reader.get(path), reader.head(path)

        assert (head.status_code, head.data) == (got.status_code, b""), rule
        assert head.headers.get("Content-Type") == got.headers.get("Content-Type"), rule
        if got.status_code == 200:
            assert head.headers["Content-Length"] == str(len(got.data)), rule


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"])
def test_no_page_takes_another_method(method, standing_app, standing, reader):
    for rule, path in paths(standing_app, standing).items():
        answer = reader.open(path, method=method)

        assert answer.status_code == 405, rule
        assert {"GET", "HEAD"} <= set(re.split(r",\s*", answer.headers["Allow"])), rule
        assert "Traceback" not in answer.text, rule


def test_no_answer_sets_a_cookie_even_for_a_phone_that_sends_one(standing_app, standing, reader):
    for path in (
        *paths(standing_app, standing).values(),
        "/q/WRONG",
        "/nowhere",
        "/de/",
        "/static/x/none.css",
        "/media/x",
    ):
        for method in ("GET", "POST"):
            answer = reader.open(path, method=method, headers={"Cookie": "session=x; other=y"})

            assert "Set-Cookie" not in answer.headers, path
            assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_no_page_names_another_host(standing_app, standing, reader):
    for path in (*paths(standing_app, standing).values(), "/q/WRONG", "/nowhere"):
        answer = reader.get(path)
        if answer.mimetype != "text/html" or answer.status_code in (301, 302, 308):
            continue
        foreign = [each for each in addresses(answer.text) if FOREIGN.match(each) and not each.startswith(f"{OURS}/")]

        assert foreign == [], path


def test_every_link_of_every_page_leads_to_a_page(standing_app, standing, reader):
    waiting, seen, dead = ["/vi/"], {"/vi/"}, []
    while waiting:
        path = waiting.pop()
        answer = reader.get(path)
        if answer.status_code >= 400:
            dead.append((path, answer.status_code))
        if answer.mimetype != "text/html":
            continue
        for found in addresses(answer.text):
            target = found.removeprefix(OURS).partition("#")[0]
            if target.startswith("/") and target not in seen and not target.startswith("/api/"):
                seen.add(target)
                waiting.append(target)

    assert dead == []
    assert len(seen) > 60
