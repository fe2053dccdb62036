"""Reading as a whole: which files, in which order, under which names, and what is refused."""

import os
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, load_config
from pipeline.documents import Document, Failure
from pipeline.errors import InputError
from pipeline.reading.article import RawArticle, to_document
from pipeline.reading.limits import MAX_ARTICLE, MAX_BYTES
from pipeline.reading.read import describe_sources, list_sources, read_documents
from pipeline.reading.wrapping import unwrap

REPOSITORY = Path(__file__).parents[2]
FERRY = "Ferja går igjen fra mandag. Det opplyser rederiet."


def config(*sources):
    return Config.model_validate(
        {"sources": [each if isinstance(each, dict) else {"path": str(each)} for each in sources]}
    )


def read(*sources):
    return list(read_documents(list_sources(config(*sources))))


def documents(*sources):
    found = read(*sources)
    assert all(isinstance(each, Document) for each in found), found
    return found


def failures(*sources):
    return [(each.source, each.reason) for each in read(*sources) if isinstance(each, Failure)]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a working directory of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, content: str | bytes = FERRY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_folder_is_read_with_its_subfolders_in_order_of_paths(here):
    for name in ["b.txt", "a/z.txt", "a/b/c.TXT", "a.txt", "c.md"]:
        write(here / "in" / name)
    names = [each.sources for each in documents("in")]
    assert names == [
        ("in/a.txt",), ("in/a/b/c.TXT",), ("in/a/z.txt",), ("in/b.txt",), ("in/c.md",),
    ]  # fmt: skip
    assert names == [
        each.sources
        for each in documents(
            here / "in",
        )
    ]


def test_sources_keep_the_order_of_the_config(here):
    write(here / "one/a.txt")
    write(here / "two/a.txt", "Noe annet.")
    assert [each.sources[0] for each in documents("two", "one")] == ["two/a.txt", "one/a.txt"]


def test_same_text_is_the_same_document_wherever_it_stands(here):
    write(here / "a.txt", f" date 2022-11 {FERRY}\r\n")
    write(here / "b.txt", FERRY)
    first, second = documents("a.txt", "b.txt")
    assert first.id == second.id
    assert len(first.id) == 16
    assert (first.date, second.date) == ("2022-11", None)
    write(here / "c.txt", FERRY + "!")
    assert documents("c.txt")[0].id != first.id


@given(
    st.text("abcdABæøå .,:–-«»\n\t\xa0", max_size=300).map(str.strip).filter(bool),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_text_keeps_everything_but_line_ends_and_outer_white_space(text, end):
    raw = RawArticle(f" \n{text}\t\n".replace("\n", end))
    assert to_document(raw, "a.txt", config("a.txt").sources[0]).text == unwrap(text)


def test_hidden_files_and_readmes_are_skipped_and_counted(here):
    for name in [".secret.txt", ".git/a.txt", "README.md", "sub/readme.txt", "a.txt"]:
        write(here / "in" / name)
    assert [each.sources for each in documents("in")] == [("in/a.txt",)]
    assert list(describe_sources(list_sources(config("in")))) == [
        "reads in: 1 text (in/a.txt)",
        "skips 3 hidden or README files in in",
    ]
    assert len(documents("in/README.md")) == 1


def test_parts_of_saved_pages_are_skipped_and_counted(here):
    write(here / "in/side.htm", "<p>Ferja går.</p>")
    for folder in ("side_files", "side-filer", "side.files"):
        write(here / f"in/{folder}/a.txt")
    write(here / "in/profiles/b.txt")
    assert list(describe_sources(list_sources(config("in")))) == [
        "reads in: 1 page, 1 text (in/profiles/b.txt, in/side.htm)",
        "skips 3 folders with parts of saved pages in in",
    ]


def test_text_with_a_tag_in_it_is_text(here):
    write(here / "in/a.txt", "Taggen <p> er et avsnitt.\n\n<b>Slik</b> er det.")
    assert documents("in")[0].text.startswith("Taggen <p> er")


def test_glob_takes_only_what_it_says(here):
    for name in ["a.txt", "b.md", "sub/c.txt", "sub/deep/d.txt", "e.docx"]:
        write(here / "in" / name)
    assert [each.sources[0] for each in documents("in/*.txt")] == ["in/a.txt"]
    assert [each.sources[0] for each in documents("in/**/*.txt")] == [
        "in/a.txt", "in/sub/c.txt", "in/sub/deep/d.txt",
    ]  # fmt: skip
    assert [each.sources[0] for each in documents("in/s?b/[a-c].txt")] == ["in/sub/c.txt"]
    assert [source for source, _ in failures("in/*")] == ["in/e.docx"]


def test_glob_does_not_complain_of_what_it_does_not_name(here):
    write(here / "in/a.txt")
    (here / "in/gone.md").symlink_to("nowhere")
    (here / "in/out.d").symlink_to("/")
    assert len(documents("in/*.txt")) == 1


def test_name_with_brackets_is_a_name_before_it_is_a_glob(here):
    write(here / "in[1]/a.txt")
    assert len(documents("in[1]")) == 1


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("nowhere", "there is no nowhere: name"),
        ("nowhere/*.txt", "there is no folder nowhere to look for"),
        ("empty", "empty holds no articles .nothing found."),
        ("empty/*.txt", "holds no articles"),
        ("empty/**x", "not a valid glob"),
        ("only", r"only holds no articles \(only/a.docx is a word processor's file: save it as"),
        ("only/a.docx", r"save it as \.txt or \.html"),
        ("nosuch://bucket/a", "nosuch://bucket/a cannot be opened: .*nosuch"),
    ],
)
def test_source_without_anything_to_read_stops_the_run(here, location, message):
    (here / "empty").mkdir()
    write(here / "only/a.docx")
    write(here / "fine.txt")
    with pytest.raises(InputError, match=message) as caught:
        list_sources(config("fine.txt", location))
    assert "\n" not in str(caught.value)


def test_bad_files_are_listed_and_the_others_read(here):
    write(here / "in/a.txt")
    write(here / "in/binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    write(here / "in/blank.txt", " \n\t\n")
    write(here / "in/dated.txt", " date 2022-11 ")
    write(here / "in/empty.txt", b"")
    write(here / "in/long.txt", "å" * (MAX_ARTICLE + 1))
    write(here / "in/one-line.txt", b"ord " * (MAX_BYTES // 4 + 1))
    write(here / "in/page.html", "<html><body></body></html>")
    write(here / "in/page.txt", "<p>Ferja går.</p><p>Alle er om bord.</p>")
    write(here / "in/rss.txt", '<?xml version="1.0"?>\n<rss version="2.0"></rss>')
    write(here / "in/s.json.gz")
    write(here / "in/s.tar.gz")
    write(here / "in/x.docx")
    write(here / "in/y.docx")
    write(here / "in/z.txt", "Siste sak.")
    found = read("in")
    assert [each.sources[0] for each in found if isinstance(each, Document)] == [
        "in/a.txt", "in/z.txt",
    ]  # fmt: skip
    reasons = {each.source: each.reason for each in found if isinstance(each, Failure)}
    assert {
        source.removeprefix("in/"): reason.split(":")[0] for source, reason in reasons.items()
    } == {
        "binary.txt": "is binary data, not text",
        "blank.txt": "is empty",
        "dated.txt": "holds no text",
        "empty.txt": "is empty",
        "long.txt": "has 1,000,001 characters, and an article at most 1,000,000",
        "one-line.txt": "is larger than 16 MB, too long for one file",
        "page.html": "is a web page without an article in it",
        "page.txt": "is a web page saved as text",
        "rss.txt": "is a feed saved as text",
        "s.json.gz": "is JSON in one piece, not an object a line",
        "s.tar.gz": "is an archive",
        "x.docx": "is a word processor's file",
        "y.docx": "is a word processor's file",
    }
    assert all(each.stage == "read" for each in found if isinstance(each, Failure))
    assert all("\n" not in reason and ": " in reason for reason in reasons.values())


def test_the_longest_article_is_read_whole(here):
    text = ("Setningen er lang. " * (MAX_ARTICLE // 19 + 1))[: MAX_ARTICLE - 1] + "."
    write(here / "a.txt", text)
    assert documents("a.txt")[0].text == text


def test_links_out_of_the_folder_are_refused(here):
    write(here / "secret/s.txt", "Hemmelig.")
    write(here / "in/a.txt")
    (here / "in/file.txt").symlink_to(here / "secret/s.txt")
    (here / "in/folder").symlink_to(here / "secret")
    (here / "in/gone.txt").symlink_to(here / "nowhere.txt")
    found = read("in")
    assert [each.sources for each in found if isinstance(each, Document)] == [("in/a.txt",)]
    assert sorted(failures("in")) == [
        ("in/file.txt", "is a link out of the folder: name its target as a source of its own"),
        ("in/folder", "is a link out of the folder: name its target as a source of its own"),
        ("in/gone.txt", "is a link to nothing: restore its target"),
    ]


def test_links_within_the_folder_are_followed_once(here):
    write(here / "in/sub/a.txt")
    (here / "in/b.txt").symlink_to("sub/a.txt")
    (here / "in/again").symlink_to("sub")
    (here / "in/sub/round").symlink_to("..")
    assert [each.sources[0] for each in documents("in")] == ["in/b.txt", "in/sub/a.txt"]


def test_linked_folder_that_is_named_is_read(here):
    write(here / "archive/a.txt")
    (here / "in").symlink_to("archive")
    assert [each.sources[0] for each in documents("in")] == ["in/a.txt"]


def test_file_name_that_is_not_utf_8_is_shown_in_bytes(here):
    (here / "in").mkdir()
    Path(os.fsdecode(os.fsencode(here / "in") + b"/bl\xe5.txt")).write_text(FERRY)
    assert documents("in")[0].sources == ("in/bl\\xe5.txt",)


def test_pipe_is_refused_without_waiting_for_it(here):
    write(here / "in/a.txt")
    os.mkfifo(here / "in/b.txt")
    assert failures("in") == [
        ("in/b.txt", "is not a regular file (a pipe or device?): leave it out")
    ]


class LockedFileSystem(LocalFileSystem):
    """Lists everything and opens only what is not called locked."""

    protocol = "locked"

    def ls(self, path, detail=False, **kwargs):
        self._refuse(path)
        return super().ls(path, detail=detail, **kwargs)

    def _open(self, path, mode="rb", block_size=None, **kwargs):
        self._refuse(path)
        return super()._open(path, mode, block_size, **kwargs)

    def _refuse(self, path):
        if "locked" in path.rpartition("/")[2]:
            raise PermissionError(13, "Permission denied", path)


def test_unreadable_files_and_folders_are_listed_and_the_others_read(here):
    fsspec.register_implementation("locked", LockedFileSystem, clobber=True)
    for name in ["a.txt", "locked.txt", "locked/b.txt", "locked.jsonl", "locked.parquet", "z.txt"]:
        write(here / "in" / name)
    found = read(f"locked://{here}/in")
    assert [each.sources[0].rpartition("/")[2] for each in found if isinstance(each, Document)] == [
        "a.txt",
        "z.txt",
    ]
    assert sorted(failures(f"locked://{here}/in")) == [
        (
            f"locked://{here}/in/{name}",
            "cannot be read (Permission denied): allow reading it, or leave it out",
        )
        for name in ["locked", "locked.jsonl", "locked.parquet", "locked.txt"]
    ]
    with pytest.raises(InputError, match="Permission denied"):
        read(f"locked://{here}/in/locked")


class KeylessFileSystem(LocalFileSystem):
    """Fails as the library of a cloud does."""

    protocol = "keyless"

    def info(self, path, **kwargs):
        msg = f"Unable to\nlocate credentials for {path.rpartition('/')[2]}"
        raise RuntimeError(msg, *kwargs)


def test_remote_errors_of_any_sort_are_one_sentence():
    fsspec.register_implementation("keyless", KeylessFileSystem, clobber=True)
    with pytest.raises(InputError, match=r"^keyless://in cannot be read \(Unable to locate cred"):
        read("keyless://in")


def test_urls_are_read_like_folders():
    files = fsspec.filesystem("memory")
    files.pipe_file("/urls/sub/a.txt", FERRY.encode())
    files.pipe_file("/urls/b.jsonl", b'{"text": "Rad en."}\n{"text": "Rad to."}\n')
    names = ["memory:///urls/b.jsonl#1", "memory:///urls/b.jsonl#2", "memory:///urls/sub/a.txt"]
    assert [each.sources[0] for each in documents("memory://urls")] == names
    assert [each.sources[0] for each in documents("memory://urls/**/*.txt")] == names[2:]
    assert [each.sources[0] for each in documents("memory://urls/sub/a.txt")] == names[2:]


def test_source_settings_go_onto_its_documents(here):
    write(here / "a.txt")
    (document,) = documents({"path": "a.txt", "language": "da", "outlet": "Havneposten"})
    assert (document.pinned, document.outlet) == ("da", "Havneposten")


def test_description_names_kinds_and_first_files(here):
    for name in ["a.txt", "b.txt", "c.html", "d.csv", "e.docx"]:
        write(here / "in" / name)
    reads, cannot = describe_sources(list_sources(config({"path": "in", "language": "nn"})))
    assert reads == (
        "reads in: 1 page, 1 table, 2 text (in/a.txt, in/b.txt, in/c.html, ...), "
        "all Norwegian Nynorsk"
    )
    assert cannot == (
        "cannot read in/e.docx: it is a word processor's file: save it as .txt or .html"
    )


def test_the_sample_articles_are_read_without_a_doubt(monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    found = list(read_documents(list_sources(load_config(Path("configs/default.yaml")))))
    assert len(found) == 10
    assert all(isinstance(each, Document) and not each.flags for each in found)
    assert {each.sources[0]: each.date for each in found} == {
        "seeds/01-vapenkontroll.txt": "2024-03-13",
        "seeds/02-ferje.txt": "2024-03-12",
        "seeds/03-kraftpris.html": "2024-03-05",
        "seeds/04-legevakt.txt": "2024-04",
        "seeds/05-skreifiske.txt": "2024-02",
        "seeds/06-spelemannslag.md": "2024-03-09",
        "seeds/07-vaabenkontrol.txt": "2024-03-14",
        "seeds/08-letbane.txt": "2024-04-05",
        "seeds/09-varmepumpe.jsonl#ns-2024-0217": "2024-02-27",
        "seeds/10-home-monitoring.txt": "2024-03",
    }
    # Only paragraphs are left: the wrapped article is unwrapped, the page's navigation is gone.
    assert all("\n" not in each.text.replace("\n\n", "") for each in found)
    assert not any("Forsiden" in each.text or each.text.startswith(" ") for each in found)
