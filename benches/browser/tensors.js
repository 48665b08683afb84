// The same loss in TensorFlow.js, as one would write it there: broadcast to N×N×N, masked, and differentiated by the library. 32-bit
// floats.

/** Chooses the backend, `wasm` or `cpu`. @param {string} backend */
export async function start(backend) {
  const { tf } = window;
  tf.wasm.setWasmPaths('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/');
  await tf.setBackend(backend);
  await tf.ready();
}

/** Points x₀y₀x₁y₁…, a class for each, and the margin → { loss, gradient }. @param {Float64Array} points @param {Uint32Array} labels @param {number} margin */
export function allTriplets(points, labels, margin) {
  const { tf } = window;
  const n = labels.length;
  const { value, grad } = tf.tidy(() => {
    const classes = tf.tensor1d(Int32Array.from(labels), 'int32');
    const same = tf.equal(tf.expandDims(classes, 1), tf.expandDims(classes, 0));
    const others = tf.cast(tf.logicalNot(same), 'float32');
    const positives = tf.sub(tf.cast(same, 'float32'), tf.eye(n));
    const mask = tf.mul(tf.expandDims(positives, 2), tf.expandDims(others, 1));
    const count = tf.sum(mask);
    return tf.valueAndGrad((/** @type {any} */ x) => {
      const apart = tf.sub(tf.expandDims(x, 1), tf.expandDims(x, 0));
      const distances = tf.sum(tf.square(apart), 2);
      const values = tf.add(tf.sub(tf.expandDims(distances, 2), tf.expandDims(distances, 1)), margin);
      return tf.div(tf.sum(tf.mul(tf.relu(values), mask)), count);
    })(tf.tensor2d(Float32Array.from(points), [n, 2]));
  });
  const result = { loss: value.dataSync()[0], gradient: grad.dataSync().slice() };
  tf.dispose([value, grad]);
  return result;
}
