"""A server. Refuses to start without its secrets and addresses."""

from mediso import env
from mediso.settings.base import *  # noqa: F403
from mediso.settings.base import ATTACHMENTS_STORAGE

env.text("DATABASE_URL")
env.text("REDIS_URL")
SECRET_KEY = env.secret("SECRET_KEY")
env.text("ALLOWED_HOSTS")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
CSRF_TRUSTED_ORIGINS = [env.text("SITE_ADDRESS")]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of our own stand before the server: limits by address count the visitor's address, not theirs.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", 1)
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20

STORAGES = {
    "attachments": ATTACHMENTS_STORAGE,
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
