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
MAPPINGS = {"messages": "pyproject.toml", "studio": "translations/studio.toml"}
# The desk's words are said in English in the code and need no catalog for it.
CATALOGS = [*(("messages", locale) for locale in LOCALES), ("studio", "vi")]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>")


def test_every_page_language_has_a_catalog():
    assert {language.catalog(tag) for tag in Config().page_languages} == set(LOCALES)


@pytest.mark.parametrize("domain", MAPPINGS)
def test_the_code_asks_for_words(domain):
    assert extracted(domain)


@pytest.mark.parametrize("domain", MAPPINGS)
def test_the_template_of_catalogs_is_the_code_s(domain):
    assert ids(read(TRANSLATIONS / f"{domain}.pot")) == extracted(domain)


def test_visitors_and_the_desk_ask_different_catalogs():
    said = [message for message, _ in extracted("studio") if "desk" in str(message).lower()]

    assert said
    assert not {(message, None) for message in said} & extracted("messages")


def test_what_visitors_and_the_desk_both_say_is_said_the_same_way():
    visitors, desk = ({each.id: each.string for each in messages(domain, "vi")} for domain in MAPPINGS)

    assert {said: desk[said] for said in visitors.keys() & desk.keys() if desk[said] != visitors[said]} == {}


@pytest.mark.parametrize(("domain", "locale"), CATALOGS)
def test_nothing_the_code_says_is_missing(domain, locale):
    catalog = of(domain, locale)

    assert extracted(domain) - ids(catalog) == set()
    assert ids(catalog) - extracted(domain) == set(), "no longer said by the code"


@pytest.mark.parametrize(("domain", "locale"), CATALOGS)
def test_nothing_is_untranslated_or_doubtful(domain, locale):
    assert [message.id for message in messages(domain, locale) if message.fuzzy or not all(translations(message))] == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGS)
def test_plurals_have_as_many_forms_as_the_language(domain, locale):
    catalog = of(domain, locale)
    plural = [message for message in messages(domain, locale) if message.pluralizable]
    uneven = [message.id for message in plural if len(translations(message)) != catalog.num_plurals]

    assert uneven == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGS)
def test_placeholders_survive_translation(domain, locale):
    told = [(message, text) for message in messages(domain, locale) for text in translations(message)]
    differing = [(message.id, text) for message, text in told if not agree(message, text)]

    assert differing == []


@pytest.mark.parametrize(("domain", "locale"), CATALOGS)
def test_translators_write_words_not_markup(domain, locale):
    texts = [text for message in messages(domain, locale) for text in translations(message)]

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


def messages(domain: str, locale: str) -> Iterator[Message]:
    return (message for message in of(domain, locale) if message.id)


@cache
def of(domain: str, locale: str) -> Catalog:
    return read(TRANSLATIONS / locale / "LC_MESSAGES" / f"{domain}.po")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def ids(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in catalog if message.id}


@cache
def extracted(domain: str) -> set[tuple[object, str | None]]:
    """What the code asks for, as the catalogs' own tool finds it with the domain's mappings."""
    written = tomllib.loads((ROOT / MAPPINGS[domain]).read_text(encoding="utf-8"))
    mappings = written.get("tool", {"babel": written})["babel"]["mappings"]
    found = extract_from_dir(
        ROOT,
        method_map=[(each["pattern"], each["method"]) for each in mappings],
        options_map={each["pattern"]: each.get("options", {}) for each in mappings},
        keywords={**DEFAULT_KEYWORDS, "lazy_gettext": None},
        directory_filter=lambda folder: "/." not in str(folder) and "node_modules" not in str(folder),
    )
    return {(message, context) for _, _, message, _, context in found}
