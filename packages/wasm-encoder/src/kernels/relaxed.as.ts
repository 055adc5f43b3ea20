// AssemblyScript: see products.as.ts. Relaxed SIMD instructions, whose results may differ between processors
// for speed (https://github.com/WebAssembly/relaxed-simd), and replacements for browsers without them.

/** a * b + c, rounded once or twice. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Truncates floats to integers. They must fit into i32. */
export function truncated(a: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(a);
  return i32x4.trunc_sat_f32x4_s(a);
}

/**
 * Adds groups of four byte products to four sums. Check with {@link probe} first how the processor treats
 * the highest bit.
 */
export function dot(weights: v128, values: v128, sums: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, values, sums);
  return unreachable();
}
