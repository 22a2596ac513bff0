"""Certificates for servers on loopback, and the file of the authority behind them."""

import ssl

import trustme


class Authority:
    """``path``: its certificate as a PEM file."""

    def __init__(self, folder):
        self.ca = trustme.CA()
        self.path = str(folder / "ca.pem")
        self.ca.cert_pem.write_to_path(self.path)

    def context(self, *names, **validity):
        """What a server of these names needs (127.0.0.1 without any)."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*(names or ("127.0.0.1",)), **validity).configure_cert(context)
        return context
