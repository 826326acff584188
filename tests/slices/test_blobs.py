"""Blobs: the same data once, whole or not at all, and no name leads anywhere else."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from obstore.store import MemoryStore

from tourism.errors import NotFound
from tourism.storage.blobs import MEDIA_TYPES, FolderBlobs, is_name, media_type
from tourism.storage.object_store import StoreBlobs

DIGEST = "a" * 64
HOSTILE = [
    "",
    ".",
    "..",
    "/",
    "../../etc/passwd",
    "/etc/passwd",
    f"../{DIGEST}.mp3",
    f"{DIGEST}.mp3/..",
    f"{DIGEST}.mp3\n",
    f"{DIGEST}.mp3\x00",
    f"{DIGEST}.exe",
    f"{DIGEST}",
    f"{DIGEST}.",
    f"{DIGEST}.MP3",
    f"{DIGEST.upper()}.mp3",
    f"{DIGEST}a.mp3",
    f"{DIGEST[1:]}.mp3",
    f"{DIGEST}.mp3.svg",
    f"aa/{DIGEST}.mp3",
    "a" * 100_000,
    f"{DIGEST[:-1]}é.mp3",
    f"{DIGEST[:-1]}٠.mp3",
    f"{DIGEST}.html",
]


@settings(deadline=None)
@given(data=st.binary(max_size=5000))
def test_what_is_put_is_got(blobs_for_ever, data):
    for blobs in blobs_for_ever:
        blob = blobs.put(data, "mp3")
        assert blob.name == f"{hashlib.sha256(data).hexdigest()}.mp3"
        assert (blob.size, blob.media_type) == (len(data), "audio/mpeg")
        assert blobs.get(blob.name) == data


def test_the_same_data_is_kept_once(folder):
    first = folder.put(b"x", "svg")
    written = folder.path(first.name).stat()
    assert folder.put(b"x", "svg") == first
    assert folder.path(first.name).stat().st_mtime_ns == written.st_mtime_ns
    assert _files(folder) == [f"{first.name[:2]}/{first.name}"]


def test_many_who_put_the_same_at_once_keep_it_once(folder):
    data = b"x" * 300_000
    with ThreadPoolExecutor(8) as pool:
        names = {blob.name for blob in pool.map(lambda _: folder.put(data, "mp3"), range(40))}
    (name,) = names
    assert folder.get(name) == data
    assert _files(folder) == [f"{name[:2]}/{name}"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_name_is_a_blobs_name(folder, memory, name):
    assert not is_name(name)
    for blobs in (folder, memory):
        with pytest.raises(NotFound):
            blobs.get(name)
    with pytest.raises(NotFound):
        folder.path(name)


def test_a_blob_that_is_not_there_is_not_found(folder, memory):
    for blobs in (folder, memory):
        with pytest.raises(NotFound, match="no-such-file"):
            blobs.get(f"{DIGEST}.mp3")


def test_a_folder_in_place_of_a_blob_is_not_found(folder):
    (folder.root / "aa" / f"{DIGEST}.mp3").mkdir(parents=True)
    with pytest.raises(NotFound):
        folder.get(f"{DIGEST}.mp3")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_breaks_off_leaves_no_blob_and_can_be_done_again(folder, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(*((os, "fsync", full) if step == "fsync" else (Path, "replace", full)))
        with pytest.raises(OSError, match="No space"):
            folder.put(b"x", "mp3")
    assert _files(folder) == [], "nothing half-written is left lying about"
    assert folder.get(folder.put(b"x", "mp3").name) == b"x"


def test_a_blob_is_synced_before_it_has_its_name_and_its_folder_after(folder, monkeypatch):
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle):
        steps.append("sync")
        fsync(handle)

    def named(path, target):
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", named)
    folder.put(b"x", "mp3")
    assert steps[0] == "sync"
    assert "name" in steps
    assert steps[-1] == "sync"
    assert steps.count("sync") >= 3, "the file, its folder, and the folder that holds this new folder"


def test_blobs_can_be_read_by_the_web_server_beside(folder):
    assert folder.path(folder.put(b"x", "mp3").name).stat().st_mode & 0o777 == 0o644


def test_a_store_has_no_files(memory):
    name = memory.put(b"x", "mp3").name
    assert memory.path(name) is None


def test_a_store_may_lie_under_a_prefix(memory):
    blob = memory.put(b"<svg/>", "svg")
    assert memory.store.head(f"{blob.name[:2]}/{blob.name}")["size"] == 6


@pytest.mark.parametrize("extension", sorted(MEDIA_TYPES))
def test_every_kind_is_served_as_what_it_is(extension):
    assert is_name(f"{DIGEST}.{extension}")
    assert media_type(f"{DIGEST}.{extension}") == MEDIA_TYPES[extension]


@pytest.mark.parametrize("extension", ["exe", "html", "", "../x"])
def test_a_kind_that_is_never_served_is_never_kept(folder, memory, extension):
    for blobs in (folder, memory):
        with pytest.raises((KeyError, ValueError)):
            blobs.put(b"x", extension)
    assert _files(folder) == []


@pytest.fixture
def folder(tmp_path):
    return FolderBlobs(tmp_path / "media")


@pytest.fixture
def memory():
    return StoreBlobs(MemoryStore())


@pytest.fixture(scope="module")
def blobs_for_ever(tmp_path_factory):
    return FolderBlobs(tmp_path_factory.mktemp("media")), StoreBlobs(MemoryStore())


def _files(folder):
    return sorted(str(path.relative_to(folder.root)) for path in folder.root.rglob("*") if path.is_file())
