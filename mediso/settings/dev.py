"""A laptop and the demo: `make run`."""

from mediso.settings.base import *  # noqa: F403
from mediso.settings.base import ATTACHMENTS_STORAGE, DATA_DIR

DEBUG = False  # people try the demo as they would the product; tracebacks go to the log
SECRET_KEY = "the demo's key: production reads SECRET_KEY and refuses to start without it"  # noqa: S105 - public on purpose
ALLOWED_HOSTS = ["*"]  # the demo is opened by whatever name its machine has
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
STORAGES = {
    "attachments": ATTACHMENTS_STORAGE,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
