// Sends a form the way the browser would, without leaving the page.
export function post(form, extra = {}) {
  const body = new URLSearchParams(new FormData(form))
  for (const [name, value] of Object.entries(extra)) body.set(name, value)
  return fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true })
}

// The same while the page goes away: nobody is left to hear the answer.
export function postInParting(form) {
  return navigator.sendBeacon(form.action, new URLSearchParams(new FormData(form)))
}
