import { SECOND, sleep } from "../lib/timing.js"

// Three presses within this time mean it; typing a capital now and then does not.
const TOGETHER = 1.5 * SECOND
// Nobody in a hurry waits longer than this for an answer; the screen is blank already.
const LONGEST_WAIT = 2 * SECOND

// Blank at once, then end the session, then a page that says nothing in place of this one.
async function leave(form) {
  const body = new URLSearchParams(new FormData(form))
  document.documentElement.dataset.left = ""
  document.body.replaceChildren()
  history.replaceState(null, "", "/")
  const ended = fetch("/leave", { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => null)
  const answer = await Promise.race([ended, sleep(LONGEST_WAIT)])
  location.replace(answer?.redirected ? answer.url : "/")
}

let presses = []
let isLeaving = false

function leaveOnce(form) {
  if (isLeaving || !form) return
  isLeaving = true
  leave(form)
}

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") return
  const now = performance.now()
  presses = [...presses.filter((press) => now - press < TOGETHER), now]
  if (presses.length >= 3) leaveOnce(document.querySelector("leave-quickly form"))
})

// Any other key in between belongs to writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") presses = []
})

class LeaveQuickly extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this.#leave)
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#leave)
  }

  #leave = (event) => {
    event.preventDefault()
    leaveOnce(event.target)
  }
}

customElements.define("leave-quickly", LeaveQuickly)

// A page kept in the browser's memory must not come back after leaving.
addEventListener("pageshow", (event) => {
  if (event.persisted && "left" in document.documentElement.dataset) location.reload()
})
