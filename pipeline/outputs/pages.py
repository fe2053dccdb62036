"""The template environment of all HTML: everything is escaped unless this package wrote it."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.languages import language_name
from pipeline.outputs.credits import SUMMARIZED_NOTICE, TRANSLATED_NOTICE, credit_lines
from pipeline.outputs.dates import date_label, period_label
from pipeline.outputs.evidence import language_tag, web_address
from pipeline.outputs.identifiers import slug, source_name
from pipeline.outputs.search import pair_flags

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """Load the templates of this package."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("pipeline.outputs", "templates")
    pages = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.filters |= {
        "address": web_address,
        "credits": credit_lines,
        "day": date_label,
        "flags": pair_flags,
        "language": language_name,
        "period": period_label,
        "slug": slug,
        "source_name": source_name,
        "tag": language_tag,
    }
    pages.globals |= {"summarized": SUMMARIZED_NOTICE, "translated": TRANSLATED_NOTICE}
    return pages


def asset(name: str) -> str:
    """Read a file that stands beside the templates."""
    return files("pipeline.outputs").joinpath("templates", name).read_text(encoding="utf-8")
