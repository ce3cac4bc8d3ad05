"""Serves moto on a port of 127.0.0.1, one request at a time.

The server that comes with moto serves requests side by side although its
conditional writes are not atomic, so that races have two winners that have
only one on AWS. It also logs every request.
"""

import sys
import threading

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple


class Handler(MotoRequestHandler):
    def log_request(self, *_):
        pass


class OneAtATime:
    def __init__(self, app):
        self.app = app
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self.lock:
            return list(self.app(environ, start_response))


run_simple(
    "127.0.0.1",
    int(sys.argv[1]),
    OneAtATime(DomainDispatcherApplication(create_backend_app)),
    threaded=True,
    request_handler=Handler,
)
