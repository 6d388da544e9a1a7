// Somebody is found while their name is typed, and who sees a request follows each choice. Without this the buttons do it.
const ABOUT_PEOPLE = /^(for|whom|for_\w+|watchers|confidential)$/
let serial = 0

// Ask the form something, with no more of it than the answer needs.
const ask = async (button, form, wanted) => {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (name === "csrf_token" || wanted(name)) body.append(name, value)
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { "X-Part": "1" } })
  return answer.ok ? answer.text() : ""
}

const combobox = (picker) => {
  const input = picker.querySelector(".finder input")
  const button = picker.querySelector(".finder button")
  const chosen = picker.querySelector(".hits")
  const status = picker.querySelector("[role=status]")
  const list = Object.assign(document.createElement("ul"), { id: `people-${++serial}`, className: "options pl", role: "listbox", hidden: true })
  list.setAttribute("aria-label", picker.querySelector("label").textContent)
  let labels = []
  let at = -1
  let wait
  let latest = 0

  const mark = (place) => {
    at = place
    ;[...list.children].forEach((option, here) => option.setAttribute("aria-selected", here === at))
    const active = list.children[at]
    if (active) input.setAttribute("aria-activedescendant", active.id)
    else input.removeAttribute("aria-activedescendant")
    active?.scrollIntoView({ block: "nearest" })
  }
  const open = (shown) => {
    list.hidden = !shown
    input.setAttribute("aria-expanded", shown)
    mark(-1)
  }
  const pick = (place) => {
    const label = labels[place]
    const control = label.querySelector("input")
    if (control.type === "radio") {
      chosen.replaceChildren()
      picker.parentElement.querySelectorAll(`[name=${control.name}]`).forEach((other) => { other.checked = false })
    }
    control.checked = true
    chosen.append(label)
    input.value = ""
    open(false)
    status.textContent = label.querySelector("b").textContent
    control.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const search = async () => {
    const mine = ++latest
    const typed = input.value.trim()
    const html = typed.length < 3 ? "" : await ask(button, input.form, (name) => name === input.name || name === "watchers")
    if (mine !== latest) return
    const found = new DOMParser().parseFromString(html, "text/html")
    labels = [...found.querySelectorAll("label")].filter((label) => !label.querySelector(":checked"))
    list.replaceChildren(...labels.map((label, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, role: "option" })
      for (const part of label.querySelectorAll("b, small")) option.append(part.cloneNode(true), " ")
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(place) })
      return option
    }))
    open(labels.length > 0)
    status.textContent = labels.length ? picker.dataset.some.replace("{n}", labels.length) : found.querySelector("[data-none]")?.textContent ?? ""
    status.classList.toggle("vh", labels.length > 0 || !html)
  }

  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value)
  button.hidden = true
  button.parentElement.append(list)
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 250) })
  input.addEventListener("blur", () => open(false))
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && labels.length) {
      event.preventDefault()
      if (list.hidden) open(true)
      mark((at + step + labels.length + (at < 0 && step < 0 ? 1 : 0)) % labels.length)
    } else if (event.key === "Enter") {
      event.preventDefault()
      if (at >= 0) pick(at)
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation()
      open(false)
    }
  })
}
document.querySelectorAll(".picker").forEach(combobox)

const sees = document.getElementById("who-sees")
const again = document.querySelector(".look-seen button")
if (sees && again) {
  let latest = 0
  again.parentElement.hidden = true
  again.form.addEventListener("change", async ({ target }) => {
    if (!ABOUT_PEOPLE.test(target.name) || target.name === "confidential") return
    const mine = ++latest
    const html = await ask(again, again.form, (name) => ABOUT_PEOPLE.test(name))
    if (html && mine === latest) sees.innerHTML = html
  })
}
