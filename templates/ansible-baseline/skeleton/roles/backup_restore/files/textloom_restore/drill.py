"""One drill: its steps in order, and the report, in the form of the portal's restore drills."""

import hashlib
import json
import os
import re
import secrets
import shutil
import time

from . import figures, guard, markers
from .figures import Problem
from .server import ScratchServer, describe_source, run
from .stores import store_of

NAME = re.compile(r"drill-[0-9a-f]{8}")


class Drill:
    """Rehearses the restore of one store. What it makes has its name and is removed again, whatever happens."""

    def __init__(self, config):
        self.config = config
        self.id = f"drill-{secrets.token_hex(4)}"
        self.store = store_of(config)
        self.directory = os.path.join(config["work_directory"], self.id)
        self.server = ScratchServer(config, self.directory)
        self.runs, self.log, self.findings = [], [], {}
        self.manifest, self.source, self.bytes = None, {}, None
        self.began = markers.now()

    def run(self):
        """Runs the steps. After the first that fails only what takes down is run. Gives the report."""
        deadline = time.monotonic() + self.config["time_limit_seconds"]
        failed = False
        for step in figures.STEPS:
            made = any(one["step"] == "provision" for one in self.runs)
            if failed and not (made and step in ("teardown", "sweep")):
                continue
            failed = not self.attempt(step, deadline) or failed
        return self.report()

    def attempt(self, step, deadline):
        """One step with its time. Says whether it has done what it should."""
        one = {"step": step, "attempt": 1, "state": "passed", "actor": "machine", "startedAt": markers.now()}
        start = time.monotonic()
        try:
            if start > deadline and step not in ("teardown", "sweep"):
                raise Problem("time-limit")
            getattr(self, step)()
        except Problem as problem:
            one.update(state="failed", problem=problem.fields)
        except Exception as error:  # pylint: disable=broad-exception-caught
            # Whatever broke, what was made must be taken down, and a report must say so.
            one.update(state="failed", problem={"code": "errored", "subject": step, "actual": repr(error)[:500]})
        one["durationMs"] = round((time.monotonic() - start) * 1000)
        one["endedAt"] = markers.now()
        if step == "restore" and self.bytes is not None:
            one["bytes"] = {"done": self.bytes, "total": self.bytes}
        self.runs.append(one)
        self.say(step, f"{one['state']} after {one['durationMs']} ms {one.get('problem', '')}".strip())
        return one["state"] == "passed"

    def say(self, step, text):
        """A line of the log."""
        self.log.append({"line": len(self.log) + 1, "at": markers.now(), "step": step, "text": text})
        print(f"{self.id} {step}: {text}", flush=True)

    def probe(self):
        """Tools, the source, room, and that the target is not the source."""
        self.source = describe_source(self.config)
        guard.assert_apart(self.config, self.directory, self.source)
        tools = [self.tool(name) for name in self.store.tools]
        room = shutil.disk_usage(self.config["work_directory"]).free
        needed = int(self.source["bytes"] * 1.5)
        self.findings["probe"] = {
            "tools": tools,
            "missing": [name for name in ("pg_amcheck",) if not os.path.exists(self.server.program(name))],
            "sourceIdentity": self.source["identity"],
            "sourceVersion": self.source["version"],
            "neededBytes": needed,
            "freeBytes": room,
        }
        if room < needed:
            raise Problem("not-enough-space", expected=needed, actual=room)

    def tool(self, name):
        """A program and its version."""
        said = run([self.server.program(name), "--version"], "tool-missing")
        return {"name": name, "version": said.strip()[:200]}

    def freeze(self):
        """The failure is simulated now: nothing that reaches the repository later is used."""
        failed_at = markers.now()
        frozen, self.manifest = self.store.freeze(failed_at)
        frozen["failedAt"] = failed_at
        expected = markers.expected_seq(markers.read_ledger(self.config), frozen, failed_at)
        if expected is not None:
            frozen["expectedSeq"] = expected
        text = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        frozen["digest"] = hashlib.sha256(text.encode()).hexdigest()
        self.findings["frozen"] = frozen

    def plan(self):
        """What will be done, told beforehand."""
        frozen = self.findings["frozen"]
        self.findings["dryRun"] = {
            "commands": self.store.commands(frozen),
            "backup": frozen["backup"],
            "archiveFiles": 0,
            "archiveBytes": 0,
            "checks": ["pg_amcheck", "not-empty", "markers"],
            "refusals": [],
        }

    def provision(self):
        """An empty target in a folder that only this user can enter."""
        os.mkdir(self.directory, 0o700)
        self.store.provision(self.server, self.findings["frozen"])
        self.findings["target"] = {"name": self.id, "port": self.server.connection["port"]}

    def restore(self):
        """Puts the bytes in place."""
        self.bytes = self.store.restore(self.server, self.findings["frozen"], self.manifest)

    def recover(self):
        """Until the target takes writes."""
        self.store.recover(self.server)
        [[version]] = self.server.ask("SELECT current_setting('server_version')")
        self.findings["recovery"] = {"serverVersion": version}

    def verify(self):
        """Looks into the data. A check that fails does not end the drill, so that the report says all."""
        database = self.config["source"]["database"]
        [[tables]] = self.server.ask(
            "SELECT count(*) FROM pg_stat_user_tables WHERE schemaname <> 'textloom'", database=database
        )
        empty = check("not-empty", int(tables) > 0, "count of tables", "more than 0", tables, "restored-empty")
        self.findings["verifications"] = [self.amcheck(database), empty]

    def amcheck(self, database):
        """Reads all tables and indexes."""
        if "pg_amcheck" in self.findings["probe"]["missing"]:
            return {"name": "pg_amcheck", "state": "skipped", "blocking": True, "method": "pg_amcheck"}
        where = self.server.connection
        command = [
            self.server.program("pg_amcheck"),
            *("--install-missing", "-h", where["host"], "-p", str(where["port"]), "-U", where["user"], database),
        ]
        try:
            run(command, "check-failed", timeout=self.config["time_limit_seconds"])
        except Problem as problem:
            return check("pg_amcheck", False, "pg_amcheck", "no damage", problem.fields.get("actual"), "check-failed")
        return check("pg_amcheck", True, "pg_amcheck")

    def smoke(self):
        """The first business request, rolled back."""
        sql = self.config["smoke"].rstrip("; ")
        try:
            rows = self.server.ask(f"BEGIN; {sql}; ROLLBACK", "smoke-failed", self.config["source"]["database"])
            self.findings["smoke"] = check("smoke", bool(rows), sql, "a row", f"{len(rows)} rows", "smoke-failed")
        except Problem as problem:
            actual = problem.fields.get("actual")
            self.findings["smoke"] = check("smoke", False, sql, "a row", actual, "smoke-failed")

    def measure(self):
        """Loss, and time."""
        frozen, ledger = self.findings["frozen"], markers.read_ledger(self.config)
        found = markers.recovered_markers(self.server, self.config["source"]["database"])
        if found is not None:
            self.findings["markers"] = found
        loss = figures.rpa_of(frozen["failedAt"], found, ledger, frozen)
        if loss is not None:
            self.findings["rpa"] = loss
        if self.findings["smoke"]["state"] == "passed":
            self.findings["rta"] = figures.rta_of(self.runs, self.assumed())

    def teardown(self):
        """Stops and removes what the drill has made."""
        self.server.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
        self.findings["removed"] = [self.id]

    def sweep(self):
        """Looks whether anything is left. What a drill has left whose runner was ended goes now: only one runs."""
        for name in self.left():
            if name != self.id:
                directory = os.path.join(self.config["work_directory"], name)
                ScratchServer(self.config, directory).stop()
                shutil.rmtree(directory, ignore_errors=True)
        self.findings["leftovers"] = self.left()

    def left(self):
        """Names of the folders of drills."""
        return sorted(name for name in os.listdir(self.config["work_directory"]) if NAME.fullmatch(name))

    def assumed(self):
        """Time that a drill does not rehearse."""
        named = self.config["assumed_seconds"]
        return {f"{name}Ms": int(named[name] * 1000) for name in ("detection", "response", "switch")}

    def report(self):
        """The report. `drill` is what the portal calls a drill."""
        config, scenario = self.config, self.config["scenario"]
        target = {"rtoMs": config["rto_seconds"] * 1000, "rpoMs": config["rpo_seconds"] * 1000}
        heartbeat = {"heartbeatMs": config["marker_seconds"] * 1000} if config.get("marker_seconds") else {}
        plan = {"id": f"{config['store']['id']}-{scenario}", "store": config["store"]["id"], "scenario": scenario}
        plan.update(target={"kind": "latest"}, schedule=config["schedule"], assumed=self.assumed())
        plan["timeLimitMs"] = config["time_limit_seconds"] * 1000
        drill = {
            "id": self.id,
            "version": len(self.runs),
            "plan": plan,
            "store": {**config["store"], "targets": {scenario: target}, **heartbeat},
            "target": target,
            "state": "Finished",
            "startedBy": f"timer of {os.uname().nodename}",
            "queuedAt": self.began,
            "startedAt": self.began,
            "endedAt": markers.now(),
            "steps": self.runs,
            "step": self.runs[-1]["step"],
            "findings": self.findings,
            "problems": [one["problem"] for one in self.runs if "problem" in one][:1],
        }
        drill["outcome"] = figures.outcome_of(drill)
        return {
            "format": "textloom-restore-run/1",
            "environment": config["environment"],
            "drill": drill,
            "log": self.log,
        }


def check(name, passed, method, expected=None, actual=None, code="check-failed"):
    """One check, in the portal's form."""
    found = {"name": name, "state": "passed" if passed else "failed", "blocking": True, "method": method}
    if expected is not None:
        found.update(expected=str(expected), actual=str(actual))
    if not passed:
        found["problem"] = {"code": code, "subject": name, "expected": str(expected), "actual": str(actual)}
    return found
