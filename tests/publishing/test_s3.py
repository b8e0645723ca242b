"""A bucket as a host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.s3 import S3Store
from generator.publishing.update import WordsRemainError, look, update
from tests.builders.hosts import SITE, GoneError, sketched, told_of
from tests.builders.s3_server import s3_server
from tests.builders.web_server import Reply, web_server

REGION = "eu-central-1"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A service's address."""
    with s3_server() as address:
        yield address


@pytest.fixture
def client(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Somebody else's eyes on the service, where a bucket is that keeps versions, with another site beside."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv(variable_of("live"), "only-for-tests")
    client = boto3.client(
        "s3", endpoint_url=address, region_name=REGION, aws_access_key_id="a", aws_secret_access_key="b"
    )
    client.create_bucket(Bucket="stories", CreateBucketConfiguration={"LocationConstraint": REGION})
    client.put_bucket_versioning(Bucket="stories", VersioningConfiguration={"Status": "Enabled"})
    client.put_object(Bucket="stories", Key="other/index.html", Body=b"theirs")
    yield client
    versions = client.list_object_versions(Bucket="stories")
    for entry in (*versions.get("Versions", ()), *versions.get("DeleteMarkers", ())):
        client.delete_object(Bucket="stories", Key=entry["Key"], VersionId=entry["VersionId"])
    client.delete_bucket(Bucket="stories")
    client.close()


def store(address: str, to: str = "s3://key@stories/site") -> S3Store:
    return S3Store(account_of(PublishDestination(name="live", to=to)), address, REGION)


def every_version(client: Any) -> dict[tuple[str, str], bytes]:
    """Each version of each object."""
    found = client.list_object_versions(Bucket="stories").get("Versions", ())
    return {
        (entry["Key"], entry["VersionId"]): client.get_object(
            Bucket="stories", Key=entry["Key"], VersionId=entry["VersionId"]
        )["Body"].read()
        for entry in found
    }


def test_a_bucket_gets_what_was_built(address: str, client: Any) -> None:
    """After updates the bucket holds what was built last and the manifest below the prefix, and what was beside it."""
    s3 = store(address)
    for build in (sketched({"a0": 1, "b1": 1}), sketched({"b1": 2})):
        update(s3, build, look(s3, SITE))
        assert s3.listing().keys() == {*build.contents, MANIFEST}
        assert {path: s3.get(path) for path in build.contents} == build.contents
    s3.close()
    assert client.get_object(Bucket="stories", Key="other/index.html")["Body"].read() == b"theirs"


def test_no_version_keeps_words_that_went(address: str, client: Any) -> None:
    """Once a story went, no version of any object holds its words, and no mark tells where it was."""
    s3 = store(address)
    for build in (sketched({"a0": 1, "b1": 1}), sketched({"a0": 1})):
        update(s3, build, look(s3, SITE))
    s3.close()
    kept = every_version(client)
    assert told_of({f"{key} {version}": data for (key, version), data in kept.items()}) == {"a0"}
    assert "DeleteMarkers" not in client.list_object_versions(Bucket="stories")


def refused(**_of_what: object) -> None:
    told = {"Error": {"Code": "AccessDenied"}}
    raise ClientError(told, "ListObjectVersions")


def killed(**_of_what: object) -> None:
    raise GoneError


@pytest.mark.parametrize("call", ["ListObjectVersions", "DeleteObjects"])
@pytest.mark.parametrize("stop", [refused, killed])
def test_versions_that_could_not_be_deleted_are_deleted_by_a_later_run(
    address: str, client: Any, call: str, stop: Callable[..., None]
) -> None:
    """Where a run ends before the versions of a withdrawn story are deleted, a later one deletes them."""
    s3 = store(address)
    update(s3, sketched({"a0": 1, "b1": 1}), look(s3, SITE))
    s3.s3.meta.events.register(f"before-call.s3.{call}", stop)
    with pytest.raises((WordsRemainError, GoneError)):
        update(s3, sketched({"a0": 1}), look(s3, SITE))
    assert s3.get("stories/b1/index.html") is None
    s3.s3.meta.events.unregister(f"before-call.s3.{call}", stop)
    update(s3, sketched({"a0": 1}), look(s3, SITE))
    kept = every_version(client)
    assert told_of({f"{key} {version}": data for (key, version), data in kept.items()}) == {"a0"}
    assert "DeleteMarkers" not in client.list_object_versions(Bucket="stories")
    assert {*s3.outdated()} == set()
    s3.close()


def test_objects_have_their_type_and_say_how_long_they_keep(address: str, client: Any) -> None:
    """A page has its type and is asked for anew, and what its content names may be kept for ever."""
    s3 = store(address)
    s3.put("index.html", b"<p>")
    s3.put("assets/0123.css", b"p {}")
    s3.close()
    page, style = (client.head_object(Bucket="stories", Key=f"site/{p}") for p in ("index.html", "assets/0123.css"))
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert (style["ContentType"], style["CacheControl"][:28]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, im",
    )


def test_a_bucket_that_is_not_there_is_told(address: str, client: Any) -> None:
    """A bucket that is not there is told with what to do."""
    s3 = store(address, "s3://key@nowhere-at-all")
    with pytest.raises(RemoteError, match="make the bucket"):
        look(s3, SITE)
    s3.close()


def test_a_missing_key_is_told(address: str, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no key, it is told where to write its two halves."""
    monkeypatch.delenv(variable_of("live"))
    s3 = store(address)
    with pytest.raises(RemoteError, match=variable_of("live")):
        look(s3, SITE)
    s3.close()


def test_a_service_that_is_away_may_come_back(client: Any) -> None:
    """A service that does not answer is told as one that may when it is asked again."""
    s3 = S3Store(account_of(PublishDestination(name="live", to="s3://key@stories")), "http://127.0.0.1:1", REGION)
    with pytest.raises(RemoteError) as told:
        s3.listing()
    assert told.value.passing
    s3.close()


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ((307, {"Location": "http://127.0.0.1:1/"}, b""), "leads to other addresses"),
        ((200, {}, b"<html>"), "does not answer as S3 does"),
        ((404, {}, b"<html>"), "does not answer as S3 does"),
    ],
)
def test_what_is_no_s3_is_told(tmp_path: Path, client: Any, reply: Reply, told: str) -> None:
    """A service that leads on and on, or answers with web pages, is asked a few times, and told with what to do."""
    with web_server(tmp_path) as web:
        web.instead = lambda _path, _query: reply
        s3 = S3Store(account_of(PublishDestination(name="live", to="s3://key@stories")), web.url, REGION)
        with pytest.raises(RemoteError, match=f"{told}.*endpoint"):
            s3.listing()
        s3.close()
    assert len(web.asked) < 10
