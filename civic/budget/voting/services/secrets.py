"""Keys that never leave the process: the edition's voter secret, and boxes for what only a mailed link may open."""

import hashlib
import secrets

from flask import current_app
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from civic.core import seal


def new_voter_secret() -> bytes:
    """A fresh secret of an edition, wrapped for the database under the installation's secret key."""
    return bytes(SecretBox(_installation_key()).encrypt(secrets.token_bytes(32)))


class VoterKeys:
    """Makes the voter keys of one edition; seal.SealError when the installation's secret key was changed."""

    def __init__(self, wrapped_secret: bytes) -> None:
        try:
            self._secret = bytes(SecretBox(_installation_key()).decrypt(wrapped_secret))
        except CryptoError as error:
            raise seal.SealError(
                "CIVIC_SECRET_KEY is not the one this edition's key was made under"
            ) from error

    def of(self, identity: str) -> bytes:
        """The key of somebody: 32 bytes, equal for one identity, meaningless without the secret."""
        return seal.voter_key(self._secret, identity)


def new_token() -> str:
    """The token of a mailed link: 160 random bits."""
    return secrets.token_urlsafe(20)


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(b"civic-link:" + token.encode()).digest()


def lock_address(token: str, address: str) -> bytes:
    """An address that can be read again only with the token."""
    return bytes(SecretBox(_token_key(token)).encrypt(address.encode()))


def unlock_address(token: str, box: bytes) -> str:
    """The address from its box."""
    return SecretBox(_token_key(token)).decrypt(box).decode()


def _installation_key() -> bytes:
    secret_key = str(current_app.config["SECRET_KEY"]).encode()
    return hashlib.blake2b(secret_key, digest_size=32, person=b"civic-voter").digest()


def _token_key(token: str) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"civic-link").digest()
