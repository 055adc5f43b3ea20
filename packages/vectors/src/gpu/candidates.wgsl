// Finds candidates for the best rows, in three passes over chunks of blocks in the layout of QuantisedRows. GpuCodes
// prepends `fn dot4(a: u32, b: u32) -> i32`: the dot product of two vectors of four 8-bit integers.

struct Search {
  // Number of rows in this chunk, and before it.
  rows: u32,
  first: u32,
  // Steps per row, of four words each.
  steps: u32,
  limit: u32,
  unit: f32,
  reach: f32,
  length: f32,
  masked: u32,
}

struct Tally {
  // Number of rows whose lower bound falls into each bin.
  bins: array<atomic<u32>, BINS>,
  // Rows are candidates if their upper bound is not below this.
  floor: f32,
}

struct Found {
  count: atomic<u32>,
  rows: array<u32>,
}

const BLOCK = 1024u;
const QUARTER = BLOCK / 4u;
// Length of a block's scales, and of its errors, in groups of four words.
const FLOATS = BLOCK / 4u;

const BINS = 4096u;
// A transformed row of length 1 scores -4 to 4. Scores beyond that go to the outermost bins.
const BINS_A_UNIT = f32(BINS) / 8.0;
const LANES = 256u;
const LANE_BINS = BINS / LANES;

// Used instead of infinities, which WGSL does not guarantee.
const MOST = 3e38;
const LEAST = -3e38;
const ALL = -2e38;
const INFINITE = 0x7f800000u;

@group(0) @binding(0) var<uniform> search: Search;
@group(0) @binding(1) var<storage, read> chunk: array<vec4<u32>>;
// The query's integers are 128 * high + low: first all highs, then all lows.
@group(0) @binding(2) var<storage, read> query: array<vec4<u32>>;
@group(0) @binding(3) var<storage, read> mask: array<u32>;
@group(0) @binding(4) var<storage, read_write> most: array<f32>;
@group(0) @binding(5) var<storage, read_write> tally: Tally;
@group(0) @binding(6) var<storage, read_write> found: Found;

var<workgroup> sums: array<i32, 64>;
var<workgroup> counts: array<u32, LANES>;

fn dot16(a: vec4<u32>, b: vec4<u32>) -> i32 {
  return dot4(a.x, b.x) + dot4(a.y, b.y) + dot4(a.z, b.z) + dot4(a.w, b.w);
}

// Four threads per row, so that adjacent threads read adjacent memory.
@compute @workgroup_size(64)
fn score(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let place = group.x * 16u + lane / 4u;
  let block = (place / BLOCK) * (BLOCK * search.steps + 2u * FLOATS);
  let codes = block + (place % BLOCK) * search.steps;
  var high = 0;
  var low = 0;
  for (var i = lane % 4u; i < search.steps; i += 4u) {
    let step = chunk[codes + i];
    high += dot16(step, query[i]);
    low += dot16(step, query[search.steps + i]);
  }
  sums[lane] = 128 * high + low;
  workgroupBarrier();

  // Row 4i + j is at index j * 256 + i.
  let slot = (place % QUARTER) * 4u + (place % BLOCK) / QUARTER;
  let row = place / BLOCK * BLOCK + slot;
  if (lane % 4u != 0u || row >= search.rows) {
    return;
  }
  let slotInAll = search.first + row;
  if (search.masked != 0u && ((mask[slotInAll / 32u] >> (slotInAll % 32u)) & 1u) == 0u) {
    most[slotInAll] = LEAST;
    return;
  }
  let floats = block + BLOCK * search.steps + slot / 4u;
  let scale = bitcast<f32>(chunk[floats][slot % 4u]);
  let error = chunk[floats + FLOATS][slot % 4u];
  if (error == INFINITE) {
    most[slotInAll] = MOST;
    return;
  }
  let sum = sums[lane] + sums[lane + 1u] + sums[lane + 2u] + sums[lane + 3u];
  let middle = scale * (f32(sum) * search.unit);
  let margin = scale * search.reach + bitcast<f32>(error) * search.length;
  most[slotInAll] = middle + margin;
  let bin = clamp((middle - margin) * BINS_A_UNIT + f32(BINS / 2u), 0.0, f32(BINS - 1u));
  atomicAdd(&tally.bins[u32(bin)], 1u);
}

// A single workgroup finds the bin that contains the last of the best rows.
@compute @workgroup_size(LANES)
fn cut(@builtin(local_invocation_index) lane: u32) {
  var count = 0u;
  for (var i = 0u; i < LANE_BINS; i++) {
    count += atomicLoad(&tally.bins[lane * LANE_BINS + i]);
  }
  counts[lane] = count;
  workgroupBarrier();
  if (lane != 0u) {
    return;
  }
  var above = 0u;
  var part = LANES - 1u;
  while (part > 0u && above + counts[part] < search.limit) {
    above += counts[part];
    part--;
  }
  var bin = (part + 1u) * LANE_BINS - 1u;
  above += atomicLoad(&tally.bins[bin]);
  while (bin > 0u && above < search.limit) {
    bin--;
    above += atomicLoad(&tally.bins[bin]);
  }
  // Subtract half a bin, for scores that were rounded into it.
  tally.floor = select((f32(bin) - f32(BINS / 2u) - 0.5) / BINS_A_UNIT, ALL, bin == 0u);
}

@compute @workgroup_size(64)
fn collect(@builtin(global_invocation_id) at: vec3<u32>) {
  let slot = search.first + at.x;
  if (at.x >= search.rows || most[slot] < tally.floor) {
    return;
  }
  let index = atomicAdd(&found.count, 1u);
  if (index < arrayLength(&found.rows)) {
    found.rows[index] = slot;
  }
}
