"""Writes docs/config.md from the schema: `python -m pipeline.cli.reference > docs/config.md`."""

import sys

from pipeline.config import Config, Section, describe_fields


def config_reference() -> str:
    """Return the reference page of all settings, in Markdown."""
    lines = [
        "# Settings",
        "",
        "A config is YAML; unknown keys are refused. Any setting can be overridden on the command",
        "line: `nordigest run configs/default.yaml --set summarize.max_sentences=2`.",
        "",
        "| setting | default | meaning |",
        "| --- | --- | --- |",
    ]
    for name, field in describe_fields(Config):
        default = "required" if field.is_required() else _default(field.default)
        lines.append(f"| `{name}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


def _default(value: object) -> str:
    if isinstance(value, Section):
        return ""
    if isinstance(value, tuple):
        return f"`[{', '.join(map(str, value))}]`"
    return (
        "none" if value is None else f"`{str(value).lower() if isinstance(value, bool) else value}`"
    )


if __name__ == "__main__":
    sys.stdout.write(config_reference())
