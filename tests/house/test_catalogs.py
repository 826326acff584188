"""The interface speaks every language whole: no catalog lags behind the code."""

import html
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.house.source import ROOT, TRANSLATIONS
from tourism import language
from tourism.config import Config

LOCALES = ("vi", "en", "zh_Hans", "ko", "zh_Hant", "ja", "fr")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")


def test_every_page_language_has_a_catalog():
    assert {language.catalog(tag) for tag in Config().page_languages} == set(LOCALES)


def test_the_code_asks_for_words():
    assert extracted()


def test_the_template_of_catalogs_is_the_code_s():
    assert ids(read(TRANSLATIONS / "messages.pot")) == extracted()


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_the_code_says_is_missing(locale):
    catalog = of(locale)

    assert extracted() - ids(catalog) == set()
    assert ids(catalog) - extracted() == set(), "no longer said by the code"


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_untranslated_or_doubtful(locale):
    assert [message.id for message in messages(locale) if message.fuzzy or not all(translations(message))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_plurals_have_as_many_forms_as_the_language(locale):
    catalog = of(locale)
    plural = [message for message in messages(locale) if message.pluralizable]
    uneven = [message.id for message in plural if len(translations(message)) != catalog.num_plurals]

    assert uneven == []


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_survive_translation(locale):
    told = [(message, text) for message in messages(locale) for text in translations(message)]
    differing = [(message.id, text) for message, text in told if not agree(message, text)]

    assert differing == []


@pytest.mark.parametrize("locale", LOCALES)
def test_translators_write_words_not_markup(locale):
    texts = [text for message in messages(locale) for text in translations(message)]

    assert [text for text in texts if MARKUP.search(text) or html.unescape(text) != text] == []


def agree(message: Message, text: str) -> bool:
    """Whether a translation fills in what the original does; a form for one may leave the number out."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = [placeholders(each) for each in originals]
    mine = placeholders(text)
    if message.pluralizable:
        return mine <= set.union(*wanted) and mine >= set.intersection(*wanted)
    return mine == wanted[0]


def placeholders(text: str) -> set[str]:
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}


def translations(message: Message) -> tuple[str, ...]:
    """One text, or one for each plural form; "" where there is none."""
    told = message.string or ""
    return (told,) if isinstance(told, str) else tuple(told)


def messages(locale: str) -> Iterator[Message]:
    return (message for message in of(locale) if message.id)


@cache
def of(locale: str) -> Catalog:
    return read(TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def ids(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalog if message.id}


@cache
def extracted() -> set[tuple[object, str | None]]:
    """What the code asks for, as the catalogs' own tool finds it with the mappings of pyproject.toml."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    found = extract_from_dir(
        ROOT,
        method_map=[(each["pattern"], each["method"]) for each in mappings],
        options_map={each["pattern"]: each.get("options", {}) for each in mappings},
        keywords={**DEFAULT_KEYWORDS, "lazy_gettext": None},
        directory_filter=lambda folder: "/." not in str(folder) and "node_modules" not in str(folder),
    )
    return {(message, context) for _, _, message, _, context in found}
