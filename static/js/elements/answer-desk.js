import { one, tell } from "../lib/dom.js"
import { Socket } from "../lib/socket.js"

// <answer-desk data-question data-lost data-ended> around an answer that is being written: it hears when the question is in its hands no longer.
// Nothing here keeps words: what was typed lies with the server, for whoever of the room goes on.
class AnswerDesk extends HTMLElement {
  #socket

  connectedCallback() {
    this.#socket = new Socket("/desk")
    this.#socket.hear("connect", this.#look)
    this.#socket.hear("desk_changed", this.#look)
    this.#socket.hear("evicted", this.#end)
  }

  disconnectedCallback() {
    this.#socket.close()
  }

  #look = async () => {
    const answer = await this.#socket.ask("watch", { question: this.dataset.question }).catch(() => null)
    if (answer?.error === "signed_out") return this.#end()
    if (answer?.ok && answer.state !== "mine") tell(this.dataset.lost)
  }

  // Whoever counsels no longer reads on no longer: question and draft leave the page, not only the power to send.
  #end = () => {
    const words = document.createElement("p")
    words.className = "question-progress"
    words.setAttribute("role", "alert")
    words.textContent = this.dataset.ended
    one("main").replaceChildren(words)
  }
}

customElements.define("answer-desk", AnswerDesk)
