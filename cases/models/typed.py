from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from cases.models.consultation import Consultation

LONGEST_TYPED = 500_000
"""Characters of `data`; a kanji is nine of them."""


class TypedStep(models.Model):
    """入力途中の内容: what was typed in one step of a draft and is not part of the draft yet.

    `data` is the form as it was typed, url-encoded. With `is_behind` it was refused because another page had written
    to the step; without, something in it is not valid yet. `step` is a value of `cases.selectors.drafts.IntakeStep`.
    It goes with the draft, and when the draft is submitted.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="typed_steps")
    step = models.CharField(max_length=20)
    is_behind = models.BooleanField(default=False)
    data = models.TextField(max_length=LONGEST_TYPED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "step", "is_behind"], name="typed_once_per_step"),
            models.CheckConstraint(
                condition=~Q(data="") & Q(LessThanOrEqual(Length("data"), LONGEST_TYPED)), name="typed_is_bounded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.step}"
