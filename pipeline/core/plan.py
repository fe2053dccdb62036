"""`nordigest plan`: the run's walk without the expensive computing, and why each unit is due."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.executor import Failed, Outcome, compute_batch
from pipeline.core.runner import NotComputed, PendingUnit
from pipeline.core.stage import Fingerprint, Json, Stage
from pipeline.core.store import Store

_UNREAD = NotComputed()


@dataclass(slots=True)
class StagePlan:
    """What a run would do in one stage: counts of units, and the due ones by reason."""

    stage: str
    known: int = 0
    failed: int = 0
    due: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


class CountingResolver:
    """The resolver of a plan: asks the store what is known, computes cheap stages in memory."""

    def __init__(
        self, store: Store, stages: Sequence[Stage], *, retry_failed: bool = False
    ) -> None:
        self.store = store
        self.retry_failed = retry_failed
        self.plans = {stage.name: StagePlan(stage.name) for stage in stages}
        prints = {stage.name: stage.fingerprint for stage in stages}
        self._changes = {name: "; ".join(_changes(name, prints, store)) for name in prints}
        self._counted: dict[str, set[bytes]] = {stage.name: set() for stage in stages}

    def resolve(
        self, stage: Stage, wanted: Mapping[bytes, PendingUnit]
    ) -> Mapping[bytes, Outcome | NotComputed]:
        """Count the units; only cheap stages' results are read, or computed."""
        keys = list(wanted)
        outcomes: dict[bytes, Outcome | NotComputed] = {}
        if stage.cheap:
            outcomes.update(self.store.get(stage.name, keys))
        else:
            outcomes.update(dict.fromkeys(self.store.known(stage.name, keys), _UNREAD))
        known = len(outcomes)
        unknown = [key for key in keys if key not in outcomes]
        failed = {} if self.retry_failed else self.store.failed(stage.name, unknown)
        outcomes.update({key: Failed(reason) for key, reason in failed.items()})
        due = [key for key in unknown if key not in failed]
        self._count(stage, wanted, due)
        self.plans[stage.name].known += known
        self.plans[stage.name].failed += len(failed)
        if stage.cheap and due:
            results = compute_batch(stage, [wanted[key].payload for key in due])
            outcomes.update(zip(due, results, strict=True))
        else:
            outcomes.update(dict.fromkeys(due, _UNREAD))
        return outcomes

    def _count(
        self, stage: Stage, wanted: Mapping[bytes, PendingUnit], due: Sequence[bytes]
    ) -> None:
        plan, counted = self.plans[stage.name], self._counted[stage.name]
        new = [key for key in due if key not in counted]
        counted.update(new)
        plan.due += len(new)
        before = self.store.inputs([wanted[key].document.sources[0] for key in new])
        for key in new:
            plan.reasons[self._reason(stage, wanted[key], before)] += 1

    def _reason(self, stage: Stage, wanted: PendingUnit, before: Mapping[str, str]) -> str:
        source = wanted.document.sources[0]
        if source not in before:
            return f"new input {source}"
        if before[source] != wanted.document.id:
            return f"changed input {source}"
        return self._changes[stage.name] or "not finished by an earlier run"


def _changes(name: str, prints: Mapping[str, Fingerprint], store: Store) -> list[str]:
    """Say how a stage's fingerprint differs from the latest run's, upstream stages included."""
    before = store.last_used(name)
    if before is None:
        return []
    found = _differences(before, prints[name].components())
    for upstream in prints[name].upstream:
        found += [f"{each} (of {upstream})" for each in _changes(upstream, prints, store)]
    return found


def _differences(before: Mapping[str, Json], now: Mapping[str, Json]) -> list[str]:
    found = []
    if before["code"] != now["code"]:
        found.append(f"changed code version {before['code']} -> {now['code']}")
    kinds = {"settings": "setting", "models": "model", "libraries": "library"}
    for kind, word in kinds.items():
        old, new = before[kind], now[kind]
        if isinstance(old, dict) and isinstance(new, dict):
            found += [
                f"changed {word} {name} {_show(old.get(name))} -> {_show(new.get(name))}"
                for name in sorted(old.keys() | new.keys())
                if old.get(name) != new.get(name)
            ]
    return found


def _show(value: Json) -> str:
    """Shorten a value; a model's digest is told by its first 12 digits."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{text[:12]}..." if len(text) == 64 else text
