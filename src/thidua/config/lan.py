"""A private certificate authority for one office, and the server certificate that phones and other PCs then trust.

The authority is limited by name constraints to private addresses, to the machine's own name and to names that exist
only inside an office, so that a stolen key passes for no site of the Internet. Keys stay in data/keys, in no backup.
"""

from __future__ import annotations

import fcntl
import ipaddress
import os
import re
import secrets
import socket
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from thidua.config.folder import write_private
from thidua.config.places import Places

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

AUTHORITY_DAYS = 3650
SERVER_DAYS = 390
"""Browsers refuse server certificates of more than 398 days."""
RENEW_DAYS = 30
_PRIVATE = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "fc00::/7",
        "::1/128",
    )
)
_OFFICE_NAMES = ("localhost", "local", "lan", "internal", "home.arpa")
_SIOCGIFADDR = 0x8915
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9-]{1,63})*")


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """What the server needs, and the authority that people install. `names`: the addresses and names it vouches for;
    `fingerprint`: SHA-256 of the authority as people compare it ("A1:B2:...")."""

    authority: Path
    certificate: Path
    key: Path
    names: tuple[str, ...]
    ends_at: datetime
    fingerprint: str


def lan_addresses() -> tuple[Address, ...]:
    """IPv4 addresses of this machine's network cards, loopback left out; nothing is sent."""
    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe, _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue
            found.add(ipaddress.ip_address(answer[20:24]))
    return tuple(sorted(address for address in found if not address.is_loopback))


def own_names() -> tuple[str, ...]:
    """Names of this machine that a browser may use."""
    host = socket.gethostname().lower()
    own = (host, f"{host}.local") if _HOST.fullmatch(host) and "." not in host else ()
    return ("localhost", *own)


def lan_certificate(places: Places, *, now: datetime, addresses: tuple[Address, ...] | None = None) -> CertificateFiles:
    """The certificate for this machine's names and addresses of today. The authority is made once; the server's own
    certificate again when it has less than 30 days left or lacks an address."""
    wanted = (*(lan_addresses() if addresses is None else addresses), ipaddress.ip_address("127.0.0.1"))
    places.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    certificate, key = places.keys / "server.crt", places.keys / "server.key"
    if not places.ca_certificate.exists() or not _authority_key(places).exists():
        _make_authority(places, wanted, now)
    authority = x509.load_pem_x509_certificate(places.ca_certificate.read_bytes())
    covered = [address for address in wanted if _covers(authority, address)]
    if not (certificate.exists() and key.exists() and _still_good(certificate, authority, covered, now)):
        _make_server(places, authority, covered, now)
    leaf = x509.load_pem_x509_certificate(certificate.read_bytes())
    return CertificateFiles(
        places.ca_certificate, certificate, key, _named(leaf), leaf.not_valid_after_utc, fingerprint_of(authority)
    )


def _authority_key(places: Places) -> Path:
    return places.keys / "thidua-ca.key"


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _name(text: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Thidua"), x509.NameAttribute(NameOID.COMMON_NAME, text)]
    )


def _make_authority(places: Places, addresses: tuple[Address, ...], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Thidua {socket.gethostname()[:40]} {secrets.token_hex(3)}")
    public = [address for address in addresses if not any(address in network for network in _PRIVATE)]
    networks: list[Network] = [*_PRIVATE, *(ipaddress.ip_network(address) for address in public)]
    dns = dict.fromkeys([*_OFFICE_NAMES, *own_names()])
    permitted = [*(x509.DNSName(text) for text in dns), *(x509.IPAddress(network) for network in networks)]
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_private(_authority_key(places), _pem(key))
    write_private(places.ca_certificate, made.public_bytes(serialization.Encoding.PEM).decode())


def _covers(authority: x509.Certificate, address: Address) -> bool:
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return any(isinstance(part, x509.IPAddress) and address in part.value for part in allowed)


def _covered_names(authority: x509.Certificate) -> list[str]:
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    known = [part.value for part in allowed if isinstance(part, x509.DNSName)]
    return [name for name in own_names() if any(name == root or name.endswith(f".{root}") for root in known)]


def _make_server(places: Places, authority: x509.Certificate, addresses: list[Address], now: datetime) -> None:
    signer = serialization.load_pem_private_key(_authority_key(places).read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("the authority's key is of another kind")
    key = ec.generate_private_key(ec.SECP256R1())
    names = [*(x509.DNSName(text) for text in _covered_names(authority)), *(x509.IPAddress(one) for one in addresses)]
    made = (
        x509.CertificateBuilder()
        .subject_name(_name("Thidua"))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(min(now + timedelta(days=SERVER_DAYS), authority.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName(dict.fromkeys(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    write_private(places.keys / "server.key", _pem(key))
    write_private(places.keys / "server.crt", made.public_bytes(serialization.Encoding.PEM).decode())


def _named(leaf: x509.Certificate) -> tuple[str, ...]:
    told = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (*(map(str, told.get_values_for_type(x509.IPAddress))), *told.get_values_for_type(x509.DNSName))


def _still_good(path: Path, authority: x509.Certificate, addresses: list[Address], now: datetime) -> bool:
    leaf = x509.load_pem_x509_certificate(path.read_bytes())
    if leaf.issuer != authority.subject or leaf.not_valid_after_utc - now < timedelta(days=RENEW_DAYS):
        return False
    return {*map(str, addresses), *_covered_names(authority)} <= set(_named(leaf))


def fingerprint_of(certificate: x509.Certificate) -> str:
    """SHA-256 in pairs of signs, the way phones and browsers show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def certificate_ends(places: Places) -> datetime | None:
    """When the server certificate ends; None before the first `serve --lan`."""
    path = places.keys / "server.crt"
    if not path.exists():
        return None
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc


def prepare_environment(files: CertificateFiles, more: tuple[str, ...]) -> None:
    """Tell the settings that pages go out over HTTPS under these names, besides those of the options."""
    os.environ["THIDUA_HTTPS"] = "1"
    os.environ["THIDUA_HOSTS"] = ",".join(dict.fromkeys([*files.names, *more]))
