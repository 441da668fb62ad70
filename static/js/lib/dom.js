// Small words for what every element does.
export const one = (selector, root = document) => root.querySelector(selector)
export const all = (selector, root = document) => [...root.querySelectorAll(selector)]

// One listener for now and for everything added later.
export function onEvery(type, selector, heard, root = document) {
  root.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector)
    if (found) heard(event, found)
  })
}

// Tells eyes and screen readers alike; the words come translated from the server.
export function tell(words) {
  const place = one("[data-toast]")
  if (!place) return
  place.textContent = words
  clearTimeout(tell.timer)
  tell.timer = setTimeout(() => (place.textContent = ""), TOLD_FOR)
}

export const isWriting = (target) => target.matches?.("input, textarea, select, [contenteditable]") ?? false

// Long enough to be read twice by someone tired.
const TOLD_FOR = 6000
