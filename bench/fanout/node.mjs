// The same room with Socket.IO for Node.js as it comes; WebSocket only, as ours.
import { createServer } from "node:http"
import { Server } from "socket.io"

const http = createServer()
const server = new Server(http, { transports: ["websocket"] })
server.on("connection", (socket) => {
  socket.join("room")
  socket.on("say", (said) => server.to("room").emit("said", said))
})
http.listen(Number(process.env.BENCH_PORT), "127.0.0.1")
