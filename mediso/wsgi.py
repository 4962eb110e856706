"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from mediso.warm import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediso.settings.production")

application = get_wsgi_application()
warm_up()
