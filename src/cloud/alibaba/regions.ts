import { CloudError } from '../error.ts';
import { uniqueById } from '../identifiers.ts';
import type { Region } from '../profile.ts';
import { regionOrigin } from './endpoints.ts';
import type { Rpc } from './rpc.ts';
import { regions } from './schemas.ts';

/** The regions, and RDS's hosts in them, as RDS tells both. */
export class Regions {
  /** Origins of RDS by region, as far as they were told. */
  readonly origins = new Map<string, string>();
  #areKnown: boolean;

  /** @param hasOwnEndpoint the user's own, which beats every host that is told */
  constructor(hasOwnEndpoint: boolean) {
    this.#areKnown = hasOwnEndpoint;
  }

  async read(rpc: Rpc, signal: AbortSignal): Promise<Region[]> {
    const query = { AcceptLanguage: 'en-US' };
    const reply = await rpc({ service: 'rds', action: 'DescribeRegions', query, schema: regions }, signal);
    const rows = reply.Regions.RDSRegion;
    for (const { RegionId, RegionEndpoint } of rows) {
      const origin = regionOrigin(RegionEndpoint);
      if (origin) this.origins.set(RegionId, origin);
    }
    return uniqueById(rows.map(({ RegionId, LocalName }) => ({ id: RegionId, name: LocalName })));
  }

  /** RDS knows its own hosts best; whoever may not ask is served by the published table. */
  async learnHosts(rpc: Rpc, signal: AbortSignal): Promise<void> {
    if (this.#areKnown) return;
    try {
      await this.read(rpc, signal);
      this.#areKnown = true;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
    }
  }
}
