// What every page does a little better with a script; without it all of this still works.
const every = (selector, act) => document.querySelectorAll(selector).forEach(act)

// Menus (<details class="menu">): Esc closes and gives the focus back, a click elsewhere closes.
const openMenu = () => document.querySelector("details.menu[open]")
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && openMenu()
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
})
document.addEventListener("click", (event) => {
  const menu = openMenu()
  if (menu && !menu.contains(event.target)) menu.open = false
})

// A form that is on its way is busy and is not sent twice. Coming back to the page sets it free.
document.addEventListener("submit", (event) => {
  const form = event.target
  // A file that is saved leaves the page as it is: that form stays free.
  if (event.defaultPrevented || form.method !== "post" || "file" in form.dataset) return
  if (form.ariaBusy === "true") return event.preventDefault()
  form.ariaBusy = "true"
  if (event.submitter) event.submitter.ariaBusy = "true"
})
addEventListener("pageshow", () => every("[aria-busy]", (one) => one.removeAttribute("aria-busy")))

// Back at a form that was sent, the text is there again with a new key. Until something is changed it is the same message.
// The start of the key tells that it is kept, so that the same words under another key are another message.
const once = document.querySelector("form[data-once]")
if (once) {
  const { key } = once.elements
  const remember = () => {
    key.value = key.value.replace("page.", "kept.")
    history.replaceState({ key: key.value }, "")
  }
  const renew = () => { key.value += `-${Date.now()}`; remember() }
  if (history.state?.key) {
    key.value = history.state.key
    once.addEventListener("input", renew, { once: true })
  } else remember()
}

// A refused form: the summary of what is wrong gets the focus, so that it is read first.
document.querySelector(".errsum")?.focus()

// What somebody keeps on paper is printed with a button; without a script the menu of the browser does it.
every("[data-print]", (button) => {
  button.hidden = false
  button.addEventListener("click", () => print())
})

// The size of the screen goes along with a report, where the person can read it before sending.
every("[data-screen]", (row) => {
  const size = `${screen.width} × ${screen.height}`
  row.lastElementChild.textContent = row.closest("form").elements.screen.value = size
  row.hidden = false
})

// Room left in a text, from three quarters on; told after a pause in typing, not at each key.
const counters = new WeakMap()
const count = ({ target }) => {
  const { max, left, over } = target.dataset
  if (!max) return
  const used = [...target.value].length
  let line = counters.get(target)
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "under", ariaLive: "polite" })
    target.after(line)
    counters.set(target, line)
  }
  clearTimeout(line.wait)
  line.wait = setTimeout(() => {
    line.classList.toggle("over", used > max)
    line.textContent = used < max * 0.75 ? "" : (used > max ? over : left).replace("{n}", used > max ? used : max - used)
  }, 400)
}
document.addEventListener("input", count)
every("textarea[data-max]", (target) => target.value && count({ target }))

// The reply bar on phones shows once the card that says whose turn it is has scrolled away, so there is never a double button.
const bar = document.querySelector("[data-sticky-reply]")
const turn = document.querySelector(".turn")
if (bar && turn) new IntersectionObserver(([seen]) => { bar.hidden = seen.isIntersecting }).observe(turn)
