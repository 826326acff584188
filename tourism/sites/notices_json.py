"""Closures as a JSON Feed 1.1. Pure."""

import json
from typing import Any

from tourism.sites.notices import Notice, Notices, written

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def feed(news: Notices) -> bytes:
    """The feed as UTF-8; the same values give the same bytes."""
    body = {
        "version": VERSION,
        "title": news.title,
        "home_page_url": news.page,
        "feed_url": news.json,
        "language": news.language,
        "authors": [{"name": news.author, "url": news.page}],
        "items": [_item(each, news) for each in news.entries],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def _item(notice: Notice, news: Notices) -> dict[str, Any]:
    return {
        "id": notice.id,
        "url": notice.page,
        "title": notice.title,
        "content_text": notice.text,
        "date_published": written(notice.made),
        "date_modified": written(notice.changed),
        "language": news.language,
        # What programs need of it; the standard leaves names that begin with _ to whoever writes a feed.
        "_closure": {
            "about": news.about,
            "site": notice.site,
            "begins": notice.begins.isoformat(),
            "ends": notice.ends.isoformat() if notice.ends else None,
            "withdrawn": written(notice.withdrawn) if notice.withdrawn else None,
        },
    }
