"""A partner's own counts, for its own programs: who sends the key sees what that key's embeds were seen and heard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps

import orjson
from flask import Response, request

from tourism import commas
from tourism.errors import Invalid
from tourism.staff.keys import Partner
from tourism.visits import queries as visits
from tourism.visits.queries import Counted
from tourism.visits.telling import LEAST, Span, month_before, total
from tourism.web import keyed
from tourism.web.answers import JSON, Body, kept_nowhere
from tourism.web.api.routes import blueprint
from tourism.web.query import Query, query_of
from tourism.web.request import reading, today
from tourism.web.security import Policy, declared

CSV = "text/csv; charset=utf-8"
NAMES = ("from", "to", "subject")
COLUMNS = ("subject", "language", "event", "from", "to", "number")
FEW = f"<{LEAST}"
DAYS_MAX = 1_100


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that a partner asks about, and what is told of them."""

    first: date
    last: date
    counted: tuple[Counted, ...]


View = Callable[[Asked], Response]


def _mine(rule: str) -> Callable[[View], View]:
    """An address that answers a partner about itself; nobody in between keeps the answer, no other site reads it."""

    def mark(view: View) -> View:
        @wraps(view)
        def answered() -> Response:
            return kept_nowhere(view(_asked(keyed.partner(), query_of(request.query_string, NAMES))))

        blueprint.add_url_rule(rule, view_func=declared(Policy("partner"))(answered))
        return view

    return mark


@_mine("/partner/counts")
def counts(asked: Asked) -> Response:
    """By thing, language and event: the sum, and its spans of days."""
    body = {
        "from": asked.first,
        "to": asked.last,
        "items": [_item(each) for each in asked.counted],
    }
    return Response(orjson.dumps(body), content_type=JSON)


@_mine("/partner/counts.csv")
def counts_table(asked: Asked) -> Response:
    """The same as CSV, one row a span."""
    rows = [
        (each.subject, each.language, each.event, span.first.isoformat(), span.last.isoformat(), _said(span))
        for each in asked.counted
        for span in each.spans
    ]
    answer = Response(commas.written([COLUMNS, *rows]), content_type=CSV)
    answer.headers["Content-Disposition"] = 'attachment; filename="counts.csv"'
    return answer


def _asked(partner: Partner, query: Query) -> Asked:
    """Without days of its own: the last month and what has passed of this one."""
    day = today()
    last = query.day("to", day)
    first = query.day("from", month_before(last, 1))
    if not first <= last < first + timedelta(days=DAYS_MAX):
        raise Invalid("bad-parameter", parameter="to", form=f"from {first} on, {DAYS_MAX} days at most")
    with reading() as session:
        counted = visits.counts(session, partner.key, first, last, day, query.code("subject"))
    return Asked(first, last, counted)


def _item(counted: Counted) -> Body:
    spans = [
        {"from": each.first, "to": each.last, "number": each.number, "told": str(_said(each))} for each in counted.spans
    ]
    return {
        "subject": counted.subject,
        "language": counted.language,
        "event": counted.event,
        "at_least": total(counted.spans),
        "spans": spans,
    }


def _said(span: Span) -> int | str:
    return FEW if span.number is None else span.number
