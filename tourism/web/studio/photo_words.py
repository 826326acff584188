"""What the desk says about photos: whose they are, who agreed, what one still lacks."""

from flask_babel import lazy_gettext

LICENCES = {
    "commune": lazy_gettext("The commune's own; others must ask"),
    "cc-by-4.0": lazy_gettext("Free for everybody who names the photographer (CC BY 4.0)"),
    "cc-by-sa-4.0": lazy_gettext("Free, and what is made from it stays free (CC BY-SA 4.0)"),
    "cc0": lazy_gettext("Free for everybody (CC0)"),
    "by-permission": lazy_gettext("Used here with the photographer's permission"),
}
CONSENTS = {
    "awaited": lazy_gettext("Not asked yet"),
    "given": lazy_gettext("They agree"),
    "not-needed": lazy_gettext("Nobody can be recognised"),
}
LACKING = {
    "alt": lazy_gettext("what it shows, in Vietnamese"),
    "credit": lazy_gettext("who took it"),
    "consent": lazy_gettext("consent of the people in it"),
    "expired": lazy_gettext("consent: it has run out"),
}
SAID = {
    "added": lazy_gettext("The photo is here. Say below what it shows."),
    "saved": lazy_gettext("Saved."),
    "removed": lazy_gettext("The photo is taken out. Visitors see that once the place is published again."),
}
