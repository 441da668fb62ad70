import { one } from "../lib/dom.js"
import { fragment } from "../lib/html.js"
import { SECOND, whenQuiet } from "../lib/timing.js"

// A pause in writing, not a pause between two letters.
const PAUSE = 1.2 * SECOND
const ENOUGH_LETTERS = 12

// While somebody writes: openings of others that may be about something like it. The words are compared and forgotten.
class NearPosts extends HTMLElement {
  #form
  #asked = ""
  #underway
  #later = whenQuiet(() => this.#ask(), PAUSE)
  #heard = () => this.#later()

  connectedCallback() {
    this.#form = this.closest("form") ?? one("form.composer")
    this.#form?.addEventListener("input", this.#heard)
    if (this.#form) this.#later()
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("input", this.#heard)
    this.#underway?.abort()
  }

  async #ask() {
    const words = this.#words()
    if (!this.isConnected || words === this.#asked) return
    this.#asked = words
    this.#underway?.abort()
    this.#underway = new AbortController()
    try {
      const answer = await fetch("/search/near", { method: "POST", body: this.#body(), signal: this.#underway.signal })
      this.#show(answer.status === 200 ? await answer.text() : "")
    } catch {
      // Without a network there is nothing beside the text, and nothing to say about it.
    }
  }

  #words() {
    const typed = ["title", "body"].map((name) => this.#form.elements[name]?.value.trim() ?? "").join("\n")
    return typed.length < ENOUGH_LETTERS ? "" : typed
  }

  #body() {
    const named = ["csrf_token", "title", "body"].map((name) => [name, this.#form.elements[name]?.value ?? ""])
    return new URLSearchParams([...named, ["first", this.dataset.first]])
  }

  #show(html) {
    const found = fragment(html)
    // What opens beside the text must not take it away.
    found.querySelectorAll("a").forEach((link) => (link.target = "_blank"))
    this.replaceChildren(found)
  }
}

customElements.define("near-posts", NearPosts)
