"""Mails as the programs people use write them, each with what is to be read from it."""

from dataclasses import dataclass

from mediso.mailbox.enums import Automatic


@dataclass(frozen=True)
class Sample:
    """The body as the program writes it, what the person wrote in it, and how the rest begins."""

    name: str
    body: str
    text: str
    folds_from: str


SAMPLES = [
    Sample(
        "outlook-ja",
        "事務局 御中\n\n資料を送ります。よろしくお願いいたします。\n\n青山\n\n"
        "-----Original Message-----\nFrom: 相談窓口 <desk@example.jp>\nSent: Saturday, November 21, 2026 2:05 PM\n"
        "To: 青山 みどり\nSubject: 受付番号 M2024-0001\n\nお問い合わせの件です。",
        "事務局 御中\n\n資料を送ります。よろしくお願いいたします。\n\n青山",
        "-----Original Message-----",
    ),
    Sample(
        "outlook-ja-header-block",
        "承知しました。\n\n________________________________\n差出人: 相談窓口 <desk@example.jp>\n"
        "送信日時: 2026年11月21日 14:05\n宛先: 青山 みどり <aoyama@example.jp>\n件名: ご確認のお願い\n\n本文です。",
        "承知しました。",
        "________________________________",
    ),
    Sample(
        "outlook-ja-no-rule",
        "承知しました。\n青山\n\n差出人： 相談窓口\n送信日時： 2026年11月21日 14:05\n宛先： 青山\n件名： ご確認\n\n本文です。",
        "承知しました。\n青山",
        "差出人：",
    ),
    Sample(
        "outlook-en",
        "Thank you, that works.\n\nFrom: Desk <desk@example.jp>\nSent: Saturday, November 21, 2026 2:05 PM\n"
        "To: Aoyama\nSubject: RE: M2024-0001\n\nPlease confirm.",
        "Thank you, that works.",
        "From: Desk",
    ),
    Sample(
        "gmail-ja",
        "ありがとうございます。\n\n2026年11月21日(土) 14:05 相談窓口 <desk@example.jp>:\n\n> お世話になっております。\n>\n> 相談窓口です。\n",
        "ありがとうございます。",
        "2026年11月21日(土)",
    ),
    Sample(
        "gmail-ja-broken-line",
        "ありがとうございます。\n\n2026年11月21日(土) 14:05 医療系ベンチャー・トータルサポート\n<desk@example.jp>:\n> お世話になっております。",
        "ありがとうございます。",
        "2026年11月21日(土)",
    ),
    Sample(
        "gmail-en",
        "Yes, please.\n\nOn Sat, Nov 21, 2026 at 2:05 PM Consultation Desk <desk@example.jp>\nwrote:\n\n> Shall we meet?\n> Desk\n",
        "Yes, please.",
        "On Sat,",
    ),
    Sample(
        "gmail-android-ja",
        "了解です。\n\n2026年11月21日(土) 14:05 相談窓口 <desk@example.jp>:\n> ご都合はいかがでしょうか。\n",
        "了解です。",
        "2026年11月21日(土)",
    ),
    Sample(
        "iphone-ja",
        "はい、お願いします。\n\niPhoneから送信\n\n2026/11/21 14:05、相談窓口 <desk@example.jp>のメール:\n\n> ご都合はいかがでしょうか。\n",
        "はい、お願いします。",
        "iPhoneから送信",
    ),
    Sample("iphone-ja-alone", "遅れます。\n\niPhoneから送信", "遅れます。", "iPhoneから送信"),
    Sample(
        "iphone-en",
        "Running late.\n\nSent from my iPhone\n\n> On Nov 21, 2026, at 14:05, Desk <desk@example.jp> wrote:\n> \n> At ten?\n",
        "Running late.",
        "Sent from my iPhone",
    ),
    Sample(
        "apple-mail-ja",
        "資料を添付します。\n\n> 2026/11/21 14:05、相談窓口 <desk@example.jp>のメール:\n> \n> 資料をお送りください。\n",
        "資料を添付します。",
        "> 2026/11/21",
    ),
    Sample(
        "apple-mail-en",
        "Attached.\n\n> On 21 Nov 2026, at 14:05, Desk <desk@example.jp> wrote:\n> \n> Please send it.\n",
        "Attached.",
        "> On 21 Nov",
    ),
    Sample(
        "thunderbird-ja",
        "確認しました。\n\nOn 2026/11/21 14:05, 相談窓口 wrote:\n> ご確認ください。\n\n-- \n青山 みどり\n株式会社若竹\n",
        "確認しました。",
        "On 2026/11/21",
    ),
    Sample(
        "becky",
        "青山です。\n\nご連絡ありがとうございます。\n\nOn Sat, 21 Nov 2026 14:05:00 +0900\n相談窓口 <desk@example.jp> wrote:\n\n"
        "> ご都合をお知らせください。\n> \n> 相談窓口\n\n-- \n青山 <aoyama@example.jp>\n",
        "青山です。\n\nご連絡ありがとうございます。",
        "On Sat, 21 Nov 2026",
    ),
    Sample(
        "becky-answers-between",
        "青山です。\n\n> 1. 日程はいかがですか。\n11月24日を希望します。\n\n> 2. 場所はどちらですか。\nオンラインでお願いします。",
        "青山です。\n\n> 1. 日程はいかがですか。\n11月24日を希望します。\n\n> 2. 場所はどちらですか。\nオンラインでお願いします。",
        "",
    ),
    Sample(
        "answer-below-the-quote",
        "On Sat, Nov 21, 2026 at 2:05 PM Desk <desk@example.jp> wrote:\n> Shall we meet?\n\nYes.",
        "On Sat, Nov 21, 2026 at 2:05 PM Desk <desk@example.jp> wrote:\n> Shall we meet?\n\nYes.",
        "",
    ),
    Sample(
        "signature-in-a-box",
        "お世話になっております。\n申請書の書き方を教えてください。\n\n"
        "━━━━━━━━━━━━━━━\n株式会社若竹　青山 みどり\n〒100-0001 東京都千代田区\nTEL 03-0000-0000\naoyama@example.jp\n━━━━━━━━━━━━━━━",
        "お世話になっております。\n申請書の書き方を教えてください。",
        "━━━━━━━━━━━━━━━",
    ),
    Sample(
        "rule-above-a-paragraph",
        "質問は次のとおりです。\n----------\nhttps://example.jp/a の表は使えますか。",
        "質問は次のとおりです。\n----------\nhttps://example.jp/a の表は使えますか。",
        "",
    ),
    Sample("nothing-but-a-quote", "> ご確認ください。\n> 相談窓口", "> ご確認ください。\n> 相談窓口", ""),
    Sample(
        "forwarded-without-a-word",
        "---------- Forwarded message ---------\nFrom: A <a@example.jp>\nDate: x\nSubject: y\nTo: z\n\n本文",
        "---------- Forwarded message ---------\nFrom: A <a@example.jp>\nDate: x\nSubject: y\nTo: z\n\n本文",
        "",
    ),
    Sample(
        "a-list-of-dates-is-no-quote",
        "候補日:\n2026年11月24日(火) 10:00 から:\n2026年11月25日(水) 10:00 から:",
        "候補日:\n2026年11月24日(火) 10:00 から:\n2026年11月25日(水) 10:00 から:",
        "",
    ),
    Sample(
        "outlook-for-ios",
        "了解しました。\n\nOutlook for iOS を入手\n________________________________\n差出人: 相談窓口\n送信日時: 土曜日\n宛先: 青山\n件名: x\n\n本文",
        "了解しました。",
        "Outlook for iOS",
    ),
    Sample(
        "long-quote",
        "一行だけ書きます。\n\n2026年11月21日(土) 14:05 相談窓口 <desk@example.jp>:\n" + "> 長い引用です。\n" * 3000,
        "一行だけ書きます。",
        "2026年11月21日(土)",
    ),
    Sample("nothing", "", "", ""),
]


@dataclass(frozen=True)
class Machine:
    """Headers and body of what a machine wrote, and what kind it is; None for a person."""

    name: str
    source: str
    kind: Automatic | None


FROM = "From: a@example.com\nTo: desk@example.jp\n"
MACHINES = [
    Machine("exchange-out-of-office", FROM + "Subject: 自動応答: 受付番号\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n\n不在です。", Automatic.AUTO_REPLY),
    Machine("exchange-without-auto-submitted", FROM + "Subject: Automatic reply: M2024-0001\nX-Auto-Response-Suppress: OOF\n\nAway.", Automatic.AUTO_REPLY),
    Machine("gmail-vacation", FROM + "Subject: 不在のお知らせ Re: 受付番号\nAuto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes\n\n不在です。", Automatic.AUTO_REPLY),
    Machine("unix-vacation", "Return-Path: <>\n" + FROM + "Subject: Out of office\nPrecedence: junk\n\nAway.", Automatic.AUTO_REPLY),
    Machine("precedence-auto-reply", FROM + "Subject: x\nPrecedence: auto_reply\n\nx", Automatic.AUTO_REPLY),
    Machine("read-receipt", FROM + 'Subject: Read: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\n\nread\n--b--\n', Automatic.AUTO_REPLY),
    Machine("person-writes-of-an-absence", FROM + "Subject: 不在のお知らせについて\n\n不在の間の連絡先です。", None),
    Machine("person-on-exchange", FROM + "Subject: 資料\nX-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\n\n送ります。", None),
    Machine("person-whose-server-says-no", FROM + "Subject: 資料\nAuto-Submitted: no\n\n送ります。", None),
    Machine("bounce-without-a-report", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.com\nSubject: failure notice\n\nMessage-ID: <outbox.7@example.jp>\n", Automatic.BOUNCE),
    Machine("bounce-of-a-daemon", "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification\n\nx", Automatic.BOUNCE),
    Machine("list", FROM + "Subject: digest\nList-Id: <news.example.com>\nPrecedence: list\n\nnews", Automatic.LIST),
    Machine("bulk", FROM + "Subject: sale\nPrecedence: bulk\n\nnews", Automatic.LIST),
    Machine("loop", "From: =?utf-8?b?55u46KuH56qT5Y+j?= <Desk@Example.JP>\nTo: desk@example.jp\nSubject: x\n\nx", Automatic.LOOP),
    Machine("nothing-at-all", "", None),
]  # fmt: skip

POSTFIX_BOUNCE = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.jp (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: desk@example.jp
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B.1/mx"

--B.1/mx
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.jp.
<nobody@example.com>: host mx.example.com said: 550 5.1.1 User unknown

--B.1/mx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.jp

Final-Recipient: rfc822; Nobody@example.com
Original-Recipient: rfc822;Nobody@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--B.1/mx
Content-Type: text/rfc822-headers

From: desk@example.jp
To: nobody@example.com
Message-ID: <outbox.42@example.jp>
Subject: =?utf-8?b?5Y+X5LuY?=

--B.1/mx--
"""
EXCHANGE_BOUNCE = POSTFIX_BOUNCE.replace("text/rfc822-headers", "message/rfc822").replace("5.1.1\nDiag", "5.1.10\nDiag")
GMAIL_DELAY = POSTFIX_BOUNCE.replace("Action: failed\nStatus: 5.1.1", "Action: delayed\nStatus: 4.4.1").replace(
    "MAILER-DAEMON@mx.example.jp (Mail Delivery System)", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
)
