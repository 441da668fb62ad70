// A page that only members get; others are sent to sign in.
const MEMBERS_ONLY = "/rooms/muted"

// Whether this browser still has a session; undefined while the server cannot be asked.
export async function isSignedIn() {
  try {
    const answer = await fetch(MEMBERS_ONLY, { redirect: "manual", credentials: "same-origin" })
    if (answer.ok) return true
    return answer.type === "opaqueredirect" ? false : undefined
  } catch {
    return undefined
  }
}
