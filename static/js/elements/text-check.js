import { Latest } from "../lib/latest.js"
import { SECOND, whenQuiet } from "../lib/timing.js"

// A pause in writing, not a pause between two letters.
const PAUSE = 1.2 * SECOND
const ASKED = ["csrf_token", "place", "title", "body"]

// While somebody writes: what would identify them, and what would wait for a person. The words are looked at and forgotten.
class TextCheck extends HTMLElement {
  #form
  #latest = new Latest()
  #later = whenQuiet(() => this.#ask(), PAUSE)
  #heard = () => this.#later()

  connectedCallback() {
    this.#form = this.closest("form")
    this.#form.addEventListener("input", this.#heard)
    this.#form.addEventListener("submit", this.#heard)
    this.addEventListener("click", this.#pressed)
    this.#later()
  }

  disconnectedCallback() {
    this.#form.removeEventListener("input", this.#heard)
    this.#form.removeEventListener("submit", this.#heard)
    this.#latest.stop()
  }

  async #ask() {
    const body = new URLSearchParams(ASKED.map((name) => [name, this.#form.elements[name]?.value ?? ""]))
    if (!this.isConnected) return
    if (!body.get("body").trim()) {
      this.#latest.stop()
      return this.replaceChildren()
    }
    // Without a network the question is asked once the words are sent.
    const found = await this.#latest.ask("/checks", body)
    if (found) this.replaceChildren(found)
  }

  // One tap: the form holds the words without the clues, and can still be changed.
  #pressed = (event) => {
    const button = event.target.closest("[data-masked]")
    if (!button) return
    const { body, title } = this.#form.elements
    body.value = button.dataset.masked
    if (title && button.dataset.maskedTitle) title.value = button.dataset.maskedTitle
    this.replaceChildren()
    body.dispatchEvent(new Event("input", { bubbles: true }))
    body.focus()
  }
}

customElements.define("text-check", TextCheck)
