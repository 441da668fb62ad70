import { one } from "../lib/dom.js"
import { whenQuiet, SECOND } from "../lib/timing.js"

const TYPING_FADES = 5 * SECOND

// How many are awake, under which names; and that somebody writes, never who.
export class AwakeLine {
  #room

  constructor(room) {
    this.#room = room
  }

  show({ awake, masks, typing }) {
    const place = one("[data-awake]", this.#room)
    place.textContent = typing ? place.dataset.typing : place.dataset.some.replace("{number}", awake)
    const names = one("[data-masks]", this.#room)
    if (names && masks) names.textContent = masks.join(names.dataset.between)
    if (typing) this.#stopsTyping({ awake, masks })
  }

  #stopsTyping = whenQuiet((presence) => this.show(presence), TYPING_FADES)
}
