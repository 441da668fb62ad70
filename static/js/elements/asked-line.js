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
    // Taking the focus, a half hidden button would be pulled into sight, away from under the thumb that presses it.
    place.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault())
  }

  ask(line, html) {
    this.#place.replaceChildren(element(html))
    this.#pending = line
    one("button, [href]", this.#place)?.focus({ preventScroll: true })
    this.#place.scrollIntoView({ block: "end", behavior: "instant" })
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
