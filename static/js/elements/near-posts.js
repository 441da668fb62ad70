import { one } from "../lib/dom.js"
import { Latest } from "../lib/latest.js"
import { SECOND, whenQuiet } from "../lib/timing.js"

// A pause in writing, not a pause between two letters.
const PAUSE = 1.2 * SECOND
const ENOUGH_LETTERS = 12

// While somebody writes: openings of others that may be about something like it. The words are compared and forgotten.
class NearPosts extends HTMLElement {
  #form
  #latest = new Latest()
  #later = whenQuiet(() => this.#ask(), PAUSE)
  #heard = () => this.#later()

  connectedCallback() {
    this.#form = this.closest("form") ?? one("form.composer")
    this.#form?.addEventListener("input", this.#heard)
    if (this.#form) this.#later()
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("input", this.#heard)
    this.#latest.stop()
  }

  async #ask() {
    if (!this.isConnected) return
    const found = await this.#latest.ask("/search/near", this.#body(), this.#words())
    if (found) this.#show(found)
  }

  #words() {
    const typed = ["title", "body"].map((name) => this.#form.elements[name]?.value.trim() ?? "").join("\n")
    return typed.length < ENOUGH_LETTERS ? "" : typed
  }

  #body() {
    const named = ["csrf_token", "title", "body"].map((name) => [name, this.#form.elements[name]?.value ?? ""])
    return new URLSearchParams([...named, ["first", this.dataset.first]])
  }

  #show(found) {
    // What opens beside the text must not take it away.
    found.querySelectorAll("a").forEach((link) => (link.target = "_blank"))
    this.replaceChildren(found)
  }
}

customElements.define("near-posts", NearPosts)
