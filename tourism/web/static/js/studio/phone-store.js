/** What this phone keeps of forms until the guide has it: one small store, by person, form and page view. */

/**
 * @typedef {[string, string][]} Fields Names and values in their order.
 * @typedef {{
 *   id: string, key: string, base: string, fields: Fields, sent: Fields | null, at: number, leaving: boolean,
 * }} Kept `sent` is what was sent last, `leaving` a form on its way without a script, `at` in ms since 1970.
 */

const STORE = "drafts";
const KEPT_MS = 60 * 24 * 3600 * 1000;

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function asked(mode, ask) {
  const opened = await database();
  return new Promise((resolve, reject) => {
    const work = opened.transaction(STORE, mode, { durability: "strict" });
    const request = ask(work.objectStore(STORE));
    // Said at once: a tab that is closed in the next moment could not say it any more.
    if (mode === "readwrite") work.commit();
    work.oncomplete = () => resolve(request.result);
    work.onerror = work.onabort = () => reject(work.error);
  });
}

/** @param {Kept} kept */
export function put(kept) {
  return asked("readwrite", (store) => store.put(kept));
}

/** @param {string} id */
export function remove(id) {
  return asked("readwrite", (store) => store.delete(id));
}

/**
 * What is kept under ids that begin so, the oldest first; what nobody came back for in two months is gone.
 *
 * @param {string} prefix
 * @returns {Promise<Kept[]>}
 */
export async function list(prefix) {
  const all = /** @type {Kept[]} */ (await asked("readonly", (store) => store.getAll()));
  const old = all.filter((each) => each.at < Date.now() - KEPT_MS);
  await Promise.all(old.map((each) => remove(each.id)));
  return all.filter((each) => each.id.startsWith(prefix) && !old.includes(each)).sort((a, b) => a.at - b.at);
}
