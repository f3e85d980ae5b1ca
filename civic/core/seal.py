"""Sealing ballots: key pairs, sealed boxes, and the splitting of a secret among several people.

Built on libsodium's sealed boxes (PyNaCl: X25519, XSalsa20-Poly1305) and Shamir's scheme (pycryptodome). Nothing here is
our own cryptography; this file fixes how the parts are put together.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from Crypto.Protocol.SecretSharing import Shamir
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

_SECRET_BYTES = 16


class SealError(Exception):
    """A box does not open: wrong key, wrong shares, or changed bytes."""


@dataclass(frozen=True)
class SplitKey:
    """An edition's key: the public half, the private half wrapped, and the shares to hand out (never stored)."""

    public: bytes
    wrapped_private: bytes
    shares: tuple[str, ...]
    threshold: int


def make_split_key(threshold: int, members: int) -> SplitKey:
    """A fresh key pair whose private half opens only with ``threshold`` of ``members`` shares (1 <= threshold <= members)."""
    if not 1 <= threshold <= members <= 20:
        raise ValueError("1 <= threshold <= members <= 20")
    private = PrivateKey.generate()
    secret = secrets.token_bytes(_SECRET_BYTES)
    if threshold == 1:
        parts = [(number, secret) for number in range(1, members + 1)]
    else:
        parts = Shamir.split(threshold, members, secret)
    wrapped = SecretBox(_wrapping_key(secret)).encrypt(bytes(private))
    shares = tuple(_write_share(number, part) for number, part in parts)
    return SplitKey(bytes(private.public_key), bytes(wrapped), shares, threshold)


def unwrap(wrapped_private: bytes, threshold: int, shares: Sequence[str]) -> bytes:
    """The private key from at least ``threshold`` distinct shares; SealError when they do not fit."""
    parts = dict(_read_share(share) for share in shares)
    if len(parts) < threshold:
        raise SealError("too few shares")
    chosen = sorted(parts.items())[:threshold]
    secret = chosen[0][1] if threshold == 1 else Shamir.combine(chosen)
    try:
        return SecretBox(_wrapping_key(secret)).decrypt(wrapped_private)
    except CryptoError as error:
        raise SealError("the shares do not fit this key") from error


def share_number(share: str) -> int:
    """Which of the shares this is; SealError when it is mistyped."""
    return _read_share(share)[0]


def seal(public: bytes, content: bytes, size: int) -> bytes:
    """Seal content padded to ``size`` bytes, so that the length tells nothing; ValueError when it is longer."""
    if len(content) + 4 > size:
        raise ValueError(f"content of {len(content)} bytes does not fit a box of {size}")
    padded = len(content).to_bytes(4, "big") + content + bytes(size - 4 - len(content))
    return bytes(SealedBox(PublicKey(public)).encrypt(padded))


def open_sealed(private: bytes, sealed: bytes) -> bytes:
    """The content of a sealed box; SealError when the key is not the one or a byte was changed."""
    try:
        padded = SealedBox(PrivateKey(private)).decrypt(sealed)
    except CryptoError as error:
        raise SealError("the box does not open") from error
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


def voter_key(secret: bytes, identity: str) -> bytes:
    """HMAC-SHA256 of an identity under the edition's secret: equal for one person, meaningless without the secret."""
    return hmac.digest(secret, identity.encode(), "sha256")


def tracker(*parts: bytes) -> str:
    """25 base32 letters in groups of five, from SHA-256 over the length-prefixed parts: the number of an envelope."""
    digest = hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()
    letters = base64.b32encode(digest).decode()[:25]
    return "-".join(letters[start : start + 5] for start in range(0, 25, 5))


def _wrapping_key(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=32, person=b"civic-wrap").digest()


def _write_share(number: int, part: bytes) -> str:
    body = bytes([number]) + part
    text = base64.b32encode(body + hashlib.sha256(body).digest()[:3]).decode().rstrip("=")
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _read_share(share: str) -> tuple[int, bytes]:
    text = "".join(share.upper().replace("-", "").split())
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise SealError("this is not a share") from error
    body, check = raw[:-3], raw[-3:]
    if len(body) != _SECRET_BYTES + 1 or hashlib.sha256(body).digest()[:3] != check:
        raise SealError("a share is mistyped")
    return body[0], body[1:]
