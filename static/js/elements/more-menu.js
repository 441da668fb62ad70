import { all, onEvery } from "../lib/dom.js"

// The small menus close on Escape and when something else is touched; opening works without this.
function closeOthers(kept) {
  all("details.more[open]").filter((menu) => menu !== kept).forEach((menu) => menu.removeAttribute("open"))
}

document.addEventListener("click", (event) => closeOthers(event.target.closest("details.more")))

// Opened low on the screen it would lie behind what is fixed there. (toggle does not bubble.)
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("details.more[open]")) target.querySelector(".more__menu").scrollIntoView({ block: "nearest" })
}, true)

onEvery("keydown", "details.more[open]", (event, menu) => {
  if (event.key !== "Escape") return
  menu.removeAttribute("open")
  menu.querySelector("summary").focus()
})
