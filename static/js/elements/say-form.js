import { one, tell } from "../lib/dom.js"
import { cloned, element } from "../lib/html.js"
import { Outbox } from "../models/outbox.js"

// The line one writes in. The server decides what becomes of a text; until then it stands here as 送信中.
export class SayForm {
  #room
  #form
  #outbox
  #put
  #waiting = new Map()

  // `send(line)` asks the server, `put(message)` shows what became visible.
  constructor(room, form, { send, put }) {
    this.#room = room
    this.#form = form
    this.#put = put
    this.#outbox = new Outbox(send)
    form.addEventListener("submit", (event) => this.#submit(event))
    form.addEventListener("keydown", (event) => this.#onKey(event))
    // A press on the button must not take the keyboard away, nor move the button from under the thumb.
    one(".chat-composer__send", form).addEventListener("mousedown", (event) => event.preventDefault())
    one("[data-care]", room).addEventListener("submit", (event) => this.#choose(event))
    room.addEventListener("click", (event) => event.target.closest("[data-retry]") && this.flush())
  }

  flush() {
    return this.#outbox.flush({
      answered: (line, answer) => this.#answered(line, answer),
      lost: (line) => this.#show(line, "lost"),
    })
  }

  get #voice() { return one("voice-choice", this.#form) }

  get #text() {
    return one("textarea", this.#form)
  }

  #submit(event) {
    event.preventDefault()
    const body = this.#text.value.trim()
    if (!body) return
    this.#text.value = ""
    this.#send(Object.assign(this.#outbox.add(body), this.#voice?.chosen))
  }

  #send(line) {
    this.#show(line, "sending")
    this.flush()
  }
  // Enter sends where there is a real keyboard; while Japanese is being converted it only confirms the word.
  #onKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return
    event.preventDefault()
    this.#form.requestSubmit()
  }

  #answered(line, answer) {
    this.#waiting.get(line)?.remove()
    this.#waiting.delete(line)
    if (answer.ok) return this.#kept(answer)
    if (answer.error === "asked") return this.#asked(line, answer)
    this.#giveBack(line.body)
    tell(answer.message)
  }

  #kept(answer) {
    if (answer.mask) this.#voice?.became(answer.mask)
    if (answer.state === "visible") this.#put(answer)
    if (answer.state === "held") this.#item().append(element(answer.html))
    if (answer.care) this.#place.replaceChildren(element(answer.care.html))
    tell(answer.receipt)
  }

  #asked(line, answer) {
    this.#place.replaceChildren(element(answer.html))
    this.#place.pending = line
    one("button, [href]", this.#place)?.focus()
  }

  #choose(event) {
    const line = event.target.matches(".nudge") && this.#place.pending
    if (!line) return
    event.preventDefault()
    this.#place.replaceChildren()
    this.#place.pending = null
    if (event.submitter?.value === "rewrite") return this.#giveBack(line.body)
    this.#send(Object.assign(this.#outbox.add(line.body), { nonce: line.nonce, mask: line.mask, fresh_name: line.fresh_name, choice: event.submitter.value }))
  }

  #giveBack(body) {
    this.#text.value = [body, this.#text.value].filter(Boolean).join("\n")
    this.#text.focus()
  }

  #show(line, state) {
    const item = this.#waiting.get(line) ?? this.#item()
    this.#waiting.set(line, item)
    const words = Object.assign(document.createElement("p"), { className: "sending__words", textContent: line.body })
    item.replaceChildren(words, cloned(one(`template[data-delivery-of="${state}"]`, this.#room)))
    if (state === "lost") item.append(cloned(one("template[data-lost-actions]", this.#room)))
  }

  #item() {
    return one("[data-held]", this.#room).appendChild(document.createElement("li"))
  }

  get #place() { return one("[data-care]", this.#room) }
}
