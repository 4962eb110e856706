"""The Celery application; `mediso.settings` imports it, so that every process knows the same broker."""

import os

from celery import Celery

from mediso.beat import SCHEDULE
from mediso.embedded.addresses import data_dir

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.production")

app = Celery("mediso")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.conf.beat_schedule_filename = str(data_dir() / "beat-schedule")
app.autodiscover_tasks()
