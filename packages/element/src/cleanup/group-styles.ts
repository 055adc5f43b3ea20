import { css } from 'lit';

/** Styles of the photos of a group. */
export const groupStyles = css`
  :host {
    display: block;
  }

  .lead {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    margin: 0 0 0.5rem;
    color: var(--muted);
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }

  .lead strong {
    color: var(--text);
    font-weight: 550;
  }

  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(9.5rem, 45%), 1fr));
    gap: 0.75rem;
  }

  .photo {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    max-width: 16rem;
    padding: 0.35rem;
    border: 2px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 0.8125rem;
    line-height: 1.4;
    color: var(--muted);
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .photo:has(:checked) {
    border-color: var(--accent);
  }

  .photo:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .photo input {
    position: absolute;
    inset-block-start: 0.6rem;
    inset-inline-start: 0.6rem;
    z-index: 1;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
    outline: none;
  }

  photo-search-group-thumbnail {
    aspect-ratio: 4 / 3;
    margin-bottom: 0.35rem;
    border-radius: calc(var(--radius) * 0.6);
  }

  .tag {
    position: absolute;
    inset-block-start: 0.6rem;
    inset-inline-end: 0.6rem;
    padding: 0 0.6rem;
    border-radius: 1rem;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }

  .name {
    color: var(--text);
    font-weight: 550;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-top: 0.6rem;
  }
`;
