import { one } from "../lib/dom.js"
import { SECOND, whenQuiet } from "../lib/timing.js"

const PAUSE = 1.5 * SECOND
// So few letters before the end are worth a word; before that, nobody counts.
const NEAR_THE_END = 200
const TYPED = ["body", "title"]

// Keeps what is being written with the server, sealed for its author. On a device of one's own also without a network.
class TextKeeper extends HTMLElement {
  #form
  #kept
  #underway
  #later = whenQuiet(() => this.#keep(), PAUSE)

  connectedCallback() {
    this.#form = this.closest("form")
    this.#kept = this.#words
    this.#form.addEventListener("input", this.#heard)
    this.#form.addEventListener("change", this.#later)
    this.#form.addEventListener("submit", this.#sent)
    document.addEventListener("visibilitychange", this.#hidden)
    this.#bringBack()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#hidden)
  }

  get #words() {
    return TYPED.map((name) => this.#form.elements[name]?.value ?? "").join("\n")
  }

  get #key() {
    return `begun:${this.#form.elements.place.value}`
  }

  #heard = () => {
    this.#sayLeft()
    this.#later()
  }

  // A room takes the words without leaving the page: then the empty line says that nothing is left to keep.
  #sent = (event) => {
    this.#underway?.abort()
    this.#kept = this.#words
    setTimeout(() => event.defaultPrevented && this.#later())
    localStorage.removeItem(this.#key)
  }

  #hidden = () => {
    if (document.visibilityState === "hidden") this.#keep()
  }

  async #keep() {
    const words = this.#words
    if (!this.isConnected || words === this.#kept) return
    this.#underway?.abort()
    this.#underway = new AbortController()
    const body = new URLSearchParams(new FormData(this.#form))
    const asked = { method: "POST", body, keepalive: true, signal: this.#underway.signal }
    const answer = await fetch("/drafts", asked).catch((error) => (error.name === "AbortError" ? undefined : null))
    if (answer === undefined) return
    if (answer?.ok) this.#done(words, answer.status)
    else this.#keepHere()
  }

  #done(words, status) {
    this.#kept = words
    localStorage.removeItem(this.#key)
    if (status === 204 && words.trim()) this.#say(this.dataset.kept)
  }

  #keepHere() {
    if (this.dataset.own === undefined) return
    const typed = TYPED.map((name) => [name, this.#form.elements[name]?.value ?? ""])
    localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(typed)))
  }

  // What the server never received comes back into an empty form.
  #bringBack() {
    if (this.dataset.own === undefined || this.#words.trim()) return
    const typed = JSON.parse(localStorage.getItem(this.#key) ?? "null")
    if (!typed) return
    for (const name of TYPED) if (this.#form.elements[name]) this.#form.elements[name].value = typed[name] ?? ""
    this.#say(this.dataset.found)
    this.#later()
  }

  #sayLeft() {
    const area = one("textarea", this.#form)
    const left = area.maxLength - area.value.length
    this.#say(area.maxLength > 0 && left < NEAR_THE_END ? this.dataset.left.replace("{number}", left) : "")
  }

  #say(words) {
    one("[data-state]", this).textContent = words
  }
}

customElements.define("text-keeper", TextKeeper)
