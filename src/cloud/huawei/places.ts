import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import type { LeftOut, PinnedInstance } from '../provider.ts';
import { SharedWork } from '../sharedWork.ts';
import type { Instance } from '../../domain/instance.ts';
import { describeInstances, type Arrived, type Place } from './instances.ts';
import { Listing } from './listing.ts';
import type { Projects } from './projects.ts';
import type { Rest } from './rest.ts';

/** Which project of its region an instance is in. All sessions of an account share it. */
export class Places {
  readonly #accountId: string;
  readonly #projects: Projects;
  readonly #listing = new Listing();
  /** By region: that its projects may not be listed, which is not tried again for each instance. */
  readonly #denials = new Map<string, CloudError>();
  readonly #searches = new Map<string, SharedWork<unknown>>();

  constructor(accountId: string, projects: Projects) {
    this.#accountId = accountId;
    this.#projects = projects;
  }

  /** Lets what was denied be asked for again. */
  forgive(): void {
    this.#denials.clear();
  }

  /** @throws CloudError when no project of the region can be listed */
  async list(rest: Rest, region: string, signal: AbortSignal, arrived?: Arrived): Promise<Instance[]> {
    return this.#listing.read(rest, region, await this.#of(region, signal), signal, arrived);
  }

  /** Describes instances known by id, each in the first project that knows it. */
  async describe(
    rest: Rest,
    region: string,
    pinned: readonly PinnedInstance[],
    signal: AbortSignal,
  ): Promise<Instance[]> {
    let described: Instance[] = [];
    for (const place of await this.#of(region, signal)) {
      const open = pinned.filter((_, index) => !described[index]?.lifecycle);
      const found = await describeInstances(rest, place, open, signal);
      for (const { id, lifecycle } of found) if (lifecycle) this.#listing.homes.set(id, place.projectId);
      described = pinned
        .map((one, index) => found[open.indexOf(one)] ?? described[index])
        .filter((one) => one !== undefined);
    }
    return described;
  }

  /**
   * The project of one instance; looked for by listing the region's where there are several and none is remembered.
   * @throws CloudError when it may be in one that cannot be listed
   */
  async find(rest: Rest, { region, id, home }: Instance, signal: AbortSignal): Promise<Place> {
    requireId(id);
    const places = await this.#of(region, signal);
    const [first, another] = places;
    const known = () => places.find(({ projectId }) => projectId === (this.#listing.homes.get(id) ?? home));
    const place = another ? known() : first;
    if (place) return place;
    const denial = this.#denials.get(region);
    if (denial) throw denial;
    await this.#search(rest, region, signal);
    const found = known();
    if (found) return found;
    const doubt = this.#listing.doubt(region);
    if (doubt || !first) throw doubt ?? new RangeError(`no project in ${region}`);
    // In none of them: not looked for again, and the cloud itself says so.
    this.#listing.homes.set(id, first.projectId);
    return first;
  }

  /** The same, but for who may not list: the region's default project. Nothing is changed by it. */
  async likely(rest: Rest, instance: Instance, signal: AbortSignal): Promise<Place> {
    try {
      return await this.find(rest, instance, signal);
    } catch (error) {
      const [first] = await this.#of(instance.region, signal);
      if (!isDenied(error) || !first) throw error;
      return first;
    }
  }

  /** Asks about one instance in its project; who may not list is answered by the first project that knows it. */
  async ask<T>(
    rest: Rest,
    instance: Instance,
    question: (place: Place) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    let place: Place;
    try {
      place = await this.find(rest, instance, signal);
    } catch (error) {
      if (!isDenied(error)) throw error;
      return this.#askEach(instance, question, signal);
    }
    return question(place);
  }

  async #askEach<T>(
    { region, id }: Instance,
    question: (place: Place) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    let refusal: unknown;
    for (const place of await this.#of(region, signal)) {
      try {
        const answer = await question(place);
        this.#listing.homes.set(id, place.projectId);
        return answer;
      } catch (error) {
        if (!(error instanceof CloudError) || error.category !== 'not-found') throw error;
        refusal ??= error;
      }
    }
    throw refusal;
  }

  /** What could not be listed when the account was listed last. */
  leftOut(): LeftOut[] {
    return this.#listing.leftOut();
  }

  async #of(region: string, signal: AbortSignal): Promise<Place[]> {
    const projects = await this.#projects.of(region, signal);
    return projects.map(({ id, name }) => ({
      accountId: this.#accountId,
      region,
      projectId: id,
      project: name,
    }));
  }

  /** Lists a region once, whoever looks for an instance in it meanwhile. */
  async #search(rest: Rest, region: string, signal: AbortSignal): Promise<void> {
    const known = this.#searches.get(region);
    const search = known && !known.abandoned ? known : new SharedWork((all) => this.list(rest, region, all));
    this.#searches.set(region, search);
    try {
      await search.wait(signal);
    } catch (error) {
      if (isDenied(error)) this.#denials.set(region, error);
      throw error;
    } finally {
      if (this.#searches.get(region) === search) this.#searches.delete(region);
    }
  }
}

function isDenied(error: unknown): error is CloudError {
  return error instanceof CloudError && error.category === 'permission';
}
