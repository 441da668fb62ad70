// How long somebody has been reading tonight. The minutes live in this tab and end with it; the device keeps only the night
// in which it last offered a rest, or that it never should.
const MINUTES = "tonight"
const OFFERED = "rest"
const NEVER = "never"
const NIGHT_BEGINS = 21
const NIGHT_ENDS = 5

const HOUR = 60 * 60 * 1000

function read(storage, place) {
  try {
    return storage.getItem(place)
  } catch {
    return null
  }
}

function write(storage, place, value) {
  try {
    storage.setItem(place, value)
  } catch {
    // A browser that keeps nothing: then it is counted anew on every page, which only makes the offer rarer.
  }
}

// The evening a moment belongs to: two in the morning is still last night.
function night(moment) {
  return new Date(moment.getTime() - NIGHT_ENDS * HOUR).toDateString()
}

export class NightReading {
  static isNight(moment) {
    return moment.getHours() >= NIGHT_BEGINS || moment.getHours() < NIGHT_ENDS
  }

  add(moment, milliseconds) {
    write(sessionStorage, MINUTES, `${night(moment)}|${this.lasted(moment) + milliseconds}`)
  }

  lasted(moment) {
    const [counted, long] = (read(sessionStorage, MINUTES) ?? "|").split("|")
    return counted === night(moment) ? Number(long) || 0 : 0
  }

  mayOffer(moment) {
    const last = read(localStorage, OFFERED)
    return last !== NEVER && last !== night(moment)
  }

  offered(moment) {
    write(localStorage, OFFERED, night(moment))
  }

  get isWanted() {
    return read(localStorage, OFFERED) !== NEVER
  }

  set isWanted(wanted) {
    write(localStorage, OFFERED, wanted ? "" : NEVER)
  }
}
