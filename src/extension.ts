import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './commands/registerAll.ts';
import { PolicyWatch } from './editor/policyWatch.ts';
import { SandboxStay } from './host/sandboxStay.ts';
import { FleetHost } from './host/fleetHost.ts';
import { createLog } from './host/log.ts';
import { ViewMemory } from './host/viewMemory.ts';
import { Inventory } from './inventory/inventory.ts';
import { writeNumbersIn } from './texts/words.ts';
import { GeneratedTexts } from './ui/generatedTexts.ts';
import { createPublicApi, type PublicApi } from './ui/publicApi.ts';
import { Views } from './ui/views.ts';

/** Builds the parts, wires them, and returns the public API. It waits for nothing: reading begins afterwards. */
export function activate(context: vscode.ExtensionContext): PublicApi {
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  writeNumbersIn(vscode.env.language);
  const log = createLog();
  const changedInstances = new vscode.EventEmitter<void>();
  const inventory: Inventory = new Inventory((change) => {
    views.update(change);
  });
  const views = new Views(inventory, new ViewMemory(context.globalState), () => {
    changedInstances.fire();
  });
  const host = new FleetHost(context, inventory, log);
  const sandbox = new SandboxStay(host);
  const texts = new GeneratedTexts();
  const { secrets, globalState: memory } = context;
  const commands = registerCommands(context.extension.packageJSON, {
    inventory,
    views,
    host,
    secrets,
    memory,
    log,
    sandbox,
    texts,
  });
  const policies = new PolicyWatch(async () => {
    const { PolicyDesk } = await import('./editor/policyDesk.ts');
    return new PolicyDesk({
      inventory,
      extensionUri: context.extensionUri,
      onDidChangeInstances: changedInstances.event,
      journal: () => host.journal(),
      show: (choose) => views.arrange(choose(views.choice)),
    });
  });
  // Disposed in this order: what works first, what it tells and logs to last.
  context.subscriptions.push(...commands, policies, sandbox, host, views, texts, changedInstances, log);
  host.start();
  return createPublicApi(inventory, changedInstances.event, async () => (await host.fleet()).refresh(true));
}
