// A form saves itself as a draft: two seconds after typing stops, and when somebody looks away.
// Without this the button "Save as draft" does it.
const form = document.querySelector("form[data-draft]")
const line = form.querySelector(".saved")
const { draft, version } = form.elements
let timer
let dirty = false
let saving

const save = async () => {
  clearTimeout(timer)
  if (!dirty || saving) return
  dirty = false
  saving = new AbortController()
  const body = new FormData(form)
  const ids = body.getAll("files").filter((one) => typeof one === "string")
  body.delete("files")
  ids.forEach((one) => body.append("files", one))
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { Accept: "application/json" }, signal: saving.signal, keepalive: document.hidden })
    if (answer.status >= 500) throw answer
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {}
    line.textContent = told.words ?? ""
    if (answer.ok && told.draft) {
      draft.value = told.draft
      version.value = told.version
      const here = new URL(location)
      here.search = `?draft=${told.draft}`
      history.replaceState(history.state, "", here)
    }
  } catch {
    dirty = true // no connection, or nowhere to keep it: what was typed stays, and goes with the next change
  }
  saving = undefined
}

form.addEventListener("input", ({ target }) => {
  if (target.type === "file") return
  dirty = true
  clearTimeout(timer)
  timer = setTimeout(save, 2000)
})
form.addEventListener("focusout", save)
document.addEventListener("visibilitychange", () => document.hidden && save())
form.addEventListener("submit", () => {
  clearTimeout(timer)
  dirty = false
  saving?.abort()
  // Sent, the draft is gone: who goes back finds the form, and not an address of nothing.
  const here = new URL(location)
  here.search = ""
  history.replaceState(history.state, "", here)
})
