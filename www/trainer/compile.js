// Compiles a WebAssembly module, while it arrives if the server names its type.

const TYPE = 'application/wasm';

/** @param {string | URL} address */
export async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the server answers ${response.status}`);
  const type = response.headers.get('Content-Type');
  if (type === TYPE) return WebAssembly.compileStreaming(response);
  console.warn(`${address} has the MIME type ${type} instead of ${TYPE}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
