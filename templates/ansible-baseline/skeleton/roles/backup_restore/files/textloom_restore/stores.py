"""Two ways to back up PostgreSQL, and what restoring each of them takes."""

import hashlib
import json
import os
import stat

from .figures import Problem
from .server import run


def store_of(config):
    """The store that the settings name."""
    return {"pg_dump": PgDump, "pgbackrest": PgBackRest}[config["method"]](config)


class PgDump:
    """Copies by pg_dump: a folder each, named by the time, with `database.dump` and `manifest.json`."""

    tools = ("pg_dump", "pg_restore", "initdb")

    def __init__(self, config):
        self.config = config
        self.remote = config["backups"].startswith("s3://")

    def freeze(self, failed_at):
        """The newest copy that was complete at the failure. Raises Problem `no-backup`."""
        ids = self.list_remote() if self.remote else self.list_local()
        for name in sorted(ids, reverse=True):
            manifest = self.manifest(name)
            if manifest is not None and manifest["completedAt"] <= failed_at:
                # What a dump holds is as old as its beginning.
                backup = {"id": name, "completedAt": manifest["beganAt"], "bytes": manifest["bytes"]}
                return {"backup": backup, "archive": []}, manifest
        raise Problem("no-backup")

    def list_local(self):
        """What begins with a dot is being made."""
        folder = self.config["backups"]
        names = os.listdir(folder) if os.path.isdir(folder) else []
        return [name for name in names if not name.startswith(".")]

    def list_remote(self):
        """Names of the folders below the address."""
        said = run(["aws", "s3", "ls", self.config["backups"] + "/"], "no-backup", timeout=300)
        return [line.split()[1].rstrip("/") for line in said.splitlines() if line.split()[:1] == ["PRE"]]

    def manifest(self, name):
        """What the copy says of itself; None for one that is still being made, whose manifest comes last."""
        address = f"{self.config['backups']}/{name}/manifest.json"
        try:
            if self.remote:
                return json.loads(run(["aws", "s3", "cp", "--quiet", address, "-"], timeout=300))
            with open(address, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, Problem):
            return None
        except ValueError as error:
            # One that is damaged is not passed over: that is what a drill is to find.
            raise Problem("backup-damaged", f"{name}/manifest.json") from error

    def commands(self, frozen):
        """What will be done, for people."""
        return [
            f"fetch {self.config['backups']}/{frozen['backup']['id']}/database.dump",
            "initdb",
            "pg_ctl start",
            "pg_restore --exit-on-error",
        ]

    def provision(self, server, _):
        """An empty server of the same version."""
        run([server.program("initdb"), *("-D", server.data, "-U", server.connection["user"]), *INITDB], "did-not-start")
        server.configure()
        server.start(60)

    def restore(self, server, frozen, manifest):
        """Fetches the copy, compares it with its hash, and puts it in. Gives its size."""
        name = frozen["backup"]["id"]
        path = f"{self.config['backups']}/{name}/database.dump"
        if self.remote:
            local = os.path.join(server.directory, "database.dump")
            run(["aws", "s3", "cp", "--quiet", path, local], timeout=self.config["time_limit_seconds"])
            path = local
        if sha256_of(path) != manifest["files"]["database.dump"]:
            raise Problem("backup-damaged", f"{name}/database.dump")
        database = self.config["source"]["database"]
        if database != "postgres":
            server.ask(f'CREATE DATABASE "{database}"', "restore-failed")
        run(
            [
                server.program("pg_restore"),
                *("--exit-on-error", "--no-owner", "--no-privileges", "--jobs", str(os.cpu_count() or 1)),
                *("-h", server.directory, "-p", str(server.connection["port"])),
                *("-U", server.connection["user"], "-d", database, path),
            ],
            timeout=self.config["time_limit_seconds"],
        )
        return os.path.getsize(path)

    def recover(self, server):
        """A dump has no log to replay, and its server takes writes already."""


class PgBackRest:
    """Base backups and the archive of the write-ahead log, by pgBackRest: back to the last archived second."""

    tools = ("pg_ctl", "pg_controldata")

    def __init__(self, config):
        self.config = config
        self.base = [
            config.get("pgbackrest", "pgbackrest"),
            *("--config", config["pgbackrest_config"], "--stanza", config["stanza"], "--log-level-file", "off"),
        ]

    def freeze(self, failed_at):
        """The newest backup, and the end of what was archived at the failure. Raises Problem `no-backup`."""
        said = json.loads(run([*self.base, "--output", "json", "info"], "no-backup", timeout=300))
        stanza = said[0] if said else {}
        backups = [one for one in stanza.get("backup", []) if one["timestamp"]["stop"] * 1000 <= failed_at]
        if not backups:
            raise Problem("no-backup")
        newest = backups[-1]
        ends = [archive["max"] for archive in stanza.get("archive", []) if archive.get("max")]
        backup = {
            "id": newest["label"],
            "completedAt": newest["timestamp"]["stop"] * 1000,
            "bytes": newest["info"]["size"],
        }
        return {"backup": backup, "archive": [], **({"recoverableUntil": max(ends)} if ends else {})}, None

    def commands(self, frozen):
        """What will be done, for people."""
        return [
            f"pgbackrest restore --set={frozen['backup']['id']} --archive-mode=off",
            f"pg_ctl start, with the archive up to {frozen.get('recoverableUntil', 'its end')}",
        ]

    def provision(self, server, frozen):
        """The archive of a live server goes on growing: recovery gets nothing that came after the failure."""
        os.mkdir(server.data, 0o700)
        script = os.path.join(server.directory, "archive-get.sh")
        # Without the spool, which is the source's.
        get = " ".join(quoted(part) for part in [*self.base, "--pg1-path", server.data, "--no-archive-async", "archive-get"])
        with open(script, "w", encoding="utf-8") as file:
            file.write(ARCHIVE_GET.format(get=get))
        os.chmod(script, stat.S_IRWXU)

    def restore(self, server, frozen, _):
        """Puts the files in place. Gives their size."""
        end = frozen.get("recoverableUntil", "F" * 24)
        script = os.path.join(server.directory, "archive-get.sh")
        run(
            [
                *self.base,
                *("--pg1-path", server.data, "--set", frozen["backup"]["id"], "--archive-mode", "off"),
                *("--tablespace-map-all", os.path.join(server.directory, "tablespaces")),
                *("--recovery-option", f"restore_command={script} %f %p {end}", "restore"),
            ],
            timeout=self.config["time_limit_seconds"],
        )
        server.configure()
        return frozen["backup"]["bytes"]

    def recover(self, server):
        """Replays the log up to the failure."""
        server.start(self.config["time_limit_seconds"])


# $1 what is asked for, $2 where to, $3 the newest segment that was archived at the failure.
ARCHIVE_GET = """#!/bin/sh
export LC_ALL=C
case $1 in
  *.history) ;;
  *) [ "$(printf '%s\\n%s\\n' "$1" "$3" | sort | tail -n 1)" = "$3" ] || exit 1 ;;
esac
exec {get} "$1" "$2"
"""
INITDB = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "trust", "--data-checksums", "--no-sync")


def quoted(text):
    """For a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


def sha256_of(path):
    """Of a file of any size. Raises Problem `backup-incomplete` when it is not there."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise Problem("backup-incomplete", os.path.basename(path)) from error
    return digest.hexdigest()
