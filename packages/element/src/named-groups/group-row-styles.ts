import { css } from 'lit';

/** Styles of the rows of named groups: a box to choose, a thumbnail, the name, and buttons. */
export const groupRowStyles = css`
  h3 {
    margin: 1.25rem 0 0.25rem;
    font-size: 1rem;
    font-weight: 600;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-height: 4rem;
    padding: 0.4rem 0;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }

  li > input {
    width: max(1.15rem, var(--touch, 0px) / 2);
    height: max(1.15rem, var(--touch, 0px) / 2);
    accent-color: var(--accent);
  }

  photo-search-group-thumbnail {
    flex: none;
    width: 4rem;
    height: 3rem;
    border-radius: calc(var(--radius) / 2);
  }

  .about {
    flex: 1 1 10rem;
  }

  .about .link {
    font-weight: 550;
  }

  .about span {
    display: block;
    color: var(--muted);
    font-size: 0.875rem;
  }

  form,
  .answers {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  footer {
    position: sticky;
    bottom: 0;
    padding-block: 0.75rem;
    background: var(--page);
  }

  .progress {
    margin-block: 0.5rem;
  }
`;
