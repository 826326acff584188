"""Languages by the name that the desk's own language has for them."""

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale

from tourism.language import catalog
from tourism.web.studio.desk import blueprint


@blueprint.app_template_filter("language_name")
def language_name(tag: str) -> str:
    """`ko` -> Tiếng Hàn; the tag itself for a language that Babel does not know."""
    try:
        name = Locale.parse(catalog(tag)).get_display_name(get_locale()) or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
