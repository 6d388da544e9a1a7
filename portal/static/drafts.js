// A form saves itself as a draft: two seconds after typing stops, and when somebody looks away.
// Without this the button "Save as draft" does it.
const form = document.querySelector("form[data-draft]")
const line = form.querySelector(".saved")
const discard = form.querySelector("[data-discard]")
const { draft, version, body: text } = form.elements
const rings = form.querySelectorAll("[name=ring][type=radio]")
const list = form.querySelector(".keptlist")
const kept = {} // by ring: what stands there while the other is shown
let ring = form.elements.ring?.value
let timer
let dirty = false
let saving
let next // something was typed while it was being saved: in which ring, and what stood there

if (discard) form.querySelector("[data-save]").remove()

const posted = () => {
  const body = new FormData(form)
  const ids = body.getAll("files").filter((one) => typeof one === "string")
  body.delete("files")
  ids.forEach((one) => body.append("files", one))
  if (ring) body.set("ring", ring)
  return body
}

const send = async (of, body) => {
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: document.hidden })
    if (answer.status >= 500) throw answer
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {}
    if (of === ring) line.textContent = told.words ?? ""
    if (!answer.ok || told.version === undefined) return
    if (of !== ring) kept[of].version = told.version || ""
    else {
      version.value = told.version || ""
      if (discard) discard.hidden = !told.version
    }
    if (told.draft) {
      draft.value = told.draft
      const here = new URL(location)
      here.search = `?draft=${told.draft}`
      history.replaceState(history.state, "", here)
    }
  } catch {
    dirty = true // no connection, or nowhere to keep it: what was typed stays, and goes with the next change
  }
}

const save = () => {
  clearTimeout(timer)
  if (!dirty) return
  if (saving) next = { of: ring, body: posted() }
  else begin(ring, posted())
}

const begin = (of, body) => {
  dirty = false
  saving = send(of, body).finally(() => {
    saving = undefined
    if (!next) return
    const { of, body } = next
    next = undefined
    if (of === ring) return begin(of, posted())
    // The other ring is shown by now: what stood here is saved as it was left.
    body.set("version", kept[of].version)
    return begin(of, body)
  })
  return saving
}

form.addEventListener("input", ({ target }) => {
  if (target.type === "file" || target.name === "ring") return
  dirty = true
  clearTimeout(timer)
  timer = setTimeout(save, 2000)
})
form.addEventListener("focusout", save)
document.addEventListener("visibilitychange", () => document.hidden && save())

// A draft that is being saved is waited for, so that what is sent ends it.
form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  clearTimeout(timer)
  dirty = false
  if (next?.of === ring) next = undefined
  if (saving) {
    event.preventDefault()
    const pressed = event.submitter
    const passed = new Promise((done) => setTimeout(done, 3000))
    Promise.race([saving, passed]).then(() => { saving = undefined; form.requestSubmit(pressed) })
    return
  }
  if (!draft || event.submitter?.dataset.black) return
  // Sent, the draft is gone: who goes back finds the form, and not an address of nothing.
  const here = new URL(location)
  here.search = ""
  history.replaceState(history.state, "", here)
})

// A reply and a note are two drafts: what is typed for colleagues never stands in a reply.
document.querySelectorAll("template[data-ring]").forEach(({ content, dataset }) => {
  kept[dataset.ring] = { text: content.querySelector("textarea").value, version: dataset.version, rows: [...content.querySelectorAll("li")] }
})
rings.forEach((radio) => radio.addEventListener("change", () => {
  save()
  kept[ring] = { text: text.value, version: version.value, rows: [...list.children] }
  ring = radio.value
  dirty = false
  text.value = kept[ring].text
  version.value = kept[ring].version
  list.replaceChildren(...kept[ring].rows)
  line.textContent = ""
  discard.hidden = !version.value
  form.querySelector(".otherdraft")?.remove()
}))
