import { one, tell } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { Draft } from "../models/draft.js"
import { Outbox } from "../models/outbox.js"
import { AskedLine } from "./asked-line.js"
import { enterSends } from "./enter-sends.js"
import { SendingLines } from "./sending-lines.js"

// The line one writes in. The server decides what becomes of a text; until then it stands here as 送信中.
export class SayForm {
  #form
  #outbox
  #draft
  #lines
  #sending
  #asking

  // `send(line)` asks the server, `lines` shows what became visible.
  constructor(room, form, { send, lines }) {
    this.#form = form
    this.#lines = lines
    this.#sending = new SendingLines(room)
    this.#outbox = new Outbox(send)
    this.#draft = new Draft(room.dataset.room, room.dataset.ownDevice === "yes")
    form.addEventListener("submit", (event) => this.#submit(event))
    enterSends(form)
    form.addEventListener("input", () => this.#keep())
    // A press on the button must not take the keyboard away, nor move the button from under the thumb.
    this.#button.addEventListener("mousedown", (event) => event.preventDefault())
    this.#asking = new AskedLine(one("[data-care]", room), {
      rewrite: (body) => this.#giveBack(body),
      send: (line, choice) => this.#send(Object.assign(this.#outbox.add(line.body), { ...line, choice })),
    })
    room.addEventListener("click", (event) => event.target.closest("[data-retry]") && this.flush())
    this.#restore()
  }

  flush() {
    return this.#outbox.flush({
      answered: (line, answer) => this.#answered(line, answer),
      lost: (line) => this.#sending.show(line, "lost"),
    })
  }

  // Nothing can be sent for now; what is written stays.
  rest(words) {
    this.#state(words, true)
    return true
  }

  wake() { this.#button.disabled && this.#state("", false) }

  get #voice() { return one("voice-choice", this.#form) }
  get #text() { return one("textarea", this.#form) }
  get #button() { return one(".chat-composer__send", this.#form) }
  #keep() { this.#draft.keep(this.#text.value, this.#outbox.lines) }
  #state(words, isResting = this.#button.disabled) {
    one("[data-say-state]", this.#form).textContent = words
    this.#button.disabled = isResting
  }

  #restore() {
    const { text, lines } = this.#draft.read()
    if (!this.#text.value) this.#text.value = text
    this.#outbox.restore(lines)
    lines.forEach((line) => this.#sending.show(line, "sending"))
  }

  #submit(event) {
    event.preventDefault()
    const body = this.#text.value.trim()
    if (!body || this.#button.disabled) return
    this.#text.value = ""
    const { quotes, warning } = this.#form.elements
    this.#send(Object.assign(this.#outbox.add(body), this.#voice?.chosen, { quotes: quotes?.value ?? "", warning: warning.value }))
  }

  #send(line) {
    this.#sending.show(line, "sending")
    this.#lines.toEnd()
    this.#keep()
    this.flush()
  }

  #answered(line, answer) {
    this.#sending.done(line)
    if (answer.ok && answer.id) this.#kept(answer)
    else if (answer.error === "asked") this.#asking.ask(line, answer.html)
    else this.#giveBack(line.body, answer.message ?? answer.receipt)
    if (answer.care) this.#asking.care(answer.care.html)
    this.#keep()
  }

  #kept(answer) {
    this.#state("")
    one("[data-quote]", this.#form).replaceChildren()
    this.#form.elements.warning.value = ""
    if (answer.mask) this.#voice?.became(answer.mask)
    if (answer.state === "visible") this.#sending.arrived(this.#lines.put(answer))
    if (answer.state === "held") this.#sending.add(element(answer.html))
    tell(answer.receipt)
  }

  #giveBack(body, words = "") {
    this.#text.value = [body, this.#text.value].filter(Boolean).join("\n")
    this.#text.focus()
    this.#state(words)
    this.#keep()
  }
}
