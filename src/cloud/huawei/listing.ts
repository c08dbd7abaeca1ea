import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { CloudError } from '../error.ts';
import { uniqueById } from '../identifiers.ts';
import type { LeftOut } from '../provider.ts';
import { listInstances, type Arrived, type Place } from './instances.ts';
import type { Rest } from './rest.ts';

interface Failure {
  readonly place: Place;
  readonly error: CloudError;
}

/** What the projects of a region have in them, and which of them could not be listed. */
export class Listing {
  /** Project by instance id, as far as instances were found in one. */
  readonly homes = new Map<string, string>();
  /** By region, of the last time. */
  readonly #failures = new Map<string, readonly Failure[]>();
  /** By region: the projects in which something was found. */
  readonly #filled = new Map<string, readonly Place[]>();

  /**
   * The instances of all projects of a region; one that cannot be listed hides no other.
   * @throws CloudError when none can be listed
   */
  async read(
    rest: Rest,
    region: string,
    places: readonly Place[],
    signal: AbortSignal,
    arrived?: Arrived,
  ): Promise<Instance[]> {
    const before = this.#filled.get(region) ?? [];
    const failures = before
      .filter((place) => !isAmong(places, place))
      .map((place) => ({ place, error: noLongerUsable(place) }));
    const filled: Place[] = [];
    const lists = places.map(async (place) => {
      try {
        const instances = await listInstances(rest, place, signal, arrived);
        if (instances.length > 0) filled.push(place);
        for (const { id } of instances) this.homes.set(id, place.projectId);
        return instances;
      } catch (error) {
        if (!(error instanceof CloudError) || error.category === 'credentials') throw error;
        failures.push({ place, error });
        return [];
      }
    });
    const instances = uniqueById((await Promise.all(lists)).flat());
    const refused = failures.filter(({ place }) => isAmong(places, place));
    if (refused[0] && refused.length === places.length) throw refused[0].error;
    this.#failures.set(region, failures);
    this.#filled.set(region, [
      ...filled,
      ...before.filter((place) => !isAmong(filled, place) && isFailed(failures, place)),
    ]);
    return instances;
  }

  /** Why an instance of a region that was not found may be there all the same. */
  doubt(region: string): CloudError | undefined {
    return this.#failures.get(region)?.[0]?.error;
  }

  /** The projects that could not be listed. */
  leftOut(): LeftOut[] {
    return [...this.#failures.values()].flat().map(({ place, error }) => ({
      region: place.region,
      name: place.project,
      reason: error.reason,
      isFailure: true,
    }));
  }
}

function isAmong(places: readonly Place[], { projectId }: Place): boolean {
  return places.some((place) => place.projectId === projectId);
}

function isFailed(failures: readonly Failure[], place: Place): boolean {
  return isAmong(
    failures.map((failure) => failure.place),
    place,
  );
}

/** That a project cannot be used any more must not look as if its instances were gone. */
function noLongerUsable({ project }: Place): CloudError {
  const message = l10n.t('These credentials can no longer use project {0}.', project);
  return new CloudError({ category: 'not-found', message });
}
