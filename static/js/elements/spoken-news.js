// What a screen reader may still be reading; older news are let go.
const SPOKEN_AT_ONCE = 5

// Only what is new is spoken, one after the other; the history is there to be read.
export function speak(place, { mask, body, warning }) {
  const said = warning ? place.dataset.folded.replace("{warning}", warning) : body
  place.append(Object.assign(document.createElement("p"), { textContent: `${mask}: ${said}` }))
  while (place.children.length > SPOKEN_AT_ONCE) place.firstElementChild.remove()
}
