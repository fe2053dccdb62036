"""`nordigest train`: data, vocabulary, weights and export of the embedded models."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.paths import check_target, make_folder
from pipeline.cli.train_backtranslate import backtranslate
from pipeline.cli.train_choosing import choosing
from pipeline.cli.train_corpus import corpus
from pipeline.cli.train_model import model
from pipeline.cli.train_start import start
from pipeline.cli.train_statements import statements
from pipeline.errors import InputError

app = typer.Typer(
    name="train",
    help="Make training data, train a model from it, and export it.",
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """Make training data, train a model from it, and export it."""


app.command()(backtranslate)
app.command()(choosing)
app.command()(corpus)
app.command()(model)
app.command()(start)
app.command()(statements)


DataOption = Annotated[Path, typer.Option("--data", help="TSV of source and target sentences.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder to write to.")]
ExtraOption = Annotated[Path, typer.Option("--out", help="TSV for `train corpus --extra`.")]


def _say(text: str) -> None:
    typer.echo(text, err=True)


@app.command()
def dictionary(
    source: Annotated[
        Path, typer.Argument(help="FreeDict files without ending: freedict-dan-eng.")
    ],
    out: ExtraOption,
) -> None:
    """Write a FreeDict dictionary as a TSV to mix in."""
    from pipeline.training.freedict import read_freedict

    check_target(out)
    _write_rows(read_freedict(source), out)


@app.command()
def correspondences(
    source: Annotated[Path, typer.Argument(help="TSV of English, Bokmål, Nynorsk, Danish.")],
    out: Annotated[Path, typer.Option("--out", help="Table of Danish, Bokmål, Nynorsk to write.")],
) -> None:
    """Learn words for synthetic Norwegian from translations.

    The file norwegian_learned.tsv is made so.
    """
    from pipeline.training.correspondences import write_table

    check_target(out)
    _say(f"{write_table(source, out, _say)} entries in {out}")


@app.command()
def catalogues(
    source: Annotated[Path, typer.Argument(help="Locale folder, as /usr/share/locale.")],
    out: ExtraOption,
) -> None:
    """Write the messages of programs as a TSV to mix in."""
    from pipeline.training.catalogues import read_catalogues

    check_target(out)
    _write_rows(read_catalogues(source, _say), out)


def _write_rows(rows: Iterable[tuple[str, str, str]], out: Path) -> None:
    lines = ["\t".join(row) + "\n" for row in rows]
    out.write_text("".join(lines), encoding="utf-8")
    _say(f"{len(lines)} pairs in {out}")


@app.command()
def vocabulary(
    data: DataOption,
    out: Annotated[Path, typer.Option("--out", help="SentencePiece file to write.")],
    # Token ids are kept in 16 bits.
    size: Annotated[int, typer.Option(min=300, max=65_535, help="Pieces.")] = 16_000,
    seed: Annotated[int, typer.Option(help="Of the sample of sentences.")] = 1,
) -> None:
    """Train the joint vocabulary.

    The same data and options give the same file.
    """
    from pipeline.training.vocabulary import train_vocabulary

    check_target(out)
    _say(f"{train_vocabulary(data, out, size=size, seed=seed)} pieces in {out}")


@app.command()
def export(
    run: Annotated[Path, typer.Option("--run", help="Folder that `train model` wrote to.")],
    out: OutOption,
    vocabulary_file: Annotated[
        Path, typer.Option("--vocabulary", help="SentencePiece model it was trained with.")
    ],
    describe: Annotated[
        Path, typer.Option(help="JSON with the manifest's fields; an older manifest will do.")
    ],
    scores: Annotated[
        Path | None, typer.Option(help="What `eval translation --json` printed.")
    ] = None,
    shortlist: Annotated[
        Path | None, typer.Option(help="Training data to make vmap.txt from.")
    ] = None,
    positions: Annotated[
        int | None, typer.Option(min=16, max=512, help="Longest text it takes, where under 512.")
    ] = None,
    notice: Annotated[
        Path | None, typer.Option(help="Licence text to keep with the weights, as NOTICE.")
    ] = None,
) -> None:
    """Write a Hugging Face folder with manifest and card.

    Its scores are compared to the trainer's.
    """
    from pipeline.training.checkpoint import find_checkpoint
    from pipeline.training.dataset import encode_pairs
    from pipeline.training.export import export_run, read_description
    from pipeline.training.shortlist import write_shortlist
    from pipeline.training.vocabulary import read_vocabulary
    from pipeline.weights.shortlist import SHORTLIST

    find_checkpoint(run)
    if notice is not None and not notice.is_file():
        message = f"the notice {notice} does not exist: give a text file"
        raise InputError(message)
    description = read_description(describe, scores)
    make_folder(out)
    if shortlist is not None:
        processor = read_vocabulary(vocabulary_file)
        pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
        pairs = encode_pairs(shortlist, vocabulary_file, run.parent, _say)
        size, share = write_shortlist(pairs, pieces, out / SHORTLIST)
        _say(f"the shortlist of {size} tokens allows {share:.3%} of those of unseen sentences")
    parity = export_run(run, vocabulary_file, out, description, positions, notice)
    _say(f"{out}: scores differ from the trainer's by {parity:.1e} at most")
