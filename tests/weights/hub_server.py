"""A small Hub-compatible server on loopback: what the Hub's client asks for, and its mishaps."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

# Files the Hub keeps in large file storage, named by their SHA-256.
_LARGE = (".safetensors", ".bin", ".spm")


@dataclass
class Repository:
    """A model repository: file contents by commit, branches and tags by name."""

    commits: dict[str, dict[str, bytes]]
    references: dict[str, str]
    token: str | None = None
    gated: bool = False


@dataclass
class Hub:
    """What the server serves, what it was asked for, and what goes wrong."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)
    endpoint: str = ""

    def add(self, name: str, folder: Path, commit: str, **settings: object) -> Repository:
        files = {file.name: file.read_bytes() for file in folder.iterdir()}
        repository = Repository({commit: files}, {"main": commit}, **settings)  # type: ignore[arg-type] # token, gated
        self.repositories[name] = repository
        return repository

    def fetched(self) -> list[str]:
        return [path.rpartition("/")[2] for method, path, _ in self.requests if method == "GET"]


@contextmanager
def serve() -> Iterator[Hub]:
    """Run a hub on a free loopback port until the block ends."""
    hub = Hub()

    class Handler(_Handler):
        served = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hub.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    served: Hub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, *_: object) -> None:
        """Say nothing: tests look at `Hub.requests`."""

    def _answer(self, *, body: bool) -> None:
        url = urlsplit(self.path)
        path = unquote(url.path)
        self.served.requests.append((self.command, path, self.headers.get("Range")))
        parts = path.strip("/").split("/")
        api = parts[:2] == ["api", "models"]
        owner, name, kind, revision, *rest = [*(parts[2:] if api else parts), "", "", "", ""]
        repository = self.served.repositories.get(f"{owner}/{name}")
        if repository is None:
            self._fail(404, "RepoNotFound")
        elif self._allowed(repository):
            commit = repository.references.get(revision, revision)
            if commit not in repository.commits:
                self._fail(404, "RevisionNotFound")
            elif api:
                blobs = "blobs" in parse_qs(url.query)
                self._list(f"{owner}/{name}", kind, commit, blobs=blobs, body=body)
            elif rest[0] not in repository.commits[commit]:
                self._fail(404, "EntryNotFound")
            else:
                self._file(rest[0], repository.commits[commit][rest[0]], commit, body=body)

    def _list(self, name: str, kind: str, commit: str, *, blobs: bool, body: bool) -> None:
        files = self.served.repositories[name].commits[commit]
        if kind == "tree":
            self._json([_entry(*each) for each in files.items()], body=body)
        else:
            self._json(_info(name, commit, files, blobs=blobs), body=body)

    def _allowed(self, repository: Repository) -> bool:
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if repository.gated:
            self._fail(403, "GatedRepo")
        elif repository.token is not None and token != repository.token:
            self._fail(401, "RepoNotFound")
        else:
            return True
        return False

    def _fail(self, code: int, reason: str) -> None:
        self.send_response(code)
        self.send_header("X-Error-Code", reason)
        self.send_header("X-Error-Message", reason)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, content: object, *, body: bool) -> None:
        data = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _file(self, name: str, data: bytes, commit: str, *, body: bool) -> None:
        entry = _entry(name, data)
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
        sent = data[start:]
        if name in self.served.damaged:
            sent = sent[:-1] + bytes([sent[-1] ^ 1])
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("X-Repo-Commit", commit)
        lfs = entry.get("lfs")
        self.send_header("ETag", f'"{lfs["oid"] if isinstance(lfs, dict) else entry["oid"]}"')
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        if not body:
            return
        if name in self.served.cut:
            self.served.cut.discard(name)
            self.wfile.write(sent[: len(sent) // 2])
            self.wfile.flush()
            self.close_connection = True
            return
        self.wfile.write(sent)


def _info(name: str, commit: str, files: dict[str, bytes], *, blobs: bool) -> dict[str, object]:
    siblings: list[dict[str, object]] = []
    for file, data in files.items():
        entry = _entry(file, data)
        sibling: dict[str, object] = {"rfilename": file}
        if blobs:
            sibling |= {"size": len(data), "blobId": entry["oid"]}
            if "lfs" in entry:
                sha256 = hashlib.sha256(data).hexdigest()
                sibling["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 134}
        siblings.append(sibling)
    return {"id": name, "modelId": name, "sha": commit, "private": False, "siblings": siblings}


def _entry(name: str, data: bytes) -> dict[str, object]:
    git = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    entry: dict[str, object] = {"type": "file", "path": name, "size": len(data), "oid": git}
    if name.endswith(_LARGE):
        sha256 = hashlib.sha256(data).hexdigest()
        entry["lfs"] = {"oid": sha256, "size": len(data), "pointerSize": 134}
    return entry
