"""A server on this machine that speaks S3."""

import os

import pytest


@pytest.fixture(scope="session")
def s3_server():
    """Start the server and point S3 clients to it by the variables that all of them read."""
    moto = pytest.importorskip(
        "moto.server", reason="MOTO IS NOT INSTALLED, S3 is not tested: pip install moto[s3] flask"
    )
    pytest.importorskip("s3fs", reason="S3FS IS NOT INSTALLED, S3 is not tested: pip install s3fs")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    variables = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    yield variables["AWS_ENDPOINT_URL"]
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
    server.stop()
