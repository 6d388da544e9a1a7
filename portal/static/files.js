// Files go up as soon as they are chosen, dropped or pasted; a pasted picture stands at its place in the text.
// Without this the button "Add these files" does it.
const make = (tag, more) => Object.assign(document.createElement(tag), more)
const worded = (words, file) => words.replace("{file}", file.name)
const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("")

document.querySelectorAll(".files[data-upload]").forEach((zone) => {
  const { form } = zone.querySelector("input")
  const chooser = zone.querySelector("input[type=file]")
  const list = zone.querySelector(".keptlist")
  const status = zone.querySelector("[role=status]")
  const words = zone.dataset
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }))
  let busy = 0
  let waiting
  zone.querySelector("[data-add]").remove()

  const refuse = (row, why, after) => {
    row.querySelector("small").textContent = why
    row.classList.add("bad")
    row.querySelector("progress")?.remove()
    status.textContent = why
    after?.(false)
  }

  const send = (file, after) => {
    const row = make("li", { className: "file" })
    const name = make("span", { className: "nm" })
    name.append(make("b", { textContent: file.name }), make("small"), make("progress", { max: 100, value: 0, ariaLabel: file.name }))
    const cancel = make("button", { type: "button", className: "btn txt", textContent: words.cancel })
    row.append(name, cancel)
    list.append(row)
    if (zone.parentElement.tagName === "DETAILS") zone.parentElement.open = true
    const many = list.children.length > words.most
    if (many || file.size > words.limit) {
      cancel.textContent = words.removeWords
      cancel.onclick = () => { row.remove(); chooser.focus() }
      return refuse(row, many ? words.many : worded(words.big, file), after)
    }
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.append("csrf_token", form.elements.csrf_token.value)
    body.append("id", newId())
    body.append("files", file, file.name)
    busy++
    cancel.onclick = () => { request.abort(); row.remove(); chooser.focus() }
    request.upload.onprogress = ({ loaded, total }) => { row.querySelector("progress").value = loaded / total * 100 }
    request.onload = () => {
      if (request.status !== 201) {
        const said = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/plain")
        cancel.textContent = words.removeWords
        return refuse(row, said ? request.responseText : worded(words.failed, file), after)
      }
      const kept = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".kept")
      const black = kept.querySelector("[data-black]")
      black?.setAttribute("formaction", words.blacken + black.dataset.black)
      const mark = kept.querySelector("[data-mark]")
      mark.setAttribute("formaction", `${words.mark}${mark.dataset.mark}#files`)
      row.replaceWith(kept)
      status.textContent = worded(words.added, file)
      after?.(kept)
      changed()
    }
    request.onerror = () => { cancel.textContent = words.removeWords; refuse(row, worded(words.failed, file), after) }
    request.onabort = () => after?.(false)
    request.onloadend = () => {
      if (--busy || !waiting) return
      const pressed = waiting
      waiting = undefined
      if (!list.querySelector(".bad")) form.requestSubmit(pressed.isConnected ? pressed : undefined)
    }
    request.open("POST", words.upload)
    request.send(body)
  }

  // A form is not sent while a file is on its way: it goes when the last one has arrived.
  form.addEventListener("submit", (event) => {
    if (!busy) return
    event.preventDefault()
    waiting = event.submitter ?? form.querySelector("button.pri")
  })

  const sendChosen = () => {
    const files = [...chooser.files]
    chooser.value = ""
    files.forEach((file) => send(file))
  }
  chooser.addEventListener("change", sendChosen)
  sendChosen() // what was chosen before this script was there

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]")
    if (!button) return
    event.preventDefault()
    const row = button.closest("li")
    const mark = new RegExp(`!\\[[^\\]\\n]*\\]\\(files/${row.querySelector("[name=files]").value}\\)`, "g")
    form.querySelectorAll("textarea").forEach((text) => { text.value = text.value.replace(mark, "") })
    row.remove()
    changed()
    chooser.focus()
  })

  // In a text a picture gets a mark at the caret, which names the file once it has arrived.
  const place = (text, file) => {
    const label = file.name.replace(/[[\]\n]/g, "")
    const passing = `![${label}](${newId()})`
    text.setRangeText(passing, text.selectionStart, text.selectionEnd, "end")
    send(file, (kept) => {
      const drawn = kept && kept.querySelector("img")
      text.value = text.value.replace(passing, drawn ? `![${label}](files/${kept.querySelector("[name=files]").value})` : "")
      changed()
    })
  }
  const take = (event, data) => {
    const files = [...data?.files ?? []]
    if (!files.length) return
    event.preventDefault()
    const text = event.target.closest("textarea")
    files.forEach((file) => (text && file.type.startsWith("image/") ? place(text, file) : send(file)))
  }
  form.addEventListener("paste", (event) => take(event, event.clipboardData))
  form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault() })
  form.addEventListener("drop", (event) => take(event, event.dataTransfer))
})

// Pictures enlarge in the page, by mouse and by Enter; Esc closes and gives the focus back.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.shot")
  const viewer = document.querySelector("dialog.viewer")
  if (!link || !viewer || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const { alt } = link.querySelector("img")
  viewer.querySelector("img")?.remove()
  viewer.prepend(make("img", { src: link.href, alt }))
  viewer.ariaLabel = alt
  viewer.onclick = ({ target }) => { if (target.tagName !== "IMG") viewer.close() }
  viewer.onclose = () => link.focus()
  viewer.showModal()
})
