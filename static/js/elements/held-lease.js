import { one, tell } from "../lib/dom.js"
import { sayInParting, takeParting } from "../lib/parting.js"
import { post } from "../lib/post.js"
import { MINUTE, SECOND } from "../lib/timing.js"

// A lease lasts five minutes; renewing every minute survives a few lost requests.
const RENEW = MINUTE
// Whoever has not touched the page for this long has probably gone to make tea, and others may take the case.
const STILL_HERE = 4 * MINUTE
const LOOK = 10 * SECOND
// What the page before said in parting may arrive after what this one says on coming.
const STRAGGLERS = 3 * SECOND

// <held-lease data-lost> around two forms: [data-renew] keeps the case while somebody works on it, [data-release] puts it back on leaving.
class HeldLease extends HTMLElement {
  #ticking
  #again
  #touched = 0
  #renewed = 0
  #isSending = false

  connectedCallback() {
    this.#touched = performance.now()
    for (const type of SIGNS_OF_LIFE) document.addEventListener(type, this.#touch, { passive: true })
    document.addEventListener("submit", this.#send)
    addEventListener("pagehide", this.#leave)
    addEventListener("pageshow", this.#comeBack)
    this.#ticking = setInterval(this.#tick, LOOK)
    // Whoever comes from this very case has put it back, perhaps a moment after this page was drawn: then it is taken anew.
    const wasHere = takeParting((address) => address === this.#putBack.action)
    if (wasHere || performance.getEntriesByType("navigation")[0]?.type !== "navigate") this.#takeAnew()
    this.#renewed = performance.now()
  }

  disconnectedCallback() {
    clearInterval(this.#ticking)
    for (const type of SIGNS_OF_LIFE) document.removeEventListener(type, this.#touch)
    document.removeEventListener("submit", this.#send)
    removeEventListener("pagehide", this.#leave)
    removeEventListener("pageshow", this.#comeBack)
    // Whoever leaves quickly wipes the page first.
    this.#leave()
  }

  #touch = () => (this.#touched = performance.now())

  // A decision on its way puts the case back by itself; any other form of the page leads away from it.
  #send = ({ target }) => (this.#isSending = target.action.startsWith(this.#putBack.action.replace(/(lease.remove|release)$/, "")))

  #tick = () => {
    const now = performance.now()
    const isHere = document.visibilityState === "visible" && now - this.#touched < STILL_HERE
    if (isHere && now - this.#renewed >= RENEW) this.#renew({ only_if_held: "1" })
  }

  #takeAnew() {
    this.#renew({})
    this.#again = setTimeout(() => this.#isSending || this.#renew({}), STRAGGLERS)
  }

  async #renew(how) {
    this.#renewed = performance.now()
    const answer = await post(one("[data-renew]", this), how).catch(() => null)
    if (answer?.status === 409) tell(this.dataset.lost)
  }

  #leave = () => {
    clearTimeout(this.#again)
    if (!this.#isSending) sayInParting(this.#putBack)
  }

  // The way back may show this page as it was left.
  #comeBack = ({ persisted }) => {
    if (!persisted) return
    this.#isSending = false
    takeParting((address) => address === this.#putBack.action)
    this.#takeAnew()
  }

  get #putBack() {
    return one("[data-release]", this)
  }
}

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll"]

customElements.define("held-lease", HeldLease)
