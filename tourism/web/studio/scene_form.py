"""What a model is, who made it and how tall the thing is in truth: the fields, read and judged."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext
from werkzeug.datastructures import MultiDict

from tourism.communes.draft import LINE_MAX
from tourism.scenes.draft import HEIGHT_MAX, HEIGHT_MIN, SceneDraft
from tourism.web.studio.editor.sending import Sent, texts_sent
from tourism.web.studio.scene_words import LICENCES, ORIGINS, PLACEMENTS

HOW = "how_made"
# No number that people type is longer.
DIGITS_MAX = 24


def values_of(draft: SceneDraft) -> MultiDict[str, str]:
    """A scene's fields as they are kept."""
    shown = {f"{HOW}.{tag}": text for tag, text in draft.how_made.items()}
    shown |= {
        "origin": draft.origin,
        "credit": draft.credit,
        "licence": draft.licence,
        "source": draft.source,
        "placement": draft.placement,
        "height": written(draft.height_m) if draft.height_m else "",
        "sure": "yes" if draft.is_sized else "",
    }
    return MultiDict(shown)


def read(sent: Sent, form: MultiDict[str, str], draft: SceneDraft, languages: Sequence[str], by: str) -> None:
    """Fields of a draft out of a form; who ticks that they vouch for the height is named with it.

    What was vouched for before stays with the name of whoever did, as long as the height is the same.
    """
    height = _height(sent, form)
    is_sure = form.get("sure") == "yes"
    if is_sure and height is None and "height" not in sent.faults:
        sent.faults["height"] = gettext("Write the height first, then vouch for it.")
    before = draft.confirmed_by if height == draft.height_m else ""
    others = {tag: text for tag, text in draft.how_made.items() if tag not in languages}
    sent.fields = {
        "origin": sent.one_of(form, "origin", tuple(ORIGINS)),
        "credit": sent.line(form, "credit"),
        "licence": sent.one_of(form, "licence", tuple(LICENCES)),
        "source": sent.line(form, "source", LINE_MAX),
        "how_made": {**others, **texts_sent(sent, form, HOW, languages)},
        "placement": sent.one_of(form, "placement", tuple(PLACEMENTS)),
        "height_m": height,
        "confirmed_by": (before or by)[:LINE_MAX] if is_sure and height else "",
    }


def _height(sent: Sent, form: Mapping[str, str]) -> float | None:
    typed = form.get("height", "").strip()
    if not typed:
        return None
    height = number(typed.removesuffix("m"))
    if height is None or not HEIGHT_MIN <= height <= HEIGHT_MAX:
        sent.faults["height"] = gettext(
            "Write metres, like 2,12: from %(least)s to %(most)s.", least=written(HEIGHT_MIN), most=written(HEIGHT_MAX)
        )
        return None
    return height


def number(typed: str) -> float | None:
    """A number with a comma or a point before its decimals: 2,12 -> 2.12; None for anything else."""
    plain = typed.strip().replace(",", ".").replace("\u2212", "-")
    is_number = len(plain) <= DIGITS_MAX and plain.isascii() and not set(plain) - set("-.0123456789")
    try:
        value = float(plain) if is_number else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def written(value: float) -> str:
    """A number as the desk's fields show it: 2.12 -> 2,12 in Vietnamese."""
    return str(format_decimal(value, "0.####"))


@dataclass(frozen=True, slots=True)
class Theirs:
    """One field that somebody else has saved meanwhile, in words."""

    name: str
    text: str


def theirs(now: SceneDraft, mine: Mapping[str, Any]) -> tuple[Theirs, ...]:
    """What the newest version says where it differs from what was sent."""
    told = {
        "origin": (gettext("Where the model comes from"), str(ORIGINS[now.origin])),
        "credit": (gettext("Who made it"), now.credit),
        "licence": (gettext("Who may use the model"), str(LICENCES[now.licence])),
        "source": (gettext("Where it was taken from"), now.source),
        "how_made": (gettext("How it was made"), " / ".join(now.how_made.values())),
        "placement": (gettext("Where it stands"), str(PLACEMENTS[now.placement])),
        "height_m": (gettext("Height in metres"), written(now.height_m) if now.height_m else ""),
        "confirmed_by": (gettext("Who vouches for the height"), now.confirmed_by),
    }
    return tuple(Theirs(*words) for name, words in told.items() if getattr(now, name) != mine[name])
