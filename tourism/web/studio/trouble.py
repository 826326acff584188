"""What the desk says when something cannot be done; typed words are shown, so that none is lost."""

from flask import render_template
from flask_babel import gettext

from tourism.errors import TourismError
from tourism.web.studio import closing_refusals, desk


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
        "no-such-photo": gettext("There is no such photo here any more."),
        "request-entity-too-large": gettext(
            "That is more than this desk takes at once: at most 60 MB a photo, 200 MB together, 100 MB a 3D model. "
            "Send fewer, one after the other."
        ),
        "no-such-invitation": gettext("This link was used already, or its day is over. Ask for a new one."),
        "bad-passkey": gettext("The passkey was not accepted. Go back and try once more."),
        "passkey-unknown": gettext("Nobody at this desk has this passkey. Sign in another way."),
        "passkey-page-old": gettext("This page lay open for too long. Open it again and use the passkey then."),
        "passkey-known": gettext("This device has a passkey here already."),
        "last-way-in": gettext("This is your only way in. First add another passkey, or a password."),
        "no-such-passkey": gettext("There is no such passkey."),
        "no-such-device": gettext("That device is signed out already."),
        "no-such-person": gettext("There is nobody like that at this desk."),
        "newer-meanwhile": gettext("Newer words were saved after this page was opened. Nothing was published or sent."),
        "not-approved": gettext("Your commune wants somebody else to approve exactly these words first."),
        "too-long-to-hear": gettext("The words take more than three minutes to hear. Shorten them: one idea a place."),
        "nothing-to-tell": gettext("Choose at least one language."),
        "bad-time": gettext("Choose a time from now on, within a year."),
        "not-sure": gettext("Tick that you are sure."),
        "own-submission": gettext("You handed this in yourself: somebody else has to approve it."),
        "not-your-submission": gettext("Only whoever handed it in can take it back."),
        "already-decided": gettext("This was decided meanwhile. Look at the page again."),
        "text-too-long-here": gettext("That is too long: at most 2,000 letters."),
        "nothing-said": gettext("Write what you want to say."),
        "no-reviewer": gettext("Write the reviewer's name, at most 80 letters."),
        "bad-days": gettext("A link lives from 1 to 30 days."),
        "no-such-submission": gettext("There is nothing under this number."),
        "no-such-comment": gettext("There is no such comment."),
        "no-such-version": gettext("There is no such version."),
        "no-such-link": gettext("This link is not whole. Ask for it once more, and open it without changing it."),
        "link-over": gettext("This link has ended. Ask whoever sent it for a new one."),
        "no-such-scene": gettext("There is no 3D model of this place yet. Send one first."),
        "model-refused": gettext("Nothing can be made of this model. Send another one."),
        "scene-newer-meanwhile": gettext("The model was changed after this page was opened. Look at it, then publish."),
        "no-such-key": gettext("There is no such key at this desk."),
        "key-ended": gettext("This key has ended. Give the partner a new one."),
        "nothing-to-preview": gettext("There is nothing to look at yet: write a name first."),
        **closing_refusals.sentences(),
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
