import { all, one } from "../lib/dom.js"
import { cloned } from "../lib/html.js"
import { KeptWeek } from "../models/kept-week.js"

// Gives every day of the guide a tick. Without scripts the guide is the plain list it was written as.
class FirstWeek extends HTMLElement {
  #week = new KeptWeek()
  #boxes = []

  connectedCallback() {
    if (this.#boxes.length > 0) return
    this.#boxes = all("h2", this).map((heading, number) => this.#addTick(heading, number + 1))
    one("[data-restart]", this).addEventListener("click", this.#restart)
    this.#show()
  }

  #addTick(heading, day) {
    const tick = cloned(one("template", this))
    const box = one("input", tick)
    heading.id = `day-${day}`
    box.setAttribute("aria-describedby", heading.id)
    box.checked = this.#week.has(day)
    box.addEventListener("change", () => {
      this.#week.set(day, box.checked)
      this.#show()
    })
    heading.after(tick)
    return box
  }

  #restart = () => {
    this.#week.restart()
    this.#boxes.forEach((box) => {
      box.checked = false
    })
    this.#show()
    this.#boxes[0].focus()
  }

  #show() {
    one("[data-kept]", this).hidden = this.#week.isEmpty
  }
}

customElements.define("first-week", FirstWeek)
