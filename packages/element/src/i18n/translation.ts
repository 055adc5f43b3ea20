import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from './en.ts';
import { Formats } from './formats.ts';
import type { Strings } from './strings.ts';

type Catalogue = (formats: Formats) => Strings;

/** The other catalogues, by language and script. Each is loaded when it is needed. */
const CATALOGUES: Readonly<Record<string, () => Promise<Catalogue>>> = {
  'de-Latn': async () => (await import('./de.ts')).de,
  'es-Latn': async () => (await import('./es.ts')).es,
  'fr-Latn': async () => (await import('./fr.ts')).fr,
  'ja-Jpan': async () => (await import('./ja.ts')).ja,
  'zh-Hans': async () => (await import('./zh.ts')).zh,
};

const DEFAULT = 'en';

/** The texts in the language of the element: that of the nearest `lang` attribute, its own or that of an ancestor. */
export class Translation implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #observer = new MutationObserver(() => this.#look());
  #overrides: Partial<Strings> = {};
  /** The language of the element. Its texts may still be on their way. */
  #wanted: string | undefined;
  #translated: Strings | undefined;
  readonly #ready = Promise.withResolvers<void>();
  /** The texts; undefined while those of the first language are being loaded. */
  strings: Strings | undefined;
  /** The language of {@link strings}, as a BCP 47 tag. */
  language = DEFAULT;

  /** @param host The element; updated when the texts change. */
  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Texts of the page’s own, which replace those of the language. */
  get overrides(): Partial<Strings> {
    return this.#overrides;
  }

  set overrides(overrides: Partial<Strings>) {
    this.#overrides = overrides;
    this.#wanted = undefined;
    if (this.#host.isConnected) this.#look();
    this.#show();
  }

  /** Resolves once there are texts. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  hostConnected(): void {
    for (let root = this.#host.getRootNode(); ; root = root.host.getRootNode()) {
      this.#observer.observe(root, { attributeFilter: ['lang'], subtree: true });
      if (!(root instanceof ShadowRoot)) break;
    }
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #look(): void {
    const language = languageOf(this.#host);
    if (language === this.#wanted) return;
    this.#wanted = language;
    const { language: code, script } = new Intl.Locale(language).maximize();
    const load = CATALOGUES[`${code}-${script}`];
    // A page may bring the texts of any other language itself. Numbers and dates have to fit them.
    const isOwn = code === DEFAULT || Object.keys(this.#overrides).length > 0;
    if (load) void this.#load(language, load);
    else this.#translate(en, isOwn ? language : DEFAULT);
  }

  async #load(language: string, load: () => Promise<Catalogue>): Promise<void> {
    const catalogue = await load().catch(() => undefined);
    // Another language may have been set in the meantime.
    if (language !== this.#wanted) return;
    // English is better than nothing.
    this.#translate(catalogue ?? en, catalogue ? language : DEFAULT);
  }

  #translate(catalogue: Catalogue, language: string): void {
    this.language = language;
    this.#translated = catalogue(new Formats(language));
    this.#show();
  }

  #show(): void {
    this.strings = this.#translated && { ...this.#translated, ...this.#overrides };
    if (this.strings) this.#ready.resolve();
    this.#host.requestUpdate();
  }
}

/** @returns The language of an element as a valid BCP 47 tag; English if it has none. */
function languageOf(element: Element): string {
  for (let inner: Element | undefined = element; inner; inner = hostOf(inner)) {
    const marked = inner.closest('[lang]');
    if (marked) return valid(marked.getAttribute('lang') ?? '');
  }
  return DEFAULT;
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}

function valid(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? DEFAULT;
  } catch {
    return DEFAULT;
  }
}
