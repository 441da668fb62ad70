import { one } from "../lib/dom.js"
import { element } from "../lib/html.js"

// A question before sending, and the care card: both stand beside the line one writes in, for its writer alone.
export class AskedLine {
  #place
  #pending = null

  // `rewrite(body)` gives the words back, `send(line, choice)` sends them as chosen.
  constructor(place, { rewrite, send }) {
    this.#place = place
    place.addEventListener("submit", (event) => this.#choose(event, rewrite, send))
  }

  ask(line, html) {
    this.#place.replaceChildren(element(html))
    this.#pending = line
    one("button, [href]", this.#place)?.focus()
  }

  care(html) {
    this.#place.replaceChildren(element(html))
  }

  #choose(event, rewrite, send) {
    const line = event.target.matches(".nudge") && this.#pending
    if (!line) return
    event.preventDefault()
    this.#place.replaceChildren()
    this.#pending = null
    if (event.submitter?.value === "rewrite") rewrite(line.body)
    else send(line, event.submitter.value)
  }
}
