import { one, tell } from "../lib/dom.js"

// A button that copies: data-text, or data-from with the id of a text field. Hidden where it could not work.
class CopyText extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard
    this.addEventListener("click", this.#copy)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#copy)
  }

  #copy = async () => {
    const { text, from, done } = this.dataset
    await navigator.clipboard.writeText(text ?? document.getElementById(from).value)
    one("span", this).textContent = done
    tell(done)
  }
}

customElements.define("copy-text", CopyText)
