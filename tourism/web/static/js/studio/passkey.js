/** Passkeys: asks the browser for one and sends its answer with the page's own form; no request besides that. */

/** @param {string} text base64url */
export function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
export function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {any} options as the guide sends them */
async function created(options) {
  const exclude = options.excludeCredentials ?? [];
  const made = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: exclude.map((/** @type {any} */ each) => ({ ...each, id: bytes(each.id) })),
      },
    })
  );
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response);
  return answer(made, { attestationObject: text(response.attestationObject) });
}

/** @param {any} options as the guide sends them */
async function shown(options) {
  const found = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: [] } })
  );
  const response = /** @type {AuthenticatorAssertionResponse} */ (found.response);
  return answer(found, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

/**
 * @param {PublicKeyCredential} credential
 * @param {Record<string, string | null>} more
 */
function answer(credential, more) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON), ...more };
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} [name] which sentence is shown; none where it is left out
 */
function say(form, name) {
  for (const told of form.querySelectorAll("[data-cancelled], [data-unable], [data-known]")) {
    told.toggleAttribute("hidden", !name || !told.hasAttribute(`data-${name}`));
  }
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  say(form);
  if (!window.PublicKeyCredential) return say(form, "unable");
  const options = JSON.parse(form.dataset.options ?? "{}");
  try {
    const credential = await (form.dataset.passkey === "create" ? created(options) : shown(options));
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = credential;
    form.submit();
  } catch (error) {
    say(form, error instanceof DOMException && error.name === "InvalidStateError" ? "known" : "cancelled");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(/** @type {HTMLFormElement} */ (form));
  });
}
