"""The staff sort what reached the desk by mail: a new case, a message of an old one, and nothing at all."""

import pytest

from accounts.models import User
from cases.enums import State
from cases.models import Case, Message
from mediso.mailbox.models import IncomingMail
from tests.conftest import MakeCase
from tests.journeys.conftest import OpenWindow
from tests.support.mails import waiting_mail


@pytest.mark.usefixtures("topic", "product_type")
def test_three_mails_are_sorted(window: OpenWindow, make_case: MakeCase, staff: User) -> None:
    old = make_case(State.SUPPORTING, responsible=staff)
    advertising, answer, question = (waiting_mail(subject=one) for one in ("お買い得", "先日の件", "Re: 新しい相談"))
    IncomingMail.objects.filter(pk=answer.pk).update(sender_address=old.consultation.asked_by.email)  # type: ignore[union-attr]

    sorting = window(staff)
    sorting.go("/mails/")
    sorting.page.get_by_role("link", name="受信 3", exact=True).click()
    sorting.look()
    sorting.follow("Re: 新しい相談")
    sorting.sees("見知らぬ 人", "治験の前に必要な試験を知りたい。", "計画書.pdf")
    sorting.look()
    sorting.follow("新しい案件として受け付ける")
    sorting.sees("受け付けるメール：Re: 新しい相談")
    sorting.look()
    sorting.write("事業者", "合同会社新規")
    sorting.choose("事業者属性", "ベンチャー企業")
    sorting.choose("所在地", "東京都")
    sorting.press("受け付ける")
    sorting.sees("受け付けました")
    case = Case.objects.exclude(pk=old.pk).get()
    assert (case.consultation.title, case.channel) == ("新しい相談", "mail")
    sorting.go(f"/cases/{case.number}/thread/")
    sorting.sees("計画書.pdf")

    phone = window(staff, width=375)
    phone.go("/mails/incoming/")
    phone.follow("先日の件")
    phone.press(f"{old.number} に振り分ける")
    phone.sees(f"{old.number} に振り分けました。", "治験の前に必要な試験を知りたい。")
    assert Message.objects.get(incoming=answer).case == old

    phone.go(f"/mails/incoming/{advertising.pk}/")
    phone.press("対応不要にする")
    phone.sees("1か所の問題があります")
    phone.look()
    phone.write("理由", "広告")
    phone.press("対応不要にする")
    phone.sees("対応不要にしました。")
    phone.look()
    assert dict(IncomingMail.objects.values_list("pk", "state")) == {
        advertising.pk: "dismissed",
        answer.pk: "filed",
        question.pk: "filed",
    }
