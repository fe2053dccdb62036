"""Writes docs/api.md from the docstrings: `python -m pipeline.cli.api_reference > docs/api.md`."""

import dataclasses
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import nordigest
from pipeline.config import Config

_HEAD = """# Python

`pip install` gives the command `nordigest` and the module `nordigest`. Its names are typed, and it
prints nothing. Every mistake is raised as a `NordigestError` or a kind of it. The message says what
to do.

```python
import nordigest

print(nordigest.translate("Regjeringen la fram et forslag.").english)
```

`process` takes articles through all stages and keeps nothing:

```python
import nordigest

for article in nordigest.process("seeds/*.txt"):
    if isinstance(article, nordigest.Failure):
        print(article.source, article.reason)
    elif article.summary:
        print(article.title, [sentence.text for sentence in article.summary.sentences])
```

`run` writes the outputs of a config and remembers what it computed:

```python
import nordigest

config = nordigest.load_config("configs/default.yaml", ["output.formats=[jsonl]"])
report = nordigest.run(config)
print(report.computed, report.failures)
```
"""


def api_reference() -> str:
    """Return the page of all public names, in Markdown."""
    names = [name for name in nordigest.__all__ if not name.startswith("_")]
    parts = [_HEAD]
    values = [getattr(nordigest, name) for name in names]
    parts.append("\n## Functions\n")
    for function in filter(inspect.isfunction, values):
        parts.extend(_function(function))
    parts.append("\n## Records and errors\n")
    for kind in filter(inspect.isclass, values):
        parts.extend(_class(kind))
    return "".join(parts)


def _function(function: Callable[..., Any]) -> Iterator[str]:
    parameters = inspect.signature(function).parameters.values()
    listed = [_parameter(each) for each in parameters]
    starred = [index for index, each in enumerate(parameters) if each.kind is each.KEYWORD_ONLY]
    if starred:
        listed.insert(starred[0], "*")
    returned = _type(inspect.signature(function).return_annotation)
    yield f"\n### `{function.__name__}({', '.join(listed)}) -> {returned}`\n"
    yield f"\n{inspect.getdoc(function)}\n"


def _class(kind: type) -> Iterator[str]:
    yield f"\n### `{kind.__name__}`\n\n{inspect.getdoc(kind)}\n"
    if kind is Config:
        yield "\n[Settings](config.md) lists its fields.\n"
    if dataclasses.is_dataclass(kind):
        yield "\n"
        for field in dataclasses.fields(kind):
            yield f"- `{field.name}: {_type(field.type)}`\n"
        for name, member in inspect.getmembers(kind, lambda each: isinstance(each, property)):
            yield f"- `{name}`: {_lowered(inspect.getdoc(member) or '')}\n"


def _parameter(parameter: inspect.Parameter) -> str:
    text = f"{parameter.name}: {_type(parameter.annotation)}"
    if parameter.default is parameter.empty:
        return text
    default = parameter.default
    shown = "Config()" if isinstance(default, Config) else repr(default)
    return f"{text} = {shown}"


def _type(annotation: object) -> str:
    """Name a type without the modules it is from."""
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", inspect.formatannotation(annotation))


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


if __name__ == "__main__":
    sys.stdout.write(api_reference())
