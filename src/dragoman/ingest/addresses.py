"""Which network addresses are public, however they are spelled or embedded."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Beside what the standard library calls private: its lists differ between Python versions, and some are nobody's.
_REFUSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/3",
            "168.63.129.16/32",  # Azure's platform address: routable, yet metadata
            "::/8", "100::/8", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9",
            "ff00::/8",
        ),
    )
)  # fmt: skip
_MAPPED = ip_network("::ffff:0:0/96")
_COMPATIBLE = ip_network("::/96")
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("::ffff:0:0:0/96"))
_SIX_TO_FOUR = ip_network("2002::/16")
_TEREDO = ip_network("2001::/32")
_ISATAP = (0x00005EFE, 0x02005EFE)  # the third and fourth group of an interface identifier, RFC 5214


def is_public(address: str) -> bool:
    """Tell whether an address, and every IPv4 address embedded in it, belongs to the public internet.

    A name, or anything else that is no address, is not public.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = list(_embedded(parsed))
    if parsed in _MAPPED or any(parsed in net for net in _TRANSLATED):
        return all(map(_is_global, inner))  # the outer range is reserved for carrying the inner address
    return all(map(_is_global, (parsed, *inner)))


def _is_global(address: Address) -> bool:
    refused = any(address in net for net in _REFUSED if net.version == address.version)
    return not refused and not address.is_multicast and not address.is_private and not address.is_reserved


def _embedded(address: Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address carries: mapped, 6to4, NAT64, Teredo, ISATAP."""
    if isinstance(address, IPv4Address):
        return
    number = int(address)
    low = IPv4Address(number & 0xFFFFFFFF)
    if address in _MAPPED or address in _COMPATIBLE or any(address in net for net in _TRANSLATED):
        yield low
    if address in _SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & 0xFFFFFFFF)
    if address in _TEREDO:
        yield from (IPv4Address(number >> 64 & 0xFFFFFFFF), IPv4Address(~number & 0xFFFFFFFF))
    if number >> 32 & 0xFFFFFFFF in _ISATAP:
        yield low
