"""All settings, in one file. What an installation may change stands in `options.py`; its secrets in data/keys."""

from __future__ import annotations

import os
from pathlib import Path

from thidua import __version__
from thidua.config.engine import database, prefer_bundled_sqlite
from thidua.config.options import read_options
from thidua.config.places import places

prefer_bundled_sqlite()

PLACES = places()
OPTIONS = read_options(PLACES.options)
VERSION = __version__
_PACKAGE = Path(__file__).resolve().parent.parent

# The key lies in a file that only its owner may read. Commands that sign nothing run without it.
SECRET_KEY = PLACES.secret_key.read_text().strip() if PLACES.secret_key.exists() else os.environ.get("THIDUA_KEY", "")
DEBUG = OPTIONS.debug
ALLOWED_HOSTS = list(OPTIONS.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "thidua.apps.journal",
    "thidua.apps.files",
    "thidua.apps.people",
    "thidua.apps.units",
    "thidua.apps.honours",
    "thidua.apps.plans",
    "thidua.apps.movements",
    "thidua.web.kit",
    "thidua.web.desk",
    "thidua.web.public",
    "thidua.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "thidua.web.kit.middleware.SafetyHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thidua.web.desk.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thidua.web.desk.middleware.ActorMiddleware",
]

ROOT_URLCONF = "thidua.config.urls"
WSGI_APPLICATION = "thidua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thidua.web.desk.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("THIDUA_DATABASE_URL"), PLACES)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["thidua.apps.people.passwords.TunedArgon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "thidua.apps.people.passwords.PlainWordsValidator"}]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:today"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "thidua_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "thidua_csrf"
CSRF_FAILURE_VIEW = "thidua.web.kit.failures.stale_page"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["thidua.config.formats"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = PLACES.media
CA_CERTIFICATE = PLACES.ca_certificate
MAX_UPLOAD_BYTES = OPTIONS.max_upload_mb * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["thidua.web.kit.uploads.BoundedUpload"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
