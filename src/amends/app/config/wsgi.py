"""The door for any WSGI server."""

from django.core.wsgi import get_wsgi_application

from amends.app.config import boot

boot()
application = get_wsgi_application()
