"""The form of a partner's own tour: words, how people go, stops and where they meet; read and judged."""

from collections.abc import Sequence

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import TEXT_MAX
from tourism.partners.draft import STOPS_MAX, VariantDraft
from tourism.tours.draft import Travel
from tourism.web.studio.editor.sending import Sent, texts_sent
from tourism.web.studio.partner_tour_meeting import meeting_sent, meeting_shown, with_others
from tourism.web.studio.partner_tour_opened import OpenedVariant
from tourism.web.studio.partner_tour_rows import Row, stop_of

TRAVELS: tuple[Travel, ...] = ("walk", "bicycle")


def values_of(written: VariantDraft) -> MultiDict[str, str]:
    """The fields as they are kept."""
    shown: dict[str, str] = {"travel": written.travel}
    shown |= {f"name.{tag}": text for tag, text in written.name.items()}
    shown |= {f"intro.{tag}": text for tag, text in written.intro.items()}
    return MultiDict(shown | (meeting_shown(written.meeting) if written.meeting else {}))


def read(sent: Sent, form: MultiDict[str, str], rows: Sequence[Row], found: OpenedVariant) -> VariantDraft:
    """The draft of a form; with faults in `sent` it is not to be kept."""
    before = found.kept.written
    if not 1 <= len(rows) <= STOPS_MAX:
        sent.faults["stops"] = gettext("A tour has 1 to %(most)s stops.", most=STOPS_MAX)
    names = {tag: sent.line(form, f"name.{tag}") for tag in found.languages}
    travel = sent.one_of(form, "travel", TRAVELS)
    return VariantDraft(
        travel="bicycle" if travel == "bicycle" else "walk",
        stops=tuple(stop_of(sent, row) for row in rows),
        name=with_others(names, before.name, found),
        intro=with_others(texts_sent(sent, form, "intro", found.languages, TEXT_MAX), before.intro, found),
        meeting=meeting_sent(sent, form, found),
        number=before.number,
    )
