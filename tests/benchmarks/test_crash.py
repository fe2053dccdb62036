from tests.benchmarks.crash import crash


def test_killed_runs_lose_nothing():
    report = crash(kills=4, documents=30)
    assert report.kills == 4
    assert report.problems == []
