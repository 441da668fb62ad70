import { all, one } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { steady } from "./steady-place.js"
import { UnseenLines } from "./unseen-lines.js"

// How near the end still counts as reading the newest line.
const NEAR_THE_END = 160

// The lines of a room in order; never moves what somebody is reading.
export class MessageList {
  #list
  #unseen
  #isOwn
  #muted = new Set()

  // `isOwn(name)` says whether somebody reading here goes by this name; `unread` is the template of the mark before the news.
  constructor(list, { pill, unread, isOwn }) {
    this.#list = list
    this.#unseen = new UnseenLines(pill, unread)
    this.#isOwn = isOwn
    pill.addEventListener("click", () => this.toEnd())
    addEventListener("scroll", () => this.#isReadingTheEnd() && this.#unseen.clear(), { passive: true })
    all(".message", list).forEach((line) => this.#markOwn(line))
  }

  // Puts a line in its place, or in place of its older self; answers the line, or nothing for a name that is not to be heard.
  put({ id, seq, html }) {
    const line = element(html)
    if (this.#muted.has(line.dataset.mask)) return null
    const wasAtEnd = this.#isReadingTheEnd()
    this.#markOwn(line)
    steady(this.#list, () => this.#place(id, seq, line, wasAtEnd))
    if (wasAtEnd) this.toEnd()
    return line
  }

  remove(id) {
    this.#unseen.drop(id)
    steady(this.#list, () => this.#find(id)?.closest("li").remove())
  }

  // Lines of earlier days, above, and what goes from there with them; what is read stays where it is.
  prepend(items, gone) {
    const missing = items.filter((item) => !this.#find(one(".message", item)?.dataset.id ?? ""))
    steady(this.#list, () => {
      gone.forEach((each) => each.remove())
      this.#list.prepend(...missing)
      this.#hideMuted()
    })
    missing.forEach((item) => all(".message", item).forEach((line) => this.#markOwn(line)))
  }

  mute(names) {
    this.#muted = new Set(names)
    steady(this.#list, () => this.#hideMuted())
  }

  toEnd() {
    this.#unseen.clear()
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" })
  }

  // Own words are no news: neither counted, nor marked.
  #place(id, seq, line, wasAtEnd) {
    const known = this.#find(id)
    if (known) return known.replaceWith(line)
    const item = document.createElement("li")
    item.append(line)
    const isNews = !this.#isOwn(line.dataset.mask)
    if (isNews && wasAtEnd) this.#unseen.unmark()
    this.#list.insertBefore(item, this.#after(seq))
    if (isNews && !wasAtEnd) this.#unseen.add(id, item)
  }

  #hideMuted() {
    all(".message", this.#list).forEach((line) => (line.closest("li").hidden = this.#muted.has(line.dataset.mask)))
  }

  #find(id) {
    return one(`[data-id="${CSS.escape(id)}"]`, this.#list)
  }

  // Nearly every line is the newest one, so it is looked for from the end.
  #after(seq) {
    let later = null
    for (const line of all(".message", this.#list).reverse()) {
      if (Number(line.dataset.seq) <= seq) break
      later = line.closest("li")
    }
    return later
  }

  #markOwn(line) {
    line.classList.toggle("message--own", this.#isOwn(line.dataset.mask))
  }

  #isReadingTheEnd() {
    return !document.hidden && scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_THE_END
  }
}
