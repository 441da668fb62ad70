import { all, onEvery } from "../lib/dom.js"

// The small menus close on Escape and when something else is touched; opening works without this.
function closeOthers(kept) {
  all("details.more[open]").filter((menu) => menu !== kept).forEach((menu) => menu.removeAttribute("open"))
}

document.addEventListener("click", (event) => closeOthers(event.target.closest("details.more")))

onEvery("keydown", "details.more[open]", (event, menu) => {
  if (event.key !== "Escape") return
  menu.removeAttribute("open")
  menu.querySelector("summary").focus()
})
