"""What tests that really commit need, in every folder."""

import pytest

COMMITS = {"live_server", "transactional_db"}


@pytest.fixture(autouse=True)
def guards_down_where_a_test_commits(request: pytest.FixtureRequest) -> None:
    """Let SQLite be emptied after such a test: that deletes events row by row.

    The guards stay down for the rest of the process; the tests of the guards raise them again.
    """
    marker = request.node.get_closest_marker("django_db")
    if COMMITS & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        from tests import world  # needs Django, which is awake by now

        request.getfixturevalue("transactional_db")
        world.guards(up=False)
