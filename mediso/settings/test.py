"""The suite. Only differences, each with its reason."""

import os

from mediso.settings.attachments import attachments_storage
from mediso.settings.base import *  # noqa: F403
from mediso.settings.base import CACHES, DATA_DIR, DATABASES, REDIS_URL

SECRET_KEY = "only for tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # sign-ins by the thousand
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # tests read what was sent
CELERY_TASK_ALWAYS_EAGER = False  # a task runs where a test runs it, never by the way
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
STORAGES = {
    "attachments": attachments_storage(DATA_DIR / f"attachments-{WORKER}"),
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # no collectstatic first
}
# The threads of a live server end without a word: a connection kept for the next request would outlive the suite.
BASE = DATABASES["default"]["OPTIONS"]
OPTIONS = BASE | {"options": f"{BASE['options']} -c synchronous_commit=off"}  # nobody misses a test's rows
DATABASES = {"default": DATABASES["default"] | {"CONN_MAX_AGE": 0, "OPTIONS": OPTIONS}}
WHITENOISE_AUTOREFRESH = True  # likewise
# Each worker has a database of the cache for itself, which every test finds empty (conftest.py); 0 is the broker's.
CACHES = {"default": CACHES["default"] | {"LOCATION": f"{REDIS_URL}?db={1 + WORKER % 15}"}}
