import { one } from "../lib/dom.js"
import { post } from "../lib/post.js"
import { SECOND } from "../lib/timing.js"

// Long enough to have read the first lines; a page that was only opened by mistake stays unread.
const A_LOOK = 3 * SECOND

// <notices-seen> around the form 「読みました」: presses it by itself once somebody has looked. The dots of this page stay until the next one.
class NoticesSeen extends HTMLElement {
  #timer

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#wait)
    this.#wait()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#wait)
    clearTimeout(this.#timer)
  }

  #wait = () => {
    clearTimeout(this.#timer)
    if (document.visibilityState === "visible") this.#timer = setTimeout(this.#tell, A_LOOK)
  }

  #tell = async () => {
    const answer = await post(one("form", this)).catch(() => null)
    if (!answer?.ok) return
    one(".masthead__mark")?.remove()
    this.remove()
  }
}

customElements.define("notices-seen", NoticesSeen)
