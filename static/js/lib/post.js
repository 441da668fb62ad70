// Sends a form the way the browser would, without leaving the page.
export function post(form, extra = {}) {
  const body = new URLSearchParams(new FormData(form))
  for (const [name, value] of Object.entries(extra)) body.set(name, value)
  return send(form.action, body)
}

export function send(address, body) {
  return fetch(address, { method: "POST", body, credentials: "same-origin", keepalive: true })
}
