"""Time to recover, loss and verdict, by the rules of the portal's restore drills. Times are milliseconds."""

STEPS = (
    "probe",
    "freeze",
    "plan",
    "provision",
    "restore",
    "recover",
    "verify",
    "smoke",
    "measure",
    "teardown",
    "sweep",
)
# Found before anything was made: the drill proves nothing, and has hurt nobody.
BEFORE_TOUCHING = ("probe", "freeze", "plan")
REFUSALS = (
    "aliases-source",
    "invalid-target",
    "no-backup",
    "not-enough-space",
    "runs-as-root",
    "source-unreachable",
    "target-busy",
    "tool-missing",
)
CODES = {"smoke": "smoke-failed"}
# The time that users wait for: from the first act of the restore to the first answer.
TIMED = ("provision", "restore", "recover", "verify", "smoke")


class Problem(Exception):
    """Why a step did not do what it should, in the portal's words."""

    def __init__(self, code, subject=None, expected=None, actual=None):
        super().__init__(code if subject is None else f"{code}: {subject}")
        fields = {"subject": subject, "expected": expected, "actual": actual}
        self.fields = {"code": code}
        self.fields.update({key: str(value) for key, value in fields.items() if value is not None})


def rta_of(runs, assumed):
    """How long it took; None unless the first request has succeeded."""
    timed = [run for run in runs if run["step"] in TIMED]
    if not timed or timed[-1]["step"] != "smoke" or timed[-1]["state"] != "passed":
        return None
    measured = [phase(run["step"], "machine", run["durationMs"], "monotonic") for run in timed]
    technical = sum(part["ms"] for part in measured)
    phases = [
        phase("detection", "waiting", assumed["detectionMs"], "assumed"),
        phase("response", "human", assumed["responseMs"], "assumed"),
        *measured,
        phase("switch", "machine", assumed["switchMs"], "assumed"),
    ]
    return {
        "technicalMs": technical,
        "declaredMs": assumed["responseMs"] + technical,
        "fullMs": sum(part["ms"] for part in phases),
        "phases": phases,
        "byActor": {
            actor: sum(part["ms"] for part in phases if part["actor"] == actor)
            for actor in ("machine", "human", "waiting")
        },
        "pollingMs": 100,
    }


def phase(name, actor, duration, source):
    """One part of the time to recover."""
    return {"name": name, "actor": actor, "ms": duration, "source": source}


def last_contiguous(markers):
    """The newest marker with none missing before it."""
    if not markers or markers["count"] == 0:
        return None
    return markers["firstHole"] - 1 if "firstHole" in markers else markers["max"]


def rpa_of(failed_at, markers, ledger, frozen):
    """
    How much was lost: between the answer to the first marker that is missing and the sending of the last that is
    there. Without markers only the age of the copy is known, and the loss is at most that.
    """
    if markers is None:
        at = frozen["backup"]["completedAt"]
        return {
            "method": "copy-time",
            "lowerMs": 0,
            "upperMs": max(0, failed_at - at),
            "derivation": {"failedAt": failed_at, "restorePointAt": at},
        }
    last = last_contiguous(markers)
    known = [entry for entry in ledger if last is not None and entry["seq"] <= last]
    if not known:
        return None
    sent = max(known, key=lambda entry: entry["seq"])["sentAt"]
    later = [entry for entry in ledger if entry["seq"] > last]
    derivation = {"failedAt": failed_at, "lastSentAt": sent}
    lower = 0
    if later:
        derivation["nextAckedAt"] = min(later, key=lambda entry: entry["seq"])["ackedAt"]
        lower = max(0, failed_at - derivation["nextAckedAt"])
    expected = {"expectedSeq": frozen["expectedSeq"]} if "expectedSeq" in frozen else {}
    return {
        "method": "markers",
        "lastSeq": last,
        "lowerMs": lower,
        "upperMs": max(0, failed_at - sent),
        **expected,
        "derivation": derivation,
    }


def outcome_of(drill):
    """How the drill ended. What fails comes before what could not be measured, and that before what is partial."""
    early = [
        run["problem"]
        for run in drill["steps"]
        if run["step"] in BEFORE_TOUCHING and run.get("problem", {}).get("code") in REFUSALS
    ]
    if early:
        return {"kind": "refused", "problems": early}
    broken, failed = [], []
    for run in drill["steps"]:
        if "problem" in run:
            breaks = run["problem"]["code"] == "errored" and run["step"] not in ("teardown", "sweep")
            (broken if breaks else failed).append(run["problem"])
    findings = drill["findings"]
    fails = failed + failed_checks(findings, blocking=True) + lost(findings) + missed(drill)
    if findings.get("leftovers"):
        fails.append({"code": "leftovers", "subject": ", ".join(findings["leftovers"])})
    invalid = broken + unmeasured(drill)
    partial = failed_checks(findings, blocking=False) + estimated(drill)
    verdict = "FAIL" if fails else "INVALID" if invalid else "PARTIAL" if partial else "PASS"
    return {"kind": "verdict", "verdict": verdict, "problems": fails + invalid + partial}


def failed_checks(findings, blocking):
    """Problems of the checks that have failed; the first request is a check that blocks."""
    checks = list(findings.get("verifications", []))
    if blocking and "smoke" in findings:
        checks.append(findings["smoke"])
    return [
        check.get("problem", {"code": CODES.get(check["name"], "check-failed"), "subject": check["name"]})
        for check in checks
        if check["state"] == "failed" and check["blocking"] == blocking
    ]


def lost(findings):
    """Markers with a hole, or fewer than had reached the repository."""
    markers = findings.get("markers")
    if markers is None:
        return []
    last = last_contiguous(markers)
    problems = []
    if "firstHole" in markers:
        problems.append({"code": "markers-not-contiguous", "subject": str(markers["firstHole"])})
    expected = findings.get("frozen", {}).get("expectedSeq")
    if expected is not None and (last is None or last < expected):
        actual = {} if last is None else {"actual": str(last)}
        problems.append({"code": "markers-lost", "expected": str(expected), **actual})
    return problems


def missed(drill):
    """Targets that were not met. The upper end of the loss counts."""
    figures = (
        ("rto-missed", drill["target"]["rtoMs"], drill["findings"].get("rta", {}).get("fullMs")),
        ("rpo-missed", drill["target"]["rpoMs"], drill["findings"].get("rpa", {}).get("upperMs")),
    )
    return [
        {"code": code, "expected": str(target), "actual": str(actual)}
        for code, target, actual in figures
        if actual is not None and actual > target
    ]


def unmeasured(drill):
    """Markers are written, and there is no figure of them; unless something was found that says why."""
    rpa = drill["findings"].get("rpa")
    measured = any(run["step"] == "measure" and run["state"] == "passed" for run in drill["steps"])
    wanted = "heartbeatMs" in drill["store"]
    there = rpa is not None and (rpa["method"] == "markers" or not wanted)
    return [{"code": "no-markers"}] if measured and not there and not lost(drill["findings"]) else []


def estimated(drill):
    """The loss is known by the age of the copy only."""
    rpa = drill["findings"].get("rpa")
    weaker = rpa is not None and rpa["method"] != "markers" and "heartbeatMs" not in drill["store"]
    return [{"code": "rpa-estimated", "subject": rpa["method"]}] if weaker else []
