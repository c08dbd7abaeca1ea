import type { Source } from '../lease.ts';
import type { SignedRequest } from '../signing/request.ts';
import type { SdkHmacRequest } from '../signing/sdkHmac.ts';

/** A request before anything says who sends it. */
export type Unsigned = Omit<SdkHmacRequest, 'credentials' | 'date'>;

/** Adds to a request what says who sends it. */
export type Authenticate = (request: Unsigned, date: Date) => SignedRequest;

/** Who an account is to its cloud. */
export interface HuaweiLogin {
  /** What requests about a project are authenticated with; without one, those to services that know no projects. */
  source(projectId?: string): Source<Authenticate>;
  /** As far as logging in told it; the user's name only where there is one. */
  identity(): { readonly accountId: string; readonly principal: string };
  forgive(): void;
}
