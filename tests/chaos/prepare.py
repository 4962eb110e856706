"""Makes the database of the desk that is killed: `python -m tests.chaos.prepare CASES`.

Prints as JSON who is there and which drafts wait to be submitted (`tests/chaos/people.py` reads it).
"""

import json
import sys

import django
from django.core.management import call_command


def prepare(cases: int) -> dict[str, object]:
    """Migrate, and make a desk with two founders, two of the staff, and so many complete drafts."""
    call_command("migrate", interactive=False, verbosity=0)
    from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory  # noqa: PLC0415
    from tests.factories.cases import ConsultationFactory  # noqa: PLC0415
    from tests.factories.desks import DeskFactory, ProductTypeFactory, TopicFactory  # noqa: PLC0415

    desk = DeskFactory.create(code="chaos", number_prefix="X", notice_email="desk@chaos.example")
    product_type, topic = ProductTypeFactory.create(desk=desk), TopicFactory.create(desk=desk)
    organisation = OrganisationFactory.create()
    founders = [UserFactory.create(founder=True, verified=True) for _ in range(2)]
    staff = [UserFactory.create(staff_of=desk, verified=True) for _ in range(2)]
    for founder in founders:
        MembershipFactory.create(user=founder, organisation=organisation)
    drafts = {}
    for number in range(cases):
        founder = founders[number % len(founders)]
        asked = {"desk": desk, "organisation": organisation, "product_type": product_type, "topics": [topic]}
        drafts[ConsultationFactory.create(**asked, asked_by=founder).pk] = founder.pk
    return {
        "people": {user.pk: user.email for user in (*founders, *staff)},
        "staff": [user.pk for user in staff],
        "drafts": drafts,
        "product_type": product_type.pk,
        "topic": topic.pk,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(prepare(int(sys.argv[1]))))  # noqa: T201
