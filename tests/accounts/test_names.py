import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import BRACKETED_FORMS, JAPANESE_FORMS, normalise_organisation_name

SAME = {
    "アユウテクノロジーズ": [
        "アユウテクノロジーズ株式会社",
        "株式会社アユウテクノロジーズ",
        "株式会社　アユウ テクノロジーズ",
        "(株)アユウテクノロジーズ",
        "アユウテクノロジーズ（株）",
        "㈱アユウテクノロジーズ",
        "㍿アユウテクノロジーズ",
        "ｱﾕｳﾃｸﾉﾛｼﾞｰｽﾞ㈱",
        "アユウ・テクノロジーズ有限会社",
        "アユウ･テクノロジーズ ㈲",
        "合同会社アユウテクノロジ－ズ",
        "あゆうテクノロジーズ",
        "アユウ\u200bテクノロジーズ Inc.",
    ],
    "ayutech": [
        "AyuTech",
        "ＡＹＵＴＥＣＨ　Ｉｎｃ．",
        "AyuTech, Inc.",
        "Ayutech Co., Ltd.",
        "AYUTECH CO.,LTD",
        "Ayutech & Co., Ltd.",
        "Ayutech Company Limited",
        "Ayutech K.K.",
        "Ayutech KK",
        "Ayutech G.K.",
        "Ayutech Corporation",
        "Ayu Tech LLC",
        "Ayutech GmbH",
        "株式会社 AyuTech Inc.",
        "Ayutech Pte. Ltd.",
    ],
    "若竹大学": ["国立大学法人若竹大学", "国立大学法人 若竹大学", "学校法人若竹大学", "(学)若竹大学"],
    "若竹推進機構": ["一般社団法人若竹推進機構", "(一社)若竹推進機構", "若竹推進機構　一般社団法人", "㈳若竹推進機構"],
    "若竹会": [
        "医療法人社団若竹会",
        "医療法人若竹会",
        "社会医療法人 若竹会",
        "NPO法人若竹会",
        "特定非営利活動法人若竹会",
        "醫療法人社團若竹會",
    ],
    "東都大学医学部": ["東都大學醫學部", "國立大學法人東都大學医学部", "東都 大学　醫學部"],
    "高崎島辺": ["髙﨑島辺", "高嵜嶋邊", "髙﨑嶌邉", "株式會社髙崎島辺", "高崎島辺\U000e0101"],
    "キヤノン": ["キャノン", "きゃのん", "ｷｬﾉﾝ", "キヤノン株式会社", "ｷﾔﾉﾝ"],
    "霞ケ関ブレイン": ["霞ヶ関ブレイン", "霞が関ブレイン", "霞ケ關ブレイン", "霞ヶ関ぶれいん", "霞ガ関ブレイン"],
    "佐佐木イスズ": ["佐々木いすゞ", "佐々木イスヾ", "佐佐木いすず", "佐々木 ヰスヾ"],
    "ココハ": ["こゝは", "コヽハ"],
}


@pytest.mark.parametrize(
    ("key", "name"), [pytest.param(key, name, id=name) for key, names in SAME.items() for name in names]
)
def test_spellings_of_one_name_share_a_key(key: str, name: str) -> None:
    assert normalise_organisation_name(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("若竹大学薬学部", "若竹大学", id="part of a university"),
        pytest.param("斎藤医療", "斉藤医療", id="characters of different names"),
        pytest.param("ビルラボ", "ビールラボ", id="long vowel"),
        pytest.param("レヴォラボ", "レボラボ", id="ヴ and ブ"),
        pytest.param("ジガバイオ", "ジケバイオ", id="ガ and ケ in kana"),
        pytest.param("個人(起業準備中)987", "個人(起業準備中)98", id="number in the name"),
        pytest.param("A-1", "A1", id="hyphen between letters and digits"),
        pytest.param("Zinc", "Z", id="a form inside a word"),
        pytest.param("ハトノサイエンス", "ハトノ-サイエンス-X", id="more words"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert normalise_organisation_name(one) != normalise_organisation_name(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("株式会社", "株式会社"),
        ("(株)", "(株)"),
        ("株式会社・", "株式会社"),
        ("Co., Ltd.", "coltd"),
        ("", ""),
        (" ・ ", ""),
    ],
    ids=["form", "brackets", "form and separator", "western", "empty", "separators"],
)
def test_a_form_alone_is_not_taken_away(name: str, key: str) -> None:
    assert normalise_organisation_name(name) == key


@pytest.mark.parametrize("form", [*JAPANESE_FORMS, *(f"({form})" for form in BRACKETED_FORMS)])
def test_every_japanese_form_counts_before_and_after(form: str) -> None:
    assert normalise_organisation_name(f"{form}ミロモ") == "ミロモ"
    assert normalise_organisation_name(f"ミロモ{form}") == "ミロモ"


PIECES = st.sampled_from(
    [
        *JAPANESE_FORMS,
        "(株)",
        "㈱",
        "Inc.",
        "Co., Ltd.",
        "K.K.",
        "&",
        " ",
        "・",
        "-",
        "－",
        "ー",
        "あ",
        "ア",
        "ｶﾞ",
        "大",
        "A",
        "ß",
        "İ",
        "邊",
        "々",
        "ヶ",
        "ゞ",
        "關",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=20))
def test_a_key_is_its_own_key(name: str) -> None:
    key = normalise_organisation_name(name)
    assert normalise_organisation_name(key) == key


@given(st.text(min_size=1, max_size=20))
def test_a_name_of_letters_never_vanishes(name: str) -> None:
    if any(character.isalnum() for character in name):
        assert normalise_organisation_name(name) != ""
