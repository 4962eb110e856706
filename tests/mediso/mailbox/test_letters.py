"""Mails as they arrive, read: literal values, then whatever bytes."""

import base64
import datetime as dt
import quopri
from email.header import Header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediso.mailbox.automatic import Bounced
from mediso.mailbox.enums import Automatic
from mediso.mailbox.headers import Address
from mediso.mailbox.letters import MOST_TEXT, Letter, made_id, parse
from tests.mediso.mailbox.corpus import EXCHANGE_BOUNCE, GMAIL_DELAY, MACHINES, POSTFIX_BOUNCE, SAMPLES, Machine, Sample


def with_headers(headers: str, body: bytes) -> bytes:
    return headers.replace("\n", "\r\n").encode() + b"\r\n" + body


def test_a_whole_mail() -> None:
    headers = (
        "Return-Path: <aoyama@example.jp>\nDelivered-To: desk@example.jp\nMessage-ID: <abc.1@mail.example.jp>\n"
        "In-Reply-To: <outbox.7@example.jp>\nReferences: <first@example.jp>\n <outbox.7@example.jp>\n"
        "From: =?ISO-2022-JP?B?GyRCQEQ7MxsoQg==?= <Aoyama@Example.JP>\n"
        "To: =?utf-8?b?55u46KuH56qT5Y+j?= <desk+M2024-0001.abcd@example.jp>, Other <other@example.jp>\n"
        "Cc: other@example.jp\nSubject: =?ISO-2022-JP?B?GyRCO3FOQRsoQg==?=\n =?ISO-2022-JP?B?GyRCJE43bxsoQg==?=\n"
        "Date: Sat, 21 Nov 2026 14:05:00 +0900\nContent-Type: text/plain; charset=ISO-2022-JP\n"
    )
    assert parse(with_headers(headers, "資料を送ります。\r\n".encode("iso-2022-jp"))) == Letter(
        message_id="abc.1@mail.example.jp",
        references=("outbox.7@example.jp", "first@example.jp"),
        sender=Address("aoyama@example.jp", "青山"),
        recipients=("desk+M2024-0001.abcd@example.jp", "other@example.jp", "desk@example.jp"),
        subject="資料の件",
        sent_at=dt.datetime(2026, 11, 21, 5, 5, tzinfo=dt.UTC),
        text="資料を送ります。",
        folded="",
        parts=(),
        automatic=None,
        bounced=None,
        cut=False,
    )


def test_a_mail_of_nothing() -> None:
    assert parse(b"") == Letter(made_id(b""), (), Address(), (), "", None, "", "", (), None, None, cut=False)


JIS_VENDOR = b"\x1b$B-!\x1b(B \x1b$B-j\x1b(B \x1b$B|b\x1b(B"  # ① ㈱ 髙, which ISO-2022-JP has not and Windows sends


@pytest.mark.parametrize(
    ("content_type", "encoding", "body", "text"),
    [
        ("text/plain; charset=ISO-2022-JP", "7bit", JIS_VENDOR, "① ㈱ 髙"),
        ("text/plain; charset=iso-2022-jp", "base64", base64.encodebytes("面談".encode("iso-2022-jp")), "面談"),
        ("text/plain; charset=iso-2022-jp", "7bit", b"\x1b(I6E\x1b(B ok", "ｶﾅ ok"),
        ("text/plain; charset=iso-2022-jp", "8bit", "①髙橋".encode("cp932"), "①髙橋"),
        ("text/plain; charset=us-ascii", "8bit", "面談の件".encode(), "面談の件"),
        ("text/plain; charset=x-unknown", "8bit", "面談の件".encode(), "面談の件"),
        ("text/plain; charset=zlib", "8bit", "面談の件".encode(), "面談の件"),
        ("text/plain", "8bit", "面談をお願いします。".encode("cp932"), "面談をお願いします。"),
        ("text/plain", "8bit", "面談をお願いします。".encode("euc_jp"), "面談をお願いします。"),
        ("text/plain; charset=shift_jis", "8bit", "①㈱髙".encode("cp932"), "①㈱髙"),
        ("text/plain; charset=utf-8", "quoted-printable", quopri.encodestring("面談".encode()), "面談"),
        ("text/plain; charset=utf-8", "base64", b"6Z2i6KuH!6Z2i6KuHI", "面談面談"),
        ("text/plain; charset=utf-8", "x-uue", "面談".encode(), "面談"),
        ("text/plain; charset=utf-8", "8bit", b"a\x00b\x1b[31mc\xff", "ab[31mc�"),
        ("text/plain; charset=iso-8859-1", "8bit", b"caf\xe9 \x93x\x94", "café “x”"),
        ("text/plain; charset=utf-8; format=flowed; delsp=yes", "8bit", "日本 \r\n語".encode(), "日本語"),
        ("text/html; charset=utf-8", "8bit", "<p>面談<br>の件</p><script>x()</script>".encode(), "面談\nの件"),
        ("text/html", "8bit", '<meta charset="shift_jis"><p>面談</p>'.encode("cp932"), "面談"),
        ("text/html; charset=utf-8", "8bit", b'<div style="display:none">no</div><p>yes</p>', "yes"),
        ("text/html; charset=utf-8", "8bit", b'<a href="https://a.example/x">here</a>', "here <https://a.example/x>"),
        ("text/html; charset=utf-8", "8bit", b"<div>" * 5000 + b"deep", "deep"),
        ("text/html; charset=utf-8", "8bit", b"<!-- nothing -->", ""),
        ("nonsense", "", b"text", "text"),
    ],
)
def test_text(content_type: str, encoding: str, body: bytes, text: str) -> None:
    letter = parse(with_headers(f"Content-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n", body))
    assert letter.text.strip() == text


def test_a_page_with_a_quote_is_folded() -> None:
    page = (
        "<div>承知しました。</div><div class=gmail_quote>2026年11月21日(土) 14:05 窓口 &lt;desk@example.jp&gt;:<br>"
        "<blockquote>ご都合は<br>いかがですか。</blockquote></div>"
    )
    letter = parse(with_headers("Content-Type: text/html; charset=utf-8\n", page.encode()))
    assert letter.text == "承知しました。"
    assert letter.folded.splitlines()[-2:] == ["> ご都合は", "> いかがですか。"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("charset", ["utf-8", "cp932", "iso-2022-jp"])
def test_the_corpus_in_three_character_sets(sample: Sample, charset: str) -> None:
    if charset == "iso-2022-jp" and "━" in sample.body:
        charset = "euc_jp"
    body = base64.encodebytes(sample.body.replace("\n", "\r\n").encode(charset))
    letter = parse(
        with_headers(f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n", body)
    )
    assert letter.text == sample.text


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=utf-8''%E8%A8%88%E7%94%BB%E6%9B%B8.pdf",
        "attachment; filename*0*=utf-8''%E8%A8%88; filename*1*=%E7%94%BB; filename*2*=%E6%9B%B8.pdf",
        "attachment; filename*0*=utf-8''%E8; filename*1*=%A8%88%E7%94%BB%E6%9B%B8; filename*2=.pdf",
        'attachment; filename="=?ISO-2022-JP?B?GyRCN1cyaD1xGyhCLnBkZg==?="',
        "attachment;\n filename==?utf-8?B?6KiI55S75pu4LnBkZg==?=",
        'attachment; filename="計画書.pdf"',
        'attachment; filename="../../計画書.pdf"',
        'ATTACHMENT; FileName="C:/x/計画書.pdf"',
    ],
)
def test_names_of_files(disposition: str) -> None:
    headers = f"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: {disposition}\n"
    letter = parse(with_headers(headers, b"JVBERg=="))
    assert [(part.name, part.kind, part.content, part.inline) for part in letter.parts] == [
        ("計画書.pdf", "application/pdf", b"%PDF", False)
    ]


def test_parts_of_a_mail() -> None:
    body = (
        b'--o\r\nContent-Type: multipart/related; boundary="r"\r\n\r\n'
        b"--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
        b"--a\r\nContent-Type: text/plain\r\n\r\nplain\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n"
        b"--a--\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\n\r\nPNG\r\n--r--\r\n"
        b"--o\r\nContent-Type: message/rfc822\r\n\r\nSubject: =?utf-8?b?6Z2i6KuH?=\r\n\r\ninner\r\n"
        b"--o\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nTNEF\r\n"
        b"--o\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n"
        b"--o\r\nContent-Type: text/plain\r\n\r\nbelow\r\n--o--\r\nend"
    )
    letter = parse(with_headers("Content-Type: multipart/mixed; boundary=o\n", body))
    assert letter.text == "plain\nbelow"
    assert [(part.name, part.content, part.inline) for part in letter.parts] == [
        ("attachment-1.png", b"PNG", True),
        ("面談.eml", b"Subject: =?utf-8?b?6Z2i6KuH?=\r\n\r\ninner", False),
        ("winmail.dat", b"TNEF", False),
        ("attachment-4.pdf", b"%PDF", False),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            b"Content-Type: multipart/mixed; boundary=wrong\n\n--right\nContent-Type: text/plain\n\nhello\n--right--\n",
            "hello",
        ),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nnot closed", "not closed"),
        (b"Content-Type: multipart/mixed; boundary=b\n\nno line parts it", "no line parts it"),
        (b"Content-Type: multipart/mixed\n\nno boundary", "no boundary"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nshort lines\n--b--", "short lines"),
        (b"Subject: x\nno header any more\n\nbody", "no header any more\n\nbody"),
        (b"\nbody at once", "body at once"),
        (b"Subject: only headers", ""),
    ],
)  # fmt: skip
def test_broken_mails(source: bytes, text: str) -> None:
    assert parse(source).text == text
    assert parse(source.replace(b"\n", b"\r\n")).text == text


def test_headers_that_mean_harm() -> None:
    source = (
        b"Subject: a\x00b\r\n =?utf-8?q?c=0D=0ABcc:_x=40example.jp?=\r\n"
        b"From: \"" + b"(" * 5000 + b"\" <a@example.jp>\r\n"
        b"To: " + b"(" * 5000 + b" b@example.jp\r\nDate: Sat, 99 Foo 99999 99:99:99 +9999\r\n"
        b"Message-ID: <" + b"x" * 5000 + b"@example.jp>\r\nReferences: " + b"<a@b> " * 9000 + b"\r\n"
        b"Content-Type: text/plain; charset*999999*=x; charset*" + b"9" * 5000 + b"=y\r\n\r\nok"
    )  # fmt: skip
    letter = parse(source)
    assert letter.subject == "ab c Bcc: x@example.jp"
    assert letter.message_id == made_id(source)
    assert (letter.references, letter.sent_at, letter.text) == (("a@b",), None, "ok")


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_machines_are_told_from_people(machine: Machine) -> None:
    assert parse(machine.source.encode(), {"desk@example.jp"}).automatic == machine.kind


@pytest.mark.parametrize(
    ("source", "came_back"),
    [
        (POSTFIX_BOUNCE, Bounced("outbox.42@example.jp", "nobody@example.com", "5.1.1", "failed")),
        (EXCHANGE_BOUNCE, Bounced("outbox.42@example.jp", "nobody@example.com", "5.1.10", "failed")),
        (GMAIL_DELAY, Bounced("outbox.42@example.jp", "nobody@example.com", "4.4.1", "delayed")),
        (MACHINES[9].source, Bounced("outbox.7@example.jp")),
        (MACHINES[10].source, None),
    ],
)
def test_what_came_back(source: str, came_back: Bounced | None) -> None:
    letter = parse(source.encode(), {"desk@example.jp"})
    assert (letter.automatic, letter.bounced) == (Automatic.BOUNCE, came_back)


def test_a_long_text_goes_on_folded() -> None:
    letter = parse(b"Content-Type: text/plain\n\n" + b"x" * (MOST_TEXT + 10) + b"\n")
    assert (len(letter.text), letter.folded, letter.cut) == (MOST_TEXT, "x" * 10, False)
    assert parse(b"\n" + b"x" * 260_000).cut is True


def test_an_encoded_word_cut_inside_a_character() -> None:
    half = base64.b64encode("面談".encode()[:4]).decode(), base64.b64encode("面談".encode()[4:]).decode()
    assert parse(f"Subject: Re: =?utf-8?B?{half[0]}?= =?UTF-8?B?{half[1]}?= end".encode()).subject == "Re: 面談 end"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")))
def test_a_subject_comes_back(subject: str) -> None:
    plain = " ".join(subject.split())[:100]
    header = Header(plain, "utf-8").encode()
    assert " ".join(parse(f"Subject: {header}\n\n".encode()).subject.split()) == plain


@given(st.binary(max_size=2000))
def test_whatever_bytes_are_read(data: bytes) -> None:
    assert "\x00" not in parse(data).text + parse(data).folded
