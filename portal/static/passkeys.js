// A passkey is made or shown: the one thing here that no browser does without a script. Without it these forms stay hidden.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0))
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")
const known = (list = []) => list.map((one) => ({ ...one, id: fromText(one.id) }))

// What the server said, as the browser wants it.
const read = (told) => {
  const options = { ...told, challenge: fromText(told.challenge) }
  if (told.user) options.user = { ...told.user, id: fromText(told.user.id) }
  if (told.allowCredentials) options.allowCredentials = known(told.allowCredentials)
  if (told.excludeCredentials) options.excludeCredentials = known(told.excludeCredentials)
  return options
}

// What the passkey said, as the server wants it.
const written = (made) => {
  const { response } = made
  const told = { clientDataJSON: toText(response.clientDataJSON) }
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[name]) told[name] = toText(response[name])
  if (response.getTransports) told.transports = response.getTransports()
  return JSON.stringify({ id: made.id, rawId: toText(made.rawId), type: made.type, response: told, clientExtensionResults: {} })
}

const use = async (form) => {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } })
  if (answer.redirected && form.dataset.proof) return location.assign(`${form.dataset.proof}${encodeURIComponent(`?${new URLSearchParams({ name: form.elements.name.value })}`)}`)
  const told = answer.ok || answer.status === 422 || answer.status === 429 ? await answer.json().catch(() => ({})) : {}
  if (!answer.ok) throw new Error(told.words || form.dataset.failed)
  form.elements.answer.value = written(await navigator.credentials[form.dataset.passkey]({ publicKey: read(told) }))
  form.submit()
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-no-passkeys]").forEach((words) => { words.hidden = true })
for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  const remark = form.querySelector("[role=alert]")
  const button = form.querySelector("button")
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (button.disabled) return
    button.disabled = true
    remark.hidden = true
    try {
      await use(form)
    } catch (fault) {
      remark.textContent = fault instanceof DOMException || fault instanceof TypeError ? form.dataset.failed : fault.message
      remark.hidden = false
      button.disabled = false
    }
  })
}
