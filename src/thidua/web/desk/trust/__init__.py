"""Trusting this server's own certificate: open to everybody on the office's network, before anybody can sign in."""
