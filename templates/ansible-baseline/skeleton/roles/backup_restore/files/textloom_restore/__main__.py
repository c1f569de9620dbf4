"""
python3 -m textloom_restore drill|marker --config FILE

drill restores the newest backup into a scratch instance, writes a report, and ends with 0 PASS, 1 FAIL, 2 refused,
3 PARTIAL or 4 INVALID. marker writes one marker into the source.
"""

import argparse
import fcntl
import json
import os
import sys

from .drill import Drill
from .figures import Problem
from .markers import write_marker
from .server import run

CODES = {"PASS": 0, "FAIL": 1, "PARTIAL": 3, "INVALID": 4}
REFUSED = 2


def keep(config, report):
    """Keeps a report under its name, and as the newest; and outside, where that is set."""
    folder = config["reports"]
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    path = os.path.join(folder, f"{report['drill']['id']}.json")
    for name in (path, os.path.join(folder, "latest.json")):
        with open(f"{name}.new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(f"{name}.new", name)
    if config.get("reports_address"):
        address = f"{config['reports_address']}/{os.path.basename(path)}"
        try:
            run(["aws", "s3", "cp", "--quiet", "--sse", "aws:kms", path, address], timeout=300)
        except Problem as problem:
            # The verdict is about the backup, and stands.
            print(f"the report is on this host only: {problem}", file=sys.stderr)
    return path


def drill(config):
    """One drill at a time: a second one would find the first one's folder, and call it left behind."""
    os.umask(0o077)
    # Not where drills work: that might be the source, which only the drill finds out.
    with open(os.path.join(config["reports"], ".lock"), "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("refused: another drill runs", file=sys.stderr)
            return REFUSED
        report = Drill(config).run()
        outcome = report["drill"]["outcome"]
        print(f"{outcome.get('verdict', outcome['kind'])}: {keep(config, report)}")
        return CODES.get(outcome.get("verdict"), REFUSED)


def main():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="textloom_restore")
    parser.add_argument("command", choices=["drill", "marker"])
    parser.add_argument("--config", required=True)
    arguments = parser.parse_args()
    with open(arguments.config, encoding="utf-8") as file:
        config = json.load(file)
    if arguments.command == "drill":
        return drill(config)
    try:
        print(f"marker {write_marker(config)['seq']}")
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
