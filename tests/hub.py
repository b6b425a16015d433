"""A small look-alike of the Hugging Face hub on loopback: the protocol of the real one, repos of our own making.

    with Hub(repos) as hub:
        environment["HF_ENDPOINT"] = hub.endpoint

It answers what ``huggingface_hub`` and ``datasets`` ask: repo information, file trees, path information, and files
with their hash, size and byte ranges. Faults can be switched on per repo or file.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

LARGE = 10_000  # bytes from which a file is announced as Git LFS, as on the real hub


@dataclass
class Repo:
    """One repository: its kind (``model`` or ``dataset``), its id and its files."""

    kind: str
    id: str
    files: dict[str, bytes]
    pinned: str | None = None  # the commit that the course asks for; else one made from the content
    history: list[str] = field(default_factory=list)  # earlier commits, which are served as the newest one is

    @property
    def sha(self) -> str:
        """The commit."""
        if self.pinned:
            return self.pinned
        digest = hashlib.sha1(self.id.encode())
        for name, content in sorted(self.files.items()):
            digest.update(name.encode() + hashlib.sha256(content).digest())
        return digest.hexdigest()


@dataclass
class Faults:
    """What goes wrong: repos that are refused, files that break off, and how often."""

    status: dict[str, int] = field(default_factory=dict)  # repo id -> 401, 403, 404, 500 …
    reason: str = "Invalid username or password."  # of every refusal
    code: str | None = None  # in place of the one that goes with the status
    gated: set[str] = field(default_factory=set)  # repo ids that ask for an accepted licence
    cut: dict[str, list[int]] = field(default_factory=dict)  # file name -> bytes sent before each break, in turn
    hang: bool = False  # accepts a connection and never answers


class Hub:
    """The server: starts on a free port of 127.0.0.1, keeps a log of requests, and stops with the block."""

    def __init__(self, repos: list[Repo]) -> None:
        self.repos = {(repo.kind, repo.id): repo for repo in repos}
        self.faults = Faults()
        self.requests: list[str] = []
        self.ranges: dict[str, list[int]] = {}  # file name -> first byte of each resumed download
        self.sent: Counter[str] = Counter()  # file name -> bytes of it that were sent
        self.released = threading.Event()
        hub = self

        class Handler(_Handler):
            pass

        Handler.hub = hub
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    @property
    def endpoint(self) -> str:
        """The value for ``HF_ENDPOINT``."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Hub:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean; the hub has its own log."""

    def do_HEAD(self) -> None:  # noqa: N802
        self._answer()

    def do_GET(self) -> None:  # noqa: N802
        self._answer()

    def do_POST(self) -> None:  # noqa: N802
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        path = unquote(address.path)
        self.hub.requests.append(f"{self.command} {path}")
        if self.hub.faults.hang:
            self.hub.released.wait()
            return
        if match := re.fullmatch(
            r"/api/(model|dataset)s/([^/]+/[^/]+)(?:/(revision|tree|paths-info)/([^/]+)/?(.*))?", path
        ):
            kind, name, verb, revision, inside = match.groups()
            repo = self._repo(kind, name, revision)
            if repo is None:
                return
            if verb == "tree":
                recursive = parse_qs(address.query).get("recursive", ["false"])[0].lower() == "true"
                self._json(_tree(repo, inside or "", recursive))
            elif verb == "paths-info":
                self._json(_paths(repo, _wanted(body, self.headers.get("Content-Type", ""))))
            else:
                sha = revision if revision in repo.history else repo.sha
                self._json(_info(repo, "blobs" in parse_qs(address.query)) | {"sha": sha})
            return
        if match := re.fullmatch(r"/(datasets/)?([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            prefix, name, revision, file = match.groups()
            repo = self._repo("dataset" if prefix else "model", name, revision)
            if repo is not None:
                self._file(repo, file)
            return
        self._error(404, "EntryNotFound", "no such address")

    def _repo(self, kind: str, name: str, revision: str | None) -> Repo | None:
        """Find the repo, or send the error that the real hub sends."""
        if name in self.hub.faults.gated:
            self._error(
                403, "GatedRepo", f"Access to {kind} {name} is restricted and you are not in the authorized list."
            )
            return None
        if status := self.hub.faults.status.get(name):
            code = self.hub.faults.code
            known = {401: "RepoNotFound", 404: "RepoNotFound"}.get(status, "")
            self._error(status, known if code is None else code, self.hub.faults.reason)
            return None
        repo = self.hub.repos.get((kind, name))
        if repo is None:
            self._error(401, "RepoNotFound", "Repository not found")
            return None
        if revision not in (None, "main", repo.sha, repo.pinned, *repo.history):
            self._error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            return None
        return repo

    def _json(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _error(self, status: int, code: str, message: str) -> None:
        content = json.dumps({"error": message}).encode()
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
        self.send_header("X-Error-Message", message)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _file(self, repo: Repo, name: str) -> None:
        content = repo.files.get(name)
        if content is None:
            self._error(404, "EntryNotFound", "Entry not found")
            return
        first, last = 0, len(content) - 1
        if match := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(match[1]), min(last, int(match[2] or last))
            self.hub.ranges.setdefault(name, []).append(first)
        self.send_response(206 if match else 200)
        self.send_header("X-Repo-Commit", repo.sha)
        self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(last + 1 - first))
        if match:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.end_headers()
        if self.command == "HEAD":
            return
        breaks = self.hub.faults.cut.get(name)
        if breaks:
            self.wfile.write(content[first : min(last + 1, first + breaks.pop(0))])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(2)
            return
        self.hub.sent[name] += last + 1 - first
        self.wfile.write(content[first : last + 1])


def _info(repo: Repo, sizes: bool) -> dict[str, object]:
    """What ``/api/models/…`` and ``/api/datasets/…`` say."""
    files = [{"rfilename": name} | ({"size": len(repo.files[name])} if sizes else {}) for name in sorted(repo.files)]
    return {
        "_id": repo.sha[:24],
        "id": repo.id,
        "sha": repo.sha,
        "private": False,
        "gated": False,
        "disabled": False,
        "tags": [],
        "lastModified": "2024-01-01T00:00:00.000Z",
        "createdAt": "2022-03-02T23:29:22.000Z",
        "downloads": 0,
        "likes": 0,
        "siblings": files,
    }


def _entry(repo: Repo, name: str) -> dict[str, object]:
    content = repo.files[name]
    entry: dict[str, object] = {
        "type": "file",
        "oid": hashlib.sha1(content).hexdigest(),
        "size": len(content),
        "path": name,
    }
    if len(content) >= LARGE:
        entry["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
    return entry


def _folders(repo: Repo) -> set[str]:
    return {name[: match.start()] for name in repo.files for match in re.finditer("/", name)}


def _tree(repo: Repo, inside: str, recursive: bool) -> list[dict[str, object]]:
    start = inside.rstrip("/") + "/" if inside else ""
    entries = [{"type": "directory", "oid": "0" * 40, "size": 0, "path": folder} for folder in sorted(_folders(repo))]
    entries += [_entry(repo, name) for name in sorted(repo.files)]
    kept = [entry for entry in entries if str(entry["path"]).startswith(start)]
    return kept if recursive else [entry for entry in kept if "/" not in str(entry["path"])[len(start) :]]


def _wanted(body: bytes, content_type: str) -> list[str]:
    if "json" in content_type:
        paths = json.loads(body).get("paths", [])
        return [paths] if isinstance(paths, str) else paths
    return parse_qs(body.decode()).get("paths", [])


def _paths(repo: Repo, wanted: list[str]) -> list[dict[str, object]]:
    found = []
    for path in wanted:
        if path in repo.files:
            found.append(_entry(repo, path))
        elif path in _folders(repo):
            found.append({"type": "directory", "oid": "0" * 40, "size": 0, "path": path})
    return found
