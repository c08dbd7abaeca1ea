const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Whether a body looks like markup rather than JSON. */
export function isMarkup(body: string): boolean {
  return /^\uFEFF?\s*</.test(body);
}

/**
 * The text of the first element of that name, empty without one. Enough for the flat error bodies of some
 * gateways, and no parser that a hostile document could keep busy.
 */
export function elementText(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
