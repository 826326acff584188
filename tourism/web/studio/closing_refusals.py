"""Why a place cannot be closed like that, in words."""

from flask_babel import gettext


def sentences() -> dict[str, str]:
    """The desk's sentences by their reasons."""
    return {
        "closed-backwards": gettext("The last day comes before the first."),
        "closed-in-the-past": gettext("These days are over already."),
        "closed-too-long": gettext("At most two years at a time."),
        "closed-too-far": gettext("Choose a first day within two years of today."),
        "closed-already": gettext("The place is closed on some of these days already. Change that closure instead."),
        "bad-closing-day": gettext("Choose a day."),
        "no-last-day": gettext("Choose the last day, or tick that nobody knows it yet."),
        "reason-too-long": gettext("That is too long: at most 200 letters."),
        "closure-changed": gettext(
            "Somebody else has changed these days meanwhile; what you typed is still here. Look at both, then save."
        ),
        "closure-ended": gettext("This is over or was taken back already. Close the place anew."),
        "no-such-closure": gettext("There are no such closed days."),
    }
