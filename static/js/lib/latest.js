import { fragment } from "./html.js"

// Asks the server about words that are still being written: only the latest question counts, and none is asked twice.
export class Latest {
  #asked = ""
  #underway

  // The answer as markup, empty where there is none; nothing at all when `words` were asked about last, or without a network.
  async ask(address, body, words = String(body)) {
    if (words === this.#asked) return undefined
    this.stop()
    this.#asked = words
    this.#underway = new AbortController()
    try {
      const answer = await fetch(address, { method: "POST", body, signal: this.#underway.signal })
      return fragment(answer.status === 200 ? await answer.text() : "")
    } catch {
      // Replaced by a newer question, or no network: what is shown stays.
      return undefined
    }
  }

  // Forgets the question, too, so that the same words can be asked about again.
  stop() {
    this.#underway?.abort()
    this.#asked = ""
  }
}
