import { fragment } from "../lib/html.js"
import { SECOND } from "../lib/timing.js"

// Twenty texts take about this long; asking more often would show the same number again.
const PAUSE = 2 * SECOND

// How far a trial is, as the page itself says it; without scripts the page comes anew by itself.
class TrialProgress extends HTMLElement {
  #timer

  connectedCallback() {
    if (this.hasAttribute("data-running")) this.#timer = setTimeout(() => this.#look(), PAUSE)
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  async #look() {
    try {
      const answer = await fetch(location.pathname)
      const found = answer.ok ? fragment(await answer.text()).querySelector("trial-progress") : null
      if (found && !found.hasAttribute("data-running")) return location.reload()
      if (found) this.replaceChildren(...found.childNodes)
    } catch {
      // No network for a moment: what is shown stays, and it is asked again.
    }
    if (this.isConnected) this.#timer = setTimeout(() => this.#look(), PAUSE)
  }
}

customElements.define("trial-progress", TrialProgress)
