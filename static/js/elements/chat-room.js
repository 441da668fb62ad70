import { one, tell } from "../lib/dom.js"
import { Socket } from "../lib/socket.js"
import { atMostEvery, whenQuiet, SECOND } from "../lib/timing.js"
import { RoomLog } from "../models/room-log.js"
import { MessageList } from "./message-list.js"
import { SayForm } from "./say-form.js"
import "./voice-choice.js"

// Somebody writes: said at most this often, and forgotten a little later.
const TYPING_EVERY = 3 * SECOND
const TYPING_FADES = 5 * SECOND
// When everybody is asked to look for what they missed, not everybody in the same moment.
const SPREAD = 1.5 * SECOND

// A room that already reads and writes without scripts becomes live.
class ChatRoom extends HTMLElement {
  #socket
  #log
  #lines
  #say

  connectedCallback() {
    if (this.dataset.live !== "yes") return
    this.#log = new RoomLog(Number(this.dataset.last))
    this.#lines = new MessageList(one("[data-messages]", this), one("[data-newer]", this), (name) => this.#isOwn(name))
    this.#socket = new Socket("/chat")
    const form = one("form[data-say]", this)
    if (form) this.#say = new SayForm(this, form, { send: (line) => this.#ask("say", line), put: (message) => this.#lines.put(message) })
    this.#listen()
    this.#lines.toEnd()
  }

  disconnectedCallback() {
    this.#socket?.close()
  }

  #listen() {
    this.#socket.hear("connect", () => this.#enter())
    this.#socket.hear("message_said", (message) => this.#arrived(message, true))
    this.#socket.hear("message_changed", (message) => this.#arrived(message, false))
    this.#socket.hear("message_removed", (gone) => this.#removed(gone))
    this.#socket.hear("presence_changed", (presence) => this.#awake(presence))
    this.#socket.hear("missed", () => setTimeout(() => this.#enter(), Math.random() * SPREAD))
    this.#socket.hear("room_changed", () => location.reload())
    this.#socket.hear("evicted", () => location.reload())
    this.addEventListener("input", atMostEvery(() => this.#socket.tell("typing", { room: this.dataset.room }), TYPING_EVERY))
  }

  #ask(event, payload) {
    return this.#socket.ask(event, { room: this.dataset.room, ...payload })
  }

  // Asks for everything after the last number seen, in as many rounds as it takes.
  async #enter() {
    try {
      let answer
      do {
        answer = await this.#ask("enter", { after: this.#log.last, mask: this.#voice?.chosen.mask ?? "" })
        if (!answer.ok) return tell(answer.message)
        answer.messages.forEach((message) => this.#lines.put(message))
        answer.removed.forEach((id) => this.#lines.remove(id))
        this.#log.caughtUp(answer.last)
      } while (!answer.complete)
      this.#awake(answer)
      this.#say?.flush()
    } catch {
      // No answer: the socket reports the loss and enters again when it is back.
    }
  }

  #arrived(message, isNew) {
    if (message.room !== this.dataset.room) return
    if (!this.#log.follows(message.number)) return this.#enter()
    this.#lines.put(message)
    one("[data-nothing]", this)?.remove()
    if (isNew && !this.#isOwn(message.mask)) one("[data-announce]", this).textContent = `${message.mask}: ${message.body}`
  }

  get #voice() {
    return one("voice-choice", this)
  }

  #isOwn(name) {
    return this.#voice?.names.includes(name) ?? false
  }

  #removed(gone) {
    if (gone.room !== this.dataset.room) return
    this.#lines.remove(gone.id)
    if (!this.#log.follows(gone.number)) this.#enter()
  }

  #awake({ room = this.dataset.room, awake, typing }) {
    if (room !== this.dataset.room) return
    const place = one("[data-awake]", this)
    place.textContent = typing ? place.dataset.typing : place.dataset.some.replace("{number}", awake)
    if (typing) this.#stopsTyping(awake)
  }

  #stopsTyping = whenQuiet((awake) => this.#awake({ awake }), TYPING_FADES)
}

customElements.define("chat-room", ChatRoom)
