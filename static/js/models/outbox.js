// What was written here and has not been answered yet, in order. The same mark sent twice is the same line to the server.
export class Outbox {
  #lines = []
  #send
  #isBusy = false

  // `send(line)` resolves to the server's answer and rejects when none came.
  constructor(send) {
    this.#send = send
  }

  add(body) {
    const line = { body, nonce: crypto.randomUUID(), choice: "" }
    this.#lines.push(line)
    return line
  }

  // What waited when the page was left, with the marks it had.
  restore(lines) {
    this.#lines.push(...lines)
  }

  get lines() {
    return this.#lines
  }

  drop(line) {
    this.#lines = this.#lines.filter((each) => each !== line)
  }

  // Sends one after the other; stops at the first that gets no answer and keeps it for the next time.
  async flush({ answered, lost }) {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      while (this.#lines.length > 0) {
        const [line] = this.#lines
        const answer = await this.#send(line)
        // The server does not know itself whether it was kept: asked again with the same mark, it will.
        if (answer.error === "failed") throw new Error(answer.message)
        this.drop(line)
        answered(line, answer)
      }
    } catch {
      this.#lines.forEach(lost)
    } finally {
      this.#isBusy = false
    }
  }
}
