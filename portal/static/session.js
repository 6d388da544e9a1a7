// A session that ends by itself is said ten minutes before, and one press goes on. Nothing here moves the focus or a text.
const bar = document.querySelector("[data-session]")
const WARN = 600_000
let end = Date.now() + bar.dataset.left * 1000
let shown = ""
let before // where somebody was before they pressed the button of the bar

const show = ({ told, words }) => {
  if (told === shown) return
  shown = told
  bar.lastElementChild.innerHTML = words
  const time = bar.querySelector("time")
  if (time) time.textContent = new Date(end).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
}

// Another tab may have used the session, or signed in anew: the server knows.
const look = async () => {
  if (!shown && end - Date.now() > WARN) return
  try {
    const told = await (await fetch(bar.dataset.session, { headers: { Accept: "application/json" } })).json()
    end = Date.now() + told.left * 1000
    show(told)
  } catch { /* no connection: what was typed stays here, and in a while it is asked again */ }
}

setInterval(() => shown !== "over" && look(), 20_000)
document.addEventListener("visibilitychange", () => document.hidden || look())
addEventListener("focus", look)
document.addEventListener("focusin", ({ target }) => { if (!bar.contains(target)) before = target })

bar.addEventListener("submit", async (event) => {
  event.preventDefault()
  try {
    await fetch(event.target.action, { method: "POST", body: new FormData(event.target), headers: { Accept: "application/json" } })
  } catch { /* looking says how it is */ }
  await look()
  if (!shown) before?.focus()
})
