import { all, one } from "../lib/dom.js"

// Whatever changes above or below, the line at the top of the screen keeps its place.
export function steady(list, change) {
  const top = one(".room-head")?.getBoundingClientRect().bottom ?? 0
  const mark = all(":scope > li", list).find((item) => item.getBoundingClientRect().bottom > top)
  const before = mark?.getBoundingClientRect().top
  change()
  const moved = mark?.isConnected ? mark.getBoundingClientRect().top - before : 0
  if (moved) scrollBy({ top: moved, behavior: "instant" })
}
