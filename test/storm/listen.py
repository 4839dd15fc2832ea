"""Open a port and give it to a program, as a systemd socket unit does: listen.py PORT BACKLOG PROGRAM [ARGUMENT…]

Odoo lets 8 connections a worker wait for a free one; the kernel drops the others, whose senders then try
again after 1, 2, 4 … 64 s. A port that is opened for it has room for as many as one says.
"""
import os
import socket
import sys

FIRST_DESCRIPTOR = 3  # of those that systemd hands over: sd_listen_fds(3)

port, backlog, *command = sys.argv[1:]
opened = socket.create_server(("127.0.0.1", int(port)), backlog=int(backlog))
opened.setblocking(False)
if opened.fileno() != FIRST_DESCRIPTOR:
    os.dup2(opened.fileno(), FIRST_DESCRIPTOR)
os.set_inheritable(FIRST_DESCRIPTOR, True)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execvp(command[0], command)
