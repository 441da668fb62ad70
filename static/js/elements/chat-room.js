import { one, tell } from "../lib/dom.js"
import { Socket } from "../lib/socket.js"
import { atMostEvery, SECOND } from "../lib/timing.js"
import { RoomLog } from "../models/room-log.js"
import { AwakeLine } from "./awake-line.js"
import { EarlierLines } from "./earlier-lines.js"
import { MessageList } from "./message-list.js"
import { RoomDoor } from "./room-door.js"
import { SayForm } from "./say-form.js"
import { speak } from "./spoken-news.js"
import "./live-hour.js"
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
  #door
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
    this.#door = new RoomDoor(this, this.#socket, this.#say)
    if (!/^#(message-|hands)/.test(location.hash)) this.#lines.toEnd()
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
        answer.messages.forEach((message) => this.#show(message, message.seq > this.#log.last && message.seq === message.number))
        answer.removed.forEach((id) => this.#lines.remove(id))
        this.#log.caughtUp(answer.last)
      } while (!answer.complete)
      this.#awake.show(answer)
      this.#door.stand(answer)
      this.#say?.flush()
    } catch {
      // No answer: the socket reports the loss and enters again when it is back.
    }
  }

  #arrived(message, isNew) {
    if (!this.#isHere(message)) return
    const isUnheard = message.number > this.#log.last
    if (!this.#log.follows(message.number)) return this.#enter()
    this.#show(message, isNew && isUnheard)
  }

  // A line that was missed is as new to who comes back as one that is said now; one that was only changed is not.
  #show(message, isNew) {
    const line = this.#lines.put(message)
    one("[data-nothing]", this)?.remove()
    if (isNew && line && !this.#isOwn(message.mask)) speak(one("[data-announce]", this), message)
  }

  #isHere = ({ room }) => room === this.dataset.room
  #isOwn = (name) => this.#voice?.names.includes(name) ?? this.dataset.voice === name

  get #voice() { return one("voice-choice", this) }
  #removed(gone) {
    if (!this.#isHere(gone)) return
    this.#lines.remove(gone.id)
    if (!this.#log.follows(gone.number)) this.#enter()
  }
}

customElements.define("chat-room", ChatRoom)
