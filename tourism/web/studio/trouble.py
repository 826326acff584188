"""What the desk says when something cannot be done; typed words are shown, so that none is lost."""

from flask import render_template
from flask_babel import gettext

from tourism.errors import TourismError
from tourism.web.studio import desk


def studio_sentence(reason: str) -> str | None:
    """The desk's sentence for a reason; None where it has none of its own."""
    return {
        "not-signed-in": gettext("You are not signed in any more. Sign in in another tab, then send again."),
        "prove-again": gettext("This weighs much: show once more that it is you."),
        "not-your-part": gettext("Your role at this desk does not include that. Ask the officer of your commune."),
        "foreign-form": gettext("This page has grown old. Reload it and send again."),
        "no-room": gettext("The disk of the guide is nearly full: nothing can be saved now. Tell whoever runs it."),
        "busy": gettext("Many are saving at this moment. Wait a few seconds and send again."),
        "changed-meanwhile": gettext("Somebody else has saved this meanwhile. Nothing of yours is lost."),
        "not-complete": gettext("Something is still missing before visitors can see this."),
        "no-such-site": gettext("There is no such place at this desk."),
    }.get(reason)


def studio_error_page(status: int, sentence: str, error: TourismError | None) -> str:
    """The desk's page for every error, with the words that were sent."""
    lacking = error.details.get("lacking", ()) if error else ()
    return render_template(
        "studio/error.html",
        title=sentence,
        sentence=sentence,
        status=status,
        lacking=lacking,
        kept=desk.posted(),
        **desk.frame(),
    )
