import { all, one } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { Socket } from "../lib/socket.js"

// <live-queue> around the moderators' list: what others take, decide or tell shows at once, and nothing moves under one's eyes.
// A ring carries no words; the list is asked for anew, and the answer is for whoever asks alone.
class LiveQueue extends HTMLElement {
  #socket
  #isAsking = false
  #isRung = false

  connectedCallback() {
    this.#socket = new Socket("/review")
    for (const event of ["connect", "queue_changed"]) this.#socket.hear(event, this.#look)
  }

  disconnectedCallback() {
    this.#socket.close()
  }

  #look = async () => {
    this.#isRung = true
    if (this.#isAsking) return
    this.#isAsking = true
    while (this.#isRung) {
      this.#isRung = false
      const known = Object.fromEntries(this.#rows.map((row) => [row.dataset.id, row.dataset.mark]))
      const answer = await this.#socket.ask("look", { known }).catch(() => null)
      if (answer?.ok) this.#steadily(() => this.#show(answer.items))
    }
    this.#isAsking = false
  }

  get #rows() {
    return all("li[data-id]", this)
  }

  #show(items) {
    const rows = new Map(this.#rows.map((row) => [row.dataset.id, row]))
    const fresh = items.filter((item) => !rows.has(item.id))
    for (const [id, row] of rows) if (!items.some((item) => item.id === id)) this.#end(row)
    for (const item of items) if (rows.has(item.id) && item.html) this.#redraw(rows.get(item.id), item)
    // From below, so that each finds the one it stands before.
    for (const [place, item] of [...items.entries()].reverse()) {
      if (fresh.includes(item)) this.#insert(item, rows, items.slice(place + 1))
    }
    one("[data-empty]", this).hidden = this.#rows.length > 0
    if (fresh.length > 0) this.#say(fresh.some((item) => item.urgent) ? "urgent" : "fresh")
  }

  #insert(item, rows, after) {
    const row = document.createElement("li")
    rows.set(item.id, row)
    const before = after.map((each) => rows.get(each.id)).find((each) => each?.isConnected)
    one("[data-queue]", this).insertBefore(row, before ?? null)
    this.#redraw(row, item)
  }

  #redraw(row, item) {
    const pressed = row.contains(document.activeElement) ? (document.activeElement.dataset.key ?? "o") : null
    row.dataset.id = item.id
    row.dataset.mark = item.mark
    row.replaceChildren(element(item.html))
    if (pressed) (one(`[data-key="${CSS.escape(pressed)}"]`, row) ?? one("a", row))?.focus()
  }

  // What has ended goes, but not from under somebody's finger or eyes.
  #end(row) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom < 0 || top > innerHeight) return row.remove()
    row.removeAttribute("data-id")
    row.firstElementChild?.classList.add("queue-item--ended")
    const words = document.createElement("p")
    words.className = "queue-item__ended"
    words.textContent = this.dataset.ended
    row.firstElementChild?.append(words)
  }

  #say(what) {
    one("[data-said]", this).textContent = this.dataset[what]
  }

  // The line one reads stays where it is on the screen, whatever comes above it.
  #steadily(change) {
    const anchor = this.#rows.find((row) => row.getBoundingClientRect().bottom > 0)
    const before = anchor?.getBoundingClientRect().top
    change()
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before)
  }
}

customElements.define("live-queue", LiveQueue)
