"""Words that every commune's voices should say well; a commune's own lexicon comes first."""

# Tags without a region: zh stands for zh-Hans and zh-Hant.
DEFAULTS = {
    "vi": {
        "UNESCO": "u nét xcô",
        "ASEAN": "a xê an",
        "OCOP": "ô cốp",
        "COVID": "cô vít",
        "Covid": "cô vít",
        "WiFi": "oai phai",
        "Wi-Fi": "oai phai",
        "QR": "quy a",
        "GPS": "gi pi ét",
        "USB": "u ét bê",
        "Internet": "in tơ nét",
        "website": "oép xai",
        "email": "i meo",
        "e-mail": "i meo",
        "video": "vi đê ô",
        "Facebook": "phây búc",
        "Zalo": "da lô",
        "YouTube": "diu túp",
        "Google": "gu gồ",
        "Wikipedia": "uy ki pê đi a",
        "homestay": "hôm xtây",
        "Guinness": "ghi nét",
        "Guiness": "ghi nét",
        "Unesco": "u nét xcô",
    },
    "en": {
        "Việt Nam": "Vietnam",
        "Hà Nội": "Hanoi",
        "Huế": "Hooay",
        "Tết": "Tet",
    },
    "fr": {
        "Việt Nam": "Vietnam",
        "Hà Nội": "Hanoï",
        "Huế": "Hué",
        "Tết": "Tett",
    },
}
