"""The ASGI application that granian serves, with the worker beside it where that is wished."""

import atexit
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minnelijk.site.settings")
django_application = get_asgi_application()

from django.conf import settings  # noqa: E402  (Django is awake only now)

from minnelijk.site.limits import limited  # noqa: E402

application = limited(django_application)

if settings.EMBEDDED_WORKER:
    from minnelijk.site import clock
    from minnelijk.site.list_worker import ListWorker
    from minnelijk.site.night_watch import NightWatch
    from minnelijk.site.worker import Worker

    atexit.register(Worker(clock.now).start().stop)
    atexit.register(ListWorker(clock.now).start().stop)
    atexit.register(NightWatch(clock.now).start().stop)
