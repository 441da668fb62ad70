import { all, one } from "../lib/dom.js"
import { fragment } from "../lib/html.js"

// The way to earlier lines: a link to the page before, which with scripts is brought here instead.
export class EarlierLines {
  #place
  #lines

  constructor(place, lines) {
    this.#place = place
    this.#lines = lines
    place?.addEventListener("click", (event) => this.#fetch(event))
  }

  async #fetch(event) {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (link.ariaBusy === "true") return
    link.ariaBusy = "true"
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" })
      if (!answer.ok) throw new Error(answer.status)
      const page = fragment(await answer.text())
      const further = one("[data-earlier] a", page)
      if (further) link.href = further.href
      this.#lines.prepend(all("[data-messages] > li", page), further ? [] : [this.#place])
    } catch {
      location.assign(link.href)
    } finally {
      link.ariaBusy = "false"
    }
  }
}
