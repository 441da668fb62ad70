import { one } from "../lib/dom.js"
import { cloned } from "../lib/html.js"

// What came while somebody was reading further up: a number to press, and a line before the first of it.
export class UnseenLines {
  #pill
  #template
  #before = null
  #ids = new Set()

  constructor(pill, template) {
    this.#pill = pill
    this.#template = template
  }

  // Counts a line that stands in the list; the first one gets the mark before it, as long as it is the newest.
  add(id, item) {
    if (!this.#before?.isConnected && !item.nextElementSibling) {
      this.#before = document.createElement("li")
      this.#before.append(cloned(this.#template))
      item.before(this.#before)
    }
    this.#ids.add(id)
    this.#show()
  }

  drop(id) {
    this.#ids.delete(id)
    this.#show()
  }

  // Everything has been seen; the mark stays until something newer comes, to be found by tired eyes.
  clear() {
    this.#ids.clear()
    this.#show()
  }

  unmark() {
    this.#before?.remove()
  }

  #show() {
    this.#pill.hidden = this.#ids.size === 0
    one("span", this.#pill).textContent = this.#pill.dataset.words.replace("{number}", this.#ids.size)
  }
}
