// The system’s fonts will do.
import theme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import album from '../../../../e2e/screenshots/sample-album.png';
import './site.css';

const picture = () =>
  h('img', { class: 'album', src: album, alt: 'The app with its sample album, searched for “a penguin”' });

export default { extends: theme, Layout: () => h(theme.Layout, null, { 'home-hero-image': picture }) };
