import { layout } from './layout.ts';
import { markBarStyles } from './marks/mark-bar.ts';
import { noticeStyles } from './notices.ts';
import { progressStyles } from './photos/progress-bar.ts';
import { offerStyles } from './search/offers-view.ts';
import { searchBoxStyles } from './search/search-box.ts';
import { startScreenStyles } from './start-screen.ts';
import { statusLineStyles } from './status-line.ts';
import { outcomeStyles } from './transfer/transfer-view.ts';
import { controls } from './ui/controls.ts';
import { theme } from './ui/theme.ts';

/** All styles of the element itself. Its child elements have their own. */
export const styles = [
  theme,
  controls,
  layout,
  searchBoxStyles,
  offerStyles,
  startScreenStyles,
  progressStyles,
  noticeStyles,
  markBarStyles,
  outcomeStyles,
  statusLineStyles,
];
