"""Languages by the name their speakers give them."""

from babel import Locale, UnknownLocaleError

from tourism.language import catalog

# Babel's own are right but long for the two scripts of Chinese.
_SHORT = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


def endonym(tag: str) -> str:
    """`ko` -> 한국어; the tag itself for a language that Babel does not know."""
    if tag in _SHORT:
        return _SHORT[tag]
    try:
        name = Locale.parse(catalog(tag)).display_name or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
