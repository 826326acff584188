"""Tours ready to leave the house, for the tests and benches of what they are written into."""

from dataclasses import replace
from datetime import UTC, datetime

from tourism import geo
from tourism.tours.itinerary import Halt, itinerary, times
from tourism.tours.roadbook import Roadbook, Sound, Stop

BASE = "https://guide.example.vn"
PLACES = (
    ("Đình Vân La", 20.8801, 105.9102, False),
    ("Chợ Mới Ông Già", 20.8834, 105.9151, False),
    ("Nhà bia Nguyên Ý", 20.8862, 105.9187, True),
    ("Đường hoa", 20.8899, 105.9203, False),
    ("Lăng đá Quận Vân", 20.8921, 105.9244, False),
)


def a_roadbook(stops: int = len(PLACES)) -> Roadbook:
    """A tour of so many stops; the third of each five is known roughly only, every second is heard."""
    places = [PLACES[number % len(PLACES)] for number in range(stops)]
    moved = [(name, lat + 0.01 * (at // 5), lon, rough) for at, (name, lat, lon, rough) in enumerate(places)]
    plan = itinerary([Halt(geo.Point(lat, lon), "visit", 20, rough) for _, lat, lon, rough in moved])
    offsets = times([20] * stops, plan.ways)
    page = f"{BASE}/vi/tours/CR0NG131/mot-ngay-hong-van"
    return Roadbook(
        id="CR0NG131",
        language="vi",
        name="Một ngày Hồng Vân",
        about=("Từ đình làng đến lăng đá", "≈ 2 giờ 10 phút · ≈ 2 km đi bộ"),
        counted=f"{stops} điểm",
        beeline="Đường nối thẳng các điểm, không phải đường đi.",
        page=page,
        commune="Hồng Vân",
        commune_page=f"{BASE}/vi/communes/hong-van",
        credit="© Hồng Vân",
        licence=None,
        primary="#A8322A",
        secondary="#2F5D46",
        travel="walk",
        metres=plan.metres,
        minutes=plan.minutes,
        approximate=plan.approximate,
        changed=datetime(2026, 11, 21, 3, 0, 5, tzinfo=UTC),
        stops=tuple(
            Stop(
                number=at + 1,
                site=f"SITE{at:04d}",
                name=name,
                kind="visit",
                about=("Thăm · 20 phút", "Nghe chuyện trước ba nơi thờ.", *(["Vị trí ước chừng."] if rough else [])),
                here=geo.Point(lat, lon),
                accuracy_m=2000.0 if rough else 15.0,
                approximate=rough,
                arrival=offsets[at][0],
                departure=offsets[at][1],
                way=plan.ways[at],
                page=f"{page}/{at + 1}",
                sound=Sound(f"{BASE}/media/aa/{at}.mp3", "audio/mpeg", 481_567, 81_400, "Nghe")
                if at % 2 == 0
                else None,
            )
            for at, (name, lat, lon, rough) in enumerate(moved)
        ),
    )


def a_sound(number: int) -> Sound:
    """What is heard at a stop."""
    return Sound(f"{BASE}/media/aa/{number}.mp3", "audio/mpeg", 481_567, 81_400, "Nghe")


TOUR = a_roadbook()


def hostile_roadbook(told: str) -> Roadbook:
    """A tour whose every word is `told`, and which has all that a tour can have."""
    first, *others = TOUR.stops
    sound = Sound(f"{BASE}/media/aa/a.mp3", "audio/mpeg", 1, 2, told)
    stops = tuple(replace(stop, name=told, about=(told, told), sound=sound) for stop in (first, *others))
    return replace(
        TOUR, name=told, about=(told, told), counted=told, beeline=told, commune=told, credit=told, stops=stops,
        licence="https://licence.example.org/by/4.0/",
    )  # fmt: skip
