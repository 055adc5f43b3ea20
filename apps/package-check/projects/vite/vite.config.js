// A page for each entry of the package, so that it can be seen what each of them loads.
const input = ['index', 'label', 'search', 'element', 'vectors'].map((page) => `${page}.html`);

export default { build: { rolldownOptions: { input } } };
