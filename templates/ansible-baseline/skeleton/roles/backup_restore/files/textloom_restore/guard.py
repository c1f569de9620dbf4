"""A drill never touches the source: what it would write to is looked at before anything is made."""

import os
import re
import socket

from .figures import Problem

PLAIN = re.compile(r"/[\w./-]+", re.ASCII)


def assert_apart(config, drill_directory, source):
    """
    Refuses a target that is the source, holds it or lies in it.

    `source` is what the source says of itself: `data_directory`, `socket_directories` and `port`.
    Raises Problem `aliases-source`, `invalid-target` or `target-busy`.
    """
    if os.geteuid() == 0:
        raise Problem("runs-as-root")
    # It stands in settings of pgBackRest and PostgreSQL, each with quotes of its own.
    if not PLAIN.fullmatch(drill_directory):
        raise Problem("invalid-target", "work_directory", "letters, digits, dots, hyphens and underscores")
    assert_no_server(config, source)
    data = source.get("data_directory")
    if data and overlaps(drill_directory, data):
        raise Problem("aliases-source", "data_directory")
    for directory in source.get("socket_directories", []):
        if identity(os.path.realpath(directory)) == identity(os.path.realpath(drill_directory)):
            raise Problem("aliases-source", "socket")
    if os.path.lexists(drill_directory):
        raise Problem("target-busy", os.path.basename(drill_directory))


def assert_no_server(config, source):
    """The target is a server that the drill starts by itself, behind a socket: whoever names another is refused."""
    host = config.get("target_host", "")
    if not host:
        return
    port = int(config.get("target_port", 5432))
    same_port = port == int(config["source"].get("port", 5432)) or port == int(source.get("port", 0))
    if same_port and addresses(host) & addresses(config["source"]["host"]):
        raise Problem("aliases-source", "host and port")
    raise Problem("invalid-target", "target_host", "none: the drill starts its own server")


def overlaps(one, other):
    """Whether two paths are the same place, or one holds the other, also through links and bind mounts."""
    first, second = os.path.realpath(one), os.path.realpath(other)
    if os.path.commonpath([first, second]) in (first, second):
        return True
    return identity(second) in map(identity, parents(first)) or identity(first) in map(identity, parents(second))


def parents(path):
    """The path and the folders above it, without the root, which is above everything."""
    while path != os.path.dirname(path):
        yield path
        path = os.path.dirname(path)


def identity(path):
    """What a place is, whatever its name; one that is not there is nothing else."""
    try:
        found = os.stat(path)
    except OSError:
        return path
    return (found.st_dev, found.st_ino)


def addresses(host):
    """All addresses of a host; a socket is this machine."""
    if host.startswith("/"):
        host = "localhost"
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return {host}
    local = {"127.0.0.1", "::1", "127.0.1.1"}
    return found | local if found & local else found
