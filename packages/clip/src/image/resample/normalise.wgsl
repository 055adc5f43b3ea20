// Normalises an image into its slot of the batch: (value / 255 - mean) / std, one channel plane after the
// other (NCHW), as tensor.ts does on the CPU.

struct Normalisation {
  mean: vec3<f32>,
  // Pixels per image.
  plane: u32,
  deviation: vec3<f32>,
  // Index of the image in the batch.
  slot: u32,
}

@group(0) @binding(0) var<uniform> normalisation: Normalisation;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> batch: array<f32>;

@compute @workgroup_size(64)
fn normalise(@builtin(global_invocation_id) at: vec3<u32>) {
  let plane = normalisation.plane;
  if (at.x >= plane) {
    return;
  }
  let pixel = picture[at.x];
  let bytes = vec3<u32>(pixel, pixel >> 8u, pixel >> 16u) & vec3<u32>(255u);
  let values = (vec3<f32>(bytes) / 255.0 - normalisation.mean) / normalisation.deviation;
  let start = normalisation.slot * 3u * plane + at.x;
  batch[start] = values.r;
  batch[start + plane] = values.g;
  batch[start + 2u * plane] = values.b;
}
