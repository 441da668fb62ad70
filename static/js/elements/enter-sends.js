// Enter sends where there is a real keyboard; while Japanese is being converted it only confirms the word.
export function enterSends(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea")) return
    if (matchMedia("(pointer: coarse)").matches) return
    event.preventDefault()
    form.requestSubmit()
  })
}
