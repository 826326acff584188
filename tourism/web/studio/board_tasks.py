"""What a task of the dashboard says, and where it is done."""

from flask_babel import gettext

from tourism.overview.tasks import Kind, Task

_PATHS: dict[Kind, str] = {"paper": "/photos", "pin": "/place", "photo": "/photos", "consent": "/photos"}


def task_words(task: Task) -> tuple[str, str]:
    """A task as a sentence, and the verb of its button."""
    verbs: dict[Kind, tuple[str, str]] = {
        "repair": (gettext("Something went wrong with the sound"), gettext("Look at the words")),
        "paper": (gettext("The consent for a photo has ended"), gettext("Renew or take out")),
        "decide": (gettext("Somebody waits for your decision"), gettext("Read and decide")),
        "write": (gettext("Visitors have nothing to hear yet"), gettext("Write the words")),
        "pin": (gettext("The map does not know where this is"), gettext("Set the position")),
        "photo": (gettext("There is no photo yet"), gettext("Add a photo")),
        "consent": (gettext("A photo's consent is missing or ends soon"), gettext("Note the consent")),
        "read": (gettext("Nobody has checked these words"), gettext("Read them over")),
        "publish": (gettext("Visitors do not have this yet"), gettext("Look and publish")),
        "hand-in": (gettext("Ready to be handed in for review"), gettext("Hand in")),
        "renew": (gettext("The Vietnamese words have changed since"), gettext("Renew the translation")),
        "translate": (gettext("This language is still missing"), gettext("Translate")),
        "check": (gettext("Nobody has checked this translation"), gettext("Check it")),
        "sound": (gettext("Visitors can read this, but not hear it"), gettext("See why")),
    }
    return verbs[task.kind]


def task_path(task: Task) -> str:
    """Where a task is done."""
    if task.kind == "decide":
        return "/studio/review"
    if task.kind in ("publish", "hand-in"):
        return f"/studio/sites/{task.id}/publish"
    if task.kind in ("renew", "translate", "check"):
        return f"/studio/sites/{task.id}/words/{task.language}"
    return f"/studio/sites/{task.id}{_PATHS.get(task.kind, '/')}"
