"""What a server can do to a write, before it is done or after: one answer each."""

from tests.servers.fake import Answer, error

FAULTS_BEFORE = {
    "412": lambda: Answer(412),
    "429": lambda: Answer(429, headers={"Retry-After": "9"}),
    "500": lambda: Answer(500),
    "503": lambda: Answer(503, headers={"Retry-After": "9"}),
    "dropped": lambda: Answer(drop=True),
    "refused": lambda: error(403, "valid-calendar-data"),
    "redirected": lambda: Answer(302, headers={"Location": "/login"}),
    "portal": lambda: Answer(200, b"<html/>", {"Content-Type": "text/html"}),
    "half a head": lambda: Answer(raw=iter([b"HTTP/1.1 201 Cre"])),
}
FAULTS_AFTER = {
    "reply lost": lambda _answer: Answer(drop=True),
    "reply cut in its head": lambda _answer: Answer(raw=iter([b"HTTP/1.1 201 Created\r\nETa"])),
    "reply cut in its body": lambda _answer: Answer(201, b"half", {"Content-Length": "8"}),
    "500 though stored": lambda _answer: Answer(500),
    "412 though stored": lambda _answer: Answer(412),
    "uid conflict though stored": lambda _answer: error(409, "no-uid-conflict"),
    "429 though stored": lambda _answer: Answer(429, headers={"Retry-After": "9"}),
}
WRITES = frozenset({"PUT", "DELETE"})
ENDING = frozenset({"429", "503", "redirected", "429 though stored"})  # after these nothing more is sent in a run


def break_writes(fake, name, is_hit):
    """From now on every write whose number (from 1) is hit meets this fault; a fault is met once a number."""
    count = {"heard": 0, "done": 0}

    def before(request):
        if request.method not in WRITES:
            return None
        count["done"] += 1
        return FAULTS_BEFORE[name]() if name in FAULTS_BEFORE and is_hit(count["done"]) else None

    def after(request, answer):
        hit = request.method in WRITES and name in FAULTS_AFTER and is_hit(count["done"])
        return FAULTS_AFTER[name](answer) if hit else answer

    def hears(method, _path):
        count["heard"] += method in WRITES
        return not (method in WRITES and name == "request cut" and is_hit(count["heard"]))

    fake.before, fake.after, fake.hears = before, after, hears


def mend(fake):
    """The server is well again."""
    fake.before, fake.after = (lambda _request: None), (lambda _request, answer: answer)
    fake.hears = lambda _method, _path: True


FAULTS = ("request cut", *FAULTS_BEFORE, *FAULTS_AFTER)
