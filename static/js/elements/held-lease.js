import { one, tell } from "../lib/dom.js"
import { post, postInParting } from "../lib/post.js"
import { MINUTE, SECOND } from "../lib/timing.js"

// A lease lasts five minutes; renewing every minute survives a few lost requests.
const RENEW = MINUTE
// Whoever has not touched the page for this long has probably gone to make tea, and others may take the case.
const STILL_HERE = 4 * MINUTE
const LOOK = 10 * SECOND

// <held-lease data-lost> around two forms: [data-renew] keeps the case while somebody works on it, [data-release] puts it back on leaving.
class HeldLease extends HTMLElement {
  #ticking
  #touched = 0
  #renewed = 0
  #isSending = false

  connectedCallback() {
    this.#touched = performance.now()
    for (const type of SIGNS_OF_LIFE) document.addEventListener(type, this.#touch, { passive: true })
    document.addEventListener("submit", this.#send)
    addEventListener("pagehide", this.#release)
    this.#ticking = setInterval(this.#tick, LOOK)
    // A reload puts the case back, perhaps a moment after this page was drawn: then it is taken anew.
    if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") this.#renew({})
    this.#renewed = performance.now()
  }

  disconnectedCallback() {
    clearInterval(this.#ticking)
    for (const type of SIGNS_OF_LIFE) document.removeEventListener(type, this.#touch)
    document.removeEventListener("submit", this.#send)
    removeEventListener("pagehide", this.#release)
  }

  #touch = () => (this.#touched = performance.now())

  #send = () => (this.#isSending = true)

  #tick = () => {
    const now = performance.now()
    const isHere = document.visibilityState === "visible" && now - this.#touched < STILL_HERE
    if (isHere && now - this.#renewed >= RENEW) this.#renew({ only_if_held: "1" })
  }

  async #renew(how) {
    this.#renewed = performance.now()
    const answer = await post(one("[data-renew]", this), how).catch(() => null)
    if (answer?.status === 409) tell(this.dataset.lost)
  }

  // A decision on its way puts the case back by itself.
  #release = () => {
    if (!this.#isSending) postInParting(one("[data-release]", this))
  }
}

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll"]

customElements.define("held-lease", HeldLease)
