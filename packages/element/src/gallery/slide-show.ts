import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { keepSetting, readSetting } from '../storage/settings.ts';

/** Seconds that a photo can be shown. */
export const SLIDE_SECONDS = [3, 5, 10, 20, 60] as const;

const KEY = 'photo-search-slide-seconds';
const DEFAULT = 5;

type State = 'off' | 'playing' | 'paused';

/** What the slide show asks of its host. */
export interface Slides {
  /** Whether the photo is on the screen. Its time begins then, so that slow ones are not cut short. */
  isShown(): boolean;
  /** Turns to the next photo. */
  advance(): void;
}

/** Shows one photo after the other. */
export class SlideShow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #slides: Slides;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: State = 'off';

  /** @param host Updated when the show plays or pauses. */
  constructor(host: ReactiveControllerHost, slides: Slides) {
    this.#host = host;
    this.#slides = slides;
    host.addController(this);
  }

  /** Whether it is going on by itself. */
  get isPlaying(): boolean {
    return this.#state === 'playing';
  }

  /** Whether it plays or pauses. */
  get isOn(): boolean {
    return this.#state !== 'off';
  }

  /** How long each photo is shown: one of {@link SLIDE_SECONDS}, kept for later visits. */
  get seconds(): number {
    const kept = Number(readSetting(KEY));
    return SLIDE_SECONDS.find((seconds) => seconds === kept) ?? DEFAULT;
  }

  set seconds(seconds: number) {
    keepSetting(KEY, String(seconds));
    this.restart();
  }

  hostUpdated(): void {
    if (!this.isPlaying || this.#timer !== undefined || !this.#slides.isShown()) return;
    this.#timer = setTimeout(() => this.#next(), this.seconds * 1000);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Plays, or pauses. */
  toggle(): void {
    this.#set(this.isPlaying ? 'paused' : 'playing');
  }

  /** Pauses, if it plays. */
  pause(): void {
    if (this.isPlaying) this.#set('paused');
  }

  /** Ends the show. */
  stop(): void {
    this.#set('off');
  }

  /** Gives the photo its whole time, for example when the user has turned to it. */
  restart(): void {
    this.#set(this.#state);
  }

  #set(state: State): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state = state;
    this.#host.requestUpdate();
  }

  #next(): void {
    this.#timer = undefined;
    // Nobody sees it.
    if (document.hidden) this.pause();
    else this.#slides.advance();
  }
}
