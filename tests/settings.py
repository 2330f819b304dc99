"""Settings of the suite: a data folder of its own, a fast hasher, the database of the run."""

import atexit
import os
import shutil
import tempfile

# Before the product's settings are read: no run may touch the data folder of the person who runs it.
os.environ["DONDOC_DATA"] = tempfile.mkdtemp(prefix="dondoc-tests-")
atexit.register(shutil.rmtree, os.environ["DONDOC_DATA"], ignore_errors=True)
os.environ["DONDOC_DATABASE_URL"] = os.environ.get("DONDOC_TEST_DATABASE_URL", "")
for name in ("DONDOC_DEMO", "DONDOC_PACKS", "DONDOC_HTTPS", "DONDOC_NEAR_DAYS", "DONDOC_DEBUG"):
    os.environ.pop(name, None)

from dondoc.config import messages  # noqa: E402 - after the environment is ready
from dondoc.config.settings import *  # noqa: E402, F403
from dondoc.config.settings import DATA, DATABASES  # noqa: E402

messages.compile_all()
(DATA / "static").mkdir(exist_ok=True)
COLUMNS = None  # a test that wants the echo has one of its own: databases are rolled back

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in the product: in memory two writers would not wait for one another.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
else:
    # Two runs on one server must not empty each other's database.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
    DATABASES["default"]["TEST"] = {"NAME": f"test_dondoc_{run}"}
