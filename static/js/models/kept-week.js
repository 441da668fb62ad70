// What somebody ticked in the first seven days. It stays in this browser, and only once something is ticked.
const PLACE = "week"

function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE))
    return Array.isArray(found) ? found.filter(Number.isInteger) : []
  } catch {
    // A browser that keeps nothing, or something we did not write: then nothing was ticked.
    return []
  }
}

export class KeptWeek {
  #ticked = new Set(stored())

  get isEmpty() {
    return this.#ticked.size === 0
  }

  has(day) {
    return this.#ticked.has(day)
  }

  set(day, isTicked) {
    if (isTicked) this.#ticked.add(day)
    else this.#ticked.delete(day)
    this.#keep()
  }

  restart() {
    this.#ticked.clear()
    this.#keep()
  }

  #keep() {
    try {
      if (this.isEmpty) localStorage.removeItem(PLACE)
      else localStorage.setItem(PLACE, JSON.stringify([...this.#ticked]))
    } catch {
      // It then lasts as long as the page; nobody is told off for that.
    }
  }
}
