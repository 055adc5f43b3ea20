// AssemblyScript: see products.as.ts. Vector instructions of which processors may do what is quickest for them
// (https://github.com/WebAssembly/relaxed-simd), and what takes their place in browsers that do not know them.

/** a * b + c, rounded once or twice. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Floats as integers, if they are no larger than these can be. */
export function truncated(a: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(a);
  return i32x4.trunc_sat_f32x4_s(a);
}

/** Products of bytes, four of them added up for each sum; for who has asked {@link probe} before. */
export function dot(weights: v128, values: v128, sums: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, values, sums);
  return unreachable();
}
