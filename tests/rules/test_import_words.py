"""What headers, kinds and tags mean, and which letters are of fonts from before Unicode."""

import pytest

from tests.house.source import ROOT
from tests.legacy_fonts import in_tcvn3, in_vni, in_windows_1258
from tourism.importing import kinds, legacy, openstreetmap, syllables, vn2000
from tourism.importing.columns import Column, columns, unknown
from tourism.importing.kinds import KINDS, LABELS
from tourism.web.filters import KIND_NAMES

TAGS = ("vi", "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
SENTENCES = [
    "Đình Vân La thờ Chử Đồng Tử, dựng năm 1695 bên bờ sông Hồng.",
    "Hãy nhìn mái đình: bốn góc mái cong lên như cánh chim.",
    "Chợ phiên họp vào các ngày ba, tám; bà con bán nghệ, gừng, riềng và cây giống.",
    "Theo truyền thuyết, người lái đò dựng miếu này sau trận lụt lớn.",
    "Nghệ nhân Nguyễn Thị Hường uốn cây theo dáng rồng, phượng, quy.",
    "Giếng cổ nước trong, chưa bao giờ cạn, kể cả những năm hạn hán.",
    "Quyển gia phả được giữ ở từ đường họ Phạm.",
    "Xã Hồng Vân, huyện Thường Tín",
    "Miếu Bến Sông;miếu;Thôn Cơ Giáo;Ba chữ trên cổng",
    "ĐỀN THỜ, CHÙA TRÀ, LĂNG MỘ",
]
OTHERS = [
    "L'église Saint-Étienne a été bâtie à côté du café où l'on boit du thé glacé.",
    "La façade élevée, très décorée, fut dorée à l'or fin par un maître français.",
    "Die schöne Mühle über dem Fluß gehört größtenteils der Bäckerei Müller.",
    "Für Gäste: Übernachtung mit Frühstück, natürlich auch süße Brötchen.",
    "El niño comió piñas en la montaña; mañana subirá otra vez.",
    "A plain English sentence about the communal house by the river.",
    "Café; Crêpe; Pâté; Purée",
    "번라 마을회관은 강가에 있습니다",
    "红河边的村社会馆",
    "バンラの集会所",
    "Деревня на берегу реки",
    "µm ± 5 °C × 3 §7 «où»",
    "",
]


# Letters


@pytest.mark.parametrize("sentence", SENTENCES)
def test_tcvn3_and_vni_are_noticed(sentence):
    assert legacy.legacy(in_tcvn3(sentence).decode("latin-1")) == "tcvn3"
    assert legacy.legacy(in_vni(sentence).decode("latin-1")) == "vni"


@pytest.mark.parametrize("sentence", [*SENTENCES, *OTHERS])
def test_other_languages_and_unicode_are_never_refused(sentence):
    assert legacy.legacy(sentence) is None
    assert legacy.legacy("\n".join((*OTHERS[:4], sentence))) is None


@pytest.mark.parametrize("sentence", SENTENCES)
def test_windows_own_vietnamese_is_not_refused(sentence):
    assert legacy.legacy(in_windows_1258(sentence).decode("latin-1")) is None


def test_all_of_a_list_is_noticed_though_half_of_it_is_english():
    mixed = "\n".join((*(in_tcvn3(each).decode("latin-1") for each in SENTENCES[:3]), OTHERS[5], OTHERS[5]))

    assert legacy.legacy(mixed) == "tcvn3"


def test_vietnamese_syllables_are_known_from_others():
    vietnamese = {word for sentence in SENTENCES for word in syllables.marked(sentence)}
    foreign = {word for sentence in OTHERS for word in syllables.marked(sentence)}

    assert {word for word in vietnamese if not syllables.is_syllable(word)} == set()
    assert sum(map(syllables.is_syllable, foreign)) / len(foreign) < 0.2


# Columns


@pytest.mark.parametrize(
    "header, field, tag",
    [
        ("Tên", "name", ""),
        ("TÊN ĐỊA ĐIỂM", "name", ""),
        ("ten di tich", "name", ""),
        ("Vĩ độ", "lat", ""),
        ("VĨ ĐỘ (N)", "lat", ""),
        ("Latitude", "lat", ""),
        ("Kinh độ", "lon", ""),
        ("lng", "lon", ""),
        ("Toạ độ", "position", ""),
        ("X (m)", "x", ""),
        ("Y", "y", ""),
        ("Điện thoại", "contact", ""),
        ("Giá vé", "price", ""),
        ("accuracy_m", "accuracy", ""),
        ("name:en", "name", "en"),
        ("Tên (en)", "name", "en"),
        ("Tên tiếng Anh", "name", "en"),
        ("Mô tả tiếng Hàn", "story", "ko"),
        ("name_fr", "name", "fr"),
        ("description:zh-Hans", "story", "zh-Hans"),
    ],
)
def test_a_header_is_understood_without_case_and_marks(header, field, tag):
    assert columns((header,), TAGS) == {Column(field, tag): header}


@pytest.mark.parametrize(
    "header", ["STT", "Ghi chú nội bộ", "name:xx", "Tên (tiếng Lào)", "price:en", "x:y", "", "🙂", "=cmd()"]
)
def test_other_headers_mean_nothing(header):
    assert columns((header,), TAGS) == {}


def test_of_two_headers_for_one_field_the_better_one_counts():
    assert columns(("Di tích", "Tên"), TAGS)[Column("name")] == "Tên"
    assert unknown(("STT", "Tên", "STT"), columns(("STT", "Tên"), TAGS)) == ("STT",)


# Kinds


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_words_for_kinds_are_understood(kind, app):
    assert kinds.kind_of(kind) == kind
    assert kinds.kind_of(LABELS[kind]) == kind
    with app.test_request_context():
        from flask_babel import force_locale

        for locale in ("vi", "en"):
            with force_locale(locale):
                assert kinds.kind_of(str(KIND_NAMES[kind])) == kind


@pytest.mark.parametrize(
    "word, kind",
    [
        ("ĐÌNH LÀNG", "communal_house"),
        ("chua", "pagoda"),
        ("Đền", "shrine"),
        ("làng nghề", "craft"),
        ("nghề", "craft"),
        ("nghè", "shrine"),
        ("lăng", "tomb"),
        ("làng", "village"),
        ("HTX", "cooperative"),
        ("nhà thờ họ", "clan_house"),
    ],
)
def test_words_of_people_are_understood(word, kind):
    assert kinds.kind_of(word) == kind


@pytest.mark.parametrize(
    "word, kind",
    [("chùa chiền", "pagoda"), ("Di tích đình làng", "communal_house"), ("pagodda", "pagoda"), ("markett", "market")],
)
def test_the_nearest_kind_is_suggested(word, kind):
    assert kinds.kind_of(word) is None
    assert kinds.nearest(word) == kind


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Chùa Một Cột", "pagoda"),
        ("Đình Vân La", "communal_house"),
        ("Làng hoa Hồng Vân", "village"),
        ("Lăng Cụ Phó", "tomb"),
        ("Đền Gióng", "shrine"),
        ("Chợ Đầm", "market"),
        ("Homestay Sáu", None),
        ("", None),
    ],
)
def test_a_name_tells_what_the_place_is(name, kind):
    assert kinds.by_name(name) == kind


# OpenStreetMap


@pytest.mark.parametrize(
    "tags, kind",
    [
        ({"amenity": "place_of_worship", "religion": "buddhist"}, "pagoda"),
        ({"amenity": "place_of_worship", "name": "Đình Vân La"}, "communal_house"),
        ({"amenity": "place_of_worship", "religion": "christian", "name": "Nhà thờ Kẻ Sặt"}, "shrine"),
        ({"historic": "tomb"}, "tomb"),
        ({"historic": "ruins", "name": "Thành cổ"}, "landscape"),
        ({"amenity": "marketplace"}, "market"),
        ({"shop": "pottery"}, "craft"),
        ({"craft": "carpenter"}, "craft"),
        ({"tourism": "viewpoint"}, "landscape"),
        ({"natural": "spring"}, "landscape"),
        ({"highway": "residential"}, "road"),
        ({"shop": "no", "amenity": "fuel"}, None),
        ({"amenity": "bank"}, None),
        ({"boundary": "administrative"}, None),
        ({}, None),
    ],
)
def test_tags_mean_kinds(tags, kind):
    assert openstreetmap.kind_of(tags) == kind


def test_every_row_of_the_table_of_tags_leads_to_a_kind_of_ours():
    for wanted, kind in openstreetmap.TAGS:
        assert kind in KINDS
        tags = {key: "yes" if value == "*" else value for key, value in wanted}
        assert openstreetmap.kind_of(tags) is not None


def test_names_come_in_the_languages_that_we_have():
    told = openstreetmap.cells(
        {
            "name": "Đình Vân La",
            "name:en": "Van La Hall",
            "name:zh": "文罗亭",
            "name:de": "Halle",
            "name:etymology": "x",
        },
        TAGS,
    )

    assert told == {"name": "Đình Vân La", "name:en": "Van La Hall", "name:zh-Hans": "文罗亭"}


def test_the_documents_show_the_tables_of_the_code():
    told = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    for wanted, kind in openstreetmap.TAGS:
        assert f"| {' + '.join(f'`{key}={value}`' for key, value in wanted)} | {kind} |" in told
    for kind in KINDS:
        assert f"| `{kind}` | {LABELS[kind]} |" in told
    for zone in vn2000.ZONES:
        assert f"| {zone.name} | {zone.code} | {zone.provinces or '–'} |" in told
