"""Fetch the Nu HTML checker from npm into .tools; Node.js and Java come with the test requirements."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

VNU = "vnu-jar@26.9.27"
TOOLS = Path(__file__).parent.parent / ".tools"


def main() -> int:
    """Put vnu.jar in place; 0 if it is there at the end."""
    jar = TOOLS / "vnu.jar"
    if jar.is_file():
        return 0
    TOOLS.mkdir(exist_ok=True)
    npm = Path(sys.executable).with_name("npm")
    subprocess.run([npm, "pack", "--silent", VNU], check=True, cwd=TOOLS, stdout=subprocess.DEVNULL)
    archive = next(TOOLS.glob("vnu-jar-*.tgz"))
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/build/dist/vnu.jar")
        if member is None:
            print(f"{VNU} holds no vnu.jar", file=sys.stderr)
            return 1
        jar.write_bytes(member.read())
    archive.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
