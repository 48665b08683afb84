// Compiles a WebAssembly module, while it arrives if the server names its type.

/** @typedef {(bytes: number) => void} Arrived hears how many bytes have arrived */

const TYPE = 'application/wasm';

/** @param {string | URL} address @param {Arrived} arrived */
export async function compile(address, arrived) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answers ${response.status}`);
  // A browser that has kept it may have kept it compiled, too, but only if nobody else reads it.
  if (!navigator.serviceWorker?.controller) count(response.clone(), arrived);
  const type = response.headers.get('Content-Type');
  if (type === TYPE) return WebAssembly.compileStreaming(response);
  console.warn(`${address} has the MIME type ${type} instead of ${TYPE}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** @param {Response} response @param {Arrived} arrived */
async function count({ body }, arrived) {
  const reader = body?.getReader();
  let bytes = 0;
  try {
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) arrived(bytes += piece.value.byteLength);
  } catch {
    // Whoever compiles it says so.
  }
}
