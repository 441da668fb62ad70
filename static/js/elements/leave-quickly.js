import { SECOND, sleep } from "../lib/timing.js"

// Three presses within this time mean it; typing a capital now and then does not.
const TOGETHER = 1.5 * SECOND
// Nobody in a hurry waits longer than this for an answer; the screen is blank already.
const LONGEST_WAIT = 2 * SECOND
// As long as the server's own mark: every address of ours shows the list meanwhile.
const MARK = `away=1; path=/; max-age=600; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`
const tabs = new BroadcastChannel("away")

function blank() {
  document.documentElement.dataset.left = ""
  document.body.replaceChildren()
}

// What is kept for times without internet says where one was, too.
async function forget() {
  for (const kept of [localStorage, sessionStorage]) kept.clear()
  const [caching, working] = [globalThis.caches, navigator.serviceWorker]
  for (const name of (await caching?.keys()) ?? []) await caching.delete(name)
  for (const worker of (await working?.getRegistrations()) ?? []) await worker.unregister()
}

// Blank at once, then end the session, then a page that says nothing in place of this one.
async function leave() {
  blank()
  document.cookie = MARK
  tabs.postMessage("left")
  history.replaceState(null, "", "/")
  const ended = fetch("/leave", { method: "POST", credentials: "same-origin", keepalive: true }).catch(() => null)
  const [answer] = await Promise.race([Promise.all([ended, forget().catch(() => null)]), sleep(LONGEST_WAIT).then(() => [null])])
  document.cookie = MARK
  location.replace(answer?.ok ? "/away" : "about:blank")
}

let presses = []
let isLeaving = false

function leaveOnce() {
  if (isLeaving) return
  isLeaving = true
  leave()
}

document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift") return
  const now = performance.now()
  presses = [...presses.filter((press) => now - press < TOGETHER), now]
  if (presses.length >= 3 && document.querySelector("leave-quickly")) leaveOnce()
})

// Any other key in between belongs to writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") presses = []
})

tabs.addEventListener("message", () => {
  blank()
  location.replace("/away")
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
    leaveOnce()
  }
}

customElements.define("leave-quickly", LeaveQuickly)

// A page that the browser keeps in memory is kept blank, and asked for anew: the server knows who may see it.
addEventListener("pagehide", (event) => {
  if (event.persisted) document.documentElement.dataset.covered = ""
})

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload()
})
