// The one place that holds a socket. Everything asked is answered, or the waiting ends.
import { io } from "../../vendor/socket.io.esm.min.js"
import { SECOND } from "./timing.js"

// A phone in a lift: long enough for a slow network, short enough to say so.
const ANSWER_WITHIN = 8 * SECOND

// Spread out, so that everybody who lost the server does not return in the same second.
export const RETURNS = { reconnectionDelay: 0.5 * SECOND, reconnectionDelayMax: 8 * SECOND, randomizationFactor: 0.6 }

export class Socket {
  #socket

  constructor(namespace) {
    this.#socket = io(namespace, { transports: ["websocket"], ...RETURNS })
  }

  hear(event, heard) {
    this.#socket.on(event, heard)
  }

  // Resolves to the answer; rejects when none came in time.
  ask(event, payload) {
    return this.#socket.timeout(ANSWER_WITHIN).emitWithAck(event, payload)
  }

  tell(event, payload) {
    if (this.#socket.connected) this.#socket.emit(event, payload)
  }

  get isOpen() {
    return this.#socket.connected
  }

  open() {
    this.#socket.connect()
  }

  close() {
    this.#socket.disconnect()
  }
}
