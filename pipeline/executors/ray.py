"""The executor of a cluster: a pool of Ray actors for each stage, one model in each actor.

Stages are computed by the same code as on one machine, in the same batches, so the results are
the same. Only misses are sent; each batch comes back by itself and goes to the store at once.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from pipeline.config import Config
from pipeline.core.executor import Outcome
from pipeline.core.stage import Json, Stage
from pipeline.errors import ClusterError
from pipeline.executors.pool import Pool
from pipeline.executors.worker import Builder, Worker, describe

_QUIET = {
    # No reports to Ray's makers.
    "RAY_USAGE_STATS_ENABLED": "0",
    # Ray prints deaths of actors to stdout; the pool deals with them, Ray's log files have them.
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",
    # Actors without GPUs would see all of them (and Ray warn that this default will change).
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "1",
}
# This variable (named for its default on other systems) makes a cluster started here listen on
# the loopback interface only.
_LOCAL = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}

# Bytes of shared memory for a cluster started here: batches are kilobytes.
_OBJECT_STORE = 200 * 2**20
_REACH_SECONDS = 10.0


class RayExecutor:
    """Computes on the cluster of `config.ray`, or on one it starts; connects at the first batch.

    Uses Ray as it is when the process is connected already. `build` makes the same stages again
    on the nodes, where it must be importable.
    """

    def __init__(self, config: Config, stages: Sequence[Stage], build: Builder) -> None:
        self._config = config
        self._stages = stages
        self._build = build
        self._pools: dict[str, Pool] = {}
        self._connected = False

    def run(
        self, stage: Stage, batches: Sequence[Sequence[Json]]
    ) -> Iterator[tuple[int, list[Outcome]]]:
        """Yield each batch's outcomes as they come; raises ClusterError when no actor can work.

        A unit that kills its actor again and again becomes a failure.
        """
        if not self._pools:
            self._connect()
            self._pools = {each.name: self._pool(each) for each in self._stages}
            # Every stage gets its least before any gets more, so that none is kept waiting.
            for pool in self._pools.values():
                pool.grow()
        with _signals_as_raised():
            yield from self._pools[stage.name].run(batches)

    def close(self) -> None:
        """End the actors, and the cluster if it was started here."""
        for pool in self._pools.values():
            pool.close()
        self._pools = {}
        if self._connected:
            import ray

            ray.shutdown()
            self._connected = False

    def _connect(self) -> None:
        address = self._config.ray.address
        for name, value in (_QUIET if address else _QUIET | _LOCAL).items():
            os.environ.setdefault(name, value)
        import ray

        if ray.is_initialized():
            return
        if address not in {None, "auto"}:
            _check_reachable(str(address))
        here = {"include_dashboard": False, "object_store_memory": _OBJECT_STORE}
        try:
            with _keeping_signals():
                ray.init(
                    address=address or "local",
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                    **cast("dict[str, Any]", {} if address else here),
                )
        except (ConnectionError, RuntimeError, ValueError) as exc:
            msg = (
                f"Ray cannot be started or joined ({exc}): set ray.address, and in the "
                "environment RAY_AUTH_MODE=token if the cluster asks for a token"
            )
            raise ClusterError(msg) from exc
        self._connected = True

    def _pool(self, stage: Stage) -> Pool:
        import ray

        settings = self._config.ray
        actor = ray.remote(
            num_cpus=settings.cpus,
            # Cheap stages run no model.
            num_gpus=0 if stage.cheap else settings.gpus,
            max_restarts=0,
            max_task_retries=0,
            scheduling_strategy="SPREAD",
        )(Worker)
        expected = describe(stage)
        config = self._config.model_dump_json()
        return Pool(
            stage.name, settings, lambda: actor.remote(self._build, config, stage.name, expected)
        )


@contextmanager
def _keeping_signals() -> Iterator[None]:
    """Restore the handler of SIGTERM, which Ray replaces by its own when it starts."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.getsignal(signal.SIGTERM)
    try:
        yield
    except SystemExit:
        # Only Ray's handlers exit, with one code or another: the signal came while Ray started,
        # and is for the handler that was there.
        signal.signal(signal.SIGTERM, handler)
        signal.raise_signal(signal.SIGTERM)
        raise
    finally:
        signal.signal(signal.SIGTERM, handler)


@contextmanager
def _signals_as_raised() -> Iterator[None]:
    """Raise what a signal's handler raised while Ray waited: Ray knows KeyboardInterrupt only."""
    try:
        yield
    except SystemError as exc:
        if exc.__cause__ is not None and not isinstance(exc.__cause__, Exception):
            raise exc.__cause__ from None
        raise


def _check_reachable(address: str) -> None:
    """Ask a cluster's port for an answer: Ray itself would wait for it for minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=_REACH_SECONDS).close()
    except (OSError, ValueError) as exc:
        msg = (
            f"there is no Ray cluster at {address} ({exc}): start one there by `ray start --head`, "
            "or set ray.address as host:6379"
        )
        raise ClusterError(msg) from exc
