import { all, one } from "../lib/dom.js"
import { element } from "../lib/html.js"

// How near the end still counts as reading the newest line.
const NEAR_THE_END = 160

// The lines of a room in order; never moves what somebody is reading.
export class MessageList {
  #list
  #pill
  #isOwn
  #unseen = 0

  // `isOwn(name)` says whether somebody reading here goes by this name.
  constructor(list, pill, isOwn) {
    this.#list = list
    this.#pill = pill
    this.#isOwn = isOwn
    pill.addEventListener("click", () => this.toEnd())
    addEventListener("scroll", () => this.#isAtEnd() && this.#seen(), { passive: true })
    all(".message", list).forEach((line) => this.#markOwn(line))
  }

  // Puts a line in its place, or in place of its older self.
  put({ id, seq, html }) {
    const wasAtEnd = this.#isAtEnd()
    const line = element(html)
    this.#markOwn(line)
    const known = this.#find(id)
    if (known) return known.replaceWith(line)
    const item = document.createElement("li")
    item.append(line)
    this.#list.insertBefore(item, this.#after(seq))
    if (wasAtEnd) this.toEnd()
    else this.#oneMore()
  }

  remove(id) {
    this.#find(id)?.closest("li").remove()
  }

  toEnd() {
    this.#seen()
    scrollTo({ top: document.documentElement.scrollHeight })
  }

  #find(id) {
    return one(`[data-id="${CSS.escape(id)}"]`, this.#list)
  }

  #after(seq) {
    const later = all(".message", this.#list).find((line) => Number(line.dataset.seq) > seq)
    return later?.closest("li") ?? null
  }

  #markOwn(line) {
    line.classList.toggle("message--own", this.#isOwn(line.dataset.mask))
  }

  #isAtEnd() {
    return scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_THE_END
  }

  #oneMore() {
    this.#unseen += 1
    this.#pill.hidden = false
    one("span", this.#pill).textContent = this.#pill.dataset.words.replace("{number}", this.#unseen)
  }

  #seen() {
    this.#unseen = 0
    this.#pill.hidden = true
  }
}
