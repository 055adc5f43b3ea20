import type { PropertyValues, ReactiveElement } from 'lit';
import type { Controllers, ControllersHost } from './controllers.ts';
import { backStack } from './ui/modal.ts';

/** The element, as its life is followed here. */
export type LivingHost = ControllersHost &
  Pick<ReactiveElement, 'hasUpdated'> & { readonly ownsHistory: boolean };

/** Attributes that need the model to start again. */
const OTHER_MODEL = ['device', 'name', 'assets', 'crossOrigin', 'modelHost'] as const;

/** The element has come into the document. */
export function connected(host: LivingHost, { bar, current }: Controllers): void {
  if (host.ownsHistory) {
    backStack.use();
    bar.address.use();
  }
  if (host.hasUpdated) void current.start();
}

/** The element has left the document. */
export function disconnected({ bar, current }: Controllers): void {
  bar.address.leave();
  current.leave();
  // The dialogs are gone without an event.
  backStack.settle();
}

/** Starts or changes the model if attributes have changed. */
export function followAttributes(
  host: LivingHost,
  { current, selection }: Controllers,
  changed: PropertyValues,
): void {
  // Lit also updates elements outside the document. This one starts when it is connected.
  if (!host.isConnected) return;
  const isOther = OTHER_MODEL.some((name) => changed.has(name));
  // A switch of models keeps the photos, so it cannot lead to another library.
  const isNew = changed.has('name') || (isOther && !changed.has('model'));
  // Photo ids mean nothing in another library.
  if (host.hasUpdated && changed.has('name')) selection.choose([], []);
  if (!host.hasUpdated || isNew) void current.start();
  else if (changed.has('model')) void current.change(host.model);
}

/** Loads what the element has rendered for the first time. */
export function updated({ rendered: { timeline } }: Controllers): void {
  // Small libraries need none.
  if (timeline && !timeline.hasUpdated) void import('./gallery/timeline.ts');
}
