from django.db import models
from django.utils import timezone

from accounts.models.user import User


class Invitation(models.Model):
    """An account made by staff that waits for its owner to set a password.

    Only the SHA-256 of the token is kept: whoever reads the database cannot accept in another's name.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return str(self.user)
