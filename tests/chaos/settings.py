"""The desk that is killed: the demo's settings, with mails by SMTP to the sink."""

from mediso import env
from mediso.settings.dev import *  # noqa: F403

EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.integer("CHAOS_SMTP_PORT", 0)
EMAIL_TIMEOUT = 8  # seconds; below `OUTBOX_STUCK_AFTER`, as in production
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the machine is busy enough
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # no collectstatic first
}
