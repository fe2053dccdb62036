"""The command line as its users type it, good and bad."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.core.store import Store
from pipeline.languages import language_name

CONFIG = {
    "sources": [{"path": "articles", "language": "nb"}],
    "translate": {"engine": "fake"},
    "summarize": {"model": "lead"},
    "output": {"formats": ["jsonl", "digest-markdown"]},
}


def nordigest(*arguments, folder, **options):
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **options
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text(
        "Kommunen bygger en skole.\n\nDen koster 1.550 kroner."
    )
    (tmp_path / "articles/b.txt").write_text("Fiskerne er fornøyde i Bergen.")
    (tmp_path / "c.yaml").write_text(json.dumps(CONFIG))
    return tmp_path


def test_run_and_rerun(folder):
    first = nordigest("run", "c.yaml", folder=folder)
    # A machine under load gets lines of progress.
    said = [line for line in first.stderr.splitlines() if "nordigest: read " not in line]
    assert (first.returncode, said) == (0, [])
    assert "Norwegian Bokmål" in first.stdout
    assert "translate 3" in first.stdout
    again = nordigest("run", "c.yaml", folder=folder)
    assert "nothing, all was known" in again.stdout
    rows = (folder / "out/aligned.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum("1.550" in row for row in rows) == 1


def test_run_says_what_failed_and_goes_on(folder):
    (folder / "articles/empty.txt").write_text("")
    done = nordigest("run", "c.yaml", folder=folder)
    assert done.returncode == 1
    assert "empty.txt: read: " in done.stderr
    failure = json.loads((folder / "out/failures.jsonl").read_text(encoding="utf-8"))
    assert failure["stage"] == "read"
    assert (folder / "out/digest.md").read_text(encoding="utf-8").count("Bergen") >= 1


def test_plan_as_text_and_json(folder):
    assert "translate: 3 to compute, 0 known" in nordigest("plan", "c.yaml", folder=folder).stdout
    nordigest("run", "c.yaml", folder=folder)
    changed = nordigest("plan", "c.yaml", "--set", "translate.beam_size=2", folder=folder).stdout
    assert "3 changed setting translate.beam_size 4 -> 2" in changed
    planned = json.loads(nordigest("plan", "c.yaml", "--json", folder=folder).stdout)
    assert {each["stage"]: each["due"] for each in planned["stages"]} == {
        "detect": 0, "segment": 0, "translate": 0, "summarize": 0,
    }  # fmt: skip


def test_check_says_what_would_be_read(folder):
    done = nordigest("check", "c.yaml", folder=folder)
    assert done.returncode == 0
    assert "2 text (" in done.stdout
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "id;tittel;tekst\n1;Bro;Ny bro.\n"),
        ("t.jsonl", '{"tittel": "Bro", "tekst": "x"}\n'),
    ],
)
def test_check_fails_for_a_column_that_a_table_lacks(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    columns = "columns: {text: brødtekst, title: tittel}"
    config = f"sources: [{{path: {name}, {columns}}}]\ntranslate: {{engine: fake}}\n"
    (folder / "t.yaml").write_text(config, encoding="utf-8")
    done = nordigest("check", "t.yaml", folder=folder)
    assert done.returncode == 1
    assert f"{name} has no column 'brødtekst'" in done.stderr
    (folder / "t.yaml").write_text(config.replace("brødtekst", "tekst"), encoding="utf-8")
    assert nordigest("check", "t.yaml", folder=folder).returncode == 0


def test_version_and_help(folder):
    assert nordigest("--version", folder=folder).stdout == f"nordigest {__version__}\n"
    assert "Exit codes" in nordigest("--help", folder=folder).stdout


def test_translate_keeps_lines(folder):
    text = "Kommunen bygger en ny skole.\n\nDen åpner i 2027. Den koster 3,5 millioner.\n"
    done = nordigest(
        "translate", "--from", "nb", "--set", "translate.engine=fake", folder=folder, input=text
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")
    assert len(lines) == 4
    assert lines[1] == ""
    assert "2027" in lines[2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("piped", [True, False])
def test_translate_reads_other_encodings(folder, encoding, piped):
    data = "Kåre går på skøyter i Færder.\r\nBåten går i dag.\r\n".encode(encoding)
    (folder / "lines.txt").write_bytes(data)
    fake = ["--from", "nb", "--set", "translate.engine=fake"]
    command = [sys.executable, "-m", "pipeline.cli", "translate", *fake]
    command += [] if piped else ["lines.txt"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, input=data if piped else b""
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    first, second, end = done.stdout.decode().split("\n")
    assert ("Kåre" in first, "Færder" in first, "Båten" in second, end) == (True, True, True, "")


def test_translate_says_what_it_repaired(folder):
    fake = ["--from", "nb", "--set", "translate.engine=fake"]
    text = "Det regner.\nI Å\0s regner det.\nBÃ¥rd gÃ¥r pÃ¥ tur i Ã…s.\n"
    done = nordigest("translate", *fake, folder=folder, input=text)
    _, second, third, _ = done.stdout.split("\n")
    assert ("Ås" in second, "Bård" in third) == (True, True)
    assert done.stderr == (
        "nordigest: line 2: encoding: 1 NUL characters were left out\n"
        "nordigest: line 3: mojibake: wrongly decoded characters repaired in 1 line\n"
    )


def test_translate_copies_and_reports_what_it_cannot(folder):
    text = "12345\nKommunen bygger en ny skole i Bergen.\n"
    done = nordigest("translate", "--set", "translate.engine=fake", folder=folder, input=text)
    assert done.returncode == 1
    assert done.stdout.startswith("12345\n")
    assert "line 1: " in done.stderr


def test_translate_takes_a_short_line_for_the_language_of_the_others(folder):
    text = "Kommunen bygger en ny skole i Bergen.\nKaffe\n"
    done = nordigest("translate", "--set", "translate.engine=fake", folder=folder, input=text)
    assert done.returncode == 0
    assert "line 2: taken for Norwegian Bokmål" in done.stderr
    alone = nordigest("translate", "--set", "translate.engine=fake", folder=folder, input="Kaffe\n")
    assert alone.returncode == 1
    assert "name it with --from" in alone.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "none.yaml"], "there is no config none.yaml"),
        (["run", "defualt", "articles"], "there is no config defualt: did you mean default?"),
        (["run", "c.yaml", "--set", "sources=[{paht: a}]"], "did you mean sources.path?"),
        (["run", "c.yaml", "--set", "sources=[{}]"], "is missing: add `path: ...`"),
        (["translate", "articles"], "articles cannot be read (Is a directory): name a text file"),
        (["run", "c.yaml", "nowhere"], "nowhere"),
        (
            ["run", "articles/a.txt"],
            "write one before it, as `nordigest run default articles/a.txt`",
        ),
        (["check", "articles"], "articles is no config"),
        (
            ["run", "default", "articles/a.txt", "--set", "compute.store=articles/a.txt"],
            "articles/a.txt is not a store of Nordigest",
        ),
        (["run", "c.yaml", "--set", "translate.beam=3"], "did you mean translate.beam_size?"),
        (["run", "default", "articles", "--set", "translate.model=embedded:gmq"], "gmq"),
        (["plan", "c.yaml", "--set", "beam"], "write it as key=value"),
        (["check", "c.yaml", "nowhere"], "nowhere"),
        (["translate", "none.txt"], "there is no file none.txt: name one that exists"),
        (["translate", "Hei på deg"], "type echo 'Hei på deg' | nordigest translate"),
        (["translate", "--config", "none"], "there is no config none"),
        (["store", "stats", "none.sqlite"], "there is no store none.sqlite"),
        (["store", "prune", "none.yaml"], "none.yaml"),
    ],
    ids=" ".join,
)
def test_mistakes_are_one_sentence_and_exit_2(folder, arguments, sentence):
    extra = (
        ["--set", "translate.engine=ctranslate2"] if "embedded:gmq" in " ".join(arguments) else []
    )
    done = nordigest(*arguments, *extra, folder=folder)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["rum"], ["run"], ["run", "c.yaml", "--retry"], ["store", "stat"]]
)
def test_typos_are_usage_errors(folder, arguments):
    done = nordigest(*arguments, folder=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_folder_without_articles(folder):
    (folder / "none").mkdir()
    done = nordigest("run", "c.yaml", "none", folder=folder)
    assert done.returncode == 2
    assert "none" in done.stderr


def test_an_output_folder_that_cannot_be_written(folder):
    (folder / "out").write_text("in the way")
    done = nordigest("run", "c.yaml", folder=folder)
    assert done.returncode == 2
    assert "out cannot be written" in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_keeps_the_store_whole(folder, number, code):
    text = "\n".join(f"Kommunen bygger skole nummer {n} i byen." for n in range(30))
    for n in range(300):
        (folder / f"articles/{n}.txt").write_text(f"Sak {n}.\n{text}")
    command = [sys.executable, "-m", "pipeline.cli", "run", "c.yaml"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        store = folder / ".nordigest/store.sqlite"
        deadline = time.monotonic() + 60
        while not store.exists() and time.monotonic() < deadline:
            os.sched_yield()
        process.send_signal(number)
        _, stderr = process.communicate()
    assert process.returncode == code
    assert "the same command goes on from there" in stderr
    assert not (folder / "out/aligned.jsonl").exists()
    assert nordigest("run", "c.yaml", folder=folder).returncode == 0


def test_the_store_commands(folder):
    nordigest("run", "c.yaml", folder=folder)
    stats = json.loads(nordigest("store", "stats", "--json", folder=folder).stdout)
    assert {each["stage"]: each["results"] for each in stats}["translate"] == 3
    assert len(nordigest("store", "export", folder=folder).stdout.splitlines()) == 9
    nordigest("run", "c.yaml", "--set", "translate.beam_size=2", folder=folder)
    pruned = nordigest("store", "prune", "c.yaml", folder=folder)
    assert pruned.stdout == "5 results and failures dropped\n"
    rebuilt = nordigest("store", "rebuild", folder=folder)
    assert (rebuilt.returncode, rebuilt.stdout) == (0, "9 results and failures saved\n")
    assert "nothing, all was known" in nordigest("run", "c.yaml", folder=folder).stdout


@pytest.mark.parametrize("kilobytes", [16, 100])
def test_a_full_disk_costs_nothing_that_was_computed(folder, kilobytes):
    for n in range(100):
        (folder / f"articles/{n}.txt").write_text(f"Sak {n} om skolen.\n\nDen koster {n} kroner.")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    done = nordigest("run", "c.yaml", folder=folder, preexec_fn=limit)
    assert done.returncode == 2
    assert "check" in done.stderr or "free space" in done.stderr
    assert nordigest("run", "c.yaml", folder=folder).returncode == 0
    assert not (folder / "out/failures.jsonl").read_text(encoding="utf-8")


def test_help_lists_the_commands_whose_extra_is_installed(tmp_path):
    assert {"  eval ", "  train "} <= _groups(nordigest("--help", folder=tmp_path).stdout)
    without = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name: None if name in ('sacrebleu', 'zstandard') else find(name)\n"
        "from pipeline.cli.app import app; app(['--help'])"
    )
    command = [sys.executable, "-c", without]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert _groups(done.stdout) == {"  store ", "  models "}


def _groups(text):
    return {name for name in ("  store ", "  models ", "  eval ", "  train ") if name in text}


WITHOUT = "import sys\nsys.modules[{!r}] = None\n"


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("sacrebleu", ["eval", "translation", "--set", "x:da=none,none", "--model", "none"]),
        ("rouge_score", ["eval", "summaries", "none.jsonl"]),
        ("ray", ["run", "c.yaml", "--set", "compute.executor=ray"]),
        ("matplotlib", ["train", "model", "--data", "x", "--out", "y"]),
    ],
)
def test_extras_are_looked_for_before_any_work(folder, package, arguments):
    (folder / "sitecustomize.py").write_text(WITHOUT.format(package))
    path = os.pathsep.join([str(folder), *sys.path])
    done = nordigest(*arguments, folder=folder, env=os.environ | {"PYTHONPATH": path})
    assert done.returncode == 2, done.stderr
    assert f"this needs {package}, which is not installed: type" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / ".nordigest").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", [("--version",), ("models", "list")])
def test_a_full_standard_output_is_one_sentence(command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *command],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert (
        done.stderr == "nordigest: the disk of the output is full: make room, or write elsewhere\n"
    )


@pytest.mark.parametrize("command", ["stats", "export", "rebuild"])
@pytest.mark.parametrize("content", ["text", "database"])
def test_only_a_store_is_touched_by_the_commands_for_stores(folder, command, content):
    file = folder / "mine.db"
    if content == "text":
        file.write_text("Kjære dagbok. " * 100)
    else:
        with closing(sqlite3.connect(file)) as db:
            db.execute("CREATE TABLE mine (a)")
            db.execute("PRAGMA user_version=1")
            db.commit()
    before = file.read_bytes()
    done = nordigest("store", command, "mine.db", folder=folder)
    assert done.returncode == 2
    assert "mine.db is not a store of Nordigest and is left as it is" in done.stderr
    run = nordigest("run", "c.yaml", "--set", "compute.store=mine.db", folder=folder)
    assert run.returncode == 2
    assert "mine.db is not a store" in run.stderr
    assert file.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["articles", "c.yaml", "mine.db"]


def test_a_store_that_breaks_off_is_named_and_how_to_go_on(folder):
    nordigest("run", "c.yaml", folder=folder)
    store = folder / ".nordigest/store.sqlite"
    store.write_bytes(store.read_bytes()[:9000])
    for command in (["store", "rebuild"], ["store", "stats"], ["run", "c.yaml"]):
        done = nordigest(*command, folder=folder)
        assert done.returncode == 2
        assert "nothing of it can be read: delete it, and run again" in done.stderr


def test_a_store_without_results_says_so(folder):
    Store(folder / "empty.sqlite").close()
    done = nordigest("store", "stats", "empty.sqlite", folder=folder)
    assert (done.returncode, done.stdout) == (0, "empty.sqlite holds no results\n")


def test_names_of_files_break_no_line_and_color_nothing(folder):
    (folder / "articles/ny\nlinje\x1b[31m.bak").write_text("x")
    done = nordigest("run", "c.yaml", folder=folder)
    assert done.returncode == 1
    assert "nordigest: articles/ny\\nlinje\\x1b[31m.bak: read: is of a kind" in done.stderr


def test_an_empty_file_is_not_rebuilt(folder):
    (folder / "mine.db").touch()
    done = nordigest("store", "rebuild", "mine.db", folder=folder)
    assert done.returncode == 2
    assert "mine.db is empty, so there is nothing to save" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["articles", "c.yaml", "mine.db"]


def test_refused_runs_leave_nothing_behind(folder):
    nordigest("run", "c.yaml", "--set", "compute.store=newer", folder=folder)
    with closing(sqlite3.connect(folder / "newer")) as db:
        db.execute("PRAGMA user_version=99")
        db.commit()
    (folder / "newer.lock").unlink()
    before = sorted(folder.rglob("*"))
    for setting in (
        "translate.glossary=none.tsv",
        "translate.languages=[xx]",
        "compute.store=c.yaml",
        "compute.store=newer",
    ):
        assert nordigest("run", "c.yaml", "--set", setting, folder=folder).returncode == 2
    assert nordigest("run", "c.yaml", "nowhere", folder=folder).returncode == 2
    assert sorted(folder.rglob("*")) == before


def test_a_second_run_does_not_read_the_first_ones_output(folder):
    for _ in range(2):
        done = nordigest(
            "run", "c.yaml", ".", "--set", "output.formats=[jsonl, site]", folder=folder
        )
        assert done.returncode == 0, done.stderr
        assert "Norwegian Bokmål          2 " in done.stdout
    assert "outputs and configs of Nordigest" in done.stdout


def test_columns_of_the_config_count_for_paths_on_the_command_line(folder):
    columns = {"title": "headline", "date": "published", "outlet": "paper"}
    config = CONFIG | {"sources": [{"path": "articles", "columns": columns}]}
    (folder / "c.yaml").write_text(json.dumps(config))
    (folder / "a.csv").write_text(
        "headline,published,section,body\nFerja,2024-03-01,Sport,Ferja går ikke i dag.\n"
    )
    done = nordigest("run", "c.yaml", "a.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "a.csv: not used: section" in done.stderr
    digest = (folder / "out/digest.md").read_text(encoding="utf-8")
    assert "## March 2024" in digest
    assert "### Ferja" in digest


@pytest.mark.parametrize(
    ("given", "tag"), [("no", "nb"), ("nor", "nb"), ("nob", "nb"), ("Nynorsk", "nn"), ("dan", "da")]
)
def test_languages_are_understood_by_code_and_name(folder, given, tag):
    config = CONFIG | {"sources": [{"path": "articles", "language": given}]}
    (folder / "c.yaml").write_text(json.dumps(config))
    assert f"all {language_name(tag)}" in nordigest("check", "c.yaml", folder=folder).stdout
    text = "Kommunen bygger en ny skole.\n"
    fake = ["--set", "translate.engine=fake"]
    assert nordigest("translate", "--from", given, *fake, folder=folder, input=text).returncode == 0


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("translate.languages=[sv]", "does not read Swedish (sv) but Danish (da), Norwegian"),
        ("translate.languages=[xx]", "there is no language 'xx': write a tag or a name"),
        (
            "sources=[{path: articles, language: sv}]",
            "Swedish (sv) is not among translate.languages",
        ),
        ("output.formats=jsonl", "must be a list (it says 'jsonl'): write formats: [jsonl]"),
        ("sources=a.txt", "must be a list (it says 'a.txt'): write sources: [{path: a.txt}]"),
        ("sources=[a.txt]", "write sources: [{path: a.txt}]"),
        ("summarize=lead", "must be a section with keys (it says 'lead'): it has the keys engine"),
        ("output.folder=2024", "must be text (it says 2024): quote it, as '2024'"),
        ("output.formats=[json]", "did you mean jsonl?"),
        ("output.formats=[jsonl, html]", "did you mean digest-html?"),
        ("output.formats=[]", "must not be empty"),
    ],
)
def test_settings_say_what_to_type(folder, setting, sentence):
    done = nordigest("check", "default", "--set", setting, folder=folder)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("language", ["sv", "xx", "svensk"])
def test_a_language_that_is_not_translated_is_refused_at_once(folder, language):
    done = nordigest("translate", "--from", language, folder=folder, input="Hei.\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--from: " in done.stderr


def test_translate_shows_flags_on_stderr(folder):
    fake = ["--set", "translate.engine=fake"]
    text = "Kommunen bygger.\nToget går ikke i dag.\n"
    done = nordigest("translate", "--from", "nb", *fake, folder=folder, input=text)
    assert done.stdout.count("\n") == 2
    assert done.stderr == "nordigest: line 2: negation: “ikke” is missing\n"


def test_verify_needs_a_config_that_exists_and_models_that_are_here(folder):
    done = nordigest("models", "verify", "none.yaml", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no config none.yaml" in done.stderr
    done = nordigest("models", "verify", "opus", folder=folder)
    assert done.returncode == 2
    assert "was not pulled: type `nordigest models pull" in done.stdout


def test_failures_are_written_in_utf_8(folder):
    (folder / "articles/blåbær.docx").write_text("x")
    nordigest("run", "c.yaml", folder=folder)
    assert "blåbær.docx" in (folder / "out/failures.jsonl").read_text(encoding="utf-8")


def test_small_stores_have_sizes(folder):
    nordigest("run", "c.yaml", folder=folder)
    stats = nordigest("store", "stats", folder=folder).stdout
    assert " bytes, 1 settings or models, oldest 0 minutes" in stats
    assert "0.0" not in stats


COMMANDS = [
    [], ["run"], ["plan"], ["check"], ["translate"], ["store"], ["models"], ["eval"], ["train"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_lines_are_whole(folder, command):
    done = nordigest(*command, "--help", folder=folder, env=os.environ | {"COLUMNS": "80"})
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert not [each for each in lines if each.endswith("...") and "Usage: " not in each]
