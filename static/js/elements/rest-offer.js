import { all, isWriting, one } from "../lib/dom.js"
import { cloned } from "../lib/html.js"
import { MINUTE } from "../lib/timing.js"
import { NightReading } from "../models/night-reading.js"

const LONG = 30 * MINUTE
const LOOK_EVERY = MINUTE / 2

// Once a night, after half an hour of reading, says that it can wait until morning. It never interrupts somebody who writes,
// takes no focus, and does not come back.
class RestOffer extends HTMLElement {
  #reading = new NightReading()
  #looking

  connectedCallback() {
    this.#looking = setInterval(this.#look, LOOK_EVERY)
  }

  disconnectedCallback() {
    clearInterval(this.#looking)
  }

  #look = () => {
    const now = new Date()
    if (document.hidden || !NightReading.isNight(now)) return
    this.#reading.add(now, LOOK_EVERY)
    const isTime = this.#reading.lasted(now) >= LONG && this.#reading.mayOffer(now)
    if (isTime && !isWriting(document.activeElement ?? document.body)) this.#offer(now)
  }

  #offer(now) {
    this.#reading.offered(now)
    this.append(cloned(one("template", this)))
    one("[data-later]", this).addEventListener("click", this.#putAway)
    one("[data-never]", this).addEventListener("click", () => {
      this.#reading.isWanted = false
      this.#putAway()
    })
  }

  #putAway = () => {
    one(".rest", this).remove()
  }
}

// The same choice at leisure, on the page about nights.
class RestChoice extends HTMLElement {
  connectedCallback() {
    const reading = new NightReading()
    const [box] = all("input", this)
    this.hidden = false
    box.checked = reading.isWanted
    box.addEventListener("change", () => {
      reading.isWanted = box.checked
    })
  }
}

customElements.define("rest-offer", RestOffer)
customElements.define("rest-choice", RestChoice)
