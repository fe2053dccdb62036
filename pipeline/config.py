"""The run config: YAML read once into frozen objects, every mistake answered with its place."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo

from pipeline.errors import ConfigError
from pipeline.languages import (
    MACROLANGUAGE,
    TRANSLATED,
    language_name,
    name_languages,
    read_language,
)


class NorwegianTagWarning(UserWarning):
    """A config says `no` where it has to mean nb or nn."""


def _language(value: object) -> object:
    if isinstance(value, bool):
        msg = "YAML reads a bare `no` as false: quote it ('no'), or write nb"
        raise ValueError(msg)  # noqa: TRY004 - pydantic collects ValueErrors only
    return parse_tag(value) if isinstance(value, str) else value


def parse_tag(value: str) -> str:
    """Return the tag of a language that a user named; `no` and its like mean nb, with a warning.

    Raises ValueError when there is no such language.
    """
    tag = read_language(value)
    if tag != MACROLANGUAGE:
        return tag
    message = f"language `{value}` is taken for nb (Bokmål)"
    warnings.warn(message, NorwegianTagWarning, stacklevel=2)
    return "nb"


Tag = Annotated[str, BeforeValidator(_language)]


class Section(BaseModel):
    """A part of the config: frozen, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Columns(Section):
    """Which column of a table holds what."""

    text: str | None = Field(
        None, description="column of the article's text; `text` or `body` if none"
    )
    id: str | None = Field(None, description="column of a stable identifier")
    title: str | None = Field(None, description="column of the headline")
    date: str | None = Field(None, description="column of the publication date")
    outlet: str | None = Field(None, description="column of the outlet's name")
    url: str | None = Field(None, description="column of the article's address")
    required: bool = Field(True, description="fail a table without a named column; or go without")

    def named(self) -> dict[str, str]:
        """Map the fields that a column is named for to that column."""
        named = self.model_dump(exclude={"required"}, exclude_none=True)
        return {field: str(name) for field, name in named.items()}


class Source(Section):
    """One place to read articles from."""

    path: str = Field(
        description="folder, glob, file (.txt .md .html .jsonl .csv .parquet), datasets folder "
        "or fsspec URL; relative to the working directory"
    )
    language: Tag | None = Field(None, description="fix the language instead of detecting it")
    outlet: str | None = Field(None, description="the outlet of all its articles")
    columns: Columns = Field(Columns(), description="column names of its tables")


class Detect(Section):
    """How languages are identified."""

    min_confidence: float = Field(
        0.7, ge=0, le=1, description="below this a segment takes its document's language"
    )


class Decode(Section):
    """How a seq2seq model is run."""

    engine: Literal["ctranslate2", "transformers", "fake"] = Field(
        "ctranslate2", description="what runs the model; fake: none, for trying out"
    )
    compute_type: Literal["int8", "int8_float32", "bfloat16", "float16", "float32"] = Field(
        "int8", description="numeric type; transformers computes in float32, float16 or bfloat16"
    )
    beam_size: int = Field(4, ge=1, le=32, description="hypotheses kept while searching; 1: greedy")
    length_penalty: float = Field(1.0, ge=0, le=4, description="above 0 favours longer text")


class Translate(Decode):
    """How articles become English."""

    languages: tuple[Tag, ...] = Field(
        TRANSLATED, min_length=1, description="languages to translate; English is copied"
    )
    model: str | dict[Tag, str] = Field(
        "embedded:gmq-en-small",
        description="`embedded:<name>`, `hub:<owner/name>@<revision>` or a local path; "
        "or one for each language",
    )
    retry: bool = Field(True, description="try a flagged sentence a second time, keep the better")
    alignment: bool = Field(False, description="also link words to words, for the reading page")
    glossary: str | None = Field(
        None, description="TSV of source term, target term, language to translate by"
    )

    @property
    def routes(self) -> dict[str, str]:
        """Name the model of every language but English; raises ConfigError for one without."""
        languages = [tag for tag in self.languages if tag != "en"]
        if isinstance(self.model, str):
            return dict.fromkeys(languages, self.model)
        missing = [tag for tag in languages if tag not in self.model]
        if missing:
            key = "translate.model"
            named = name_languages(missing)
            msg = f"config {key} names no model for {named}: add `{missing[0]}: <model>`"
            raise ConfigError(msg, key)
        return {tag: self.model[tag] for tag in languages}


LEAD = "lead"
"""The summarizer that is no model: an article's first sentences."""


class Summarize(Decode):
    """How an article becomes a few sentences."""

    model: str = Field(
        "embedded:gmq-en-small",
        description="`lead` (first sentences), `embedded:<name>`, `hub:<owner/name>@<revision>` "
        "or a local path of a seq2seq model",
    )
    max_sentences: int = Field(3, ge=1, le=20, description="sentences of a summary at the most")
    no_repeat_ngram_size: int = Field(
        3, ge=0, description="n-grams of this size occur once; 0: any"
    )


class Digest(Section):
    """How articles become stories."""

    period: Literal["month", "week"] = Field("month", description="what stories are grouped by")
    similarity: float = Field(
        0.18, ge=0, le=1, description="articles at least this alike tell the same story"
    )
    days: int = Field(3, ge=0, description="articles of one story are at most so far apart")
    max_statements: int = Field(4, ge=2, le=4, description="statements of a story at the most")
    minutes: int = Field(
        5,
        ge=1,
        description="reading time of up to 100 stories; the less important ones are "
        "told by their headlines",
    )


Format = Literal[
    "jsonl", "tsv", "parquet", "tmx", "xliff", "xliff-1.2", "digest-markdown", "digest-json",
    "digest-html", "site",
]  # fmt: skip
FORMAT_NAMES: dict[Format, str] = {
    "jsonl": "aligned.jsonl",
    "tsv": "aligned.tsv",
    "parquet": "aligned.parquet",
    "tmx": "aligned.tmx",
    "xliff": "aligned-xliff",
    "xliff-1.2": "aligned-xliff-1.2",
    "digest-markdown": "digest.md",
    "digest-json": "digest.json",
    "digest-html": "digest.html",
    "site": "site",
}
"""The file or folder that each format leaves in the output folder."""


class Output(Section):
    """What is written, and where."""

    folder: str = Field("out", description="where the results go; or an fsspec URL")
    formats: tuple[Format, ...] = Field(
        ("jsonl", "tsv", "digest-markdown", "digest-json", "site"),
        min_length=1,
        description="what to write",
    )


class Compute(Section):
    """Where and how fast things are computed; none of it changes a result."""

    store: str = Field(".nordigest/store.sqlite", description="file of what is already computed")
    executor: Literal["local", "ray"] = Field("local", description="this machine or a cluster")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="auto: a GPU when there is")
    threads: int = Field(0, ge=0, description="CPU threads; 0: the cores this process may use")
    batch_tokens: int = Field(
        0, ge=0, description="source tokens of one batch; 0: 512 for small models, 1,280 for large"
    )
    window: int = Field(512, ge=1, description="documents in work at a time")


class Ray(Section):
    """How a cluster is used by `executor: ray`; each stage has a pool of actors."""

    address: str | None = Field(
        None, description="cluster address, as `auto` or `host:6379`; none: start one here"
    )
    cpus: float = Field(
        0.25, gt=0, description="CPUs an actor reserves; stages take turns, so four may share one"
    )
    gpus: float = Field(
        0, ge=0, description="GPUs an actor with a model reserves, or a fraction of one"
    )
    max_actors: int = Field(
        4, ge=1, description="actors of a stage at the most, as batches wait for them"
    )


class Config(Section):
    """Everything a run depends on; a mistake in it is raised as ConfigError."""

    sources: tuple[Source, ...] = Field((), description="where articles come from")
    detect: Detect = Field(Detect(), description="language identification")
    translate: Translate = Field(Translate(), description="translation")
    summarize: Summarize = Field(Summarize(), description="summaries")
    digest: Digest = Field(Digest(), description="stories over many articles")
    output: Output = Field(Output(), description="results")
    compute: Compute = Field(Compute(), description="machine")
    ray: Ray = Field(Ray(), description="cluster")

    def reading(self, paths: Iterable[str]) -> "Config":
        """Return the config with paths in the place of its sources.

        Their tables may have the columns that the sources name.
        """
        named: dict[str, str] = {}
        for source in self.sources:
            named = source.columns.named() | named
        columns = Columns(required=False, **named)
        sources = tuple(Source(path=path, columns=columns) for path in paths)
        return self.model_copy(update={"sources": sources})

    @model_validator(mode="wrap")
    @classmethod
    def _refuse(cls, raw: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Raise a ConfigError in place of pydantic's ValidationError, however it is made."""
        try:
            return handler(raw)
        except ValidationError as exc:
            # Of a value that may be text or a section, a section is blamed for what is in it.
            errors = [each for each in exc.errors() if not _is_section_for_text(each)]
            # Behind a missing key there may be one that is misspelt.
            error = min(errors or exc.errors(), key=lambda each: each["type"] == "missing")
            key = ".".join(_named(error["loc"]))
            raise ConfigError(f"config {key}: {_explain(error)}", key) from exc

    @model_validator(mode="after")
    def _check_source_languages(self) -> Self:
        for number, source in enumerate(self.sources):
            try:
                check_translated(source.language, self.translate.languages)
            except ValueError as exc:
                msg = f"config sources.{number}.language: {exc}"
                raise ConfigError(msg, f"sources.{number}.language") from exc
        return self


def check_translated(language: str | None, languages: Sequence[str]) -> None:
    """Raise ValueError when texts of a language that users named would all be refused."""
    if language is not None and language not in (*languages, "en"):
        msg = (
            f"{language_name(language)} ({language}) is not among translate.languages, which are "
            f"{name_languages(languages)}: add it there with a model that covers it, or correct it"
        )
        raise ValueError(msg)


def load_config(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read a config file and apply `key=value` overrides (dotted keys, YAML values).

    Raises ConfigError with the dotted name of what is wrong, and the nearest known key.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError as exc:
        msg = f"there is no config {path}: name one that exists, as configs/default.yaml"
        raise ConfigError(msg) from exc
    except (OSError, UnicodeDecodeError) as exc:
        msg = f"the config {path} cannot be read ({exc}): name a UTF-8 YAML file"
        raise ConfigError(msg) from exc
    except yaml.YAMLError as exc:
        msg = f"{path} {_explain_yaml(exc)}"
        raise ConfigError(msg) from exc
    if not isinstance(raw, dict):
        msg = f"{path} must hold keys and values, as `sources:`"
        raise ConfigError(msg)
    for override in overrides:
        _apply_override(raw, override)
    return Config.model_validate(raw)


class _Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a key that a section has twice: one of the two would be lost."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:  # noqa: ANN401 - PyYAML's
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.MarkedYAMLError(None, None, f"{key.value} {_TWICE}", key.start_mark)
            seen.add(key.value)
        return node


_TWICE = "is twice in one section"
_YAML_FIXES = {
    _TWICE: "keep one, or begin another item of a list with `- `",
    "\\t": "indent with spaces",
}


def _explain_yaml(error: yaml.YAMLError) -> str:
    """Say where a text is no YAML, and what to do."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return f"is not valid YAML ({' '.join(str(error).split())}): write it as `key: value`"
    problem = error.problem or ""
    fixes = (fix for mark, fix in _YAML_FIXES.items() if mark in problem)
    fix = next(fixes, "check its indentation, quotes and colons, and those of the line before")
    return f"is not valid YAML in line {error.problem_mark.line + 1} ({problem}): {fix}"


def _named(location: Iterable[object]) -> list[str]:
    """Spell where an error is, without what pydantic calls the kinds a value may be of."""
    return [str(part) for part in location if part != "str" and "[" not in str(part)]


def describe_fields(
    section: type[Section] = Config, prefix: str = ""
) -> Iterator[tuple[str, FieldInfo]]:
    """List every setting by its dotted name, in the order of the schema; `[]` marks lists."""
    for name, field in section.model_fields.items():
        dotted = f"{prefix}{name}"
        yield dotted, field
        inner = _section_of(field.annotation)
        if inner is not None:
            suffix = "[]." if inner is not field.annotation else "."
            yield from describe_fields(inner, dotted + suffix)


def _section_of(annotation: Any) -> type[Section] | None:  # noqa: ANN401 - typing objects
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, Section):
            return candidate
    return None


def _apply_override(raw: dict[str, Any], override: str) -> None:
    key, equals, value = override.partition("=")
    if not equals or not key:
        msg = f"--set {override}: write it as key=value, as --set summarize.max_sentences=2"
        raise ConfigError(msg)
    *parents, last = key.split(".")
    name, *_ = key.split("[")
    if name != key:
        raise ConfigError(_as_whole(override, name), name)
    target: Any = raw
    for number, parent in enumerate(parents, 1):
        target = target.setdefault(parent, {}) if isinstance(target, dict) else None
        if isinstance(target, list):
            raise ConfigError(_as_whole(override, ".".join(parents[:number])), key)
    if not isinstance(target, dict):
        msg = f"--set {override}: {'.'.join(parents)} is not a section of the config"
        raise ConfigError(msg, key)
    try:
        target[last] = yaml.safe_load(value)
    except yaml.YAMLError as exc:
        msg = f"--set {override}: the value is not valid YAML"
        raise ConfigError(msg, key) from exc


def _as_whole(override: str, name: str) -> str:
    return f"--set {override}: a list is set as a whole, as --set '{name}=[...]'"


def _is_section_for_text(error: Mapping[str, Any]) -> bool:
    return error["type"] == "string_type" and isinstance(error["input"], Mapping)


_PLAIN = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be a name, or a name for each language",
    "float_parsing": "must be a number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "model_type": "must be a section with keys",
    "string_type": "must be text",
    "too_short": "must not be empty",
    "tuple_type": "must be a list",
}


def _explain(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a setting and what to type instead."""
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        return _explain_unknown(error)
    if kind == "missing":
        key = error["loc"][-1]
        return f"is missing: add `{key}: ...`"
    message = _PLAIN.get(kind, str(error["msg"]).removeprefix("Value error, "))
    message = message.replace("Input should be", "must be")
    fix = ""
    if kind == "tuple_type":
        fix = _as_list(error["loc"][-1], given)
    elif kind == "model_type":
        fix = _as_section(error)
    elif kind == "string_type" and isinstance(given, int | float):
        fix = f"quote it, as '{given}'"
    elif kind == "literal_error":
        choices = re.findall(r"'(.*?)'", message)
        near = [choice for choice in choices if given and str(given) in choice]
        near = near or get_close_matches(str(given), choices, n=1, cutoff=0.5)
        fix = f"did you mean {near[0]}?" if near else ""
    return f"{message} (it says {given!r}){': ' if fix else ''}{fix}"


def _as_list(key: object, given: object) -> str:
    if key == "sources":
        path = given.get("path") if isinstance(given, Mapping) else given
        return f"write sources: [{{path: {path}}}]"
    return f"write {key}: [{given}]" if isinstance(given, str) else f"write {key}: [...]"


def _as_section(error: Mapping[str, Any]) -> str:
    *parents, key = (part for part in error["loc"] if not isinstance(part, int))
    if key == "sources":
        return f"write sources: [{{path: {error['input']}}}]"
    dotted = ".".join(str(part) for part in (*parents, key))
    inside = [
        name for name, _ in describe_fields() if name.replace("[]", "").startswith(dotted + ".")
    ]
    return f"it has the keys {', '.join(name.rpartition('.')[2] for name in inside)}"


_RENAMED = {
    "digest.max_sentences": "digest.max_statements",
    "summarize.no_repeat_ngram": "summarize.no_repeat_ngram_size",
    **{f"ray.{stage}": "ray.cpus, ray.gpus and ray.max_actors, for all stages alike"
       for stage in ("detect", "segment", "translate", "summarize")},
}  # fmt: skip
"""Keys of earlier versions and what they are now."""


def _explain_unknown(error: Mapping[str, Any]) -> str:
    *parents, unknown = (str(part) for part in error["loc"] if not isinstance(part, int))
    now = _RENAMED.get(".".join([*parents, unknown]))
    if now:
        return f"unknown key: write {now}"
    known = [name.replace("[]", "") for name, _ in describe_fields()]
    here = [name for name in known if name.split(".")[:-1] == parents]
    near = get_close_matches(".".join([*parents, unknown]), here or known, n=1, cutoff=0.3)
    anywhere = [name for name in known if name.rpartition(".")[2] == unknown]
    hint = ": did you mean " + (anywhere or near)[0] + "?" if anywhere or near else ""
    return f"unknown key{hint}"
