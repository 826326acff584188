"""Which of our kinds of places a word means, Vietnamese or English, and what a name already says of it. Pure."""

from difflib import get_close_matches
from typing import get_args

from tourism.sites.draft import Kind
from tourism.sites.naming import folded

KINDS: tuple[Kind, ...] = get_args(Kind)
# Without marks and case, as people write them in a column; the first is how it is called here.
WORDS: dict[Kind, tuple[str, ...]] = {
    "communal_house": ("dinh", "dinh lang", "communal house", "temple communal house", "nha rong", "nha lang"),
    "market": ("cho", "cho que", "cho phien", "market", "marketplace"),
    "stele": ("nha bia", "bia", "bia da", "stele", "stele house", "bia tuong niem", "dai tuong niem", "memorial"),
    "tomb": ("lang mo", "mo", "lang tam", "mo co", "tomb", "grave", "nghia trang liet si"),
    "pagoda": ("chua", "tu vien", "thien vien", "pagoda", "buddhist temple"),
    "shrine": ("den", "mieu", "phu", "dien", "shrine", "temple", "quan", "nghe"),
    "clan_house": ("nha tho ho", "tu duong", "nha tho", "clan house", "ancestral house", "nha co"),
    "cooperative": ("hop tac xa", "htx", "to hop tac", "cooperative", "co op"),
    "farm": ("trang trai", "nong trai", "trai", "farm", "nong trang"),
    "garden": ("vuon", "nha vuon", "vuon cay", "vuon hoa", "garden"),
    "village": ("lang", "lang co", "thon", "ban", "village", "hamlet"),
    "craft": (
        "nghe truyen thong", "lang nghe", "xuong", "co so nghe", "nghe thu cong", "nghe", "craft", "workshop",
        "handicraft",
    ),
    "landscape": (
        "canh quan", "canh dep", "thang canh", "danh lam thang canh", "danh thang", "ho", "suoi", "song", "nui", "hang",
        "thac", "bai bien", "landscape", "scenery", "viewpoint", "lake", "cay co thu",
    ),
    "road": ("duong", "con duong", "duong hoa", "pho", "cau", "road", "street", "path"),
}  # fmt: skip
# What the template offers.
LABELS: dict[Kind, str] = {
    "communal_house": "Đình", "market": "Chợ", "stele": "Nhà bia", "tomb": "Lăng mộ", "pagoda": "Chùa",
    "shrine": "Miếu", "clan_house": "Từ đường", "cooperative": "Hợp tác xã", "farm": "Nông trại",
    "garden": "Vườn", "village": "Làng", "craft": "Nghề truyền thống", "landscape": "Cảnh quan", "road": "Đường",
}  # fmt: skip
_BY_WORD = {word: kind for kind, words in WORDS.items() for word in words}
# In Vietnamese some of these words are the same without marks: marks decide where they were written.
_BY_MARKED: dict[str, Kind] = {
    "nghề": "craft", "nghè": "shrine", "mộ": "tomb", "lăng": "tomb", "làng": "village", "đền": "shrine",
    "điện": "shrine", "bia": "stele", "bản": "village", "hồ": "landscape", "hộ": "farm",
}  # fmt: skip
# Words that begin many names without saying what the place is.
_UNSURE = frozenset({
    "phu", "quan", "dien", "nghe", "trai", "ban", "song", "pho", "bia", "mo", "ho", "nha tho", "lang", "den",
})  # fmt: skip
# What a name begins with; longer beginnings first.
_BEGINNINGS = sorted(
    ((word, kind) for kind, words in WORDS.items() for word in words if word not in _UNSURE),
    key=lambda each: -len(each[0]),
)


def kind_of(word: str) -> Kind | None:
    """The kind that a word means, or that our own files call it; None for what we do not know."""
    plain = folded(word.replace("_", " ").replace("-", " "))
    own = plain.replace(" ", "_")
    if own in KINDS:
        return own
    marked = _BY_MARKED.get(" ".join(word.casefold().split()))
    return marked or _BY_WORD.get(plain)


def nearest(word: str) -> Kind | None:
    """The kind whose words are most like a word that means none; None where none is like it."""
    plain = folded(word.replace("_", " "))
    # "Di tích đình làng", "chùa chiền": any of its words will do.
    known = next((_BY_WORD[each] for each in plain.split() if len(each) > 2 and each in _BY_WORD), None)
    close = get_close_matches(plain, _BY_WORD, n=1, cutoff=0.6)
    return known or (_BY_WORD[close[0]] if close else None)


def by_name(name: str) -> Kind | None:
    """What a name already says: Chùa Một Cột is a pagoda; None where it says nothing."""
    plain = folded(name)
    for word, kind in _BY_MARKED.items():
        if " ".join(name.casefold().split()).startswith(f"{word} "):
            return kind
    return next((kind for word, kind in _BEGINNINGS if plain.startswith(f"{word} ")), None)
