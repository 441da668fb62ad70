// Keeps the page with the numbers for times without internet, and nothing else: no page anybody reads or writes.
const KEPT = "memo"
const PAGES = { ja: "/help/offline?lang=ja", en: "/help/offline?lang=en" }
const SHEETS = [
  "/static/css/tokens.css",
  "/static/css/day.css",
  "/static/css/reset.css",
  "/static/css/base.css",
  "/static/css/components/offline.css",
]

// Without credentials, so that what is kept is the page of nobody in particular.
const asked = (path) => new Request(path, { credentials: "omit", cache: "reload" })

async function keep() {
  const cache = await caches.open(KEPT)
  await cache.addAll([...Object.values(PAGES), ...SHEETS].map(asked))
  await self.skipWaiting()
}

function language(address) {
  const wished = [address.searchParams.get("lang"), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wished.find((tag) => tag in PAGES) ?? "ja"
}

async function kept(path) {
  const cache = await caches.open(KEPT)
  return (await cache.match(path, { ignoreVary: true })) ?? Response.error()
}

self.addEventListener("install", (event) => {
  // Nothing that is sent ever concerns us. A browser that has to ask us first loses what a page says in parting.
  event.addRoutes?.({ condition: { requestMethod: "post" }, source: "network" })
  event.waitUntil(keep())
})

self.addEventListener("fetch", (event) => {
  const { request } = event
  if (request.method !== "GET") return
  const address = new URL(request.url)
  if (address.origin !== self.location.origin) return
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept(PAGES[language(address)])))
  } else if (SHEETS.includes(address.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(address.pathname)))
  }
})

// What arrives is one sentence in the member's language, the same for everything; spaces fill it up to one length.
self.addEventListener("push", (event) => {
  const words = event.data?.text().trim() || "お知らせがあります"
  // One tag: a second call takes the place of the first and rings no more.
  event.waitUntil(self.registration.showNotification(words, { tag: "notices", icon: "/static/icons/icon-192.png" }))
})

async function open(path) {
  const pages = await self.clients.matchAll({ type: "window" })
  const page = pages.find((each) => new URL(each.url).pathname === path)
  return page ? page.focus() : self.clients.openWindow(path)
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(open("/notices"))
})
