"""Django's settings. Everything that an installation decides comes from GARDA_… variables.

They are listed with their meaning in docs/reference.md; a test holds that page against this file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from garda.config.database import database
from garda.config.secrets import secret

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("GARDA_VAR") or PACKAGE.parent.parent / "var").resolve()
DEMO = os.environ.get("GARDA_DEMO", "") == "1"
DEBUG = os.environ.get("GARDA_DEBUG", "") == "1"
SECURE = os.environ.get("GARDA_HTTPS", "") == "1"

SECRET_KEY = secret("GARDA_SECRET", VAR)
# The first key seals; the others only open what was sealed before a rotation.
SEALING_KEYS = [key for key in secret("GARDA_KEY", VAR).split(",") if key]
# Signs the flows that leave this installation for another city.
PARCEL_KEY = secret("GARDA_PARCEL_KEY", VAR)

ALLOWED_HOSTS = (os.environ.get("GARDA_HOSTS") or "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if SECURE and "*" not in host]
SITE_ADDRESS = (os.environ.get("GARDA_ADDRESS") or "http://127.0.0.1:8000").rstrip("/")

DATABASES = {"default": database(os.environ.get("GARDA_DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes: what is kept in it are tries at signing in, which must count everywhere.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "garda_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "garda.config",
    "garda.people",
    "garda.rules",
    "garda.cases",
    "garda.looks",
    "garda.trails",
    "garda.rosters",
    "garda.sight",
    "garda.letters",
    "garda.counters",
    "garda.surveys",
    "garda.dockets",
    "garda.directives",
    "garda.registers",
    "garda.gatherings",
    "garda.integrity",
    "garda.enquiries",
    "garda.notices",
    "garda.figures",
    "garda.public",
    "garda.office",
    "garda.api",
    "garda.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the server of static files: the stylesheets travel compressed, too.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "garda.looks.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "garda.looks.keeping.NotKept",
    "garda.looks.speaking.Speaking",
    "garda.looks.arriving.WholeForms",
    "garda.public.quick_forms.QuickForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "looks" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "garda.looks.context.page",
                *(["garda.demo.showing.code"] if DEMO else []),
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "garda.looks.templatetags.garda",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ROOT_URLCONF = "garda.config.urls"
WSGI_APPLICATION = "garda.config.wsgi.application"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86_400

PAPERS = VAR / "papers"
# What was learned from closed matters, a file for each city; made anew by night, so never backed up.
MODELS = VAR / "models"
# A form with photos of a phone: ten megabytes each, at most six; the rest is refused with a sentence.
PAPER_BYTES = 10 * 1024 * 1024
PAPERS_PER_FORM = 6
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

# ---- who signs in -------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["garda.people.signing_in.Staff"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "garda.people.signing_in.StaffOnly"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# One step of thirty seconds more: a phone, and a hand, may be slow.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Garda"
# Browsers allow passkeys over plain HTTP on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SOCIALACCOUNT_ADAPTER = "garda.people.signing_in.KnownPersonsOnly"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
if os.environ.get("GARDA_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "kota",
            "name": os.environ.get("GARDA_OIDC_NAME") or "Akun kota",
            "client_id": os.environ.get("GARDA_OIDC_CLIENT", ""),
            "secret": os.environ.get("GARDA_OIDC_SECRET", ""),
            "settings": {"server_url": os.environ["GARDA_OIDC_SERVER"], "oauth_pkce_enabled": True},
        }
    )
LOGIN_URL = "/akun/login/"
LOGIN_REDIRECT_URL = "/kerja/"
LOGOUT_REDIRECT_URL = "/"
# A resident's visit is a signed cookie; signing in makes a row that can be ended here.
SESSION_ENGINE = "garda.public.visits"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# The header in which the proxy before us writes the visitor's address; without one, nothing a visitor
# sends is believed. Limits on wrong codes and on signing in count by it.
PROXY_HEADER = os.environ.get("GARDA_PROXY_HEADER", "")
if PROXY_HEADER.lower() == "x-forwarded-for":
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
elif PROXY_HEADER:
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = PROXY_HEADER
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "garda.looks.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# ---- followers of the record: name → (function, events it follows; "*" at the end is a prefix) ---
FOLLOWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "index": ("garda.cases.indexing.index", ("case.opened", "said.added", "said.erased")),
    "ask": ("garda.surveys.sources.ask", ("case.closed",)),
    "tell": (
        "garda.notices.telling.tell",
        ("case.*", "offer.*", "clock.*", "resident.*", "limb.*", "letter.revoked", "said.erased"),
    ),
    "count": (
        "garda.figures.counting.count",
        (
            "case.opened",
            "case.moved",
            "case.closed",
            "case.reopened",
            "offer.accepted",
            "clock.late",
            "resident.rated",
        ),
    ),
    "part": ("garda.figures.parting.follow", ("case.closed", "resident.rated")),
    "answer-joined": ("garda.cases.joining.answer_joined", ("case.closed",)),
}
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("GARDA_SMTP_HOST")
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = os.environ.get("GARDA_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GARDA_SMTP_PORT") or "25")
EMAIL_HOST_USER = os.environ.get("GARDA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GARDA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("GARDA_SMTP_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("GARDA_SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("GARDA_MAIL_FROM") or "garda@localhost"
# The address whose mail the mail server pipes into `garda receive-mail`; without it nobody can answer a mail.
MAIL_REPLY = os.environ.get("GARDA_MAIL_REPLY", "")

# ---- WhatsApp Cloud API: the city's key and the id of its number, in pairs ------------------------
WHATSAPP_ADDRESS = os.environ.get("GARDA_WHATSAPP_ADDRESS") or "https://graph.facebook.com/v23.0"
WHATSAPP_NUMBERS = {
    city.strip(): number.strip()
    for city, _, number in (
        pair.partition("=") for pair in os.environ.get("GARDA_WHATSAPP_NUMBERS", "").split(",") if pair
    )
}
WHATSAPP_TOKEN = os.environ.get("GARDA_WHATSAPP_TOKEN", "")
WHATSAPP_SECRET = os.environ.get("GARDA_WHATSAPP_SECRET", "")
WHATSAPP_VERIFY = os.environ.get("GARDA_WHATSAPP_VERIFY", "")
WHATSAPP_TEMPLATE = os.environ.get("GARDA_WHATSAPP_TEMPLATE", "")
# Hosts, beside that of the address, from which photos are fetched with the token.
WHATSAPP_MEDIA = (os.environ.get("GARDA_WHATSAPP_MEDIA") or "lookaside.fbsbx.com").split(",")

# ---- the national signing service (BSrE), where the city has certificates there --------------------
ESIGN_ADDRESS = os.environ.get("GARDA_ESIGN_ADDRESS", "")
ESIGN_USER = os.environ.get("GARDA_ESIGN_USER", "")
ESIGN_PASSWORD = os.environ.get("GARDA_ESIGN_PASSWORD", "")
# Keys of the cities that use it; empty: all of this installation.
ESIGN_CITIES = [key.strip() for key in os.environ.get("GARDA_ESIGN_CITIES", "").split(",") if key.strip()]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "garda": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
        # A page that is not there is the visitor's business, not the operator's.
        "django.request": {"level": "ERROR"},
    },
}
