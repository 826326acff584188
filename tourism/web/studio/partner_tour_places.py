"""What can still be added to a partner's own tour: key and name of each place."""

from collections.abc import Sequence

from tourism.web.studio.partner_tour_opened import OpenedVariant
from tourism.web.studio.partner_tour_rows import Row


def left_out(found: OpenedVariant, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """Stops of the commune's tour that are not on the page: key and name."""
    there = {row.site for row in rows}
    missing = dict.fromkeys(each.site for each in found.kept.tour.written.stops if each.site not in there)
    return tuple((key, found.places[key].name) for key in missing if key in found.places)


def other_places(found: OpenedVariant, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """What else the commune tells: key and name."""
    known = {row.site for row in rows} | {key for key, _ in left_out(found, rows)}
    return tuple((key, each.name) for key, each in found.places.items() if key not in known)
