"""A commune's look: contrast of its two colours, and the style that carries them. Pure."""

PAPER = "#FBF6EA"
WHITE = "#FFFFFF"
DARK_GROUND = "#1A1613"
CONTRAST_MIN = 4.5


def _luminance(colour: str) -> float:
    """Relative luminance, 0..1 (WCAG 2.2)."""
    total = 0.0
    for weight, start in ((0.2126, 1), (0.7152, 3), (0.0722, 5)):
        share = int(colour[start : start + 2], 16) / 255
        linear = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        total += weight * linear
    return total


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #rrggbb colours, 1..21 (WCAG 2.2)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def is_legible(colour: str) -> bool:
    """Whether text in `colour` reads on paper and on white, and white reads on it."""
    return min(contrast(colour, PAPER), contrast(colour, WHITE)) >= CONTRAST_MIN


def lifted(colour: str) -> str:
    """The same hue, mixed with white until it reads on the dark ground."""
    for step in range(0, 101, 4):
        mixed = "#" + "".join(
            f"{round(int(colour[at : at + 2], 16) + (255 - int(colour[at : at + 2], 16)) * step / 100):02X}"
            for at in (1, 3, 5)
        )
        if contrast(mixed, DARK_GROUND) >= CONTRAST_MIN + 1:
            return mixed
    return WHITE


def style(primary: str, secondary: str, scheme: str | None = None) -> str:
    """The CSS that a commune's pages carry; made of checked colours only.

    `scheme` is light or dark where it is not the reader's to choose.
    """
    by_day = f":root{{--son:{primary};--la:{secondary}}}"
    by_night = f":root{{--son:{lifted(primary)};--la:{lifted(secondary)}}}"
    if scheme is not None:
        return by_night if scheme == "dark" else by_day
    return f"{by_day}@media (prefers-color-scheme:dark){{{by_night}}}"
