"""`nordigest eval`: how good the parts are, measured on data sets given as paths."""

import typer

from pipeline.cli.eval_alignment import alignment
from pipeline.cli.eval_checks import checks
from pipeline.cli.eval_language import language, sentences
from pipeline.cli.eval_summaries import summaries
from pipeline.cli.eval_translation import translation

app = typer.Typer(
    name="eval",
    help="Measure the quality of the parts on data sets of your own.",
    no_args_is_help=True,
)
for command in (alignment, checks, language, sentences, summaries, translation):
    app.command()(command)
