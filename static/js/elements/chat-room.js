import { one, tell } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { Socket } from "../lib/socket.js"
import { atMostEvery, SECOND } from "../lib/timing.js"
import { RoomLog } from "../models/room-log.js"
import { AwakeLine } from "./awake-line.js"
import { EarlierLines } from "./earlier-lines.js"
import { MessageList } from "./message-list.js"
import { SayForm } from "./say-form.js"
import { speak } from "./spoken-news.js"
import "./phone-keyboard.js"
import "./voice-choice.js"

const TYPING_EVERY = 3 * SECOND
// When everybody is asked to look for what they missed, not everybody in the same moment.
const SPREAD = 1.5 * SECOND
// A room that already reads and writes without scripts becomes live.
class ChatRoom extends HTMLElement {
  #socket
  #log
  #lines
  #say
  #awake = new AwakeLine(this)

  connectedCallback() {
    if (this.dataset.live !== "yes") return
    this.#log = new RoomLog(Number(this.dataset.last))
    this.#lines = new MessageList(one("[data-messages]", this), { pill: one("[data-newer]", this), unread: one("[data-unread]", this), isOwn: (name) => this.#isOwn(name) })
    new EarlierLines(one("[data-earlier]", this), this.#lines)
    this.#lines.mute(JSON.parse(this.dataset.muted))
    this.#socket = new Socket("/chat")
    const form = one("form[data-say]", this)
    if (form) this.#say = new SayForm(this, form, { send: (line) => this.#ask("say", line), lines: this.#lines })
    this.#listen()
    if (!location.hash.startsWith("#message-")) this.#lines.toEnd()
  }

  disconnectedCallback() {
    this.#socket?.close()
  }

  #listen() {
    this.#socket.hear("connect", () => this.#enter())
    this.#socket.hear("message_said", (message) => this.#arrived(message, true))
    this.#socket.hear("message_changed", (message) => this.#arrived(message, false))
    this.#socket.hear("message_removed", (gone) => this.#removed(gone))
    this.#socket.hear("presence_changed", (presence) => this.#isHere(presence) && this.#awake.show(presence))
    this.#socket.hear("missed", () => setTimeout(() => this.#enter(), Math.random() * SPREAD))
    this.#socket.hear("room_changed", (change) => this.#isHere(change) && this.#changed(change))
    this.#socket.hear("evicted", ({ room }) => (room ? room === this.dataset.room && this.#outside() : location.reload()))
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
        if (!answer.ok) return this.#say?.rest(answer.message) ?? tell(answer.message)
        this.#lines.mute(answer.muted)
        answer.messages.forEach((message) => this.#lines.put(message))
        answer.removed.forEach((id) => this.#lines.remove(id))
        this.#log.caughtUp(answer.last)
      } while (!answer.complete)
      this.#awake.show(answer)
      this.#say?.flush()
    } catch {
      // No answer: the socket reports the loss and enters again when it is back.
    }
  }

  #arrived(message, isNew) {
    if (!this.#isHere(message)) return
    if (!this.#log.follows(message.number)) return this.#enter()
    const line = this.#lines.put(message)
    one("[data-nothing]", this)?.remove()
    if (isNew && line && !this.#isOwn(message.mask)) speak(one("[data-announce]", this), message)
  }

  #isHere = ({ room }) => room === this.dataset.room
  #isOwn = (name) => this.#voice?.names.includes(name) ?? false

  get #voice() { return one("voice-choice", this) }
  #removed(gone) {
    if (!this.#isHere(gone)) return
    this.#lines.remove(gone.id)
    if (!this.#log.follows(gone.number)) this.#enter()
  }

  // What is being written stays where it is, whatever becomes of the room.
  #changed({ open, html }) {
    one("[data-room-note]")?.replaceWith(element(html))
    if (open && !this.#say) return location.reload()
    if (open) this.#say.wake()
    else this.#say?.rest(this.dataset.closedWords)
  }

  #outside() {
    this.#socket.close()
    this.#say?.rest(this.dataset.outsideWords)
  }
}

customElements.define("chat-room", ChatRoom)
