"""Pictures that a source does not have, fetched from its own host where a person allows that; from nowhere else.

Asked for are pictures alone, by their paths and without a query, so that no address can make the old site do anything.
A host is looked up once, and has to lie on the public internet: what an export names could be a machine nearby.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from generator.consent.refused import RefusedError
from generator.content.links import OTHER_NAME
from generator.content.web_address import outside
from generator.ground import limits
from generator.ground.deadline import at_most
from generator.ground.patterns import lazy
from generator.importing.item import Item, LeftOut, Source

# Seconds to answer at all, to send a picture, and for all of them.
SECONDS, LONGEST, IN_ALL = 20.0, 60.0, 3_600.0
MOST_REDIRECTS = 3
# Hosts that do not answer so often are not asked again.
PATIENCE = 3
MOVED = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}
OF_PICTURES = lazy(r"/[^?#]*\.(?:jpe?g|png|webp|gif|avif|heic|bmp|tiff?)", 2)

IpAddress = IPv4Address | IPv6Address


def is_public(address: IpAddress) -> bool:
    """Whether a host may be asked that is there: on the internet, and not on this computer or near it."""
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (inner or address).is_global and not address.is_multicast


class WithFetched:
    """A source whose missing pictures are fetched, from the hosts of its texts' own addresses.

    ``may_ask`` says where a host may be, ``clock`` tells seconds.
    """

    def __init__(
        self,
        source: Source,
        may_ask: Callable[[IpAddress], bool] = is_public,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self._source, self._may_ask, self._clock = source.name, source, may_ask, clock
        self._hosts: set[str] = set()
        self._silent: dict[str, int] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._text = ""
        self._spent = 0.0

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and what is left out."""
        for item in self._source.items():
            if isinstance(item, Item):
                on_the_web = [address for address in item.addresses if _host(address)]
                self._hosts |= {_host(address) for address in on_the_web}
                self._text = on_the_web[0] if on_the_web else ""
            yield item

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture of the text that came last. Raises RefusedError if it cannot be had from its host."""
        found = self._source.file(reference)
        if found is not None:
            return found
        address = self._whole(reference)
        host = _host(address)
        if not host:
            raise RefusedError("it is not among the files, and nothing says at which host it was")
        if host not in self._hosts:
            raise RefusedError("it is at another host than the texts, where nothing is fetched from")
        if self._silent.get(host, 0) >= PATIENCE:
            raise RefusedError(f"{host} does not answer, and was not asked again")
        if self._spent > IN_ALL:
            raise RefusedError("fetching took an hour already; bring the texts in again, and the rest is fetched")
        since = self._clock()
        try:
            return self._fetched(address, host)
        except (OSError, UnicodeError, http.client.HTTPException) as e:
            self._silent[host] = self._silent.get(host, 0) + 1
            raise RefusedError(f"{host} does not answer ({e or type(e).__name__})") from e
        finally:
            self._spent += self._clock() - since

    def _whole(self, reference: str) -> str:
        """The address of a picture on the web, where its text was; empty where that cannot be said."""
        try:
            return str(outside(urljoin(self._text, reference)))
        except ValueError:
            return ""

    def _fetched(self, address: str, host: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            parts = urlsplit(address)
            if _host(address) != host:
                raise RefusedError(f"{host} sends it from elsewhere, where nothing is fetched from")
            if not OF_PICTURES.fullmatch(parts.path):
                raise RefusedError("its address is not that of a file with a picture, so nobody asked for it")
            status, data, to = _answer(parts, self._places(parts.hostname or ""))
            if status in MOVED and to:
                address = str(outside(urljoin(address, to)))
                continue
            if status != http.client.OK:
                raise RefusedError(f"{host} does not have it any more (it answers {status})")
            return data
        raise RefusedError(f"{host} sends it round in circles")

    def _places(self, name: str) -> tuple[str, ...]:
        """Where on the network a host is, looked up once. Raises RefusedError if it is not to be asked."""
        if name not in self._found:
            told = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
            places = tuple(dict.fromkeys(str(place[0]) for *_, place in told))
            may_ask = all(self._may_ask(ip_address(place.partition("%")[0])) for place in places)
            self._found[name] = places if may_ask else ()
        if not self._found[name]:
            raise RefusedError(f"{name} is on this computer or near it, and not on the internet")
        return self._found[name]


def _host(address: str) -> str:
    """The host of a web address, with its port; empty where it is none."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in PORTS and parts.username is None and parts.password is None
        return parts.netloc.lower().removeprefix(OTHER_NAME) if is_web and parts.port != 0 else ""
    except ValueError:
        return ""


def _answer(address: SplitResult, places: tuple[str, ...]) -> tuple[int, bytes, str | None]:
    """What a server answers: the status, no more of the body than a picture may have and a byte, and where it is.

    Raises TimeoutError if that takes too long, however many bytes come meanwhile.
    """
    connected = _connected(places, address.port or PORTS[address.scheme])
    if address.scheme == "https":
        context = ssl.create_default_context()
        connected = context.wrap_socket(connected, server_hostname=address.hostname, do_handshake_on_connect=False)
    connection = http.client.HTTPConnection(address.netloc)
    connection.sock = connected
    try:
        with at_most(LONGEST, connected) as is_over:
            if isinstance(connected, ssl.SSLSocket):
                connected.do_handshake()
            connection.request("GET", address.path, headers={"User-Agent": "hearten", "Accept": "image/*"})
            answer = connection.getresponse()
            body = answer.read(limits.PICTURE + 1)
        if is_over.is_set():
            raise TimeoutError("it sends too slowly")
        return answer.status, body, answer.headers.get("Location")
    finally:
        connection.close()


def _connected(places: tuple[str, ...], port: int) -> socket.socket:
    """A connection to the first of a host's addresses that takes one, which nobody looks up again."""
    *others, last = places
    for place in others:
        with suppress(OSError):
            return socket.create_connection((place, port), SECONDS)
    return socket.create_connection((last, port), SECONDS)
