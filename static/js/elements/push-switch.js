import { one } from "../lib/dom.js"

const WORKER = "/service-worker.js"

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

// <push-switch> around a form. Off (data-key: the site's key): asks the browser, then sends the form with where it can be called.
// On (data-on): the browser forgets it as well, before the form is sent.
class PushSwitch extends HTMLElement {
  async connectedCallback() {
    one("form", this).addEventListener("submit", this.#turn)
    if (this.#isOn) return
    const isPossible = "PushManager" in window && "Notification" in window && "serviceWorker" in navigator
    const isRefused = isPossible && Notification.permission === "denied"
    one("[data-impossible]", this).hidden = isPossible
    one("[data-refused]", this).hidden = !isRefused
    one("form", this).hidden = !isPossible || isRefused
  }

  get #isOn() {
    return "on" in this.dataset
  }

  #turn = async (event) => {
    event.preventDefault()
    const form = event.target
    try {
      await (this.#isOn ? this.#forget() : this.#ask(form))
      form.submit()
    } catch {
      if (this.#isOn) return form.submit()
      one("[data-refused]", this).hidden = Notification.permission !== "denied"
      one("[data-impossible]", this).hidden = Notification.permission === "denied"
    }
  }

  async #ask(form) {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("refused")
    const worker = await this.#worker()
    // One that was made for another key, or that the site has forgotten, is of no use.
    await (await worker.pushManager.getSubscription())?.unsubscribe()
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(this.dataset.key),
    })
    form.elements.endpoint.value = made.endpoint
    form.elements.key.value = text(made.getKey("p256dh"))
    form.elements.secret.value = text(made.getKey("auth"))
  }

  async #forget() {
    const worker = await navigator.serviceWorker?.getRegistration(WORKER)
    await (await worker?.pushManager?.getSubscription())?.unsubscribe()
  }

  #worker() {
    return navigator.serviceWorker.ready
  }
}

customElements.define("push-switch", PushSwitch)
