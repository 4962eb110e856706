"""Mails written by the standard library from drawn parts are read back as they were written."""

from dataclasses import dataclass
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from mediso.mailbox.letters import parse

LETTERS = "あいうアイウ漢字面談支援計画「」、。―ー１２ＡＢabcXYZ 019.,>-_:;/()=?\n\n"
LINES = st.text(LETTERS, max_size=300)
NAMES = st.text("計画書面談カナabc 019-_()'%*", min_size=1, max_size=40).map(str.strip).filter(bool)


@dataclass(frozen=True)
class Written:
    subject: str
    sender: str
    text: str
    charset: str
    encoding: str
    page: bool
    files: list[tuple[str, bytes]]
    forwarded: bool


WRITTEN = st.builds(
    Written,
    subject=st.text("件名のabc 012=?_", max_size=80).map(lambda subject: " ".join(subject.split())),
    sender=st.text("青山みどりabc 012", max_size=30).map(lambda name: " ".join(name.split())),
    text=LINES,
    charset=st.sampled_from(["utf-8", "iso-2022-jp", "shift_jis", "euc-jp"]),
    encoding=st.sampled_from(["base64", "quoted-printable"]),
    page=st.booleans(),
    files=st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=4),
    forwarded=st.booleans(),
)


def mail_of(written: Written) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = written.subject
    mail["From"] = f'"{written.sender}" <a@example.jp>'
    mail.set_content(written.text, charset=written.charset, cte=written.encoding)
    if written.page:
        mail.add_alternative("<p>another form</p>", subtype="html")
    for name, content in written.files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if written.forwarded:
        inner = EmailMessage()
        inner["Subject"] = "中のメール"
        inner.set_content("中")
        mail.add_attachment(inner)
    return mail.as_bytes()


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(WRITTEN)
def test_what_was_written_is_read(written: Written) -> None:
    letter = parse(mail_of(written))
    assert letter.subject == written.subject
    # Where Python's writer breaks a name into two encoded words it forgets the blank between them.
    assert (letter.sender.address, without_blanks(letter.sender.name)) == (
        "a@example.jp",
        without_blanks(written.sender),
    )
    if written.text.strip() or not written.page:
        assert without_blanks(letter.text + letter.folded) == without_blanks(written.text)
    files = [(part.name, part.content) for part in letter.parts if part.kind == "application/octet-stream"]
    assert [content for _name, content in files] == [content for _name, content in written.files]
    for (read, _content), (name, _bytes) in zip(files, written.files, strict=True):
        assert read == name.replace("*", "_").strip(" .")
    forwarded = [part.name for part in letter.parts if part.kind == "message/rfc822"]
    assert forwarded == (["中のメール.eml"] if written.forwarded else [])


@given(WRITTEN, st.data())
def test_a_mail_damaged_on_the_way_is_still_read(written: Written, data: st.DataObject) -> None:
    source = bytearray(mail_of(written))
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(source)))
        source[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    letter = parse(bytes(source))
    said = [letter.text, letter.folded, letter.subject, letter.sender.name, *letter.recipients]
    assert all("\x00" not in one for one in [*said, *(part.name for part in letter.parts)])
    for text in said:
        text.encode()
