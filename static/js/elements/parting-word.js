import { all } from "../lib/dom.js"
import { takeParting } from "../lib/parting.js"
import { send } from "../lib/post.js"

// Is it about something that this very page holds? Then the page itself deals with it.
const isHeldHere = (address) => all("[data-release]").some((form) => form.action === address)

const said = takeParting((address) => !isHeldHere(address))
if (said) send(said.address, new URLSearchParams(said.body)).catch(() => {})
