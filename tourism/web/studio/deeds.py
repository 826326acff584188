"""The journal's deeds as the rest of a sentence that begins with somebody's name."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from tourism.web.studio.language_names import language_name

DEEDS = {
    "site.created": lazy_gettext("began a new place"),
    "place.saved": lazy_gettext("saved the place"),
    "words.saved": lazy_gettext("saved the words"),
    "place.set-aside": lazy_gettext("had a text set aside, for somebody else was quicker"),
    "words.set-aside": lazy_gettext("had words set aside, for somebody else was quicker"),
    "aside.settled": lazy_gettext("brought two texts together"),
    "aside.renewed": lazy_gettext("had a merged text set aside once more"),
    "place.restored": lazy_gettext("took back an earlier version of the place"),
    "words.restored": lazy_gettext("took back an earlier version of the words"),
    "photo.added": lazy_gettext("added photos"),
    "photo.saved": lazy_gettext("changed a photo"),
    "photo.removed": lazy_gettext("took a photo out"),
    "scene.sent": lazy_gettext("sent in a 3D model"),
    "scene.saved": lazy_gettext("saved what is said of the 3D model"),
    "scene.published": lazy_gettext("published the 3D model"),
    "scene.withdrawn": lazy_gettext("took the 3D model off the pages"),
    "site.submitted": lazy_gettext("handed in for review"),
    "submission.taken-back": lazy_gettext("took back what was handed in"),
    "submission.decided": lazy_gettext("decided on what was handed in"),
    "comment.made": lazy_gettext("made a comment"),
    "comment.settled": lazy_gettext("settled a comment"),
    "link.made": lazy_gettext("made a link for a reviewer"),
    "link.revoked": lazy_gettext("took a reviewer's link back"),
    "review.ruled": lazy_gettext("decided whether approval is needed before publishing"),
    "draft.rehearsed": lazy_gettext("let a draft be read aloud"),
    "site.published": lazy_gettext("published"),
    "publishing.appointed": lazy_gettext("set a time to publish"),
    "publishing.cancelled": lazy_gettext("cancelled the time to publish"),
    "site.not-published": lazy_gettext("could not have this published at the appointed time"),
    "site.withdrawn": lazy_gettext("took it off the pages"),
    "site.closed": lazy_gettext("closed a place for some days"),
    "closure.changed": lazy_gettext("changed the days on which a place is closed"),
    "site.reopened": lazy_gettext("opened a place again"),
    "term.kept": lazy_gettext("kept a word of the glossary"),
    "term.removed": lazy_gettext("took a word out of the glossary"),
    "translations.received": lazy_gettext("sent in a file of translations"),
    "translations.imported": lazy_gettext("kept the translations of a file"),
    "translations.dropped": lazy_gettext("dropped a file of translations"),
    "key.issued": lazy_gettext("gave a partner a key"),
    "key.allowed": lazy_gettext("said which sites may show what a partner embeds"),
    "key.renewed": lazy_gettext("made a partner's key anew"),
    "key.revoked": lazy_gettext("took a partner's key back"),
    "variant.made": lazy_gettext("made a partner's own tour"),
    "variant.saved": lazy_gettext("saved a partner's own tour"),
    "variant.removed": lazy_gettext("took a partner's own tour away"),
    "person.invited": lazy_gettext("invited somebody"),
    "person.joined": lazy_gettext("joined the desk"),
    "person.recovered": lazy_gettext("gave somebody a new way in"),
    "person.removed": lazy_gettext("ended somebody's role"),
    "person.signed-in": lazy_gettext("signed in"),
    "person.signed-out": lazy_gettext("signed out"),
    "person.proved-again": lazy_gettext("proved once more who they are"),
    "sign-in.begun": lazy_gettext("began to sign in"),
    "device.signed-out": lazy_gettext("signed a device out"),
    "devices.signed-out": lazy_gettext("signed other devices out"),
    "language.chosen": lazy_gettext("chose the desk's language"),
    "passkey.added": lazy_gettext("added a passkey"),
    "passkey.named": lazy_gettext("named a passkey"),
    "passkey.removed": lazy_gettext("removed a passkey"),
    "password.changed": lazy_gettext("changed the password"),
    "codes.made": lazy_gettext("made new codes on paper"),
    "codes.noted": lazy_gettext("has the codes on paper"),
}
# What is told of a deed besides, where it is short: whose, which, until when.
_SHOWN = ("name", "prefix", "reviewer", "count", "begins", "ends")


def deed_words(deed: str, told: dict[str, Any]) -> str:
    """`words.saved` -> saved the words (English); a deed of another version of the guide is named as it is."""
    words = str(DEEDS[deed]) if deed in DEEDS else gettext("did “%(deed)s”", deed=deed)
    more = [language_name(str(told["language"]))] if told.get("language") else []
    more += [str(told[name])[:60] for name in _SHOWN if told.get(name)]
    return f"{words} ({', '.join(more)})" if more else words
