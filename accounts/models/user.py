from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import DESK_ROLES, Role
from mediso.desks.models import Desk


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, name: str = "", **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.create_user(email, password, **extra)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user


class User(AbstractBaseUser):
    """A person who signs in, by e-mail address. What they may do comes from their role grants alone."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="ja")
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def granted(self) -> frozenset[tuple[Role, int | None]]:
        """(role, desk id) pairs, read once a request; desk id is None for roles that belong to no desk."""
        return frozenset((Role(role), desk) for role, desk in self.grants.values_list("role", "desk_id"))

    @property
    def roles(self) -> list[Role]:
        """In the order of `Role`, each once."""
        held = {role for role, _desk in self.granted}
        return [role for role in Role if role in held]

    def has_role(self, role: Role, desk_id: int | None = None) -> bool:
        """Whether the person holds `role` at that desk; with no desk given, anywhere."""
        if desk_id is None:
            return any(held == role for held, _desk in self.granted)
        return (role, desk_id) in self.granted

    def desk_ids(self, role: Role) -> frozenset[int]:
        return frozenset(desk for held, desk in self.granted if held == role and desk is not None)

    # What django.contrib.admin asks of a user; the admin site holds reference data and people only.
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.has_role(Role.ADMINISTRATOR)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_staff


class RoleGrant(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "desk"], name="role_granted_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(role__in=DESK_ROLES, desk__isnull=False) | (~Q(role__in=DESK_ROLES) & Q(desk__isnull=True)),
                name="desk_roles_name_their_desk",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.desk})" if self.desk else str(self.get_role_display())
