"""What travels to a Dask cluster, and clusters that cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from unittest.mock import patch

import pytest
from distributed import LocalCluster

from generator.ground.cluster import Cluster, NoClusterError


def called(workers: int) -> LocalCluster:
    """A cluster on this machine."""
    return LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1")  # type: ignore[no-untyped-call]  # it has no types


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of one worker."""
    with called(1) as there, Cluster(there.scheduler_address) as cluster:
        yield cluster


def test_a_work_travels_once(cluster: Cluster) -> None:
    """A work is sent to the workers once for all that is given to it in a row, and what is given goes as bytes."""
    work = partial(max, bytes(100_000))
    with (
        patch.object(cluster.client, "scatter", wraps=cluster.client.scatter) as sent,
        patch.object(cluster.given, "submit", wraps=cluster.given.submit) as given,
    ):
        made = [cluster.submit(work, bytes([n])) for n in range(1, 6)]
        assert [one.result() for one in made] == [bytes([n]) for n in range(1, 6)]
    assert sent.call_count == 1
    assert {type(one.args[-1]) for one in given.call_args_list} == {bytes}
    assert max(len(one.args[-1]) for one in given.call_args_list) < 100


def test_what_fails_there_is_told(cluster: Cluster) -> None:
    """What work raises on a worker comes back with its kind."""
    with pytest.raises(ZeroDivisionError):
        cluster.submit(divmod, 1, 0).result()


def test_a_cluster_without_workers() -> None:
    """A cluster that has no workers is told at once, with how to start some, in place of a wait for them."""
    with called(0) as there, pytest.raises(NoClusterError, match="dask worker"):
        Cluster(there.scheduler_address)


def test_every_worker_is_counted() -> None:
    """All workers of a cluster are counted, also where there are many."""
    with (
        LocalCluster(n_workers=7, threads_per_worker=1, processes=False, dashboard_address=":0") as there,  # type: ignore[no-untyped-call]  # the same
        Cluster(there.scheduler_address) as cluster,
    ):
        assert cluster.workers == 7
