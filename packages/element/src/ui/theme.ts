import { css } from 'lit';

/**
 * Colours and sizes. A page can set the `--photo-search-…` properties, and `color-scheme` to force light or dark.
 * Derived properties are private to the element.
 */
export const theme = css`
  :host {
    color-scheme: light dark;
    --page: var(--photo-search-background, light-dark(#fbfbf9, #131615));
    --surface: var(--photo-search-surface, light-dark(#ffffff, #1d2220));
    --text: var(--photo-search-text, light-dark(#1c2321, #e9eeeb));
    --accent: var(--photo-search-accent, light-dark(#1b5e4b, #7ccfb0));
    --on-accent: var(--photo-search-on-accent, light-dark(#ffffff, #0c2019));
    --font: var(--photo-search-font, system-ui, sans-serif);
    --muted: var(--photo-search-muted, color-mix(in oklab, var(--text) 68%, var(--page)));
    --line: var(--photo-search-line, color-mix(in oklab, var(--text) 15%, var(--page)));
    --edge: color-mix(in oklab, var(--text) 46%, var(--page));
    --hover: color-mix(in oklab, var(--text) 7%, transparent);
    --tint: color-mix(in oklab, var(--accent) 10%, var(--page));
    --empty: color-mix(in oklab, var(--text) 8%, var(--page));
    --danger: var(--photo-search-danger, light-dark(#a3271c, #ff9d90));
    --radius: var(--photo-search-radius, 10px);
    --search-radius: var(--photo-search-search-radius, 1.5rem);
    --inset: max(
      var(--photo-search-padding, clamp(0.75rem, 2.5vw, 1.75rem)),
      env(safe-area-inset-left, 0px),
      env(safe-area-inset-right, 0px)
    );
    /* The least that a finger can be asked to hit, whatever the page makes of a rem. */
    --touch: 0px;
  }

  @media (any-pointer: coarse) {
    :host {
      --touch: 44px;
    }
  }
`;
