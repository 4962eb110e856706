"""What every environment shares; `dev`, `test` and `production` list only their differences."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from mediso import env
from mediso.embedded.addresses import broker_url, data_dir, database_url
from mediso.settings.attachments import attachments_storage

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = data_dir()

# Workbooks are read by the standard library's parser, which refuses entities that multiply. lxml, which is there for
# the pages in mails, would be taken instead; to be said before openpyxl is imported.
os.environ["OPENPYXL_LXML"] = "False"

INSTALLED_APPS = [
    "mediso.common",
    "mediso.outbox",
    "mediso.files",
    "mediso.mailbox",
    "mediso.desks",
    "mediso.notices",
    "accounts",
    "supporters",
    "cases",
    "reports",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "csp",
    "mediso.administration.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "mediso.files.middleware.RequestLimit",  # before anything reads the body, after the language is known
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "mediso.urls"
WSGI_APPLICATION = "mediso.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "mediso.common.forms.DeskFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mediso.navigation.navigation",
            ],
        },
    },
]

DATABASES = {"default": env.database(database_url())}

REDIS_URL = broker_url()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Celery names a unix socket redis+socket://, redis-py and Django's cache unix://.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Tokyo"
# A web request must not hang while the broker is away: the outbox sweeper sends what could not be queued.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 10, "max_retries": 1}

# Files that people hand in (docs/security.md). What comes with a request waits on the disk, not in memory.
ATTACHMENT_MOST_BYTES = env.integer("ATTACHMENT_MOST_BYTES", 20 * 1024 * 1024)
ATTACHMENTS_MOST_COUNT = env.integer("ATTACHMENTS_MOST_COUNT", 10)
ATTACHMENTS_MOST_BYTES = env.integer("ATTACHMENTS_MOST_BYTES", 50 * 1024 * 1024)
ATTACHMENTS_STORAGE = attachments_storage(Path(env.text("ATTACHMENTS_DIR", "") or DATA_DIR / "attachments"))
CLAMAV_ADDRESS = env.service("CLAMAV_ADDRESS")
CLAMAV_TIMEOUT = 60.0  # seconds without a word from it
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = env.folder("UPLOADS_DIR")

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"signup": "accounts.forms.signup.FounderSignupForm"}

# Says when a message is handed to the mail server, so that none is sent twice (docs/adr/0010).
EMAIL_BACKEND = "mediso.outbox.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "desk@localhost")
# A mail that was put off is tried again after the first pause, then after twice as long each time. A worker that has
# claimed one and said nothing for so long is taken for dead: far longer than any mail server may take to answer.
OUTBOX_FIRST_PAUSE = timedelta(seconds=env.integer("OUTBOX_FIRST_PAUSE", 60))
OUTBOX_STUCK_AFTER = timedelta(seconds=env.integer("OUTBOX_STUCK_AFTER", 15 * 60))
SITE_ADDRESS = env.text("SITE_ADDRESS", "http://localhost:8000")
# The mailbox in which answers arrive; without an address notices carry none, without a server nothing is read.
MAILBOX_ADDRESS = env.text("MAILBOX_ADDRESS", "")
MAILBOX_URL = env.text("MAILBOX_URL", "")
MAILBOX_PASSWORD = env.secret("MAILBOX_PASSWORD", "")
MAILBOX_MOST_BYTES = env.integer("MAILBOX_MOST_BYTES", 30_000_000)
MAILBOX_MOST_AN_HOUR = env.integer("MAILBOX_MOST_AN_HOUR", 30)


SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {"TITLE": "Consultation desk", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
