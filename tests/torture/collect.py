"""Fetches the test calendars of other projects by package name, then judges how they are read and fuzzes them.

    python tests/torture/collect.py [FOLDER, else build/torture]

Nothing is installed outside that folder, and nothing of it belongs into this repository: the licences differ. What a registry
does not have is said and left out. The Debian part needs apt-get and is left out where there is none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

PYTHON = ("icalendar==7.3.0", "recurring-ical-events==3.8.2", "vobject==0.9.9", "ics==0.7.3", "khal==0.14.1")
DEBIAN = (
    *("libical3", "kcalcore", "php-sabre-vobject", "ruby-icalendar", "calcurse", "evolution-data-server"),
    *("golang-github-arran4-golang-ical", "libdata-ical-perl"),
)
KINDS = {".ics", ".ical", ".ifb", ".vcs"}
MAX_BYTES = 20 * 1024 * 1024  # of one file
DEB_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/torture").resolve()
    packed = folder / ".packed"
    (packed / "apt").mkdir(parents=True, exist_ok=True)
    for package in PYTHON:
        fetch_python(package, packed)
    if shutil.which("apt-get"):
        fetch_debian(packed / "apt")
    for archive in sorted(packed.rglob("*.tar.*")):
        if (archive.suffix in {".gz", ".xz", ".bz2"} and ".orig" in archive.name) or archive.parent == packed:
            count = unpack(archive, folder / archive.name.partition(".tar")[0].removesuffix(".orig"))
            print(f"{count:5d} files from {archive.name}", flush=True)
    here = Path(__file__).resolve().parent
    scripts = [here / "judge.py", here / "fuzz.py"]
    return max(
        subprocess.call([sys.executable, str(script), str(folder)], cwd=here.parent.parent) for script in scripts
    )


def fetch_python(package: str, packed: Path) -> None:
    """A source distribution; asked for without its dependencies, so nothing else comes."""
    name = package.partition("==")[0].replace("-", "_")
    if any(path.name.lower().replace("-", "_").startswith(name) for path in packed.glob("*.tar.gz")):
        return
    options = ["-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(packed)]
    if not fetch([sys.executable, *options, package]):
        tools = make_tools(packed, package)
        if not fetch([tools, *options, "--no-build-isolation", package]):
            print(f"not to be had: {package}", flush=True)


def fetch(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_tools(packed: Path, package: str) -> str:
    """A Python of its own with what an old package needs before it tells its own name: itself, for one."""
    folder = packed / "tools"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", "wheel", package], capture_output=True, check=False)
    return str(folder / "bin" / "python")


def fetch_debian(packed: Path) -> None:
    """Source packages through lists of their own, so that the system's lists stay as they are."""
    (packed / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (packed / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    sources = packed / "sources.list"
    sources.write_text("\n".join(name_sources()) + "\n")
    options = [
        *("-o", f"Dir::Etc::sourcelist={sources}", "-o", "Dir::Etc::sourceparts=/dev/null"),
        *("-o", f"Dir::State::lists={packed / 'lists'}", "-o", f"Dir::Cache={packed / 'cache'}"),
        *("-o", "APT::Sandbox::User=root"),
    ]
    subprocess.run(["apt-get", *options, "-q", "update"], capture_output=True, check=False)
    for package in DEBIAN:
        if not list(packed.glob(f"{package}_*.orig.tar.*")):
            command = ["apt-get", *options, "-q", "source", "--download-only", "--only-source", package]
            subprocess.run(command, capture_output=True, check=False, cwd=packed)
        if not list(packed.glob(f"{package}_*.orig.tar.*")):
            print(f"not to be had: {package}", flush=True)


def name_sources() -> Iterator[str]:
    """The source lines that belong to the binary packages this system already uses."""
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    suite = release.get("VERSION_CODENAME", "stable").strip('"')
    text = DEB_SOURCES.read_text() if DEB_SOURCES.exists() else Path("/etc/apt/sources.list").read_text()
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    mirror = next((word for word in words if "://" in word and "security" not in word), None)
    if mirror:
        yield f"deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror} {suite} main"


def unpack(archive: Path, folder: Path) -> int:
    """The calendars of an archive, flat paths only inside ``folder``; their number."""
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            target = (folder / member.name.partition("/")[2]).resolve()
            wanted = member.isfile() and Path(member.name).suffix.lower() in KINDS and member.size <= MAX_BYTES
            content = tar.extractfile(member) if wanted and target.is_relative_to(folder) else None
            if content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
                count += 1
    return count


if __name__ == "__main__":
    sys.exit(main())
