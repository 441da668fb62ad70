"""Some of the people in a room, in a process of their own: sockets read as bytes, and of each line the moment it was read.

Run by bench/bench_room.py as `reader.py PORT ORIGIN ROOM` with one cookie a line on stdin; an empty line begins the reading.
Says "in" when everybody is inside, and at the end (SIGTERM) one line of JSON: by number of the line how many heard it and
when the last one did, and the processor seconds used. All clocks are CLOCK_MONOTONIC, the same for every process.
"""

import base64
import json
import os
import re
import select
import signal
import socket
import sys
import time

OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
NUMBER = re.compile(rb'"message_said",\{.*?"number": ?(\d+)')
PING = b"\x81\x012"
PONG = b"\x81\x81\x00\x00\x00\x003"  # masked with zeros: a mask costs what is measured
heard: dict[int, list[float]] = {}
ends: list[bool] = []


def main() -> None:
    port, origin, room = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    signal.signal(signal.SIGTERM, lambda *_: ends.append(True))
    everyone = [come(port, origin, cookie.strip()) for cookie in iter(sys.stdin.readline, "\n")]
    for one in everyone:
        one.sendall(masked(f"42/chat,0{json.dumps(['enter', {'room': room}])}"))
    print("in", flush=True)
    read(everyone)
    used = time.process_time()
    print(
        json.dumps({"heard": {number: [len(each), max(each)] for number, each in heard.items()}, "used": used}),
        flush=True,
    )


def read(everyone: list[socket.socket]) -> None:
    poll = select.epoll()
    rests = {one.fileno(): b"" for one in everyone}
    lines = {one.fileno(): one for one in everyone}
    for one in everyone:
        one.setblocking(False)
        poll.register(one.fileno(), select.EPOLLIN)
    while not ends:
        for number, _event in poll.poll(0.2, 4096):
            rests[number] = take(lines[number], rests[number])


def take(one: socket.socket, rest: bytes) -> bytes:
    data = rest + one.recv(1 << 18)
    while (end := end_of_frame(data)) <= len(data):
        frame, data = data[:end], data[end:]
        if frame == PING:
            one.send(PONG)
        elif found := NUMBER.search(frame):
            heard.setdefault(int(found[1]), []).append(time.monotonic())
    return data


def come(port: int, origin: str, cookie: str) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), 120)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = base64.b64encode(os.urandom(16)).decode()
    made.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {origin.partition('://')[2]}\r\nOrigin: {origin}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"{OFFER}Cookie: {cookie}\r\n\r\n".encode()
    )
    answer = b""
    while b'"sid"' not in answer:
        answer += made.recv(4096)
    made.sendall(masked("40/chat,"))
    while b"40/chat" not in answer:
        answer += made.recv(4096)
    return made


def masked(text: str) -> bytes:
    payload = text.encode()
    length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return b"\x81" + length + b"\x00\x00\x00\x00" + payload


def end_of_frame(data: bytes) -> int:
    """Where the first frame ends; beyond the data when it is not all there."""
    if len(data) < 2:
        return len(data) + 1
    length = data[1] & 0x7F
    if length < 126:
        return 2 + length
    wide = 2 if length == 126 else 8
    return len(data) + 1 if len(data) < 2 + wide else 2 + wide + int.from_bytes(data[2 : 2 + wide], "big")


if __name__ == "__main__":
    main()
