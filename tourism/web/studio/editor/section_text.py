"""Sections as one text with headings, for comparing and for typing; and back."""

from collections.abc import Sequence
from typing import Any

HEADING = "## "


def sections_written(sections: Sequence[dict[str, Any]]) -> str:
    """Sections of a draft's JSON as Markdown."""
    return "\n\n".join(f"{HEADING}{each['title']}\n\n{each['text']}".strip() for each in sections)


def sections_read(text: str, known: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inverse; a section keeps the photo that one of the same title in `known` has."""
    photos = {each["title"]: each["photo"] for each in reversed(known) if each["photo"]}
    sections: list[dict[str, Any]] = []
    for line in text.split("\n"):
        if line.startswith(HEADING):
            title = line.removeprefix(HEADING).strip()[:200]
            sections.append({"title": title, "text": "", "photo": photos.get(title)})
        elif sections:
            sections[-1]["text"] += f"{line}\n"
        elif line.strip():
            sections.append({"title": "", "text": f"{line}\n", "photo": None})
    return [{**each, "text": each["text"].strip()} for each in sections]
