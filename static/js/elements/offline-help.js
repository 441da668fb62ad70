import { scriptAddress } from "../lib/html.js"

// After everything else: nobody waits for this, and a browser that refuses it only lacks the page for times without internet.
addEventListener("load", () => {
  navigator.serviceWorker?.register(scriptAddress("/service-worker.js")).catch(() => {})
})
