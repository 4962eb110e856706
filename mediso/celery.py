"""The Celery application; `mediso.settings` imports it, so that every process knows the same broker."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.dev")

app = Celery("mediso")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
