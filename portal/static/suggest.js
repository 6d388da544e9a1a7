// Suggestions under a search field, as a combobox: htmx brings them, the arrow keys walk through them, Enter opens one.
const field = document.querySelector("[data-suggest]")
const box = document.getElementById("suggestions")
let at = -1
const options = () => [...box.querySelectorAll("[role=option]")]
const show = (open) => {
  box.classList.toggle("open", open)
  field.ariaExpanded = String(open)
  if (!open) choose(-1)
}
const choose = (place) => {
  at = place
  options().forEach((one, number) => { one.ariaSelected = String(number === at) })
  const one = options()[at]
  if (one) {
    field.setAttribute("aria-activedescendant", one.id)
    one.scrollIntoView({ block: "nearest" })
  } else field.removeAttribute("aria-activedescendant")
}
const keys = {
  ArrowDown: (many) => choose((at + 1) % many),
  ArrowUp: (many) => choose(at > 0 ? at - 1 : many - 1),
  Enter: () => { if (at >= 0) options()[at].click(); return at >= 0 },
  Escape: () => show(false),
}
if (field && box) {
  document.body.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target === box) show(document.activeElement === field && options().length > 0)
  })
  field.addEventListener("keydown", (event) => {
    if (!box.classList.contains("open") || !keys[event.key]) return
    if (keys[event.key](options().length) !== false) event.preventDefault()
  })
  field.addEventListener("input", () => { if (field.value.trim().length < 2) show(false) })
  field.addEventListener("blur", () => setTimeout(() => show(box.contains(document.activeElement)), 150))
}
