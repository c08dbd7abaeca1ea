/** Loads all that reading needs in VS Code: the fleet, both clouds, and the Agent for the host's fetch. */
import { answerLoad } from '../loading.ts';

answerLoad(async () => {
  await import('../../../src/fleet/fleet.ts');
  await import('../../../src/accounts/settings.ts');
  await import('../../../src/cloud/alibaba/provider.ts');
  await import('../../../src/cloud/huawei/provider.ts');
  await import('../../../src/cloud/transport/http.ts');
  await import('../../../src/cloud/transport/agent.ts');
});
