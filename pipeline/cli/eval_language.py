"""`nordigest eval language` and `eval sentences`: how well languages and boundaries are told."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.configs import JsonOption

if TYPE_CHECKING:
    from pipeline.evaluation.language import Identification

_HEADLINE_WORDS = 5

FilesArgument = Annotated[
    list[Path], typer.Argument(help="Files of one sentence a line, named by language: nb.txt.")
]


def language(
    files: FilesArgument,
    size: Annotated[int, typer.Option(min=1, help="Sentences of a document.")] = 10,
    quotations: Annotated[
        Path | None, typer.Option(help="English sentences to quote between a document's own.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="What counts as confident.")
    ] = 0.7,
    as_json: JsonOption = False,
) -> None:
    """Measure how often languages are identified.

    Tried are sentences, their first words, and documents made of them.
    """
    from pipeline.evaluation import language as evaluation
    from pipeline.languages import TRANSLATED
    from pipeline.segmentation.detect import DetectStage
    from pipeline.text.langid import LanguageIdentification

    detector = LanguageIdentification()
    stage = DetectStage(TRANSLATED)
    english = _lines(quotations) if quotations else []
    scores: dict[str, dict[str, Identification]] = {}
    for file in files:
        sentences, tag = _lines(file), file.stem
        short = evaluation.first_words(sentences, _HEADLINE_WORDS)
        documents = evaluation.make_documents(sentences, size)
        scores[str(file)] = {
            "sentences": evaluation.score_identification(sentences, tag, detector, min_confidence),
            f"first {_HEADLINE_WORDS} words": evaluation.score_identification(
                short, tag, detector, min_confidence
            ),
            f"documents of {size}": evaluation.score_documents(documents, tag, stage),
        }
        if english:
            quoting = evaluation.make_documents(sentences, size, english)
            scores[str(file)][f"documents of {size}, half of them English quotations"] = (
                evaluation.score_documents(quoting, tag, stage)
            )
    if as_json:
        typer.echo(
            json.dumps(
                {
                    file: {name: asdict(each) for name, each in parts.items()}
                    for file, parts in scores.items()
                },
                indent=2,
            )
        )
        return
    for name_of_file, parts in scores.items():
        typer.echo(name_of_file)
        for name, score in parts.items():
            typer.echo(f"  {name}: {_describe(score)}")


def sentences(
    files: FilesArgument,
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Show the boundaries missed and wrongly set.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how many sentence boundaries are found again."""
    from pipeline.evaluation.language import score_boundaries

    scores = {str(file): score_boundaries(_lines(file), file.stem) for file in files}
    if as_json:
        rows = {
            file: {
                **asdict(score),
                "precision": score.precision,
                "recall": score.recall,
                "f1": score.f1,
            }
            for file, score in scores.items()
        }
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for file, score in scores.items():
        typer.echo(
            f"{file}: F1 {score.f1:.2%}, precision {score.precision:.2%}, recall "
            f"{score.recall:.2%} of {score.marked:,} marked boundaries; "
            f"{score.sentences:,} sentences, {score.unmarked:,} of them without a mark"
        )
        if show_errors:
            for kind, contexts in (("missed", score.missed), ("wrong", score.wrong)):
                for context in contexts:
                    typer.echo(f"  {kind}: {context}")


def _describe(score: "Identification") -> str:
    if not score.texts:
        return "none"
    text = (
        f"{score.correct / score.texts:.1%} of {score.texts:,} right; "
        f"{score.confident / score.texts:.1%} confident"
    )
    if score.confident:
        text += f", {score.confident_correct / score.confident:.2%} of those right"
    taken = ", ".join(f"{tag} {count}" for tag, count in list(score.mistakes.items())[:5])
    return text + (f"; taken for {taken}" if taken else "")


def _lines(file: Path) -> list[str]:
    from pipeline.evaluation.lines import read_lines

    stripped = (line.strip() for line in read_lines(file, "one sentence a line"))
    return [line for line in stripped if line]
