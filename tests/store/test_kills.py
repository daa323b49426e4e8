"""Adding that is killed at any moment and begun again: nothing is lost, doubled or torn, on either database.

``DRAGOMAN_KILLS=200`` kills so often.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.homes import Home

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("DRAGOMAN_KILLS", "20"))


@pytest.mark.slow
def test_kills_and_redelivery_lose_double_and_tear_nothing(home: Home) -> None:
    command = [sys.executable, "-m", "tests.store.killing", home.address, "--kills", str(KILLS)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    told = json.loads(ended.stdout)
    assert (told["lost"], told["doubled"], told["faults"]) == (0, 0, [])
    assert told["is_as_undisturbed"]
    assert told["while_adding"] > KILLS // 2
