/** Where the cells of a uniform grid lie. */
export interface GridGeometry {
  count: number;
  columns: number;
  /** Side of a cell, in pixels. */
  cell: number;
  gap: number;
  /** From the top of the first row to the bottom of the last. */
  height: number;
}

/** Indices `from` up to and without `to`. */
export interface Span {
  from: number;
  to: number;
}

/** The keys that move through the grid. */
const KEYS = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * Lays square cells out in as many columns as fit, and widens them until they fill the width.
 *
 * @param width Of the grid, in pixels; 0 before it is laid out.
 * @param count How many cells.
 * @param smallest The least side of a cell.
 * @param gap Between cells.
 */
export function layOut(width: number, count: number, smallest: number, gap: number): GridGeometry {
  const columns = Math.max(1, Math.floor((width + gap) / (smallest + gap)));
  const cell = Math.max(0, (width - (columns - 1) * gap) / columns);
  const rows = Math.ceil(count / columns);
  return { count, columns, cell, gap, height: rows === 0 ? 0 : rows * (cell + gap) - gap };
}

/** @returns The upper left corner of a cell. */
export function cornerOf(grid: GridGeometry, index: number): { x: number; y: number } {
  const pitch = grid.cell + grid.gap;
  return { x: (index % grid.columns) * pitch, y: Math.floor(index / grid.columns) * pitch };
}

/**
 * @param grid The grid.
 * @param top How far it is scrolled.
 * @param height Of what is visible of it.
 * @param extraRows Rows to have ready above and below.
 * @returns The cells to draw, by whole rows.
 */
export function visibleSpan(grid: GridGeometry, top: number, height: number, extraRows: number): Span {
  const pitch = grid.cell + grid.gap;
  if (grid.count === 0 || grid.cell === 0 || height <= 0) return { from: 0, to: 0 };
  const first = Math.max(0, Math.floor(top / pitch) - extraRows);
  const last = Math.floor((top + height) / pitch) + extraRows;
  return {
    from: Math.min(first * grid.columns, grid.count),
    to: Math.min((last + 1) * grid.columns, grid.count),
  };
}

/**
 * @param grid The grid.
 * @param index The cell in focus.
 * @param key A `KeyboardEvent.key`.
 * @param height Of what is visible, which is what a page is.
 * @returns The cell that the key moves to, or undefined for a key that does not move.
 */
export function moveFocus(
  grid: GridGeometry,
  index: number,
  key: string,
  height: number,
): number | undefined {
  if (!KEYS.has(key) || grid.count === 0) return undefined;
  const last = grid.count - 1;
  const { columns } = grid;
  const page = Math.max(1, Math.floor(height / (grid.cell + grid.gap))) * columns;
  const down = (step: number): number => {
    const target = index + step;
    if (target <= last) return target;
    // The last row may be short: from above it, go to its end; within it, stay.
    return Math.floor(index / columns) < Math.floor(last / columns) ? last : index;
  };
  const up = (step: number): number => (index - step >= 0 ? index - step : index % columns);
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1);
    case 'ArrowRight':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return up(columns);
    case 'ArrowDown':
      return down(columns);
    case 'PageUp':
      return up(page);
    case 'PageDown':
      return down(page);
    case 'Home':
      return 0;
    default:
      return last;
  }
}

/** @returns The scroll position, as near to `top` as can be, at which the cell is wholly visible. */
export function revealAt(grid: GridGeometry, index: number, top: number, height: number): number {
  const { y } = cornerOf(grid, index);
  if (y < top) return y;
  if (y + grid.cell > top + height) return y + grid.cell - height;
  return top;
}
