"""An FTP server with TLS on this computer, which begins and ends with a test."""

from __future__ import annotations

import datetime as dt
import errno
import ipaddress
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.builders.served import HOST, PASSWORD, USER, Served

with warnings.catch_warnings():  # Python 3.11 says that 3.12 does not have asyncore any more
    warnings.simplefilter("ignore", DeprecationWarning)
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import TLS_FTPHandler
    from pyftpdlib.servers import FTPServer

CHANGES = {"STOR", "RNFR", "RNTO", "DELE", "MKD", "RMD"}


def certificate(place: Path, *names: str) -> Path:
    """A certificate for this computer, by names of it too, with its key, in one file, that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    begin = dt.datetime(2020, 1, 1)  # noqa: DTZ001  # the builder holds it against days without a zone
    computer = x509.IPAddress(ipaddress.ip_address(HOST))
    address = x509.SubjectAlternativeName([computer, *map(x509.DNSName, names)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begin)
        .not_valid_after(begin + dt.timedelta(days=36_500))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.Encoding.PEM
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, plain)
    place.write_bytes(private + made.public_bytes(form))
    return place


@contextmanager
def ftps_server(folder: Path, pem: Path) -> Iterator[Served]:
    """An FTP server for a folder, over TLS alone, with the certificate in a file."""
    served = Served()

    users = DummyAuthorizer()
    users.add_user(USER, PASSWORD, str(folder), perm="elradfmw")

    class Handler(TLS_FTPHandler):  # type: ignore[misc]  # the library has no types
        """Speaks TLS alone, and answers a wrong password at once."""

        authorizer, certfile = users, str(pem)
        tls_control_required = tls_data_required = True
        auth_failed_timeout = 0

        def pre_process_command(self, line: str, cmd: str, arg: str) -> None:
            """Do what a command says, unless it changes something and that fails."""
            try:
                if cmd in CHANGES:
                    served.before(cmd, arg)
            except OSError as e:
                self.respond(f"{552 if e.errno == errno.ENOSPC else 451} {e.strerror}.")
            else:
                super().pre_process_command(line, cmd, arg)

    server = FTPServer((HOST, 0), Handler)
    served.port = server.address[1]
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            server.serve_forever(timeout=0.01, blocking=False, handle_exit=False)
        server.close_all()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        stop.set()
        thread.join(10)
