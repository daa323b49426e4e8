from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dragoman.ingest.addresses import is_public

PUBLIC = ["8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"]
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # here
    "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254",  # metadata of clouds
    "100.64.0.1", "198.18.0.1", "192.0.2.1", "203.0.113.5", "192.88.99.1", "240.0.0.1", "255.255.255.255",
    "224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1",  # to many
    "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fdff::1", "2001:db8::1", "100::1",
    "64:ff9b:1::8.8.8.8",
    "localhost", "", "news.example", "1.2.3", "0x7f000001",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_within_networks_clouds_and_machines_are_not(address):
    assert not is_public(address)


def carriers(inner):
    number = int(IPv4Address(inner))
    yield f"::ffff:{inner}"
    yield f"64:ff9b::{inner}"
    yield f"::ffff:0:{inner}"
    yield str(IPv6Address(0x2002 << 112 | number << 80 | 1))


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1", "168.63.129.16"])
def test_an_address_inside_an_address_is_seen(inner):
    assert [carrier for carrier in carriers(inner) if is_public(carrier)] == []


def test_translated_addresses_of_the_internet_are_public():
    assert all(map(is_public, carriers("8.8.8.8")))


def test_addresses_that_only_tunnels_have_are_not_public():
    hidden = ~int(IPv4Address("10.0.0.1")) & 0xFFFFFFFF
    teredo = IPv6Address(0x20010000 << 96 | int(IPv4Address("8.8.8.8")) << 64 | hidden)
    assert not is_public(str(teredo))
    assert not is_public("2a00:1450::5efe:10.0.0.1")
    assert not is_public("::8.8.8.8")


@given(st.ip_addresses(v=4))
def test_no_carrier_makes_a_private_address_public(address):
    assume(address.is_private or address.is_multicast or address.is_loopback)
    assert not any(is_public(carrier) for carrier in carriers(str(address)))
