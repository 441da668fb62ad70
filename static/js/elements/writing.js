import { all, onEvery } from "../lib/dom.js"

// Textareas with data-grow follow what is written, where the browser does not do so by itself.
const growsAlone = CSS.supports("field-sizing", "content")

function grow(area) {
  area.style.blockSize = "auto"
  area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
}

if (!growsAlone) {
  onEvery("input", "textarea[data-grow]", (_event, area) => grow(area))
  all("textarea[data-grow]").filter((area) => area.value).forEach(grow)
}

// Forms with data-send-once are sent once, however often a tired thumb presses.
onEvery("submit", "form[data-send-once]", (event, form) => {
  if (form.dataset.sent !== undefined) return event.preventDefault()
  form.dataset.sent = ""
})

// Coming back to the page makes them ready again.
addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent))
