"""The office's certificate: made once, renewed in time, worthless for any site of the Internet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from cryptography import x509

from thidua.config.lan import SERVER_DAYS, certificate_ends, lan_certificate
from thidua.config.places import Places

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
OFFICE = (ip_address("192.168.1.20"),)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "data")


def leaf(places):
    return x509.load_pem_x509_certificate((places.keys / "server.crt").read_bytes())


def test_it_vouches_for_the_addresses_and_names_of_the_machine(places):
    files = lan_certificate(places, now=NOW, addresses=OFFICE)
    assert {"192.168.1.20", "127.0.0.1", "localhost"} <= set(files.names)
    assert files.ends_at - NOW <= timedelta(days=397)
    assert certificate_ends(places) == files.ends_at
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    leaf(places).verify_directly_issued_by(authority)


def test_the_authority_may_not_vouch_for_the_internet(places):
    lan_certificate(places, now=NOW, addresses=OFFICE)
    authority = x509.load_pem_x509_certificate(places.ca_certificate.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    for part in limits.value.permitted_subtrees:
        if isinstance(part, x509.IPAddress):
            assert not part.value.overlaps(ip_network("8.8.8.8/32"))
        else:
            assert "." not in part.value or part.value.endswith((".local", ".arpa"))


def test_the_same_certificate_serves_until_it_nears_its_end(places):
    first = lan_certificate(places, now=NOW, addresses=OFFICE)
    kept = (places.keys / "server.crt").read_bytes()
    authority = places.ca_certificate.read_bytes()
    lan_certificate(places, now=NOW + timedelta(days=SERVER_DAYS - 31), addresses=OFFICE)
    assert (places.keys / "server.crt").read_bytes() == kept
    renewed = lan_certificate(places, now=NOW + timedelta(days=SERVER_DAYS - 29), addresses=OFFICE)
    assert renewed.ends_at > first.ends_at
    assert places.ca_certificate.read_bytes() == authority


def test_a_new_address_brings_a_new_certificate_from_the_same_authority(places):
    lan_certificate(places, now=NOW, addresses=OFFICE)
    authority = places.ca_certificate.read_bytes()
    files = lan_certificate(places, now=NOW, addresses=(ip_address("10.0.0.7"),))
    assert "10.0.0.7" in files.names
    assert places.ca_certificate.read_bytes() == authority


def test_a_public_address_of_later_is_left_out(places):
    lan_certificate(places, now=NOW, addresses=OFFICE)
    files = lan_certificate(places, now=NOW, addresses=(*OFFICE, ip_address("203.0.113.9")))
    assert "203.0.113.9" not in files.names


def test_keys_are_for_the_owner_alone(places):
    lan_certificate(places, now=NOW, addresses=OFFICE)
    assert [path.stat().st_mode & 0o777 for path in sorted(places.keys.glob("*.key"))] == [0o600, 0o600]
