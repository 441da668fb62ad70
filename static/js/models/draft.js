// What is being written and what has not been answered yet. It stays in this tab, and only on a device that is one's own.
export class Draft {
  #place
  #mayKeep

  constructor(room, mayKeep) {
    this.#place = `say:${room}`
    this.#mayKeep = mayKeep
  }

  // {text, lines}; lines keep their marks, so that sending them again sends nothing twice.
  read() {
    try {
      const found = this.#mayKeep && JSON.parse(sessionStorage.getItem(this.#place))
      return { text: found?.text ?? "", lines: Array.isArray(found?.lines) ? found.lines : [] }
    } catch {
      return { text: "", lines: [] }
    }
  }

  keep(text, lines) {
    if (!this.#mayKeep) return
    try {
      if (text || lines.length > 0) sessionStorage.setItem(this.#place, JSON.stringify({ text, lines }))
      else sessionStorage.removeItem(this.#place)
    } catch {
      // A browser that keeps nothing: then it lasts as long as the page.
    }
  }
}
