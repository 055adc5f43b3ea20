// Pillow's antialiased resize in integers, as resample.ts does on the CPU: two passes with 22-bit
// weights, each rounded to 8 bits. Pixels are packed as 0x00BBGGRR.

struct Pass {
  // Size of the output in pixels.
  width: u32,
  height: u32,
  // Weights per output pixel. Its entry in `taps` is [first input pixel, number of input pixels, weights...].
  stride: u32,
  // First row of the source to read.
  firstRow: u32,
}

const PRECISION_BITS = 22u;
const HALF = vec3<i32>(1 << (PRECISION_BITS - 1u));

@group(0) @binding(0) var<uniform> pass_: Pass;
@group(0) @binding(1) var<storage, read> taps: array<i32>;
@group(0) @binding(2) var<storage, read_write> written: array<u32>;
@group(0) @binding(3) var photo: texture_2d<f32>;
@group(0) @binding(4) var<storage, read> narrow: array<u32>;

fn unpack(pixel: u32) -> vec3<i32> {
  return vec3<i32>(vec3<u32>(pixel, pixel >> 8u, pixel >> 16u) & vec3<u32>(255u));
}

fn pack(sum: vec3<i32>) -> u32 {
  let bytes = vec3<u32>(clamp(sum >> vec3<u32>(PRECISION_BITS), vec3<i32>(0), vec3<i32>(255)));
  return bytes.r | (bytes.g << 8u) | (bytes.b << 16u);
}

@compute @workgroup_size(8, 8)
fn across(@builtin(global_invocation_id) at: vec3<u32>) {
  if (at.x >= pass_.width || at.y >= pass_.height) {
    return;
  }
  let entry = at.x * (pass_.stride + 2u);
  let first = u32(taps[entry]);
  let count = u32(taps[entry + 1u]);
  var sum = HALF;
  for (var tap = 0u; tap < count; tap++) {
    let texel = textureLoad(photo, vec2<u32>(first + tap, at.y + pass_.firstRow), 0).rgb;
    sum += vec3<i32>(round(texel * 255.0)) * taps[entry + 2u + tap];
  }
  written[at.y * pass_.width + at.x] = pack(sum);
}

@compute @workgroup_size(8, 8)
fn down(@builtin(global_invocation_id) at: vec3<u32>) {
  if (at.x >= pass_.width || at.y >= pass_.height) {
    return;
  }
  let entry = at.y * (pass_.stride + 2u);
  let first = u32(taps[entry]) - pass_.firstRow;
  let count = u32(taps[entry + 1u]);
  var sum = HALF;
  for (var tap = 0u; tap < count; tap++) {
    sum += unpack(narrow[(first + tap) * pass_.width + at.x]) * taps[entry + 2u + tap];
  }
  written[at.y * pass_.width + at.x] = pack(sum);
}
