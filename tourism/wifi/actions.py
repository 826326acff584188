"""What changes WiFi points; never commits."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tourism import codes
from tourism.errors import Invalid, id_taken
from tourism.wifi import draft
from tourism.wifi.model import WifiPoint


def replace(session: Session, commune_row: int, drafts: tuple[draft.WifiDraft, ...]) -> bool:
    """Keeps exactly these WiFi points for a commune; returns whether anything changed."""
    for each in drafts:
        if not codes.is_valid(each.id):
            raise Invalid("bad-code", field="id", code=each.id[:20])
    wanted = [draft.DRAFT.dump_python(each, mode="json") for each in drafts]
    query = select(WifiPoint).where(WifiPoint.commune_id == commune_row).order_by(WifiPoint.id)
    if wanted == [row.content for row in session.scalars(query)]:
        return False
    session.execute(delete(WifiPoint).where(WifiPoint.commune_id == commune_row))
    for each, content in zip(drafts, wanted, strict=True):
        if session.scalar(select(WifiPoint.id).where(WifiPoint.public_id == each.id)):
            raise id_taken(each.id)
        session.add(WifiPoint(public_id=each.id, commune_id=commune_row, site_key=each.site, content=content))
        session.flush()
    return True
