"""Old and variant characters (旧字体・異体字), and the one that each is compared as.

In a group the first character stands for the others: those with which one and the same name is found written.
What tells two names apart is in different groups, or in none: 斎藤 and 斉藤, 大坂 and 大阪. Compatibility
characters such as U+FA19 are not here: NFKC has replaced them before.

Matching keys are stored: whoever changes a group writes a migration with it (docs/duplicates.md).
"""

# 常用漢字表 (Cabinet Notification No. 2 of 2010): the modern character, then what the table gives in brackets.
OF_THE_JOYO_TABLE = """
万萬 与與 両兩 並竝 乗乘 乱亂 亀龜 予豫 争爭 亜亞 仏佛 仮假 会會 伝傳 体體 余餘 併倂 価價 倹儉 偽僞 児兒 党黨
円圓 写寫 処處 剣劍 剤劑 剰剩 励勵 労勞 効效 勅敕 勧勸 勲勳 区區 医醫 単單 即卽 厳嚴 参參 双雙 収收 叙敍 台臺
号號 営營 嘱囑 団團 囲圍 図圖 国國 圏圈 圧壓 堕墮 塁壘 塩鹽 増增 壊壞 壌壤 壮壯 声聲 壱壹 売賣 変變 奥奧 奨奬
嬢孃 学學 宝寶 実實 寛寬 寝寢 対對 寿壽 専專 将將 尽盡 届屆 属屬 岳嶽 峡峽 巣巢 巻卷 帯帶 帰歸 庁廳 広廣 廃廢
弁辨瓣辯 弐貳 弥彌 弾彈 当當 径徑 従從 徳德 徴徵 応應 恋戀 恒恆 恵惠 悩惱 悪惡 惨慘 慎愼 懐懷 戦戰 戯戲 戻戾
払拂 抜拔 択擇 担擔 拝拜 拠據 拡擴 挙擧 挟挾 挿插 捜搜 掲揭 揺搖 摂攝 撃擊 数數 斉齊 斎齋 断斷 旧舊 昼晝 晩晚
暁曉 暦曆 曽曾 条條 来來 枢樞 栄榮 桜櫻 桟棧 検檢 楼樓 楽樂 概槪 様樣 権權 横橫 欠缺 欧歐 歓歡 歩步 歯齒 歴歷
残殘 殴毆 殻殼 毎每 気氣 沢澤 浄淨 浅淺 浜濱 涙淚 渇渴 済濟 渉涉 渋澁 渓溪 温溫 湾灣 湿濕 満滿 滝瀧 滞滯 潜潛
瀬瀨 灯燈 炉爐 点點 為爲 焼燒 犠犧 状狀 独獨 狭狹 猟獵 献獻 獣獸 瓶甁 画畫 畳疊 痩瘦 痴癡 発發 盗盜 県縣 真眞
研硏 砕碎 礼禮 禅禪 秘祕 称稱 稲稻 穂穗 穏穩 窃竊 竜龍 粋粹 粛肅 糸絲 経經 絵繪 継繼 続續 総總 緑綠 緒緖 縁緣
縄繩 縦縱 繊纖 缶罐 翻飜 聴聽 胆膽 脳腦 臓臟 艶艷 芸藝 茎莖 荘莊 蔵藏 薫薰 薬藥 虚虛 虫蟲 蚕蠶 蛍螢 蛮蠻 衛衞
装裝 褒襃 覇霸 覚覺 覧覽 観觀 触觸 訳譯 証證 誉譽 読讀 謡謠 譲讓 豊豐 賛贊 践踐 転轉 軽輕 辞辭 辺邊 逓遞 遅遲
郎郞 郷鄕 酔醉 醸釀 釈釋 鉄鐵 鉱鑛 銭錢 鋳鑄 錬鍊 録錄 鎮鎭 関關 闘鬭 陥陷 険險 随隨 隠隱 雑雜 霊靈 静靜 頼賴
顕顯 駅驛 駆驅 騒騷 験驗 髄髓 髪髮 鶏鷄 麦麥 麺麵 黄黃 黒黑 黙默 齢齡
"""

# 表外漢字字体表 (2000), the characters for given names in 戸籍法施行規則, characters that Unicode parts by their print
# form alone, and variants that family, company and place names keep.
OF_NAMES_AND_PRINT = """
亘亙 体躰軆 侠俠 侭儘 倶俱 兎兔莵 内內 冊册 冴冱 凜凛 函凾 刃刄 剣劒劔釼 剥剝 創剏 協恊 却卻 叱𠮟 吉𠮷 呉吳 告吿
呑吞 唖啞 喜㐂 嘘噓 噛嚙 嚢囊 国圀 塩盬 填塡 壷壺 奇竒 妊姙 妍姸 姉姊 姫姬 娯娛 学斈 宝寳 富冨 尚尙 尭堯 屏屛
屡屢 峰峯 島嶋嶌隝 崎嵜﨑 巌巖 帰皈 并幷 床牀 弁辦辧辮 弯彎 強强 彦彥 恥耻 悦悅 戸戶 掴摑 掻搔 携擕 撹攪 攅攢
教敎 既旣 昂昻 昇曻 晃晄 晋晉 杉杦 村邨 松枩 枡桝 柳栁桺 柵栅 桑桒 桧檜 梼檮 楫檝 槙槇 橋槗 欲慾 歳歲 沖冲 没沒
沪濾 浜濵 涛濤 涜瀆 涼凉 淵渕 清淸 渋澀 溌潑 潅灌 焔焰 煙烟 熙煕 瑶瑤 産產 留畄 略畧 砺礪 祢禰 祷禱 禄祿 秋穐龝
税稅 穀糓 穎頴 穣穰 窓窗 竃竈 箪簞 籠篭 粘黏 絶絕 繋繫 繍繡 罵駡 群羣 羨羡 翠翆 聡聰 脚腳 脱脫 舎舍 舗舖 船舩
芦蘆 荊荆 莱萊 萌萠 葱蔥 蒋蔣 蕊蕋蘂 薮藪 虎乕 蛎蠣 蝉蟬 蝋蠟 蝿蠅 裏裡 説說 諌諫 讃讚 賎賤 跡蹟迹 躯軀 辺邉
迩邇 達逹 遥遙 郷鄉 醗醱 醤醬 野埜 鉄鉃銕鐡 鉱砿礦 鋭銳 間閒 閲閱 闘鬪 青靑 靭靱 頚頸 頬頰 顔顏 顛顚 餅餠 館舘
駆駈 騨驒 高髙 鯵鰺 鴎鷗 鴬鶯 鶴靍靏 鹸鹼 麹麴
"""

# What PDF files leave in place of characters: CJK Radicals Supplement, which NFKC does not fold.
OF_RADICALS = "長⻑ 西⻄ 青⻘ 食⻝ 黄⻩ 亀⻲ 民⺠ 虎⻁ 鬼⻤ 麦⻨ 斉⻫ 歯⻭ 竜⻯ 角⻆"

GROUPS = tuple(f"{OF_THE_JOYO_TABLE} {OF_NAMES_AND_PRINT} {OF_RADICALS}".split())
TO_MODERN = {ord(other): group[0] for group in GROUPS for other in group[1:]}
