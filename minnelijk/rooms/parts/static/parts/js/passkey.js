// A passkey: fetch the question, let the device answer, and send the answer with the form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function question(told) {
  const asked = told.publicKey;
  const keys = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));
  return { ...asked, challenge: bytes(asked.challenge), ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }), ...(asked.allowCredentials && { allowCredentials: keys(asked.allowCredentials) }), ...(asked.excludeCredentials && { excludeCredentials: keys(asked.excludeCredentials) }) };
}

function answer(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = text(made.response[name]);
  }
  if (made.response.getTransports) response.transports = made.response.getTransports();
  return { id: made.id, rawId: text(made.rawId), type: made.type, response, authenticatorAttachment: made.authenticatorAttachment, clientExtensionResults: made.getClientExtensionResults() };
}

async function ask(form) {
  const got = await fetch(form.dataset.passkey, { headers: { Accept: "application/json" } });
  const told = await got.json();
  if (!got.ok) throw new Error(told.problem || "");
  const publicKey = question(told);
  const made = form.dataset.new === undefined ? await navigator.credentials.get({ publicKey }) : await navigator.credentials.create({ publicKey });
  form.elements.credential.value = JSON.stringify(answer(made));
  form.requestSubmit();
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    const problem = form.querySelector("[data-passkey-problem]");
    form.querySelector("button").addEventListener("click", async (event) => {
      const button = event.currentTarget;
      if (button.getAttribute("aria-busy")) return;
      problem.hidden = true;
      button.setAttribute("aria-busy", "true");
      try {
        await ask(form);
      } catch (error) {
        // A refusal of ours is a sentence; what the device says is not for people.
        problem.textContent = error.constructor === Error && error.message ? error.message : problem.dataset.passkeyProblem;
        problem.hidden = false;
      }
      button.removeAttribute("aria-busy");
    });
  }
  document.querySelector("[data-passkey-cannot]")?.remove();
}
