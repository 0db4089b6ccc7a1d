"""Every setting of an installation: one row each, with a sentence."""

from pathlib import Path

from minnelijk.site import environment as env

# Where the database, sealed documents and keys live; back this folder up.
HOME = Path(env.text("MINNELIJK_HOME", ".run")).absolute()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)

# Signs sessions and links; made once per installation when not given.
SECRET_KEY = env.secret("MINNELIJK_SECRET_KEY", HOME / "secret_key")

# Seals personal data: 64 hex digits, or several as 1:... 2:...; without it, names are lost.
SEAL_KEY = env.key_ring("MINNELIJK_SEAL_KEY", HOME / "seal_key")

# Makes the blind keys by which sealed data is found again; not the sealing key.
INDEX_KEY = env.key("MINNELIJK_INDEX_KEY", HOME / "index_key")

# The pass phrase of backups; empty: it is typed, or read from a file that the command names.
BACKUP_PASS_PHRASE = env.text("MINNELIJK_BACKUP_PASS_PHRASE", "")

# Where the seal of every day is noted outside the database; another machine is better.
ANCHOR_FOLDER = env.text("MINNELIJK_ANCHOR_FOLDER", str(HOME / "anchors"))

# A demo or a developer's machine: detailed error pages, plain http.
DEBUG = env.flag("MINNELIJK_DEBUG", False)

# The names by which browsers reach this installation.
ALLOWED_HOSTS = env.words("MINNELIJK_HOSTS", "localhost,127.0.0.1")

# The address in links that go out by mail.
PUBLIC_URL = env.text("MINNELIJK_PUBLIC_URL", "http://localhost:8000").rstrip("/")

# A demo: invented people, a mail box to look into, sign-in links on the console.
DEMO = env.flag("MINNELIJK_DEMO", False)

# Bureau people need a second factor (passkey, codes) before a page opens; off in a demo only.
SECOND_FACTOR = env.flag("MINNELIJK_SECOND_FACTOR", not DEMO)

# How many proxies of yours stand in front: of X-Forwarded-For that many addresses are believed.
PROXIES = env.number("MINNELIJK_PROXIES", 0)

# The mail server that takes the bureau's own mail and that of clients without their own.
SMTP_HOST = env.text("MINNELIJK_SMTP_HOST", "127.0.0.1")

# The port of that mail server.
SMTP_PORT = env.number("MINNELIJK_SMTP_PORT", 2525)

# Where the demo's own provider of text messages listens.
TEXT_PORT = env.number("MINNELIJK_TEXT_PORT", SMTP_PORT + 1)

# Machines of our own network that a client's or the bureau's mail, mailbox or texts may use.
NEAR_HOSTS = env.words("MINNELIJK_NEAR_HOSTS", "localhost,127.0.0.1" if DEMO else "")

# A place to try things out: every mail goes to this one address, and says so; empty is for real.
SANDBOX_TO = env.text("MINNELIJK_SANDBOX_TO", "")

# The addresses (IPv4, IPv6) from which that server sends, for SPF; empty: those of its name.
SMTP_ADDRESSES = env.words("MINNELIJK_SMTP_ADDRESSES", "")

# The name that clients include in their SPF record; empty: the addresses themselves.
SPF_INCLUDE = env.text("MINNELIJK_SPF_INCLUDE", "")

# The name server (host:port) asked about clients' domains; empty: this machine's own; off: none.
DNS_SERVER = env.text("MINNELIJK_DNS_SERVER", "")

# Where the letters of today are written for the printer, a folder per day; `print` in the home.
PRINT_FOLDER = env.text("MINNELIJK_PRINT_FOLDER", str(HOME / "print"))

# The machine of who prints whole batches (SFTP); empty: `partijen` in the print folder.
PRINT_SFTP_HOST = env.text("MINNELIJK_PRINT_SFTP_HOST", "")

# The port of that machine.
PRINT_SFTP_PORT = env.number("MINNELIJK_PRINT_SFTP_PORT", 22)

# The name under which that machine knows us.
PRINT_SFTP_USER = env.text("MINNELIJK_PRINT_SFTP_USER", "")

# The folder on that machine; it has to be there.
PRINT_SFTP_FOLDER = env.text("MINNELIJK_PRINT_SFTP_FOLDER", ".")

# The SHA-256 fingerprint of that machine's key, as ssh-keygen -l shows it; without it none goes.
PRINT_SFTP_FINGERPRINT = env.text("MINNELIJK_PRINT_SFTP_FINGERPRINT", "")

# The password for that machine, where no key is used.
PRINT_SFTP_PASSWORD = env.text("MINNELIJK_PRINT_SFTP_PASSWORD", "")

# The file with our own private key for that machine (without a pass phrase).
PRINT_SFTP_KEY_FILE = env.text("MINNELIJK_PRINT_SFTP_KEY_FILE", "")

# Runs the outbox and the daily run inside the web process; off where `minnelijk work` runs.
EMBEDDED_WORKER = env.flag("MINNELIJK_EMBEDDED_WORKER", True)

DATABASES = {"default": env.database(env.text("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "lucide",
    "minnelijk.records",
    "minnelijk.rooms.parts",
    "minnelijk.rooms.desk",
    "minnelijk.rooms.portal",
    "minnelijk.rooms.debtor",
    "minnelijk.rooms.office",
    "minnelijk.rooms.agency",
    "minnelijk.site",
]

MIDDLEWARE = [
    "minnelijk.site.middleware.moment",
    "minnelijk.site.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "minnelijk.site.middleware.language",
    "minnelijk.rooms.parts.visits.visiting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "minnelijk.site.urls"
ASGI_APPLICATION = "minnelijk.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "post" / "locale"]
TIME_ZONE = env.text("MINNELIJK_TIME_ZONE", "Europe/Amsterdam")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Errors go to the console with their traceback, never with what was typed or stored.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "minnelijk.site.logs.Plain"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "minnelijk": {"handlers": ["console"], "level": "INFO"},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https:")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_COOKIE_HTTPONLY = True
if SESSION_COOKIE_SECURE:
    # A cookie of this name is taken from this very host alone, and only over TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
LOGIN_URL = "/in/"

# Second factors: allauth keeps and checks them; the doors, texts, limits and lock-out are ours.
MFA_ADAPTER = "minnelijk.records.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
