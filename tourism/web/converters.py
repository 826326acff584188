"""Parts of addresses."""

from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

_OURS = frozenset({"api", "media", "static", "signs", "cards", "wifi"})


class LanguageTag(BaseConverter):
    """A first part that looks like a language, ours or not."""

    regex = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}"

    def to_python(self, value: str) -> str:
        """Refuses names that stand for something else."""
        if value in _OURS:
            raise ValidationError
        return value


class PublicId(BaseConverter):
    """An opaque id; the check character is the query's to judge."""

    regex = r"[0-9A-Za-z]{8}"


class Slug(BaseConverter):
    """A name in lower case and hyphens; anything else leads nowhere, and never to the database."""

    regex = r"[a-z0-9][a-z0-9-]{0,79}"


class Number(IntegerConverter):
    """A number that fits into a column of any database; a longer one leads nowhere, and never to an error there."""

    def __init__(self, url_map: Map, *, max: int = 2_147_483_647) -> None:  # noqa: A002 (Werkzeug's own name)
        super().__init__(url_map, max=max)
