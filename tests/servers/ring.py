"""A keyring for a process of its own: it knows one password for every account and keeps nothing."""

from keyring.backend import KeyringBackend


class OnePassword(KeyringBackend):
    priority = 5

    def get_password(self, service, username):
        return "secret"

    def set_password(self, service, username, password):
        """Nothing is kept."""

    def delete_password(self, service, username):
        """Nothing was kept."""
