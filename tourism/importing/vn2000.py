"""VN-2000, Vietnam's own coordinates: its zones, and from metres there to degrees on phones. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from pyproj import Transformer

from tourism.geo import Point

# The seven numbers that lead to WGS 84 are known to a metre (EPSG:6960).
ACCURACY_METRES = 1.0
# Metres of the whole country in any zone. Norths begin where easts have long ended, so the size tells which is which,
# whatever the columns are called: surveyors call the north X, maps the east.
NORTH, EAST = (900_000.0, 2_650_000.0), (100_000.0, 899_999.9)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its EPSG number; `meridian` is its middle in degrees, `provinces` those of before July 2025."""

    code: int
    meridian: float
    provinces: str = ""
    utm: str = ""

    @property
    def name(self) -> str:
        """As surveyors say it: TM-3 105°30′, UTM 48N."""
        degrees, minutes = divmod(round(self.meridian * 60), 60)
        return self.utm or f"TM-3 {degrees}°{minutes:02d}′"


ZONES = (
    Zone(5896, 102.0),
    Zone(9205, 103.0, "Lai Châu, Điện Biên"),
    Zone(9206, 104.0, "Sơn La"),
    Zone(9207, 104.5, "Kiên Giang, Cà Mau"),
    Zone(9208, 104.75, "Lào Cai, Yên Bái, Phú Thọ, Nghệ An, An Giang"),
    Zone(5897, 105.0, "Hà Nội, Hà Tây, Vĩnh Phúc, Hà Nam, Ninh Bình, Thanh Hoá, Đồng Tháp, Cần Thơ, Hậu Giang, "
                      "Bạc Liêu"),
    Zone(9209, 105.5, "Hà Giang, Bắc Ninh, Hải Dương, Hưng Yên, Nam Định, Thái Bình, Hà Tĩnh, Tây Ninh, Vĩnh Long, "
                      "Trà Vinh, Sóc Trăng"),
    Zone(9210, 105.75, "Cao Bằng, Hải Phòng, TP Hồ Chí Minh, Bình Dương, Long An, Tiền Giang, Bến Tre"),
    Zone(9211, 106.0, "Tuyên Quang, Hoà Bình, Quảng Bình"),
    Zone(9212, 106.25, "Quảng Trị, Bình Phước"),
    Zone(9213, 106.5, "Bắc Kạn, Thái Nguyên"),
    Zone(9214, 107.0, "Bắc Giang, Thừa Thiên Huế"),
    Zone(9215, 107.25, "Lạng Sơn"),
    Zone(9216, 107.5, "Kon Tum"),
    Zone(5899, 107.75, "Quảng Ninh, Đà Nẵng, Quảng Nam, Lâm Đồng, Đồng Nai, Bà Rịa – Vũng Tàu"),
    Zone(5898, 108.0, "Quảng Ngãi"),
    Zone(9217, 108.25, "Bình Định, Khánh Hoà, Ninh Thuận"),
    Zone(9218, 108.5, "Gia Lai, Đắk Lắk, Đắk Nông, Phú Yên, Bình Thuận"),
    Zone(3405, 105.0, utm="UTM 48N"),
    Zone(3406, 111.0, utm="UTM 49N"),
)  # fmt: skip
CODES = frozenset(each.code for each in ZONES)


def to_degrees(code: int, east: float, north: float) -> Point:
    """WGS 84 for metres in a zone; raises Invalid for what lies nowhere."""
    lon, lat = _transformer(code).transform(east, north)
    return Point(lat, lon)


@lru_cache(maxsize=32)
def _transformer(code: int) -> Transformer:
    # PROJ opens its database here and not when the guide starts.
    return Transformer.from_crs(code, 4326, always_xy=True, allow_ballpark=False)


def ordered(one: float, other: float) -> tuple[float, float] | None:
    """East and north out of two numbers, whichever came first; None where they are no metres of this country."""
    for east, north in ((one, other), (other, one)):
        if EAST[0] <= east <= EAST[1] and NORTH[0] <= north <= NORTH[1]:
            return east, north
    return None
