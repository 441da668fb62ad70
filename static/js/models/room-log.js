// Where this window stands in a room: the last number it has seen, and whether something is missing before the next.
export class RoomLog {
  #last

  constructor(last) {
    this.#last = last
  }

  get last() {
    return this.#last
  }

  // What came by itself. False means: numbers are missing in between, ask for them.
  follows(number) {
    if (number > this.#last + 1) return false
    this.#last = Math.max(this.#last, number)
    return true
  }

  // What was asked for reaches up to here.
  caughtUp(last) {
    this.#last = Math.max(this.#last, last)
  }
}
