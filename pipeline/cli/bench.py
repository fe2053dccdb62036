"""`nordigest bench`: speed, memory and robustness, measured on generated articles."""

import typer

from pipeline.cli.bench_crash import crash
from pipeline.cli.bench_outputs import outputs
from pipeline.cli.bench_ray import ray
from pipeline.cli.bench_scale import scale
from pipeline.cli.bench_train import train
from pipeline.cli.bench_translate import translate

app = typer.Typer(
    name="bench",
    help="Measure speed, memory and robustness on this machine.",
    no_args_is_help=True,
)
for command in (crash, outputs, ray, scale, train, translate):
    app.command()(command)
