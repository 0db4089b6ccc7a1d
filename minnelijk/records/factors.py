"""How allauth keeps second factors for us: secrets sealed, our own name and address."""

import base64
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from minnelijk.records.models import Bureau, User
from minnelijk.records.sealed import seal_bytes, unseal_bytes

LABEL = "mfa.authenticator"
"""What the secrets in allauth's table are bound to; its hook does not tell the row."""
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's own hooks, answered for this house."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_bytes(LABEL, 0, text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_bytes(LABEL, 0, base64.b64decode(encrypted_text)).decode()

    def get_totp_issuer(self) -> str:
        return _name()

    def get_totp_label(self, user: User) -> str:
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the public address, whatever a request calls itself."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "", "name": _name()}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return found | {"name": user.email, "display_name": user.name}


def _name() -> str:
    bureau = Bureau.objects.filter(id=1).first()
    return bureau.name if bureau else "Minnelijk"


def factors_of(user: User) -> list[Authenticator]:
    """Return somebody's passkeys and app, oldest first; recovery codes are no factor alone."""
    return list(Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).order_by("id"))


def has_second_factor(user: User) -> bool:
    """Tell whether signing in asks somebody for a second factor."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists())


def recovery_of(user: User) -> Authenticator | None:
    """Return somebody's recovery codes, None where there are none."""
    codes = Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.filter(user_id=user.pk, type=codes).first()
