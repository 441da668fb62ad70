import { one } from "../lib/dom.js"
import { element } from "../lib/html.js"
import { isSignedIn } from "../lib/signed-in.js"
import { SECOND } from "../lib/timing.js"

// When a room opens, not everybody who waits before it comes in the same moment.
const SPREAD = 1.5 * SECOND

// Soon enough for whoever waits for a night room, and seldom enough for a server where many wait.
const LOOK_AGAIN = 6 * SECOND

// Whether one may speak here now: a room closes and opens, somebody is asked to stay outside, a session ends.
// What is being written stays where it is, whatever becomes of the room.
export class RoomDoor {
  #room
  #socket
  #say

  // `say` is the line one writes in, where there is one.
  constructor(room, socket, say) {
    this.#room = room
    this.#socket = socket
    this.#say = say
    socket.hear("room_changed", (change) => change.room === room.dataset.room && this.#changed(change))
    socket.hear("evicted", (farewell) => this.#isSentAway(farewell))
    socket.hear("connect_error", () => this.#turnedAway())
    socket.hear("connect", () => this.#isBack())
  }

  // What whoever comes in, or comes back, is told: the room may have closed or opened meanwhile.
  // In a room that is led everybody asks for themselves: one is called, the others read.
  async stand(told) {
    const live = one("live-hour")
    this.#let(live ? ((await live.look()) ?? told) : told)
  }

  #let({ open, words }) {
    if (!open) return words && this.#say?.rest(`${words} ${this.#room.dataset.keptWords}`)
    if (this.#say) this.#say.wake()
    else if (this.#room.dataset.open === "no") setTimeout(() => location.reload(), Math.random() * SPREAD)
  }

  // Without a room it is the session that has ended.
  #isSentAway({ room: slug, closed }) {
    if (!slug) return location.reload()
    if (slug !== this.#room.dataset.room) return
    if (closed) this.#comeAgain()
    else this.#outside()
  }

  // A closed room keeps no line; whoever stays on its page looks from time to time whether it has opened.
  #comeAgain() {
    this.#socket.close()
    setTimeout(() => this.#socket.open(), LOOK_AGAIN * (1 + Math.random()))
  }

  #changed(change) {
    one("[data-room-note]")?.replaceWith(element(change.html))
    this.stand(change)
  }

  #outside() {
    this.#socket.close()
    this.#say?.rest(this.#room.dataset.outsideWords)
  }

  // No connection: is it the network, or has the session ended meanwhile?
  async #turnedAway() {
    if ((await isSignedIn()) !== false) return
    this.#say?.rest(this.#room.dataset.signedOutWords)
    this.#signIn?.removeAttribute("hidden")
  }

  #isBack() {
    if (!this.#signIn || this.#signIn.hidden) return
    this.#signIn.hidden = true
    this.#say?.wake()
  }

  get #signIn() {
    return one("[data-sign-in]", this.#room)
  }
}
