"""A real web server on this machine whose every path has a habit."""

import gzip
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!doctype html><html><head><title>Barge sinks | Quay Herald</title><meta charset=utf-8>
<meta property="og:site_name" content="Quay Herald"></head><body><nav><a href="/">Home</a> <a href="/x">News</a></nav>
<article><h1>Barge sinks</h1><p>A barge sank in the lower basin on Tuesday night, and the harbour office said that
nobody had been aboard when the hull gave way. Divers were to look at it in the morning, once the tide had turned.</p>
<p>The owner said he had warned the office twice about the mooring. The office confirmed one letter and said that it was
still looking for the other, as the <a href="/log">harbour log</a> for that month was being bound.</p></article>
<footer>Share this</footer></body></html>"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        path = self.path.split("?")[0]
        self.server.asked[path] += 1
        self.server.agents.add(self.headers.get("User-Agent", ""))
        habit = self.server.habits.get(path)
        if habit is None:
            return self.say(404, b"gone")
        return habit(self)

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def page(handler):
    handler.say(200, PAGE, Content_Type="text/html; charset=utf-8")


def status(code, **headers):
    return lambda handler: handler.say(code, b"no", **headers)


def moved(target, code=302):
    return lambda handler: handler.say(code, b"", Location=target)


def after_failures(failures, code=503, **headers):
    def habit(handler):
        if handler.server.asked[handler.path] <= failures:
            return handler.say(code, b"busy", **headers)
        return page(handler)

    return habit


def tagged(handler):
    if handler.headers.get("If-None-Match") == '"v1"':
        return handler.say(304, b"", ETag='"v1"')
    return handler.say(200, PAGE, Content_Type="text/html", ETag='"v1"')


def sleepy(handler):
    time.sleep(1.5)


def dripping(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
    handler.close_connection = True


def bomb(handler):
    handler.say(200, gzip.compress(b"a " * 3_000_000), Content_Type="text/html", Content_Encoding="gzip")


def large(handler):
    handler.say(200, b"a" * 2_000_000, Content_Type="text/html")


def of(media, body):
    return lambda handler: handler.say(200, body, Content_Type=media)


@contextmanager
def serving(habits):
    """The address of a server with these habits, and the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.habits, server.asked, server.agents = habits, Counter(), set()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
