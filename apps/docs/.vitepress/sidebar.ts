import type { DefaultTheme } from 'vitepress';

/** The sidebar of all pages except those of the API. */
export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Use it',
    items: [
      { text: 'First search', link: '/guide/first-search' },
      { text: 'Search precisely', link: '/guide/searching' },
      { text: 'Keep, label and hide', link: '/guide/keeping' },
      { text: 'Install it', link: '/guide/install' },
      { text: 'Embeddings and labels', link: '/guide/embeddings' },
      { text: 'A photo library', link: '/guide/library' },
      { text: 'Take your photos elsewhere', link: '/guide/elsewhere' },
      { text: 'Search for several terms', link: '/guide/terms' },
      { text: 'The element', link: '/guide/element' },
      { text: 'Examples', link: '/guide/examples' },
      { text: 'Privacy and CSP', link: '/guide/privacy' },
      { text: 'Commands', link: '/guide/commands' },
    ],
  },
  {
    text: 'Models',
    items: [
      { text: 'Choose a model', link: '/guide/models' },
      { text: 'Host models', link: '/guide/hosting' },
      { text: 'Export checkpoints', link: '/guide/export' },
    ],
  },
  {
    text: 'What to expect',
    items: [
      { text: 'Files', link: '/guide/files' },
      { text: 'Browsers and devices', link: '/guide/browsers' },
      { text: 'Reliability', link: '/guide/reliability' },
      { text: 'Exactness', link: '/guide/exactness' },
      { text: 'Speed', link: '/guide/speed' },
      { text: 'Changes', link: '/guide/changes' },
      { text: 'Licences', link: '/guide/licences' },
    ],
  },
  {
    text: 'Troubleshooting',
    items: [
      { text: 'By error code', link: '/errors/' },
      { text: 'Call errors', link: '/errors/calls' },
      { text: 'Model errors', link: '/errors/models' },
      { text: 'Runtime errors', link: '/errors/running' },
      { text: 'Image and file errors', link: '/errors/images' },
      { text: 'Storage errors', link: '/errors/storage' },
    ],
  },
];
