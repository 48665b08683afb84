// Compiles a WebAssembly module, while it arrives if the server names its type.

/** @typedef {(bytes: number) => void} Loaded hears how many bytes are loaded */

const TYPE = 'application/wasm';

/** @param {string | URL} address @param {Loaded} loaded */
export async function compile(address, loaded) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answers ${response.status}`);
  // A browser that has kept it may have kept it compiled, too, but only if nobody else reads it.
  if (!navigator.serviceWorker?.controller) count(response.clone(), loaded);
  const type = response.headers.get('Content-Type');
  if (type === TYPE) return WebAssembly.compileStreaming(response);
  console.warn(`${address} has the MIME type ${type} instead of ${TYPE}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** @param {Response} response @param {Loaded} loaded */
async function count({ body }, loaded) {
  const reader = body?.getReader();
  let bytes = 0;
  try {
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) loaded(bytes += piece.value.byteLength);
  } catch {
    // Whoever compiles it says so.
  }
}
