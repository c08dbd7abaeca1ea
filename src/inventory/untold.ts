import type { Drift } from '../domain/drift.ts';

/** What got worse and nobody was told of yet. */
export interface News {
  readonly drift: Drift;
  readonly name: string;
}

/** What this window has to tell: it was the one that wrote it down, so no other does, and none does it again. */
export class Untold {
  #news: News[] = [];

  get isEmpty(): boolean {
    return this.#news.length === 0;
  }

  add(drift: Drift, name: string): void {
    this.#news.push({ drift, name });
  }

  /** All of it; whoever takes it tells it. */
  take(): readonly News[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }
}
