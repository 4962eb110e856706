"""Settings by environment. Whoever loads one knows the Celery application too, so no task goes to a default broker."""

from mediso.celery import app as celery_app

__all__ = ["celery_app"]
