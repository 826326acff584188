"""What the desk says of scenes: where a model comes from, who may use it, what happened."""

from collections.abc import Mapping

from flask_babel import format_decimal, lazy_gettext

from tourism.language import SOURCE
from tourism.scenes.draft import Origin, Placement
from tourism.web.studio.desk import blueprint

ORIGINS: dict[Origin, object] = {
    "scan": lazy_gettext("A scan of the thing itself"),
    "modelled": lazy_gettext("Built by hand from measures"),
    "reconstruction": lazy_gettext("A reconstruction: as it may have been"),
    "illustration": lazy_gettext("An illustration: no likeness of one thing"),
}
PLACEMENTS: dict[Placement, object] = {
    "floor": lazy_gettext("On the ground"),
    "wall": lazy_gettext("On a wall"),
}
LICENCES = {
    "commune": lazy_gettext("Belongs to the commune; others must ask"),
    "cc-by-4.0": lazy_gettext("Free for everybody who names the maker (CC BY 4.0)"),
    "cc-by-sa-4.0": lazy_gettext("Free for everybody; what is made from it stays free (CC BY-SA 4.0)"),
    "cc0": lazy_gettext("Free for everybody (CC0)"),
    "by-permission": lazy_gettext("Used here with the maker's permission"),
}
UNITS = {
    "m": lazy_gettext("metres"),
    "cm": lazy_gettext("centimetres"),
    "mm": lazy_gettext("millimetres"),
    "in": lazy_gettext("inches"),
}
SAID = {
    "sent": lazy_gettext("The model is here. Its files are being made. Now say how tall it is in truth."),
    "saved": lazy_gettext("Saved."),
    "published": lazy_gettext("Visitors have it within a minute, once its files are made."),
    "withdrawn": lazy_gettext("Visitors do not see the model any more. What you wrote stays here."),
}


@blueprint.app_template_filter("first_text")
def first_text(texts: Mapping[str, str]) -> str:
    """One of several languages' texts: the Vietnamese, else any."""
    return texts.get(SOURCE) or next(iter(texts.values()), "")


@blueprint.app_template_filter("decimal")
def decimal(value: float) -> str:
    """A number as people read it: 2119 -> 2.119 and 2.124 -> 2,12 in Vietnamese; small ones keep three digits."""
    return str(format_decimal(value, "#,##0.##" if value >= 1 else "0.####"))
