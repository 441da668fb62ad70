import { fragment } from "../lib/html.js"
import { SECOND, whenQuiet } from "../lib/timing.js"

// A pause in writing, not a pause between two letters.
const PAUSE = 1.2 * SECOND
const ASKED = ["csrf_token", "place", "title", "body"]

// While somebody writes: what would identify them, and what would wait for a person. The words are looked at and forgotten.
class TextCheck extends HTMLElement {
  #form
  #asked = ""
  #underway
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
    this.#underway?.abort()
  }

  async #ask() {
    const body = new URLSearchParams(ASKED.map((name) => [name, this.#form.elements[name]?.value ?? ""]))
    if (!this.isConnected || String(body) === this.#asked) return
    this.#asked = String(body)
    this.#underway?.abort()
    if (!body.get("body").trim()) return this.replaceChildren()
    this.#underway = new AbortController()
    try {
      const answer = await fetch("/checks", { method: "POST", body, signal: this.#underway.signal })
      this.replaceChildren(fragment(answer.status === 200 ? await answer.text() : ""))
    } catch {
      // Without a network the question is asked once the words are sent.
    }
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
