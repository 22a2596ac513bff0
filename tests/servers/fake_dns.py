"""A real name server on loopback: answers from a zone over UDP, or not at all."""

import contextlib
import socketserver
import threading

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class FakeNames:
    """``zone``: (name, kind) -> records as text. ``mood``: None, "silent", "garbage", or an error such as "SERVFAIL"."""

    def __init__(self, port):
        self.port = port
        self.zone = {}
        self.mood = None
        self.asked = []

    def answer(self, wire):
        if self.mood == "silent":
            return None
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True).lower(), question.rdtype.name
        self.asked.append((name, kind))
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if self.mood == "garbage":
            return reply.to_wire()[:7] + b"\xff" * 20
        if self.mood:
            reply.set_rcode(dns.rcode.from_text(self.mood))
        elif (name, kind) in self.zone:
            reply.answer.append(dns.rrset.from_text_list(question.name, 300, "IN", kind, self.zone[name, kind]))
        elif not any(known == name for known, _ in self.zone):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


@contextlib.contextmanager
def fake_names():
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            wire, line = self.request
            reply = self.server.names.answer(wire)
            if reply is not None:
                line.sendto(reply, self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.names = FakeNames(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server.names
        server.shutdown()
        thread.join(5)
