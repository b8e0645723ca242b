"""A bucket of Amazon S3, or of a service that speaks as it does; former versions of files are deleted, too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, NoCredentialsError, ParamValidationError
from botocore.exceptions import ConnectionError as NoConnectionError

from generator.publishing.account import Account, variable_of
from generator.publishing.ports import RemoteError, readable, type_of

SECONDS = 60
AT_ONCE = 1000  # objects in one request (DeleteObjects)
# Names that content gives itself may be kept for ever; of everything else a copy is asked for anew.
FOR_EVER, ASK_ANEW = "public, max-age=31536000, immutable", "no-cache"
NAMED_BY_CONTENT = ("assets/", "pictures/", "told/")
# What a service answers that knows no versions.
NO_VERSIONS = {"NotImplemented", "MethodNotAllowed", "501", "405"}
PASSING = {
    "SlowDown",
    "RequestTimeout",
    "InternalError",
    "ServiceUnavailable",
    "Throttling",
    "500",
    "502",
    "503",
    "504",
}
HINTS = {
    "AccessDenied": "the key has to be allowed s3:ListBucket, ListBucketVersions, GetObject, PutObject, DeleteObject "
    "and DeleteObjectVersion",
    "InvalidAccessKeyId": "check the key's id",
    "SignatureDoesNotMatch": "check the secret",
    "NoSuchBucket": "make the bucket, or correct its name in site.yaml",
}


# Times that one call may be led elsewhere, as to the region where a bucket is.
REDIRECTS, MOST_REDIRECTS = range(300, 400), 4


class S3Store:
    """The objects in a bucket below a prefix.

    The key's id stands in the address as the user, and the secret is the destination's; without both, they are those
    that Amazon's own tools take.
    """

    def __init__(self, account: Account, endpoint: str | None = None, region: str | None = None) -> None:
        self.account, self.shown, self.bucket = account, account.shown, account.host
        self.prefix = f"{account.folder}/" if account.folder else ""
        self.variable = variable_of(account.name)
        self.redirects = 0
        own = account.user is not None and account.secret is not None
        with self._telling():
            self.s3 = boto3.client(
                "s3",
                endpoint_url=endpoint,
                region_name=region,
                aws_access_key_id=account.user if own else None,
                aws_secret_access_key=account.secret if own else None,
                config=Config(connect_timeout=SECONDS, read_timeout=SECONDS, retries={"total_max_attempts": 1}),
            )
            self.s3.meta.events.register_first("needs-retry.s3", self._led)

    def listing(self) -> Mapping[str, int]:
        """Every object by its path, with its size."""
        found: dict[str, int] = {}
        with self._telling():
            for page in self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix):
                for entry in page.get("Contents", ()):
                    found[entry["Key"].removeprefix(self.prefix)] = entry["Size"]
        return found

    def get(self, path: str) -> bytes | None:
        """The bytes of an object, None where there is none."""
        with self._telling():
            try:
                return bytes(self.s3.get_object(Bucket=self.bucket, Key=self.prefix + path)["Body"].read())
            except ClientError as e:
                if _code(e) == "NoSuchKey":
                    return None
                raise

    def put(self, path: str, content: bytes | Path) -> None:
        """Put an object, which is whole at once."""
        keep = FOR_EVER if path.startswith(NAMED_BY_CONTENT) and content else ASK_ANEW
        with readable(content) as file, self._telling():
            self.s3.put_object(
                Bucket=self.bucket,
                Key=self.prefix + path,
                Body=file,
                ContentType=type_of(path),
                CacheControl=keep,
            )

    def delete(self, path: str) -> None:
        """Delete an object."""
        with self._telling():
            self.s3.delete_object(Bucket=self.bucket, Key=self.prefix + path)

    def purge(self, paths: Collection[str]) -> None:
        """Delete all versions of these objects but the newest, and then the marks that say that one was deleted.

        In this order, since what a mark had deleted is there again without it.
        """
        if not paths:
            return
        keys = {self.prefix + path for path in paths}
        with self._telling():
            for found in self._old_versions():
                old = [{"Key": key, "VersionId": version} for key, version in found if key in keys]
                for start in range(0, len(old), AT_ONCE):
                    self._delete(old[start : start + AT_ONCE])

    def outdated(self) -> Collection[str]:
        """The objects that have older versions, or marks that say that one was deleted."""
        with self._telling():
            keys = {key for found in self._old_versions() for key, _ in found if key.startswith(self.prefix)}
        return {key.removeprefix(self.prefix) for key in keys}

    def close(self) -> None:
        """End the connections."""
        self.s3.close()

    def _led(self, response: tuple[Any, Any] | None, **_of_the_call: object) -> None:
        """Raise RemoteError where a service leads on and on."""
        if response is not None and response[0].status_code in REDIRECTS:
            self.redirects += 1
            if self.redirects > MOST_REDIRECTS:
                hint = "write the service's own address as endpoint, and the bucket's region, into site.yaml"
                raise RemoteError(f"{self.shown}: the service leads to other addresses, and nowhere; {hint}")

    def _delete(self, versions: Sequence[Mapping[str, str]]) -> None:
        done = self.s3.delete_objects(Bucket=self.bucket, Delete={"Objects": versions, "Quiet": True})
        for fault in done.get("Errors", ()):
            why = f"{fault['Key']} has an older version that cannot be deleted ({fault['Code']})"
            raise RemoteError(f"{self.shown}: {why}; {HINTS['AccessDenied']}")

    def _old_versions(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The keys and ids of all versions but the newest, and of all marks."""
        versions: list[tuple[str, str]] = []
        marks: list[tuple[str, str]] = []
        pages = self.s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=self.prefix)
        try:
            for page in pages:
                versions += [(e["Key"], e["VersionId"]) for e in page.get("Versions", ()) if not e["IsLatest"]]
                marks += [(e["Key"], e["VersionId"]) for e in page.get("DeleteMarkers", ())]
        except ClientError as e:
            if _code(e) not in NO_VERSIONS:
                raise
        return versions, marks

    @contextmanager
    def _telling(self) -> Iterator[None]:
        self.redirects = 0
        try:
            yield
        except ClientError as e:
            code = _code(e)
            if code.isdecimal():  # there was no reason in what came back
                why = f"what is there does not answer as S3 does (status {code}); see whether endpoint is right"
                raise RemoteError(f"{self.shown}: {why}", passing=code in PASSING) from None
            hint = f"; {HINTS[code]}" if code in HINTS else ""
            raise RemoteError(f"{self.shown}: {code}{hint}", passing=code in PASSING) from None
        except NoCredentialsError:
            hint = f"write its id into the address (s3://ID@BUCKET), and give its secret as {self.variable}"
            raise RemoteError(f"{self.shown}: there is no key; {hint}") from None
        except (HTTPClientError, NoConnectionError) as e:
            raise RemoteError(f"{self.shown}: {e}", passing=True) from None
        except ParamValidationError:
            hint = "correct it in site.yaml"
            raise RemoteError(f"{self.shown}: there is no bucket of this name, or no path in one; {hint}") from None
        except (BotoCoreError, ValueError) as e:
            raise RemoteError(f"{self.shown}: {e}") from None


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "no reason was given"))
