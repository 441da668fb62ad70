// A keyboard that lies over the page instead of making it smaller (iOS) must not lie over the line one writes in.
const view = window.visualViewport

// Whoever reads enlarged sees a part of the page, and nothing lies over the rest.
function lift() {
  const covered = view.scale > 1 ? 0 : Math.max(0, innerHeight - view.height - view.offsetTop)
  document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`)
}

if (view) {
  view.addEventListener("resize", lift)
  view.addEventListener("scroll", lift)
  lift()
}
