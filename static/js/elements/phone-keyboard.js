// A keyboard that lies over the page instead of making it smaller (iOS) must not lie over the line one writes in.
const view = window.visualViewport

function lift() {
  const covered = Math.max(0, innerHeight - view.height - view.offsetTop)
  document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`)
}

if (view) {
  view.addEventListener("resize", lift)
  view.addEventListener("scroll", lift)
  lift()
}
