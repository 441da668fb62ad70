import { one } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { SECOND } from "../lib/timing.js"

// When a hand is called, not everybody who reads asks in the same moment.
const SPREAD = 1 * SECOND

// <live-hour> above a room that is led: asks again whose turn it is and where one's own hand stands, whenever the room says that
// something has changed. A question that is being written is left alone.
class LiveHour extends HTMLElement {
  #underway

  // Resolves to what one may do now, {open, words}; to nothing without a network.
  look() {
    this.#underway ??= this.#ask().finally(() => (this.#underway = undefined))
    return this.#underway
  }

  async #ask() {
    await new Promise((done) => setTimeout(done, Math.random() * SPREAD))
    try {
      const answer = await fetch(this.dataset.address, { credentials: "same-origin" })
      if (!answer.ok) return undefined
      return this.#show(element(await answer.text()))
    } catch {
      return undefined
    }
  }

  #show(fresh) {
    for (const part of ["[data-hands-state]", "[data-hands-now]", "[data-hands-form]"]) this.#replace(part, fresh)
    this.#say(one("[data-hands-turn]", fresh)?.textContent ?? "")
    return { open: fresh.dataset.speak === "yes", words: fresh.dataset.words }
  }

  #replace(part, fresh) {
    const shown = one(part, this)
    if (!this.#isInUse(shown)) shown.replaceChildren(...one(part, fresh).childNodes)
  }

  #isInUse(shown) {
    return shown.contains(document.activeElement) || Boolean(one("textarea", shown)?.value)
  }

  // The same element speaks for as long as the page is open, so that a screen reader hears what changes.
  #say(words) {
    const turn = one("[data-hands-turn]", this)
    if (turn && turn.textContent.trim() !== words.trim()) turn.textContent = words.trim()
  }
}

customElements.define("live-hour", LiveHour)
