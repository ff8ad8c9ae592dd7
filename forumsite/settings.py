"""The one settings module. What differs between places comes from the environment; see .env.example."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from forumsite import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = environment.data_folder(BASE_DIR)

# Where we are

SECRET_KEY = environment.secret_key()
DEBUG = environment.flag("DEBUG")
PORT = environment.port("PORT", 8000)
SITE_URL = environment.origin("SITE_URL", f"http://localhost:{PORT}")
HTTPS = SITE_URL.startswith("https://")
if DEBUG and HTTPS:
    raise ImproperlyConfigured("DEBUG is on, but SITE_URL is a public https address: it would show the code's insides.")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", DEBUG) or [SITE_HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS") or [SITE_URL]
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
SECURITY_CONTACT = environment.text("SECURITY_CONTACT", f"mailto:security@{SITE_HOST}")

# What it is made of

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it widens
    "editions",
    "editions.apps.DeskConfig",  # django.contrib.admin under our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_prose_editor",
    "csp",
]
MIDDLEWARE = [
    # From the outside in: who is asking and how much, then headers for every answer, errors included.
    "forumsite.middleware.trusted_proxies",
    "forumsite.middleware.headers",
    "forumsite.middleware.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "forumsite.middleware.error_pages",
    "forumsite.arriving.body_limit",
    "forumsite.middleware.StaticFiles",
    "forumsite.middleware.Compression",
    "forumsite.middleware.Conditional",
    "forumsite.middleware.cache_control",
    "forumsite.middleware.well_formed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "forumsite.middleware.addresses",
    "forumsite.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "forumsite.middleware.AllowedMethods",  # before the CSRF check
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "forumsite.middleware.readers_have_no_session",
    "forumsite.accounts.second_factor",
    "forumsite.accounts.fresh_key",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "forumsite.middleware.moved",
]
ROOT_URLCONF = "forumsite.urls"
READERS_URLCONF = "forumsite.readers"  # for visitors without a session, below neither /admin nor /accounts
WSGI_APPLICATION = "forumsite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "editions.context_processors.forum",
            ],
        },
    },
]

FORM_RENDERER = "forumsite.form_renderer.Renderer"

# What it keeps

DATABASES = {"default": environment.database("DATABASE_URL", VAR)}
CACHES = {"default": environment.cache("CACHE_URL")}
PAGE_CACHE_MB = environment.number("PAGE_CACHE_MB", 64)  # of each worker, for complete answers to readers; 0: none
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Where nginx finds files once the view has said yes; empty: the site sends them itself.
INTERNAL_FILES = environment.internal_location("INTERNAL_FILES", "STORAGE_URL")
STORAGES = {
    # Every file is private; /media/ is a view that asks what is public.
    "default": environment.storage(
        "STORAGE_URL", VAR, [STATIC_ROOT, BASE_DIR / "static", BASE_DIR / "templates"], group=bool(INTERNAL_FILES)
    ),
    "staticfiles": {"BACKEND": "forumsite.static_files.KeptAddresses"},
}
# Editors' forms with many rows of inlines; whole pictures are streamed to disk.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    12 * 1024**2
)  # a text far too long is refused beside its field, and not with the whole form
BODY_LIMIT_READERS = 256 * 1024
BODY_LIMIT_EDITORS = 100 * 1024**2

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "forumsite.formats"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
# Another language's text is shown with its mark, so falling back is the site's business.
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Who may come in

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "forumsite.passwords.CommonParts"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "forumsite.accounts.EditorsOnly"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # for two weeks, and not asked
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
CSRF_FAILURE_VIEW = "forumsite.errors.csrf_failure"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made for editors, and there may be no mail to confirm an address by
SECOND_FACTOR = HTTPS  # of everyone who signs in
MFA_FORMS = {
    "add_webauthn": "forumsite.account_pages.AddPasskey",
    "edit_webauthn": "forumsite.account_pages.RenamePasskey",
}
MFA_TOTP_ISSUER = SITE_HOST
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# What browsers are told

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# The text editor brings an import map (hence the nonce) and, like the calendar, writes style attributes.
CONTENT_SECURITY_POLICY_ADMIN = {
    "script-src": [SELF, NONCE],
    # The few rules the text editor writes into the page, always the same.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],  # previews, which alone may be framed
}
# The picture with the secret of one-time codes is written into its page.
CONTENT_SECURITY_POLICY_ACCOUNTS = {"img-src": [SELF, "data:"]}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# With this a browser takes a cookie from this very host alone, and over https alone.
OF_THIS_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{OF_THIS_HOST}sessionid", f"{OF_THIS_HOST}csrftoken"
MESSAGES_COOKIE_NAME = f"{OF_THIS_HOST}messages"
MESSAGE_STORAGE = "forumsite.desk_messages.DeskMessages"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Whether sub-domains and the browsers' built-in list join in is for the owner of the whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# What it tells its keepers

METRICS_TOKEN = environment.token("METRICS_TOKEN")  # for /metrics; empty: there is no such address
globals().update(environment.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"webmaster@{SITE_HOST}")
KEEPERS = environment.words("KEEPERS")  # mail addresses: told of a failed backup
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "forumsite.logs.formatter"}},
    "filters": {"strangers": {"()": "forumsite.logs.SentByStrangers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["strangers"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
environment.sentry("SENTRY_DSN")
