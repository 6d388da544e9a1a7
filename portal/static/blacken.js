// Boxes over a picture are ticked by drawing over them, and walked by the arrow keys. Without this they are checkboxes.
const form = document.querySelector("form.blacken")
const canvas = form.querySelector(".canvas")
const rows = [...form.querySelectorAll(".rows > div")].map((row) => [...row.children])
const boxes = rows.flat()
const told = form.querySelector(".counted")
const pen = form.querySelector("[data-draw]")
let drawing // true while boxes are ticked by a pointer that passes, false while they are cleared
let last
let wait

form.querySelectorAll("[data-scripted]").forEach((one) => { one.hidden = false })

const count = () => {
  clearTimeout(wait)
  wait = setTimeout(() => {
    const n = rows.reduce((sum, [whole, ...row]) => sum + (whole.checked ? row.length : row.filter((one) => one.checked).length), 0)
    told.textContent = (n === 0 ? told.dataset.none : n === 1 ? told.dataset.one : told.dataset.many).replace("{n}", n)
  }, 150)
}

const boxAt = ({ clientX, clientY }) => {
  const found = document.elementFromPoint(clientX, clientY)
  return boxes.includes(found) ? found : undefined
}

const pass = (event) => {
  const box = boxAt(event)
  if (!box || box === last) return
  last = box
  box.checked = drawing
  count()
}

const draws = ({ pointerType }) => pointerType !== "touch" || pen.ariaPressed === "true"

canvas.addEventListener("pointerdown", (event) => {
  const box = boxAt(event)
  if (!box || event.button || !draws(event)) return
  drawing = !box.checked
  last = undefined
  pass(event)
  if (event.pointerType === "touch") canvas.setPointerCapture(event.pointerId)
})
canvas.addEventListener("pointermove", (event) => { if (drawing !== undefined) pass(event) })
const stop = () => { drawing = undefined }
addEventListener("pointerup", stop)
addEventListener("pointercancel", stop)

// The press that began to draw has ticked its box: its click does not tick it back.
canvas.addEventListener("click", (event) => {
  if (event.detail && event.pointerType && boxes.includes(event.target) && draws(event)) event.preventDefault()
})
pen.addEventListener("click", () => {
  pen.ariaPressed = pen.ariaPressed === "true" ? "false" : "true"
  canvas.classList.toggle("drawn", pen.ariaPressed === "true")
})

form.addEventListener("change", count)
form.addEventListener("reset", count)
count()

// One stop for Tab, and the arrows from there.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
const stand = (box) => boxes.forEach((one) => { one.tabIndex = one === box ? 0 : -1 })
stand(form.querySelector("#box"))
canvas.addEventListener("keydown", (event) => {
  const step = STEPS[event.key]
  const at = step && rows.findIndex((row) => row.includes(event.target))
  if (!step || at < 0) return
  event.preventDefault()
  const next = rows[at + step[0]]?.[rows[at].indexOf(event.target) + step[1]]
  if (!next) return
  stand(next)
  next.focus()
})
canvas.addEventListener("focusin", ({ target }) => boxes.includes(target) && stand(target))
