// The mean triplet hinge over all triplets with squared distances, and its gradient: the definition, in plain JavaScript.
//
// O(N³) time and O(N) memory besides the gradient: anchor by anchor, with typed arrays, the negatives' distances side by side, and counts
// instead of a gradient per triplet. This is careful hand-written code that visits every triplet.

/** Points x₀y₀x₁y₁…, a class for each, and the margin → { loss, gradient }. @param {Float64Array} points @param {Uint32Array} labels @param {number} margin */
export function allTriplets(points, labels, margin) {
  const n = labels.length;
  const gradient = new Float64Array(points.length);
  const near = new Float64Array(n); // distances of the anchor's positives
  const far = new Float64Array(n); // and of its negatives
  const positives = new Int32Array(n);
  const negatives = new Int32Array(n);
  const push = new Float64Array(n);
  let sum = 0;
  let triplets = 0;
  /** @param {number} a @param {number} b @param {number} weight */
  const weigh = (a, b, weight) => {
    const dx = 2 * weight * (points[2 * a] - points[2 * b]);
    const dy = 2 * weight * (points[2 * a + 1] - points[2 * b + 1]);
    gradient[2 * a] += dx;
    gradient[2 * a + 1] += dy;
    gradient[2 * b] -= dx;
    gradient[2 * b + 1] -= dy;
  };
  for (let a = 0; a < n; a += 1) {
    let p = 0;
    let q = 0;
    for (let b = 0; b < n; b += 1) {
      if (a === b) continue;
      const dx = points[2 * a] - points[2 * b];
      const dy = points[2 * a + 1] - points[2 * b + 1];
      if (labels[a] === labels[b]) {
        near[p] = dx * dx + dy * dy;
        positives[p] = b;
        p += 1;
      } else {
        far[q] = dx * dx + dy * dy;
        negatives[q] = b;
        push[q] = 0;
        q += 1;
      }
    }
    triplets += p * q;
    for (let i = 0; i < p; i += 1) {
      const limit = near[i] + margin;
      let pull = 0;
      for (let j = 0; j < q; j += 1) {
        const value = limit - far[j];
        if (value > 0) {
          sum += value;
          pull += 1;
          push[j] += 1;
        }
      }
      weigh(a, positives[i], pull);
    }
    for (let j = 0; j < q; j += 1) weigh(a, negatives[j], -push[j]);
  }
  for (let i = 0; i < gradient.length; i += 1) gradient[i] /= triplets;
  return { loss: sum / triplets, gradient };
}
