"""What a frame shows where its tour or place is not to be had: one sentence and a way on."""

from flask import g, render_template, request

from tourism.errors import TourismError
from tourism.web.embed.looks import chosen
from tourism.web.page import frame


def embed_error_page(status: int, sentence: str, error: TourismError | None) -> str:
    """Rendered without asking any database; nobody counts it."""
    g.pop("ticket", None)
    frame(title=sentence, robots="noindex")
    return render_template(
        "embed/gone.html", sentence=sentence, look=chosen(request.args, None).look, home=g.links.home()
    )
