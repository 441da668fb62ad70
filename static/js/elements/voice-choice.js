import { all, one } from "../lib/dom.js"

// <voice-choice> around the names one may speak under: says which is chosen, and keeps it after a new one came to be.
export class VoiceChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#describe())
    // Whoever changes the proposed name means to use it.
    one("[name=fresh_name]", this)?.addEventListener("input", () => this.#choose(one("[value=fresh]", this)))
    this.#describe()
  }

  get chosen() {
    const mask = one("[name=mask]:checked", this)?.value ?? ""
    return { mask, fresh_name: mask === "fresh" ? one("[name=fresh_name]", this).value : "" }
  }

  get names() {
    return all(".voice__name", this).map((name) => name.textContent)
  }

  // A name for this talk alone that was just used is from now on one of one's own.
  became({ id, name }) {
    const known = all("[name=mask]", this).find((radio) => radio.value === id)
    if (known) return this.#choose(known)
    const made = one(".voice", this).cloneNode(true)
    Object.assign(one("input", made), { value: id, checked: false })
    one(".voice__name", made).textContent = name
    one(".voices__list", this).prepend(made)
    this.#choose(one("input", made))
  }

  #choose(radio) {
    radio.checked = true
    this.#describe()
  }

  #describe() {
    const place = one("[data-voice]", this)
    const { mask, fresh_name } = this.chosen
    if (place) place.textContent = mask === "fresh" ? fresh_name : (one("[name=mask]:checked", this)?.closest(".voice").textContent.trim() ?? "")
  }
}

customElements.define("voice-choice", VoiceChoice)
