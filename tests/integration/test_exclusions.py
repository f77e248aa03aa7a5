"""What the user leaves out of a folder is not met, not watched, and leaves no trace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.engine.exclusions import SetExclusions
from app.engine.files import FileCatalog
from app.engine.messages import AddSources, GetOverview
from app.engine.tables import create_tables
from app.errors import SourceError
from app.extract.base import FailureKind
from app.paths import Home
from app.watch import scanner
from app.watch.changes import ChangeSet
from app.watch.rules import Exclusions, Selection
from sparkbert.index.catalog import connect_reader
from tests.support.clean_builds import content
from tests.support.command_line import Cli
from tests.support.engines import Bench
from tests.support.running_engine import ThreadEngines, Watcher, write

pytestmark = pytest.mark.integration


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "documents"
    write(root, "a.txt", "alpha")
    write(root, "drafts/b.txt", "beta canaryword")
    write(root, "drafts/deep/c.txt", "gamma")
    write(root, "large.txt", "large " * 100)
    return root


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "index")


def _names(bench: Bench) -> set[str]:
    with closing(connect_reader(bench.directory)) as connection:
        rows = connection.execute("SELECT path FROM app_files WHERE state = 'indexed'")
        return {Path(path.decode()).name for (path,) in rows}


def _grep(folder: Path, text: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text in path.read_bytes()]


def test_what_is_left_out_later_goes_and_is_wiped(bench: Bench, root: Path) -> None:
    bench.index(root)
    assert _grep(bench.directory, b"canaryword")
    with bench.open() as (_, _, sources):
        assert sources.exclude(root, Exclusions(("drafts/",), max_bytes=100)) == 3
    assert _names(bench) == {"a.txt"}
    assert not _grep(bench.directory, b"canaryword")
    assert not _grep(bench.directory, b"drafts/b.txt")
    clean = Bench(bench.directory.with_name("clean"))
    with clean.open() as (_, _, sources):
        sources.add(root, Exclusions(("drafts/",), max_bytes=100))
    clean.index(root)
    assert content(bench.directory) == content(clean.directory)


def test_what_is_let_in_again_comes(bench: Bench, root: Path) -> None:
    with bench.open() as (_, _, sources):
        sources.add(root, Exclusions(("drafts/",), max_bytes=100))
    bench.index(root)
    assert _names(bench) == {"a.txt"}
    with bench.open() as (_, _, sources):
        assert sources.exclude(root, Exclusions(("deep/",))) == 0
    bench.index(root)
    assert _names(bench) == {"a.txt", "b.txt", "large.txt"}


def test_it_is_known_after_a_restart(bench: Bench, root: Path) -> None:
    exclusions = Exclusions(("drafts/",), use_gitignore=True, max_bytes=10)
    with bench.open() as (_, files, sources):
        sources.add(root, exclusions)
        sources.scan(root)
    with bench.open() as (_, files, _):
        assert files.sources()[0].exclusions == exclusions


def test_a_source_that_is_away_loses_what_is_left_out(bench: Bench, root: Path) -> None:
    bench.index(root)
    root.rename(root.with_name("away"))
    with bench.open() as (_, _, sources):
        assert sources.exclude(root, Exclusions(("drafts/",))) == 2
        assert not sources.scan(root).online
    assert _names(bench) == {"a.txt", "large.txt"}


def test_a_file_that_grows_too_large_goes(bench: Bench, root: Path) -> None:
    with bench.open() as (_, files, sources):
        sources.add(root, Exclusions(max_bytes=100))
        sources.scan(root)
        write(root, "a.txt", "alpha " * 100)
        sources.look_at(ChangeSet(frozenset({root / "a.txt"})))
        assert root / "a.txt" not in files.known(root)


def test_a_folder_that_is_left_out_may_be_a_source_of_its_own(bench: Bench, root: Path) -> None:
    drafts = root / "drafts"
    with bench.open() as (_, files, sources):
        sources.add(root, Exclusions(("drafts/",)))
        assert sources.add(drafts) == drafts
        assert [one.path for one in files.sources()] == [root, drafts]
        sources.exclude(root, Exclusions())  # the walks do not meet each other's files
    bench.index(root, drafts)
    assert _names(bench) == {"a.txt", "b.txt", "c.txt", "large.txt"}
    assert bench.index(root, drafts).n_unchanged == 4


def test_a_part_gets_exclusions_by_becoming_a_source(bench: Bench, root: Path) -> None:
    bench.index(root)
    drafts = root / "drafts"
    before = list(bench.encoder.texts)
    with bench.open() as (_, files, sources):
        assert sources.add(drafts, Exclusions(("deep/",))) == drafts
        sources.scan(root)
        sources.scan(drafts)
        assert {path.name for path in files.known(root)} == {"a.txt", "b.txt", "large.txt"}
    assert bench.encoder.texts == before


def test_a_part_that_is_forgotten_stays_out(bench: Bench, root: Path) -> None:
    drafts = root / "drafts"
    bench.index(root)
    with bench.open() as (_, files, sources):
        sources.add(drafts, Exclusions(("deep/",)))
        assert sources.exclude(drafts, Exclusions(("deep/",))) == 1
        assert sources.forget(drafts) == 1
        exclusions = files.sources()[0].exclusions
        assert exclusions.patterns == ()
        assert len(exclusions.removed) == 1
        assert "drafts" not in exclusions.as_text()  # whoever removes a folder leaves no trace
    bench.index(root)
    assert _names(bench) == {"a.txt", "large.txt"}
    with bench.open() as (_, files, sources):
        assert sources.add(drafts) == drafts
        assert files.sources()[0].exclusions == Exclusions()
    bench.index(root, drafts)
    assert "b.txt" in _names(bench)


@pytest.mark.parametrize("has_exclusions", [True, False])
def test_a_folder_takes_in_sources_without_exclusions(
    bench: Bench, root: Path, has_exclusions: bool
) -> None:
    inner = Exclusions(("deep/",)) if has_exclusions else None
    with bench.open() as (_, files, sources):
        sources.add(root / "drafts", inner)
        sources.add(root)
        paths = [one.path for one in files.sources()]
    assert paths == ([root, root / "drafts"] if has_exclusions else [root])
    bench.index(root, root / "drafts")
    assert ("c.txt" in _names(bench)) == (not has_exclusions)


def test_a_pattern_that_means_nothing_is_refused(bench: Bench, root: Path) -> None:
    with bench.open() as (_, files, sources):
        with pytest.raises(SourceError, match="names nothing"):
            sources.add(root, Exclusions(("# no",)))
        assert files.sources() == []
        sources.add(root)
        with pytest.raises(SourceError, match="names nothing"):
            sources.exclude(root, Exclusions(("",)))
        with pytest.raises(SourceError, match="not indexed"):
            sources.exclude(root.parent, Exclusions(("a",)))


def test_an_older_catalog_is_brought_up_to_date(bench: Bench, root: Path) -> None:
    bench.index(root)
    with bench.open() as (writer, _, _):
        for statement in (
            "ALTER TABLE app_sources DROP COLUMN exclusions",
            "ALTER TABLE app_files DROP COLUMN ctime_ns",
            "DROP TABLE app_mounts",
            "DROP TABLE app_stopped",
            "DROP INDEX app_files_queue",
            "DROP INDEX app_files_queue_small",
            "CREATE INDEX app_files_pending ON app_files (mtime_ns DESC, id)",
            "UPDATE app_meta SET value = '1' WHERE key = 'version'",
            "DELETE FROM meta WHERE key = 'schema'",
        ):
            writer.connection.execute(statement)
    with closing(connect_reader(bench.directory)) as connection:
        assert [one.path for one in FileCatalog(connection).sources()] == [root]
    before = list(bench.encoder.texts)
    assert bench.index(root).n_unchanged == 4
    assert bench.encoder.texts == before
    with bench.open() as (writer, files, _):
        create_tables(writer.connection)  # changes nothing more
        assert files.sources()[0].exclusions == Exclusions()


def test_a_file_that_is_in_a_cloud_alone_is_not_read(
    bench: Bench, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_cloud = {(root / "a.txt").lstat().st_ino}
    monkeypatch.setattr(scanner, "is_placeholder", lambda status: status.st_ino in in_cloud)
    assert bench.index(root).failed == {FailureKind.NOT_DOWNLOADED: 1}
    assert "a.txt" not in bench.reader.read
    assert bench.index(root).failed == {}  # it is not tried again and again
    in_cloud.clear()  # downloaded: neither size nor time is another
    assert bench.index(root).n_indexed == 1
    in_cloud.add((root / "a.txt").lstat().st_ino)  # and taken from the disk again
    assert bench.index(root).failed == {}
    assert "a.txt" in _names(bench)


def test_what_is_left_out_costs_no_watch(root: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("inotify")
    from app.watch.hooks import Hooks
    from app.watch.inotify import LinuxObserver
    from app.watch.native import NativeWatch

    for name in (".git/objects/aa", "node_modules/x/y", "deep/er/est"):
        (root / name).mkdir(parents=True)
    observer = LinuxObserver(
        Hooks(lambda: None, lambda path: None, lambda path: None),
        {str(root): Selection(root, Exclusions(("drafts/",))).takes_folder},
    )
    observer.start()
    watch = NativeWatch(observer, root, is_recursive=True)
    assert observer.n_watches == 4  # the root, deep, er and est
    watch.close()
    observer.stop()
    observer.join()


@pytest.fixture
def client(tmp_path: Path, root: Path) -> Iterator[Watcher]:
    engines = ThreadEngines()
    with Watcher(Home(tmp_path / "home"), engines) as one:
        one.ask(AddSources((root,), Exclusions(("drafts/",), use_gitignore=True)))
        one.wait_until_done(2)
        yield one
    engines.join()


def test_an_engine_follows_gitignore_files(client: Watcher, root: Path) -> None:
    write(root, "logs/x.txt", "lentils in a log")
    client.wait_until_found("lentils", root / "logs/x.txt")
    write(root, ".gitignore", "logs/\n")
    client.wait_until_found("lentils")
    write(root, "logs/y.txt", "lentils in another log")
    write(root, ".gitignore", "# nothing\n")
    client.wait_until_found("lentils", root / "logs/x.txt", root / "logs/y.txt")
    write(root, "logs/x.txt", "chickpeas in a log")
    client.wait_until_found("chickpeas", root / "logs/x.txt")


def test_an_engine_takes_other_exclusions_at_once(client: Watcher, root: Path) -> None:
    assert client.ask(SetExclusions(root, Exclusions(("a.txt",)))).n_files == 1
    overview = client.ask(GetOverview())
    assert overview.sources[0].exclusions == Exclusions(("a.txt",))
    client.wait_until_found("canaryword", root / "drafts/b.txt")
    write(root, "drafts/deep/new.txt", "chickpeas")
    client.wait_until_found("chickpeas", root / "drafts/deep/new.txt")
    client.ask(SetExclusions(root, Exclusions(("deep/",))))
    client.wait_until_found("chickpeas")
    client.wait_until_found("alpha", root / "a.txt")


def test_the_command_line_shows_and_changes_it(tmp_path: Path, root: Path) -> None:
    cli = Cli(tmp_path / "home", root)
    assert cli("index", root, "--exclude", "drafts/", "--max-size", "100B").status == 0
    assert "without hidden files, drafts/, files over 100 B" in cli("status").out
    added = cli("exclude", root, "a.txt", "--gitignore", "--max-size", "none")
    assert "Left out and wiped: 1 file" in added.out
    source = cli("status", "--json").json["sources"][0]
    assert (source["exclude"], source["gitignore"]) == (["drafts/", "a.txt"], True)
    assert source["max_bytes"] is None
    removed = cli("exclude", root, "--remove", "drafts/", "--no-gitignore")
    assert "without hidden files, a.txt." in removed.out
    assert cli("status", "--json").json["files"]["indexed"] == 3
    assert "is not left out by a pattern" in cli("exclude", root, "--remove", "zzz").err
    assert "not a folder that was indexed" in cli("exclude", root.parent).err
    assert cli("index", "--exclude", "x").status == 2
    refused = cli("index", root, "--exclude", "#")
    assert (refused.status, "names nothing" in refused.err) == (1, True)
