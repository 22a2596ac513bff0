"""What every test relies on: an offscreen Qt, no keyring but the test's own, one authority for certificates."""

import os

import pytest

from tests.servers.certificates import Authority

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Vouches for servers on loopback."""
    return Authority(tmp_path_factory.mktemp("authority"))
