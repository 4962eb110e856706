"""Keys of organisations and of interests as `accounts.names` makes them from now on, in one transaction.

Both sides of the conflict check are compared by these keys: folded on one side only, a declared interest would hold
nobody back. So this room, which knows both, folds both. A key is made from the key it was before, by the tables of the
day of this migration: code that may change later does not run here. Going back leaves the keys as they are.
"""

import re
from typing import Any

from django.db import migrations

OLD = (
    "萬與兩竝乘亂龜豫爭亞佛假會傳體餘倂價儉僞兒黨圓寫處劍劑剩勵勞效敕勸勳區醫單卽嚴參雙收敍臺號營囑團圍圖國圈"
    "壓墮壘鹽增壞壤壯聲壹賣變奧奬孃學寶實寬寢對壽專將盡屆屬嶽峽巢卷帶歸廳廣廢辨瓣辯貳彌彈當徑從德徵應戀恆惠惱"
    "惡慘愼懷戰戲戾拂拔擇擔拜據擴擧挾插搜揭搖攝擊數齊齋斷舊晝晚曉曆曾條來樞榮櫻棧檢樓樂槪樣權橫缺歐歡步齒歷殘"
    "毆殼每氣澤淨淺濱淚渴濟涉澁溪溫灣濕滿瀧滯潛瀨燈爐點爲燒犧狀獨狹獵獻獸甁畫疊瘦癡發盜縣眞硏碎禮禪祕稱稻穗穩"
    "竊龍粹肅絲經繪繼續總綠緖緣繩縱纖罐飜聽膽腦臟艷藝莖莊藏薰藥虛蟲蠶螢蠻衞裝襃霸覺覽觀觸譯證譽讀謠讓豐贊踐轉"
    "輕辭邊遞遲郞鄕醉釀釋鐵鑛錢鑄鍊錄鎭關鬭陷險隨隱雜靈靜賴顯驛驅騷驗髓髮鷄麥麵黃黑默齡亙躰軆俠儘俱兔莵內册冱"
    "凛凾刄劒劔釼剝剏恊卻𠮟𠮷吳吿吞啞㐂噓嚙囊圀盬塡壺竒姙姸姊姬娛斈寳冨尙堯屛屢峯嶋嶌隝嵜﨑巖皈幷牀辦辧辮彎强"
    "彥耻悅戶摑搔擕攪攢敎旣昻曻晄晉杦邨枩桝栁桺栅桒檜檮檝槇槗慾歲冲沒濾濵濤瀆凉渕淸澀潑灌焰烟煕瑤產畄畧礪禰禱"
    "祿穐龝稅糓頴穰窗竈簞篭黏絕繫繡駡羣羡翆聰腳脫舍舖舩蘆荆萊萠蔥蔣蕋蘂藪乕蠣蟬蠟蠅裡說諫讚賤蹟迹軀邉邇逹遙鄉"
    "醱醬埜鉃銕鐡砿礦銳閒閱鬪靑靱頸頰顏顚餠舘駈驒髙鰺鷗鶯靍靏鹼麴⻑⻄⻘⻝⻩⻲⺠⻁⻤⻨⻫⻭⻯⻆"
)
MODERN = (
    "万与両並乗乱亀予争亜仏仮会伝体余併価倹偽児党円写処剣剤剰励労効勅勧勲区医単即厳参双収叙台号営嘱団囲図国圏"
    "圧堕塁塩増壊壌壮声壱売変奥奨嬢学宝実寛寝対寿専将尽届属岳峡巣巻帯帰庁広廃弁弁弁弐弥弾当径従徳徴応恋恒恵悩"
    "悪惨慎懐戦戯戻払抜択担拝拠拡挙挟挿捜掲揺摂撃数斉斎断旧昼晩暁暦曽条来枢栄桜桟検楼楽概様権横欠欧歓歩歯歴残"
    "殴殻毎気沢浄浅浜涙渇済渉渋渓温湾湿満滝滞潜瀬灯炉点為焼犠状独狭猟献獣瓶画畳痩痴発盗県真研砕礼禅秘称稲穂穏"
    "窃竜粋粛糸経絵継続総緑緒縁縄縦繊缶翻聴胆脳臓艶芸茎荘蔵薫薬虚虫蚕蛍蛮衛装褒覇覚覧観触訳証誉読謡譲豊賛践転"
    "軽辞辺逓遅郎郷酔醸釈鉄鉱銭鋳錬録鎮関闘陥険随隠雑霊静頼顕駅駆騒験髄髪鶏麦麺黄黒黙齢亘体体侠侭倶兎兎内冊冴"
    "凜函刃剣剣剣剥創協却叱吉呉告呑唖喜嘘噛嚢国塩填壷奇妊妍姉姫娯学宝富尚尭屏屡峰島島島崎崎巌帰并床弁弁弁弯強"
    "彦恥悦戸掴掻携撹攅教既昂昇晃晋杉村松枡柳柳柵桑桧梼楫槙橋欲歳沖没沪浜涛涜涼淵清渋溌潅焔煙熙瑶産留略砺祢祷"
    "禄秋秋税穀穎穣窓竃箪籠粘絶繋繍罵群羨翠聡脚脱舎舗船芦荊莱萌葱蒋蕊蕊薮虎蛎蝉蝋蝿裏説諌讃賎跡跡躯辺迩達遥郷"
    "醗醤野鉄鉄鉄鉱鉱鋭間閲闘青靭頚頬顔顛餅館駆騨高鯵鴎鴬鶴鶴鹸麹長西青食黄亀民虎鬼麦斉歯竜角"
)
SMALL, LARGE = "ァィゥェォッャュョヮヵヶヰヱ", "アイウエオツヤユヨワカケイエ"
FOLDED = str.maketrans(OLD + SMALL, MODERN + LARGE)
KANJI = "[㐀-鿿\U00020000-\U0003ffff]"
KE = re.compile(rf"(?<={KANJI})[ケガ](?={KANJI})")
REPEATED = re.compile(rf"({KANJI})々")
REPEATED_KANA = re.compile("([ァ-ヺ])([ヽヾ])")
PLAIN = str.maketrans(
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ", "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ"
)
VOICED = str.maketrans("カキクケコサシスセソタチツテトハヒフヘホウ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ")
# Written with old characters these stayed in the key; with modern ones they never did.
FORM = (
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|特例有限会社|一般社団法人|一般財団法人|公益社団法人|公益財団法人|"
    "社会医療法人社団|社会医療法人財団|社会医療法人|医療法人社団|医療法人財団|医療法人|社団法人|財団法人|社会福祉法人|学校法人|"
    "国立大学法人|公立大学法人|大学共同利用機関法人|国立研究開発法人|地方独立行政法人|独立行政法人|特定非営利活動法人|npo法人|"
    "特許業務法人|弁理士法人|弁護士法人|税理士法人|監査法人"
)
FORM_AT_THE_EDGE = re.compile(rf"^(?:{FORM})|(?:{FORM})$")
BATCH = 1000


def refolded(key: str) -> str:
    """The key of a name, from the key it had before."""
    while (again := _once(key)) != key:
        key = again
    return key


def _once(key: str) -> str:
    text = key.translate(FOLDED)
    text = FORM_AT_THE_EDGE.sub("", text) or text
    return KE.sub("ケ", REPEATED_KANA.sub(_repeat, REPEATED.sub(r"\1\1", text)))


def _repeat(found: re.Match[str]) -> str:
    kana, mark = found.groups()
    plain = kana.translate(PLAIN)
    return kana + (plain.translate(VOICED) if mark == "ヾ" else plain)


def fold(apps: Any, _schema_editor: Any) -> None:
    for app, model in (("accounts", "Organisation"), ("supporters", "Interest")):
        rows = apps.get_model(app, model).objects.only("pk", "normalised_name")
        changed = []
        for row in rows.iterator(chunk_size=BATCH):
            key = refolded(row.normalised_name)
            if key != row.normalised_name:
                row.normalised_name = key
                changed.append(row)
        rows.bulk_update(changed, ["normalised_name"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("supporters", "0001_initial"), ("accounts", "0002_corporate_number_not_unique")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
