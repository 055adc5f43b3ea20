// Rounds floats to half precision and packs two into each 32-bit word, as in a float16 tensor. Packing needs
// no `shader-f16`.

@group(0) @binding(0) var<storage, read> floats: array<f32>;
@group(0) @binding(1) var<storage, read_write> halves: array<u32>;

@compute @workgroup_size(256)
fn pack(@builtin(global_invocation_id) at: vec3<u32>) {
  if (at.x >= arrayLength(&halves)) {
    return;
  }
  let first = 2u * at.x;
  let second = min(first + 1u, arrayLength(&floats) - 1u);
  halves[at.x] = pack2x16float(vec2(floats[first], floats[second]));
}
