"""`nordigest run`: process the config's articles and write the results."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import (
    ConfigArgument,
    InputsArgument,
    RetryOption,
    SetOption,
    find_config,
    open_config,
    print_failures,
)

if TYPE_CHECKING:
    from pipeline.report import RunReport


def run(
    config: ConfigArgument,
    inputs: InputsArgument = None,
    overrides: SetOption = None,
    retry_failed: RetryOption = False,
    wait: Annotated[bool, typer.Option(help="Wait for another run to end.")] = False,
    pull: Annotated[bool, typer.Option(help="Download missing Hub models first.")] = False,
) -> None:
    """Translate, summarize and digest the config's articles.

    Only what changed since the last run is computed.
    """
    from pipeline.cli.progress import progress
    from pipeline.run import run as run_config

    if pull:
        from pipeline.weights.hub import pull_models

        pull_models(find_config(config))
    loaded = open_config(config, inputs, overrides)
    with progress() as told:
        report = run_config(loaded, told, retry_failed=retry_failed, wait=wait)
    _print_report(report)
    print_failures(report.failures)
    if report.failures:
        raise typer.Exit(1)


def _print_report(report: "RunReport") -> None:
    from rich.console import Console
    from rich.table import Table

    from pipeline.languages import language_name

    table = Table(box=None, pad_edge=False)
    for column in ("language", "documents", "sentences", "words", "seconds", "flagged"):
        table.add_column(column, justify="left" if column == "language" else "right")
    for tag, each in sorted(report.languages.items()):
        counts = (each.documents, each.sentences, each.words)
        row = [f"{count:,}" for count in counts] + [f"{each.seconds:.1f}", f"{each.flagged:,}"]
        table.add_row(language_name(tag), *row)
    Console().print(table)
    computed = ", ".join(f"{stage} {units:,}" for stage, units in report.computed.items())
    typer.echo(f"computed: {computed or 'nothing, all was known'}")
    typer.echo(f"stories: {report.stories:,}; failures: {len(report.failures):,}")
    if report.skipped:
        skipped = [f"{count:,} {reason}" for reason, count in sorted(report.skipped.items())]
        typer.echo(f"skipped: {', '.join(skipped)}")
    typer.echo(f"results in {report.folder}/")
