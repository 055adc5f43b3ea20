/**
 * The structure of the code: which folder may import which, including type imports. `npm run structure` prints every
 * cycle and every import in the wrong direction. packages/README.md draws the map.
 *
 * @see https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md
 */

/** Folders of one package or of the workspace, lowest first. Each may import only those before it. */
const layers = (base, folders) =>
  folders.slice(0, -1).map((folder, i) => ({
    name: `${base || 'house'}: ${folder.replaceAll('|', ', ')} imports upwards`.replace(/^packages\//, ''),
    severity: 'error',
    from: { path: `^${base}(${folder})/` },
    to: { path: `^${base}(${folders.slice(i + 1).join('|')})(/|\\.ts$)` },
  }));

const siblings = (...packages) =>
  packages.map((name) => ({
    name: `${name} imports a sibling`,
    severity: 'error',
    from: { path: `^packages/${name}/` },
    to: { path: `^packages/(${packages.filter((other) => other !== name).join('|')})/` },
  }));

export default {
  forbidden: [
    { name: 'a circle of files', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'a circle of folders',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(packages|apps|e2e)/' },
      to: { circular: true },
    },
    ...layers('packages/', ['calls', 'images|weights|wasm-encoder|vectors', 'clip', 'photos', 'element']),
    ...siblings('images', 'weights', 'wasm-encoder', 'vectors'),
    ...layers('', ['packages', 'apps', 'e2e']),
    ...layers('packages/wasm-encoder/src/', ['graph', 'kernels', 'plan', 'run']),
    ...layers('packages/clip/src/', ['models', 'image|text|scoring', 'engine', 'worker', 'client']),
    ...layers('packages/photos/src/', [
      'metadata|places',
      'videos',
      'store',
      'sources',
      'query',
      'marks',
      'groups',
      'indexing',
      'archive',
      'transfer|takeout',
      'worker',
    ]),
    ...layers('packages/element/src/', [
      'i18n',
      'ui',
      'storage',
      'photos',
      'search',
      'models',
      'map',
      'marks',
      'gallery',
      'transfer',
      'cleanup',
    ]),
    {
      name: 'a file of another package, past its exports',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^(packages|apps)/[^/]+/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'tests in the product',
      severity: 'error',
      from: { pathNot: '\\.(test|fixture)\\.ts$|^e2e/|/fixtures\\.ts$' },
      to: { path: '\\.(test|fixture)\\.ts$', pathNot: '^packages/wasm-encoder/src/.*fixture' },
    },
    {
      name: 'a missing file',
      severity: 'error',
      // They import the npm package, as other people's pages do.
      from: { pathNot: '^apps/examples/pages/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|fixtures|projects)/|\\.(as\\.ts|png)$|^virtual:|\\?' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
