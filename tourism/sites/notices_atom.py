"""Closures as an Atom feed (RFC 4287). Pure."""

from tourism.markup import element
from tourism.sites.notices import Notice, Notices, written

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(news: Notices) -> bytes:
    """The feed as UTF-8; the same values give the same bytes."""
    head = [
        element("id", news.id),
        element("title", news.title),
        element("updated", written(news.changed)),
        element("author", inside=[element("name", news.author)]),
        element("link", rel="self", type=MEDIA_TYPE, hreflang=news.language, href=news.atom),
        element("link", rel="alternate", type="text/html", hreflang=news.language, href=news.page),
        element("link", rel="alternate", type="application/feed+json", hreflang=news.language, href=news.json),
    ]
    lines = [f"\n{each}" for each in (*head, *(_entry(each, news.language) for each in news.entries))]
    root = element("feed", inside=[*lines, "\n"], **{"xmlns": NAMESPACE, "xml:lang": news.language})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()


def _entry(notice: Notice, language: str) -> str:
    inside = [
        element("id", notice.id),
        element("title", notice.title),
        element("published", written(notice.made)),
        element("updated", written(notice.changed)),
        element("link", rel="alternate", type="text/html", hreflang=language, href=notice.page),
        # Plain text: what people wrote is never read as markup.
        element("content", notice.text, type="text"),
    ]
    return element("entry", inside=[*(f"\n{each}" for each in inside), "\n"])
