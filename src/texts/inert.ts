/**
 * Takes the links out of a text that came from outside. VS Code turns `[text](target)` in messages and inputs into a
 * link, and runs it when its target is a command.
 */
export function inert(text: string): string {
  return text.replaceAll('](', '] (');
}
