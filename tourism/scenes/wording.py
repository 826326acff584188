"""What manifests say of a scene in every language of the guide: what a model is, how large, whose."""

from collections.abc import Mapping

from tourism.communes.licences import FREE
from tourism.language import SOURCE, source_first
from tourism.scenes.view import Point, SceneView, Texts

LANGUAGES = (SOURCE, "en", "zh-Hans", "ko", "zh-Hant", "ja", "fr")
# Their numbers have a comma where others have a point.
COMMA = frozenset({SOURCE, "fr"})


def _told(*texts: str) -> Texts:
    return dict(zip(LANGUAGES, texts, strict=True))


# How a model came about, in honest words: whoever passes it on passes them on.
ORIGINS: Mapping[str, Texts] = {
    "scan": _told(
        "quét 3D", "3D scan", "三维扫描", "3D 스캔", "三維掃描", "3Dスキャン", "numérisation 3D",
    ),
    "modelled": _told(
        "dựng theo số đo", "model built from measurements", "按实测建模", "실측에 따른 모형", "按實測建模",
        "実測にもとづくモデル", "modèle construit d’après des mesures",
    ),
    "reconstruction": _told(
        "phục dựng giả định", "conjectural reconstruction", "推测性复原", "추정 복원", "推測性復原", "推定復元",
        "restitution hypothétique",
    ),
    "illustration": _told(
        "mô hình minh họa", "illustrative model", "示意模型", "설명을 위한 모형", "示意模型", "説明用モデル",
        "modèle d’illustration",
    ),
}  # fmt: skip
LICENCES: Mapping[str, Texts] = {
    "commune": _told(
        "Của địa phương; muốn dùng lại xin hỏi", "The commune’s own; others must ask", "归当地所有，转用请先征得同意",
        "지역의 소유이며, 다시 쓰려면 허락이 필요합니다", "歸當地所有，轉用請先徵得同意",
        "地域のものです。再利用には許可が必要です", "Appartient à la commune ; demander avant de réutiliser",
    ),
    "by-permission": _told(
        "Dùng ở đây với sự đồng ý của tác giả", "Used here with the author’s permission", "经作者许可在此使用",
        "저작자의 허락을 받아 사용합니다", "經作者許可在此使用", "作者の許可を得て使用しています",
        "Utilisé ici avec l’accord de l’auteur",
    ),
    **{licence: dict.fromkeys(LANGUAGES, free.name) for licence, free in FREE.items()},
}  # fmt: skip
MODEL = _told("Mô hình 3D", "3D model", "3D 模型", "3D 모형", "3D 模型", "3Dモデル", "Modèle 3D")
NARRATION = _told("Thuyết minh", "Narration", "解说", "해설", "解說", "音声ガイド", "Commentaire")
ORIGIN = _told(
    "Mô hình từ đâu mà có", "How the model came about", "模型的由来", "모형이 만들어진 방식", "模型的由來",
    "モデルの成り立ち", "Origine du modèle",
)  # fmt: skip
SIZE = _told("Kích thước thật", "True size", "实际尺寸", "실제 크기", "實際尺寸", "実際の大きさ", "Taille réelle")
SIDES = _told(
    "rộng × cao × sâu", "width × height × depth", "宽 × 高 × 深", "너비 × 높이 × 깊이", "寬 × 高 × 深",
    "幅 × 高さ × 奥行き", "largeur × hauteur × profondeur",
)  # fmt: skip
UNSIZED = _told(
    "chưa ai xác nhận", "not confirmed by anybody", "尚无人确认", "아직 확인되지 않음", "尚無人確認",
    "まだ確認されていません", "confirmée par personne",
)  # fmt: skip
HOW_MADE = _told("Cách làm", "How it was made", "制作方法", "만든 방법", "製作方法", "作り方", "Comment il a été fait")
SOURCE_OF = _told("Nguồn", "Source", "来源", "출처", "來源", "出典", "Source")
CREDIT = _told(
    "Tác giả và bản quyền", "Credit and rights", "作者与权利", "저작자와 권리", "作者與權利", "作者と権利",
    "Auteur et droits",
)  # fmt: skip
MODEL_FILE = _told(
    "Tệp mô hình (GLB)", "Model file (GLB)", "模型文件 (GLB)", "모형 파일 (GLB)", "模型檔案 (GLB)",
    "モデルのファイル (GLB)", "Fichier du modèle (GLB)",
)  # fmt: skip
ON_ANDROID = dict.fromkeys(LANGUAGES, "AR (Android)")
ON_IPHONE = dict.fromkeys(LANGUAGES, "AR (iPhone, iPad)")


def ordered(texts: Texts) -> dict[str, str]:
    """Texts by language, always in the same order: Vietnamese, then the others by their tags."""
    return {tag: texts[tag] for tag in sorted(texts, key=source_first)}


def name_of(scene: SceneView, language: str) -> tuple[str, str]:
    """The site's name in a language, else English, else Vietnamese, else any; with the language it is in."""
    for tag in (language, "en", SOURCE, *sorted(scene.names)):
        if tag in scene.names:
            return scene.names[tag], tag
    return scene.site, SOURCE


def size_told(scene: SceneView) -> dict[str, str]:
    """How large the thing is in truth, by language; or that nobody knows."""
    if not scene.is_sized:
        return dict(UNSIZED)
    return {tag: f"{_measured(scene.size, tag)} m ({SIDES[tag]})" for tag in LANGUAGES}


def _measured(size: Point, tag: str) -> str:
    numbers = " × ".join(f"{each:.2f}".rstrip("0").rstrip(".") for each in size)
    return numbers.replace(".", ",") if tag in COMMA else numbers
