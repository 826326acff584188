"""docs/settings.md is the settings, no more and no less."""

from dataclasses import fields

from tests.house.source import ROOT
from tourism.config import PREFIX, Config

SETTINGS = ROOT / "docs" / "settings.md"


def test_every_setting_has_its_row_with_default_and_help():
    documented = rows(SETTINGS.read_text(encoding="utf-8"))

    assert documented == [expected(each.name, each.default, each.metadata["help"]) for each in fields(Config)]


def rows(text: str) -> list[str]:
    """The table's rows that name a setting."""
    return [line for line in text.splitlines() if line.startswith(f"| `{PREFIX}")]


def expected(name: str, default: object, told: str) -> str:
    shown = f"`{default}`" if default != "" else "(empty)"
    return f"| `{PREFIX}{name.upper()}` | {shown} | {told} |"
