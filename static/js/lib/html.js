// The one way for HTML made by the server to enter a page.
const REFUSED = "script, iframe, object, embed, style, link, meta, base, form[action^='http']"

const WORKER = "/service-worker.js"

const rules = {
  createHTML: (html) => html,
  createScriptURL: (path) => {
    if (path !== WORKER) throw new TypeError("the only script named in a script is our worker")
    return path
  },
}

const policy = globalThis.trustedTypes?.createPolicy("tomoshibi", rules) ?? rules

// The one address a script may load code from.
export const scriptAddress = (path) => policy.createScriptURL(path)

// A fragment of server markup, inert until it is put somewhere.
export function fragment(html) {
  const template = document.createElement("template")
  template.innerHTML = policy.createHTML(html)
  template.content.querySelectorAll(REFUSED).forEach((element) => element.remove())
  return template.content
}

// The first element of server markup.
export function element(html) {
  return fragment(html).firstElementChild
}

// A copy of what a <template> of the page holds.
export function cloned(template) {
  return template.content.firstElementChild.cloneNode(true)
}
