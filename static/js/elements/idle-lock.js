import { SECOND, atMostEvery } from "../lib/timing.js"

const SIGNS = ["keydown", "pointerdown", "pointermove", "scroll", "touchmove"]
// Said this much oftener than the server's patience ends; the page closes a little before the server would.
const PART = 0.1
const OFTENEST = 20 * SECOND

// On a device that others use, too: after a quiet while the page gives way to one that asks who is there.
class IdleLock extends HTMLElement {
  #stirred = Date.now()
  #timer
  #tell

  connectedCallback() {
    this.#tell = atMostEvery(this.#say, this.#pause / 2)
    for (const sign of SIGNS) document.addEventListener(sign, this.#stir, { passive: true, capture: true })
    document.addEventListener("visibilitychange", this.#look)
    this.#timer = setInterval(this.#look, Math.min(SECOND, this.#patience / 4))
  }

  disconnectedCallback() {
    for (const sign of SIGNS) document.removeEventListener(sign, this.#stir, { capture: true })
    document.removeEventListener("visibilitychange", this.#look)
    clearInterval(this.#timer)
  }

  get #pause() {
    return Math.min(OFTENEST, this.#wait * PART)
  }

  get #wait() {
    return Number(this.dataset.after) * SECOND
  }

  get #patience() {
    return this.#wait - this.#pause
  }

  #stir = () => {
    // Whoever comes back to a phone that slept must not wake the page by touching it.
    if (Date.now() - this.#stirred > this.#patience) return this.#look()
    this.#stirred = Date.now()
    this.#tell()
  }

  #say = async () => {
    const body = new URLSearchParams(new FormData(this.#form))
    const answer = await fetch("/awake", { method: "POST", body, credentials: "same-origin" }).catch(() => null)
    if (answer?.status === 401) this.#lock()
  }

  #look = () => {
    if (Date.now() - this.#stirred > this.#patience) this.#lock()
  }

  get #form() {
    return this.querySelector("form")
  }

  // Covered at once, also without internet; then the server is told, and its page takes this one's place.
  #lock() {
    document.documentElement.dataset.covered = ""
    if (!navigator.onLine) return
    clearInterval(this.#timer)
    for (const [name, value] of written()) {
      const field = document.createElement("input")
      Object.assign(field, { type: "hidden", name, value })
      this.#form.append(field)
    }
    this.#form.submit()
  }
}

// What a person typed or changed on this page, but no secrets.
function* written() {
  for (const field of document.querySelectorAll("textarea[name], input[type=text][name], input[type=search][name]")) {
    if (!field.readOnly && field.value !== field.defaultValue && !field.closest("idle-lock")) yield [field.name, field.value]
  }
}

customElements.define("idle-lock", IdleLock)
