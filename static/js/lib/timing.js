// Waiting, in words.
export const SECOND = 1000
export const MINUTE = 60 * SECOND

export const sleep = (delay) => new Promise((resolve) => setTimeout(resolve, delay))

export const nextFrame = () => new Promise(requestAnimationFrame)

// Runs once things have been quiet for a while.
export function whenQuiet(action, delay) {
  let timer
  return (...given) => {
    clearTimeout(timer)
    timer = setTimeout(() => action(...given), delay)
  }
}

// Runs at once, then at most every so often.
export function atMostEvery(action, delay) {
  let last = -Infinity
  return (...given) => {
    if (performance.now() - last < delay) return
    last = performance.now()
    action(...given)
  }
}
