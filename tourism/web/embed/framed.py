"""The frame of an embedded page: its title, its colours, and the page of the guide that it leads to."""

from dataclasses import replace

from flask import g

from tourism.communes.queries import CommuneBrief
from tourism.communes.theme import style
from tourism.web.embed.looks import Look
from tourism.web.page import frame


def dress(look: Look, commune: CommuneBrief, *, title: str, description: str, home: str, picture: str | None) -> None:
    """Completes this request's page; `home` is the path of the page in the guide, `picture` a drawing's name."""
    card = g.links.share_picture(picture) if picture else None
    page = frame(title=title, description=description, commune=commune, canonical=home, picture=card)
    colours = style(look.primary or commune.primary, look.secondary or commune.secondary, look.theme)
    g.page = replace(page, theme_style=colours)
