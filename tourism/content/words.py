"""A site's Markdown body: the story, and the sections below its headings. Pure."""

from tourism.communes.draft import LINE_MAX, TEXT_MAX
from tourism.errors import Problem
from tourism.sites.draft import Section

HEADING = "## "


def sections_of(body: str, first_line: int, file: str) -> tuple[str, tuple[Section, ...], list[Problem]]:
    """The text before the first `##`, a section for each `##`, problems with their lines."""
    story: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    problems = []
    for number, line in enumerate(body.split("\n"), first_line):
        if line.startswith(HEADING):
            title = line.removeprefix(HEADING).strip()
            if not 1 <= len(title) <= LINE_MAX:
                problems.append(Problem(file, number, f"a heading needs a title of at most {LINE_MAX} characters"))
            sections.append((title, []))
        elif line.startswith("#"):
            problems.append(Problem(file, number, "only headings of two signs (##) stand in a story"))
        else:
            (sections[-1][1] if sections else story).append(line)
    heard = "\n".join(story).strip()
    if not heard:
        problems.append(Problem(file, first_line, "there is no story to be heard before the first heading"))
    if len(heard) > TEXT_MAX:
        problems.append(Problem(file, first_line, f"the story is longer than {TEXT_MAX} characters"))
    made = tuple(Section(title=title, text="\n".join(lines).strip()) for title, lines in sections)
    return heard, made, problems


def body_of(story: str, sections: tuple[Section, ...]) -> str:
    """The inverse of `sections_of`."""
    parts = [story, *(f"{HEADING}{each.title}\n{each.text}".rstrip() for each in sections)]
    return "\n\n".join(parts)
