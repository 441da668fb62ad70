import { one } from "../lib/dom.js"
import { cloned } from "../lib/html.js"

// How long a line says that it has arrived.
const ARRIVED_FOR = 6000

// What becomes of a line: 送信中, then 届きました in its place, or 届いていません with a way to try again.
export class SendingLines {
  #room
  #items = new Map()

  constructor(room) {
    this.#room = room
  }

  show(line, state) {
    const item = this.#items.get(line) ?? this.add()
    this.#items.set(line, item)
    const words = Object.assign(document.createElement("p"), { className: "sending__words", textContent: line.body })
    item.replaceChildren(words, this.#sign(state))
    if (state === "lost") item.append(cloned(one("template[data-lost-actions]", this.#room)))
  }

  done(line) {
    this.#items.get(line)?.remove()
    this.#items.delete(line)
  }

  arrived(message) {
    const sign = this.#sign("delivered")
    message?.append(sign)
    setTimeout(() => sign.remove(), ARRIVED_FOR)
  }

  // A place below the conversation.
  add(...content) {
    const item = document.createElement("li")
    item.append(...content)
    return one("[data-held]", this.#room).appendChild(item)
  }

  #sign(state) {
    return cloned(one(`template[data-delivery-of="${state}"]`, this.#room))
  }
}
