"""How the old register writes what the desk keeps as codes. No translations: a file has one language."""

from accounts.enums import OrganisationKind, Prefecture
from cases.enums import Channel, DevelopmentStage

CHANNELS = {
    "ポータル": Channel.PORTAL,
    "メール": Channel.MAIL,
    "電話": Channel.PHONE,
    "Open Hours": Channel.OPEN_HOURS,
    "他機関からの紹介": Channel.REFERRAL,
    "イベント": Channel.EVENT,
}

KINDS = {
    "ベンチャー企業": OrganisationKind.VENTURE,
    "アカデミア": OrganisationKind.ACADEMIA,
    "中小企業": OrganisationKind.SME,
    "個人": OrganisationKind.INDIVIDUAL,
    "大企業": OrganisationKind.LARGE,
    "その他": OrganisationKind.OTHER,
}

STAGES = {
    "基礎研究": DevelopmentStage.BASIC_RESEARCH,
    "非臨床": DevelopmentStage.NON_CLINICAL,
    "治験準備": DevelopmentStage.TRIAL_PREPARATION,
    "治験中": DevelopmentStage.CLINICAL_TRIAL,
    "承認申請": DevelopmentStage.APPROVAL_APPLICATION,
    "構想": DevelopmentStage.CONCEPT,
    "試作": DevelopmentStage.PROTOTYPE,
    "実証": DevelopmentStage.DEMONSTRATION,
    "承認・認証申請": DevelopmentStage.CERTIFICATION,
    "事業化": DevelopmentStage.COMMERCIALISATION,
    "上市後": DevelopmentStage.ON_MARKET,
}

# In the order of JIS X 0401, whose codes 01 to 47 `Prefecture` uses.
_NAMES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)

PREFECTURES = {name: Prefecture(f"{number:02}") for number, name in enumerate(_NAMES.split(), start=1)}
PREFECTURES |= {name[:-1]: code for name, code in PREFECTURES.items() if name != "北海道"}
PREFECTURES["海外"] = Prefecture.ABROAD
