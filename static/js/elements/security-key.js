// Lets a key sign what the server asks for, and sends the answer with the form around it.
import { post } from "../lib/post.js"

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))
const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")
const named = (credentials = []) => credentials.map((each) => ({ ...each, id: bytes(each.id) }))

const answerOf = ({ id, rawId, type, response }, ...parts) => ({
  id,
  rawId: letters(rawId),
  type,
  response: Object.fromEntries(parts.map((part) => [part, letters(response[part])])),
})

class SecurityKey extends HTMLElement {
  #form

  connectedCallback() {
    if (!window.PublicKeyCredential) return
    this.hidden = false
    this.#form = this.querySelector("form")
    this.#form.addEventListener("submit", this.#ask)
  }

  disconnectedCallback() {
    this.#form?.removeEventListener("submit", this.#ask)
  }

  #ask = async (event) => {
    event.preventDefault()
    if (!this.#form.reportValidity()) return
    this.#say("")
    try {
      const options = await this.#challenge()
      const credential = this.dataset.ask === "add" ? await this.#make(options) : await this.#show(options)
      this.#form.elements.answer.value = JSON.stringify(credential)
      this.#form.submit()
    } catch {
      // Put away, timed out, or not one of ours: in each case one can simply try again.
      this.#say(this.dataset.trouble)
    }
  }

  async #challenge() {
    const asked = document.createElement("form")
    asked.action = this.#form.dataset.challenge
    const answer = await post(asked, { csrf_token: this.#form.elements.csrf_token.value })
    if (!answer.ok) throw new Error("no challenge")
    return answer.json()
  }

  async #make(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    }
    return answerOf(await navigator.credentials.create({ publicKey }), "clientDataJSON", "attestationObject")
  }

  async #show(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    }
    const shown = await navigator.credentials.get({ publicKey })
    return answerOf(shown, "clientDataJSON", "authenticatorData", "signature")
  }

  #say(words) {
    const said = this.querySelector("[data-said]")
    said.textContent = words
    said.hidden = !words
  }
}

customElements.define("security-key", SecurityKey)
