import { all, isWriting, one } from "../lib/dom.js"

// <key-list> around a queue: j and k move between [data-key-item]s, Enter opens, and any [data-key="x"] inside is pressed by x.
// Only while the focus is inside, so that no single key surprises a screen reader elsewhere.
class KeyList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#press)
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#press)
  }

  #press = (event) => {
    if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (step) return this.#move(event, step)
    const item = event.target.closest("[data-key-item]") ?? this
    const button = one(`[data-key="${CSS.escape(event.key)}"]`, item) ?? one(`[data-key="${CSS.escape(event.key)}"]`, this)
    if (!button) return
    event.preventDefault()
    button.click()
  }

  #move(event, step) {
    const items = all("[data-key-item]", this)
    const here = items.indexOf(event.target.closest("[data-key-item]"))
    const next = items[Math.min(Math.max(here + step, 0), items.length - 1)]
    if (!next) return
    event.preventDefault()
    const target = next.matches("a, button, [tabindex]") ? next : one("a, button", next)
    target?.focus()
    next.scrollIntoView({ block: "nearest" })
  }
}

customElements.define("key-list", KeyList)
