// What a page says while it goes away, and the next page of the same tab says once more: a browser may lose the first
// time (Chromium does, where a service worker has to be asked first and the page is gone meanwhile).
const NOTE = "parting"

// Sends a form; nobody is left to hear the answer.
export function sayInParting(form) {
  const body = new URLSearchParams(new FormData(form))
  note((kept) => kept.setItem(NOTE, JSON.stringify({ address: form.action, body: `${body}` })))
  return navigator.sendBeacon(form.action, body)
}

// What the page before this one said, once; undefined where it said nothing, or where `isWanted` says it is for somebody else.
export function takeParting(isWanted) {
  const said = JSON.parse(note((kept) => kept.getItem(NOTE)) ?? "null")
  if (said === null || !isWanted(said.address)) return undefined
  note((kept) => kept.removeItem(NOTE))
  return said
}

// A browser that keeps nothing says it only once.
function note(act) {
  try {
    return act(sessionStorage)
  } catch {
    return null
  }
}
