import { networkInterfaces } from 'node:os';

interface Skip {
  /** How the titles of the tests begin. */
  readonly title: string;
  /** Whether they cannot be run here. */
  readonly isRight: () => boolean;
}

/** All that may be skipped, and where. */
const SKIPS: readonly Skip[] = [
  // It finds the extension host below /proc.
  { title: 'the extension host killed in a change', isRight: () => process.platform !== 'linux' },
  // Elsewhere the system's certificates are not where an environment variable says.
  { title: 'a network of a company', isRight: () => process.platform !== 'linux' },
  { title: 'a network of a company may be of IPv6', isRight: () => !hasIpv6() },
];

function hasIpv6(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return addresses.some(({ address }) => address === '::1');
}

/** Those of the skipped tests that should have been run on this machine. */
export function wronglySkipped(titles: readonly string[]): readonly string[] {
  return titles.filter((title) => !SKIPS.some((skip) => title.startsWith(skip.title) && skip.isRight()));
}
