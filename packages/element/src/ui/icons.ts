import { html, type TemplateResult } from 'lit';

/** An icon made of lines, in a 20 × 20 view box. */
const lines = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${path} /></svg>`;

/** A magnifying glass. */
export const searchIcon = lines('M8.75 3.5a5.25 5.25 0 1 0 0 10.5a5.25 5.25 0 1 0 0-10.5M12.6 12.6l4 4');

/** A magnifying glass with a plus. */
export const zoomInIcon = lines(
  'M8.75 3.5a5.25 5.25 0 1 0 0 10.5a5.25 5.25 0 1 0 0-10.5M12.6 12.6l4 4M8.75 6.5v4.5M6.5 8.75h4.5',
);

/** A magnifying glass with a minus. */
export const zoomOutIcon = lines(
  'M8.75 3.5a5.25 5.25 0 1 0 0 10.5a5.25 5.25 0 1 0 0-10.5M12.6 12.6l4 4M6.5 8.75h4.5',
);

/** An image with hills and a sun. */
export const imageIcon = lines(
  'M4.5 3.5h11a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-11a1.5 1.5 0 0 1-1.5-1.5V5a1.5 1.5 0 0 1 1.5-1.5M3.2 14l3.8-4 3.2 3.2 2.3-2.2 4.3 4M13 7.2a.6.6 0 1 0 .01 0',
);

/** A folder. */
export const folderIcon = lines(
  'M2.75 6V15a1.25 1.25 0 0 0 1.25 1.25h12A1.25 1.25 0 0 0 17.25 15V7.25A1.25 1.25 0 0 0 16 6h-6L8.2 4.1a1.2 1.2 0 0 0-.9-.35H4A1.25 1.25 0 0 0 2.75 5Z',
);

/** A folder with a plus. */
export const addFolderIcon = lines(
  'M2.75 6V15a1.25 1.25 0 0 0 1.25 1.25h12A1.25 1.25 0 0 0 17.25 15V7.25A1.25 1.25 0 0 0 16 6h-6L8.2 4.1a1.2 1.2 0 0 0-.9-.35H4A1.25 1.25 0 0 0 2.75 5ZM10 8.75v5M7.5 11.25h5',
);

/** An image with a plus. */
export const addImagesIcon = lines(
  'M10.5 3.5h-6A1.5 1.5 0 0 0 3 5v10a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 17 15V9.5M3.2 14l3.8-4 3.2 3.2 2.3-2.2 4.3 4M15 2.5v5M12.5 5h5',
);

/** A letter i in a circle. */
export const infoIcon = lines('M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 9.2v4.3M10 6.4v.01');

/** A check mark. */
export const checkIcon = lines('M4 10.5l4 4 8-9');

/** A cross. */
export const closeIcon = lines('M5 5l10 10M15 5L5 15');

/** An arrowhead that points left. */
export const previousIcon = lines('M12.5 4l-6 6 6 6');

/** An arrowhead that points right. */
export const nextIcon = lines('M7.5 4l6 6-6 6');

/** Sparks. */
export const sampleIcon = lines(
  'M8 4.5c.5 3.2 1.8 4.5 5 5-3.2.5-4.5 1.8-5 5-.5-3.2-1.8-4.5-5-5 3.2-.5 4.5-1.8 5-5M14.5 3c.3 1.6.9 2.2 2.5 2.5-1.6.3-2.2.9-2.5 2.5-.3-1.6-.9-2.2-2.5-2.5 1.6-.3 2.2-.9 2.5-2.5M15 12.5c.25 1.3.7 1.75 2 2-1.3.25-1.75.7-2 2-.25-1.3-.7-1.75-2-2 1.3-.25 1.75-.7 2-2',
);

/** A padlock. */
export const lockIcon = lines(
  'M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1M7 9V6.5a3 3 0 0 1 6 0V9',
);

/** A circle with a check mark. */
export const chooseIcon = lines('M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M6.8 10.2l2.2 2.2 4.2-4.6');

/** An arrow that turns clockwise. */
export const rotateIcon = lines('M15.6 7.2A6.25 6.25 0 1 0 16.25 10M16 3.4v4h-4');

/** A triangle that points right. */
export const playIcon = lines('M6.5 4.2v11.6l9-5.8Z');

/** Two bars. */
export const pauseIcon = lines('M7 4.5v11M13 4.5v11');

/** Corners that point outwards. */
export const enterFullScreenIcon = lines('M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4');

/** Corners that point inwards. */
export const leaveFullScreenIcon = lines('M7.5 3.5v4h-4M16.5 7.5h-4v-4M12.5 16.5v-4h4M3.5 12.5h4v4');

/** A question mark. */
export const helpIcon = lines('M7.2 7.4a2.8 2.8 0 1 1 4.2 2.5c-1 .6-1.4 1.1-1.4 2.1M10 15.4v.1');

/** A magnifying glass beside a plus. */
export const addToSearchIcon = lines(
  'M7.5 4a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.8 11.8l4 4M15.5 4v5M13 6.5h5',
);

/** A heart. */
export const favouriteIcon = lines(
  'M10 16.5S3 12.4 3 7.6A3.6 3.6 0 0 1 6.6 4C8.2 4 9.4 4.9 10 6.1 10.6 4.9 11.8 4 13.4 4A3.6 3.6 0 0 1 17 7.6c0 4.8-7 8.9-7 8.9Z',
);

/** A star. */
export const starIcon = lines('M10 2.8l2.2 4.6 5 .7-3.6 3.5.9 5L10 14.2l-4.5 2.4.9-5L2.8 8.1l5-.7Z');

/** An eye that is crossed out. */
export const hideIcon = lines(
  'M3.5 3.5l13 13M8.2 5.2A8 8 0 0 1 10 5c4.5 0 7 5 7 5a13 13 0 0 1-2.4 3M5.3 6.8A12.5 12.5 0 0 0 3 10s2.5 5 7 5a7.5 7.5 0 0 0 3-.6M8.2 8.200a2.5 2.5 0 0 0 3.6 3.6',
);

/** A label on a string. */
export const labelIcon = lines('M3.5 4v5.200l7.3 7.3 5.7-5.700L9.2 3.500H4a.5.5 0 0 0-.5.5M6.7 6.700v.01');

/** A book of photos. */
export const albumIcon = lines(
  'M6 3.500h9a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H6a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2M4 14.500a2 2 0 0 1 2-1.500h10M7.5 10l2-2.3 1.7 1.7 1.3-1.2 1.5 1.8',
);

/** An arrow that points down into a tray. */
export const saveIcon = lines(
  'M10 3.5v8.5M6.5 8.7L10 12.2l3.5-3.5M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2',
);
