// Remembers up to where one has read when the end of the page has been in view for a while. The button does it by hand.
import { post } from "../lib/post.js"
import { SECOND } from "../lib/timing.js"

const LONG_ENOUGH = 3 * SECOND // scrolling past is not reading

class ReadingMark extends HTMLElement {
  #watch = null
  #wait = null

  connectedCallback() {
    this.#watch = new IntersectionObserver((seen) => this.#look(seen.some((each) => each.isIntersecting)))
    this.#watch.observe(this)
  }

  disconnectedCallback() {
    this.#watch.disconnect()
    clearTimeout(this.#wait)
  }

  #look(isSeen) {
    clearTimeout(this.#wait)
    if (isSeen) this.#wait = setTimeout(() => this.#remember(), LONG_ENOUGH)
  }

  async #remember() {
    this.#watch.disconnect()
    await post(this.querySelector("form"), { quietly: "1" }).catch(() => null)
  }
}

customElements.define("reading-mark", ReadingMark)
