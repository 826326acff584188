"""Where a part is and from where it is seen, as people or the viewer write it in numbers."""

import math
from collections.abc import Mapping

from flask_babel import gettext

from tourism.scenes.draft import Camera, Hotspot, Spot
from tourism.web.studio.editor.sending import Sent
from tourism.web.studio.scene_form import number, written

AXES = ("x", "y", "z")
VIEW = ("around", "down", "away")
NAMES = (*(f"at.{axis}" for axis in AXES), *VIEW, "normal", "target")
# As far as a draft's coordinates reach, in lengths of the model's longest side.
FAR = 2.0
AROUND, DOWN, AWAY = (-360.0, 360.0), (0.0, 180.0), (0.01, 10.0)


def numbers_of(part: Hotspot) -> dict[str, str]:
    """A part's numbers by the names of their fields."""
    told = {f"at.{axis}": written(value) for axis, value in zip(AXES, part.at, strict=True)}
    told["normal"] = _triple(part.normal)
    if part.camera:
        told |= {name: written(getattr(part.camera, name)) for name in VIEW}
        told["target"] = _triple(part.camera.target) if part.camera.target else ""
    return told


def spot(sent: Sent, numbers: Mapping[str, str], mark: str) -> Spot | None:
    """Where a part is; a fault where it is nowhere near the model."""
    found = [number(numbers[f"at.{axis}"]) for axis in AXES]
    near = [each for each in found if each is not None and abs(each) <= FAR]
    if len(near) < len(AXES):
        sent.faults[f"at.x-{mark}"] = gettext("Put this part onto the model, or write three numbers from −2 to 2.")
        return None
    return near[0], near[1], near[2]


def normal(text: str) -> Spot:
    """A direction of length 1; straight up where none was measured."""
    found = _three(text)
    length = math.hypot(*found) if found else 0.0
    if not found or not 1e-6 < length < math.inf:
        return 0.0, 1.0, 0.0
    x, y, z = (max(-1.0, min(1.0, round(each / length, 4))) for each in found)
    return x, y, z


def camera(sent: Sent, numbers: Mapping[str, str], mark: str) -> Camera | None:
    """A view that was kept; a fault for one that cannot be."""
    typed = [numbers[name] for name in VIEW]
    if not any(typed):
        return None
    limits = zip(typed, (AROUND, DOWN, AWAY), strict=True)
    fit = [value for text, (least, most) in limits if (value := number(text)) is not None and least <= value <= most]
    if len(fit) < len(VIEW):
        sent.faults[f"around-{mark}"] = gettext(
            "A view is three numbers: −360 to 360 degrees around, 0 to 180 from above, up to 10 lengths away."
        )
        return None
    target = _three(numbers["target"])
    is_near = target is not None and all(abs(each) <= FAR for each in target)
    return Camera(around=fit[0], down=fit[1], away=fit[2], target=target if is_near else None)


def _three(text: str) -> Spot | None:
    found = [value for each in text.split()[:4] if (value := number(each)) is not None]
    return (found[0], found[1], found[2]) if len(found) == len(AXES) else None


def _triple(values: Spot) -> str:
    return " ".join(f"{each:.4f}" for each in values)
