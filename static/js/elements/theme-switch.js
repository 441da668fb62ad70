import { all, one } from "../lib/dom.js"
import { post } from "../lib/post.js"
import { MINUTE } from "../lib/timing.js"

const NIGHT_BEGINS = 19
const NIGHT_ENDS = 6

function themeByClock() {
  const hour = Number(new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", hour: "numeric", hourCycle: "h23" }).format())
  return hour >= NIGHT_BEGINS || hour < NIGHT_ENDS ? "night" : "day"
}

function show(choice) {
  const root = document.documentElement
  root.dataset.themeChoice = choice
  root.dataset.theme = choice === "auto" ? themeByClock() : choice
  one("[data-day-sheet]").media = choice === "day" ? "all" : "(prefers-color-scheme: light)"
}

// Changes the light without a new page, so that nothing half written is lost; turns with the clock while a page stays open.
class ThemeSwitch extends HTMLElement {
  #timer

  connectedCallback() {
    this.addEventListener("submit", this.#choose)
    this.#timer = setInterval(this.#followClock, MINUTE)
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#choose)
    clearInterval(this.#timer)
  }

  #choose = (event) => {
    event.preventDefault()
    const choice = event.submitter.value
    show(choice)
    all("button", this).forEach((button) => button.setAttribute("aria-pressed", String(button.value === choice)))
    post(event.target, { theme: choice }).catch(() => {})
  }

  #followClock = () => {
    if (document.documentElement.dataset.themeChoice === "auto") show("auto")
  }
}

customElements.define("theme-switch", ThemeSwitch)
