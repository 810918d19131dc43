"""Django's settings. The environment decides; docs/reference/settings.md explains each name."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from amends.app.config import environment
from amends.app.config.home import amends_home
from amends.app.config.logs import logging_settings
from amends.app.config.proxies import read_networks
from amends.app.config.services import read_service

APP = Path(__file__).resolve().parent.parent

AMENDS_HOME = amends_home()
AMENDS_PUBLIC_URL = os.environ.get("AMENDS_PUBLIC_URL", "http://localhost:8000").rstrip("/")
AMENDS_POLICY = os.environ.get("AMENDS_POLICY", "")
AMENDS_MAP = os.environ.get("AMENDS_MAP", "")
AMENDS_ROUTER = read_service(
    os.environ.get("AMENDS_ROUTER", ""), kinds=("osrm", "valhalla"), where="AMENDS_ROUTER"
)
AMENDS_GEOCODER = read_service(
    os.environ.get("AMENDS_GEOCODER", ""), kinds=("nominatim", "photon"), where="AMENDS_GEOCODER"
)
AMENDS_TILES = os.environ.get("AMENDS_TILES", "")
AMENDS_MESSENGER = "smtp" if os.environ.get("AMENDS_EMAIL_URL") else "mailbox"
AMENDS_TRUSTED_PROXIES = read_networks(environment.words("AMENDS_TRUSTED_PROXIES"))
_PUBLIC = urlsplit(AMENDS_PUBLIC_URL)
AMENDS_RETAILER = os.environ.get("AMENDS_RETAILER") or _PUBLIC.hostname or ""
_IS_HTTPS = _PUBLIC.scheme == "https"

DEBUG = False
SECRET_KEY = os.environ.get("AMENDS_SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = [
    *environment.words("AMENDS_ALLOWED_HOSTS"),
    *filter(None, [_PUBLIC.hostname]),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [f"{_PUBLIC.scheme}://{_PUBLIC.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "amends.app.ledger",
    "amends.app.jobs",
    "amends.app.console",
    "amends.app.customer",
    "amends.app.rules",
    "amends.app.api",
]
MIDDLEWARE = [
    "amends.app.config.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "amends.app.config.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "amends.app.config.urls"
WSGI_APPLICATION = "amends.app.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [APP / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": environment.database(environment.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("mn", _("Mongolian"))]
LOCALE_PATHS = [APP / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("AMENDS_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATICFILES_DIRS = [APP / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("AMENDS_EMAIL_FROM", f"amends@{_PUBLIC.hostname}")
if AMENDS_MESSENGER == "smtp":
    globals().update(environment.email(os.environ["AMENDS_EMAIL_URL"]))

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "console:sign-in"
LOGIN_REDIRECT_URL = "console:home"

_PORT = f"_{_PUBLIC.port}" if _PUBLIC.port else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"amends_session{_PORT}", f"amends_csrf{_PORT}"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if _IS_HTTPS else 0
# Not "no-referrer": browsers then send "Origin: null" with a form, which the check against
# forgery has to refuse. Nothing is told to anybody outside with this one either.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20
FILE_UPLOAD_HANDLERS = [
    "amends.app.config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = logging_settings(os.environ.get("AMENDS_LOG_LEVEL", "INFO").upper())
