import type { ProviderId } from '../domain/instance.ts';
import { alibabaGuide } from './alibaba/guide.ts';
import type { ProviderGuide } from './guide.ts';
import { huaweiGuide } from './huawei/guide.ts';

/** The guide of every cloud. Apart from the registry, since none of it is needed at the start. */
const GUIDES: ReadonlyMap<ProviderId, ProviderGuide> = new Map([
  ['alibaba', alibabaGuide],
  ['huawei', huaweiGuide],
]);

export function findGuide(id: ProviderId): ProviderGuide | undefined {
  return GUIDES.get(id);
}
