"""The floor: picows, a WebSocket server written in Cython, writing what it hears to everyone; no protocol above it."""

import asyncio
import os

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

everyone: set[WSTransport] = set()


class Room(WSListener):  # type: ignore[misc]  # picows is not typed
    def on_ws_connected(self, transport: WSTransport) -> None:
        everyone.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        everyone.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            said = frame.get_payload_as_bytes()
            for each in everyone:
                each.send(WSMsgType.TEXT, said)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()


async def main() -> None:
    room = lambda _request: Room()
    server = await ws_create_server(room, "127.0.0.1", int(os.environ["BENCH_PORT"]))
    await server.serve_forever()


asyncio.run(main())
