import { CloudError } from '../../src/cloud/error.ts';

/** The category of what was thrown; `none` for nothing, or for anything else than a CloudError. */
export function categoryOf(error: unknown): string {
  return error instanceof CloudError ? error.category : 'none';
}
