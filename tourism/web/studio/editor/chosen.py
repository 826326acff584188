"""What somebody chose of two versions, as fields to save."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tourism.sites.cleaning import cleaned, cleaned_line
from tourism.sites.editing import Content
from tourism.sites.naming import slugged
from tourism.web.studio.editor.beside import Beside
from tourism.web.studio.editor.differing import place_fields
from tourism.web.studio.editor.section_text import sections_read

WAYS = ("merged", "mine", "theirs")


def chosen(found: Beside, form: MultiDict[str, str], way: str) -> Content:
    """The fields that `way` (one of WAYS) leads to; 'merged' takes them from the form."""
    names = [each.name for each in found.differences]
    if not found.aside.language:
        takes = {name: "mine" if way == "mine" else form.get(f"choose-{name}", "mine") for name in names}
        return place_fields(takes, found.theirs, found.mine)
    if way == "mine":
        fields = {name: found.mine[name] for name in names}
    else:
        fields = {name: _merged(found, form, name) for name in names if name in form}
    if "name" in fields:
        fields["slug"] = slugged(fields["name"]) or found.site.key
    return fields


def _merged(found: Beside, form: MultiDict[str, str], name: str) -> Any:
    if name == "sections":
        return sections_read(cleaned(form[name]), [*found.mine["sections"], *found.theirs["sections"]])
    return cleaned(form[name]) if name == "story" else cleaned_line(form[name])
