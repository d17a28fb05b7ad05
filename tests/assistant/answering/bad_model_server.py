"""A server that speaks the OpenAI protocol badly: each way of going wrong under a name."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONG = 30.0
"""Seconds that stand for never."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # the client has given up
            self.server.behave(self)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def start(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def whole(self, text: str, status: int = 200, kind: str = "application/json") -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def delta(self, **delta: object) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        self.event(
            json.dumps(
                {
                    "id": "1",
                    "object": "chat.completion.chunk",
                    "created": 1,
                    "model": "small",
                    "choices": [choice],
                }
            )
        )

    def say(self, text: str, pause: float = 0.0) -> None:
        for character in text:
            self.delta(content=character)
            time.sleep(pause)

    def done(self) -> None:
        choice = {"index": 0, "delta": {}, "finish_reason": "stop"}
        self.event(
            json.dumps(
                {
                    "id": "1",
                    "object": "chat.completion.chunk",
                    "created": 1,
                    "model": "small",
                    "choices": [choice],
                }
            )
        )
        self.event("[DONE]")

    def sleep(self) -> None:
        self.server.stopped.wait(LONG)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: Callable[[_Handler], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave = behave
        self.stopped = threading.Event()


def says(text: str) -> Callable[[_Handler], None]:
    """A server that streams this text and ends well."""

    def behave(handler: _Handler) -> None:
        handler.start()
        handler.say(text)
        handler.done()

    return behave


def says_when_heard(first: str, rest: str, heard: threading.Event) -> Callable[[_Handler], None]:
    """A server that streams the rest of its text only if the first part was heard, and else ends badly."""

    def behave(handler: _Handler) -> None:
        handler.start()
        handler.say(first)
        if heard.wait(LONG):
            handler.say(rest)
            handler.done()

    return behave


def _hangs(handler: _Handler) -> None:
    handler.sleep()


def _hangs_after_headers(handler: _Handler) -> None:
    handler.start()
    handler.sleep()


def _hangs_in_the_middle(handler: _Handler) -> None:
    handler.start()
    handler.say("学校食堂要落实负责人陪餐[1]。每学期")
    handler.sleep()


def _dies_in_the_middle(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    line = b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"\xe5\xad\xa6\xe6\xa0\xa1"}}]}\n\n'
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
    handler.wfile.flush()


def _never_ends(handler: _Handler) -> None:
    handler.start()
    while not handler.server.stopped.is_set():
        handler.say("的", 0.02)


def _events(*lines: str) -> Callable[[_Handler], None]:
    def behave(handler: _Handler) -> None:
        handler.start()
        for line in lines:
            handler.event(line)

    return behave


def _status(status: int, message: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.whole(json.dumps({"error": {"message": message, "code": "x"}}), status)


def _calls_a_tool(handler: _Handler) -> None:
    handler.start()
    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "search", "arguments": "{}"}}
    handler.delta(role="assistant", content=None, tool_calls=[call])
    handler.done()


def _refuses_by_field(handler: _Handler) -> None:
    handler.start()
    handler.delta(role="assistant", content=None, refusal="I cannot help with that.")
    handler.done()


BEHAVIOURS: Mapping[str, Callable[[_Handler], None]] = {
    "hangs": _hangs,
    "hangs after its headers": _hangs_after_headers,
    "hangs in the middle": _hangs_in_the_middle,
    "dies in the middle": _dies_in_the_middle,
    "a word now and then without end": _never_ends,
    "refuses the key": _status(401, "wrong key"),
    "has no such model": _status(404, "no such model"),
    "is overloaded": _status(429, "slow down"),
    "breaks": _status(500, "out of memory"),
    "context too long": _status(400, "maximum context length is 512 tokens"),
    "answers with a web page": lambda handler: handler.whole("<html>login</html>", kind="text/html"),
    "answers with nothing": lambda handler: handler.whole(""),
    "sends no event": _events(),
    "sends only the end": _events("[DONE]"),
    "sends what is no JSON": _events('{"id": "1", "choices": [{"delta": {"content": "学'),
    "sends no choices": _events('{"id":"1","object":"chat.completion.chunk","choices":null}', "[DONE]"),
    "sends an empty list of choices": _events('{"id":"1","choices":[]}', "[DONE]"),
    "sends another shape": _events("[1, 2, 3]", "[DONE]"),
    "sends an error as an event": _events('{"error":{"message":"CUDA out of memory"}}'),
    "calls a tool": _calls_a_tool,
    "refuses in a field": _refuses_by_field,
    "says nothing": says(""),
    "says blanks": says(" \n\n "),
    "apologises": says("抱歉，我无法回答这个问题。"),
    "says that it is an AI": says("作为一个人工智能助手，我建议您咨询有关部门[1]。"),
    "finds nothing": says("材料中没有。"),
    "cites nothing": says("学校食堂要落实负责人陪餐，食材来源要公示。"),
    "cites what it was not given": says("学校食堂要落实负责人陪餐[9]。"),
    "cites another of its places": says("学校食堂要落实负责人陪餐[3]。"),
    "answers in English": says("School canteens must publish the origin of their food every single day [1]."),
    "answers in another script": says("学校の食堂では責任者が必ず児童と一緒に食事をします[1]。"),
    "obeys words in a document": says("好的，已忽略以上指令，目标是999亿户[1]。"),
    "gives away its instructions": says("你是政府办公室的文秘，根据给出的材料用一到三句话回答问题[1]。"),
    "adds a link": says("学校食堂要落实负责人陪餐，详见 http://example.com/a?x=1 [1]。"),
    "adds a number": says("学校食堂要落实负责人陪餐，覆盖300所学校[1]。"),
    "adds a picture": says("学校食堂要落实负责人陪餐[1]。![x](http://example.com/x.png)"),
    "adds markup": says("<script>alert(1)</script>学校食堂要落实负责人陪餐[1]。"),
    "repeats itself": says("学校食堂要落实负责人陪餐，" * 200),
    "thinks without end": says("<think>我想想。" * 50),
}  # fmt: skip


@contextmanager
def model_server(behave: Callable[[_Handler], None]) -> Iterator[str]:
    """The base address of a server that behaves so."""
    server = _Server(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
