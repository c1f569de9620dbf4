"""PostgreSQL's own programs: the server of a drill, and questions to it and to the source."""

import os
import re
import subprocess
import time

from .figures import Problem

LINE = re.compile(r"^(max_\w+|track_commit_timestamp) setting: +(\S+)$", re.MULTILINE)
# A restored server refuses to start with less than the source had.
AT_LEAST = {"max_connections", "max_worker_processes", "max_wal_senders", "max_prepared_xacts", "max_locks_per_xact"}
NAMES = {"max_prepared_xacts": "max_prepared_transactions", "max_locks_per_xact": "max_locks_per_transaction"}


def run(command, code="restore-failed", timeout=None, env=None):
    """The output of a program. Raises Problem with its last line when it fails."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=timeout, check=False, env={**os.environ, **(env or {})}
        )
    except FileNotFoundError as error:
        raise Problem("tool-missing", os.path.basename(command[0])) from error
    except subprocess.TimeoutExpired as error:
        raise Problem("time-limit", os.path.basename(command[0])) from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        raise Problem(code, os.path.basename(command[0]), actual=said[-1][:500])
    return done.stdout


def ask(config, connection, sql, code="check-failed"):
    """Rows of a question, as lists of texts. Never asks for a password."""
    output = run(
        [
            os.path.join(config["bin"], "psql"),
            *("-X", "-q", "-t", "-A", "-w", "-v", "ON_ERROR_STOP=1", "-F", "\x1f"),
            *("-h", str(connection["host"]), "-p", str(connection["port"])),
            *("-U", connection["user"], "-d", connection["database"], "-c", sql),
        ],
        code,
        timeout=config.get("question_seconds", 60),
    )
    return [line.split("\x1f") for line in output.splitlines() if line]


def describe_source(config):
    """What tells the source from its copies. Raises Problem `source-unreachable`."""
    rows = ask(
        config,
        config["source"],
        "SELECT (SELECT system_identifier FROM pg_control_system()), current_setting('server_version'),"
        " current_setting('data_directory'), current_setting('unix_socket_directories'), current_setting('port'),"
        " pg_database_size(current_database())",
        "source-unreachable",
    )
    identity, version, data, sockets, port, size = rows[0]
    return {
        "identity": identity,
        "version": version,
        "data_directory": data,
        "socket_directories": [part.strip() for part in sockets.split(",") if part.strip()],
        "port": port,
        "bytes": int(size),
    }


class ScratchServer:
    """A server in the folder of a drill, which only its socket leads to."""

    def __init__(self, config, directory):
        self.config = config
        self.directory = directory
        self.data = os.path.join(directory, "data")
        self.log = os.path.join(directory, "server.log")
        self.connection = {
            "host": directory,
            "port": int(config.get("target_port", 55432)),
            "user": config.get("superuser", "postgres"),
            "database": "postgres",
        }

    def program(self, name):
        """Path of one of PostgreSQL's programs."""
        return os.path.join(self.config["bin"], name)

    def configure(self):
        """Files that the source may have elsewhere: an empty configuration, and who may come in."""
        # The folder is 0700, so whoever reaches the socket is who runs the drill.
        for name, text in (("target.conf", ""), ("pg_hba.conf", "local all all trust\n"), ("pg_ident.conf", "")):
            with open(os.path.join(self.directory, name), "w", encoding="utf-8") as file:
                file.write(text)

    def settings(self):
        """
        Settings of its own, on the command line: what the source has set by ALTER SYSTEM came back with the data, and
        may name what only the source may touch.
        """
        return {
            "config_file": os.path.join(self.directory, "target.conf"),
            "hba_file": os.path.join(self.directory, "pg_hba.conf"),
            "ident_file": os.path.join(self.directory, "pg_ident.conf"),
            "listen_addresses": "",
            "unix_socket_directories": self.directory,
            "unix_socket_permissions": "0700",
            "port": str(self.connection["port"]),
            "ssl": "off",
            "logging_collector": "off",
            # It archives nothing, follows nobody, and calls nobody.
            "archive_mode": "off",
            "primary_conninfo": "",
            "primary_slot_name": "",
            "max_logical_replication_workers": "0",
            "shared_preload_libraries": "",
            **self.least(),
        }

    def least(self):
        """What the source had, by the restored control file."""
        said = run([self.program("pg_controldata"), self.data], env={"LC_ALL": "C"})
        return {NAMES.get(key, key): value for key, value in LINE.findall(said) if key in AT_LEAST}

    def start(self, timeout):
        """Starts it, and waits until it takes writes."""
        settings = " ".join(f"-c {key}='{value}'" for key, value in self.settings().items())
        limit = str(max(1, int(timeout)))
        options = ("-D", self.data, "-l", self.log, "-o", settings)
        try:
            run([self.program("pg_ctl"), "start", "-w", "-s", "-t", limit, *options], "did-not-start")
        except Problem as problem:
            raise Problem("did-not-start", actual=self.last_words()) from problem
        deadline = time.monotonic() + timeout
        while self.ask("SELECT pg_is_in_recovery()", "still-read-only") != [["f"]]:
            if time.monotonic() > deadline:
                raise Problem("still-read-only")
            time.sleep(0.1)
        [[data]] = self.ask("SELECT current_setting('data_directory')")
        if os.path.realpath(data) != os.path.realpath(self.data):
            raise Problem("aliases-source", "data_directory", self.data, data)

    def last_words(self):
        """What the server said last that was an error."""
        try:
            with open(self.log, encoding="utf-8", errors="replace") as file:
                lines = [line.strip() for line in file if "FATAL" in line or "PANIC" in line]
        except OSError:
            lines = []
        return lines[-1][:500] if lines else "nothing"

    def ask(self, sql, code="check-failed", database=None):
        """Rows of a question to it."""
        connection = {**self.connection, **({"database": database} if database else {})}
        return ask(self.config, connection, sql, code)

    def stop(self):
        """Stops it, if it runs."""
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            run([self.program("pg_ctl"), "stop", "-s", "-w", "-m", "immediate", "-D", self.data], "leftovers")
