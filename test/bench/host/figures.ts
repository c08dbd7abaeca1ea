import { figure, figureOver, type Measured } from '../figure.ts';
import { idealMs, perRequest, totalOf, type Turn } from '../turn.ts';
import type { Start } from './starts.ts';

/** Reading a fleet for the first time in VS Code's extension host, beside a bare client and the SDKs in plain Node. */
export interface HostFigures {
  /** Of the whole extension host process, milliseconds. */
  readonly cpuPerRequestMs: Measured;
  readonly wallOverBare: Measured;
  readonly wallOverIdeal: Measured;
  /** Above what the host had before there were accounts. */
  readonly peakMiB: Measured;
  /** With a snapshot: from activation and the open view to its rows, and to nothing but fresh rows on the screen. */
  readonly snapshotRowsMs: Measured;
  readonly visibleFreshMs: Measured;
  readonly cpuVsSdk: Measured;
  readonly cpuPerRequestVsSdk: Measured;
  readonly requests: Measured;
}

export function hostFiguresOf(turns: readonly Turn[]): HostFigures {
  const starts = startsOf(turns);
  return {
    cpuPerRequestMs: figureOver(turns, ({ host }) => perRequest(host.read()).cpuMs),
    wallOverBare: figureOver(turns, ({ host, bare }) => {
      return perRequest(host.read()).wallMs / perRequest(bare()).wallMs;
    }),
    wallOverIdeal: figureOver(turns, ({ host }) => {
      const { usage, requests } = host.read();
      return usage.wallMs / idealMs(requests);
    }),
    peakMiB: figureOver(turns, ({ host }) => {
      const { usage, bareRssKb } = host.read();
      return (usage.rssKb - bareRssKb) / 1024;
    }),
    snapshotRowsMs: figureOver(starts, ({ snapshotRows }) => snapshotRows()),
    visibleFreshMs: figureOver(starts, ({ visibleFresh }) => visibleFresh()),
    cpuVsSdk: figureOver(turns, ({ host, sdk }) => host.read().usage.cpuMs / sdk().usage.cpuMs),
    cpuPerRequestVsSdk: figureOver(turns, ({ host, sdk }) => {
      return perRequest(host.read()).cpuMs / perRequest(sdk()).cpuMs;
    }),
    requests: figureOver(turns, ({ host }) => totalOf(host.read().requests)),
  };
}

/** The extension in VS Code with that fleet; milliseconds. */
export interface StartFigures {
  readonly loadCodeMs: Measured;
  readonly activateMs: Measured;
  readonly snapshotRowsMs: Measured;
  /** Until one row is fresh. */
  readonly freshRowsMs: Measured;
}

export function startFiguresOf(turns: readonly Turn[]): StartFigures {
  const starts = startsOf(turns);
  return {
    loadCodeMs: figureOver(starts, ({ activation }) => activation().load),
    activateMs: figureOver(starts, ({ activation }) => activation().activate),
    snapshotRowsMs: figureOver(starts, ({ snapshotRows }) => snapshotRows()),
    freshRowsMs: figureOver(starts, ({ freshRow }) => freshRow()),
  };
}

/** From opening a group of the tree until its rows are on the screen; milliseconds. */
export function rowsMsOf(turns: readonly Turn[]): Measured {
  return figureOver(turns, ({ host }) => figure(host.reopened()).median);
}

function startsOf(turns: readonly Turn[]): Start[] {
  return turns.flatMap(({ host }) => [...host.starts]);
}
