import { plainText } from '../../domain/text.ts';

/**
 * What a backup set says about its own encryption. What the field holds for an encrypted set is documented nowhere
 * (docs/clouds.md), so only what is known counts; the rest is `unclear` and shown as it came.
 */
export interface EncryptionField {
  readonly says: 'encrypted' | 'plain' | 'unclear';
  /** As the cloud wrote it, safe to show; empty for a plain set. */
  readonly raw: string;
  readonly keyId?: string;
}

/** One value in the field, with the name of its member; no name for a value that stands alone. */
interface Leaf {
  readonly name: string;
  readonly value: string;
}

/** What one value says; `key` is a positive too. `nothing` decides nothing, `doubtful` spoils every other word. */
type Voice = 'positive' | 'key' | 'negative' | 'nothing' | 'other' | 'doubtful';

const POSITIVE = new Set(['on', 'true', '1', 'yes', 'enabled', 'encrypted']);
const EMPTY = new Set(['', 'null', 'undefined', 'nil']);
const NEGATIVE = new Set([
  ...['off', 'false', '0', 'no', 'n', 'none', 'na', 'disabled'],
  ...['unencrypted', 'notencrypted', 'plaintext'],
]);

/** Members that tell whether something is encrypted, and those that tell it of whatever they stand in. */
const SWITCH =
  /^(is)?(backup|backupset|data|set)?(encrypt|encryption|encrypted)(status|state|enabled?|switch|flag|on)?$/;
const GENERAL = /^(is)?(status|state|enabled?|switch)$/;
/** Members that tell how it is encrypted. */
const KIND = /^(encryption|encrypt|cipher|key)?(algorithm|alg|cipher|spec|type|mode|method)$/;
/** Members that hold a key; a key's state, type or version is none. */
const KEY = /(^|[a-z])(key|keyid|keyarn|cmk|cmkid)s?$/;

const KEY_ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|key-[0-9a-z][0-9a-z-]{7,})$/i;
const KEY_ARN = /^acs:kms:[^:]*:[^:]*:(key|alias)\/\S+$/i;
/** What stands in a member named for a key's id: one word, and none that tells of a key's state. */
const NAMED_KEY =
  /^(?!(unknown|default|pending|missing|failed|error|deleted|invalid|inactive|active))(?=.*[a-z])[\w.:/*-]{2,200}$/i;
const CIPHER = new Set(['aes', 'aes128', 'aes192', 'aes256', 'sm4']);
const CIPHER_PARTS = new Set([
  'aliyun',
  '128',
  '192',
  '256',
  'gcm',
  'cbc',
  'ctr',
  'ecb',
  'xts',
  'cfb',
  'ofb',
]);

/** Far more than any cloud nests; a hostile reply nests until the stack is full. */
const DEEPEST = 50;

/** Reads the `Encryption` field of a backup set, which comes as a text, as JSON in a text, and as an object. */
export function readEncryptionField(value: unknown): EncryptionField {
  const raw = plainText(rawText(value));
  const leaves: Leaf[] = [];
  if (!collect(value, '', leaves, 0)) return { says: 'unclear', raw };
  const voices = leaves.map((leaf) => ({ leaf, voice: voiceOf(leaf) }));
  const heard = new Set(voices.map(({ voice }) => voice));
  heard.delete('nothing');
  const positive = heard.has('positive') || heard.has('key');
  if (heard.has('doubtful') || (positive && heard.has('negative'))) return { says: 'unclear', raw };
  if (positive) {
    const key = voices.find(({ voice }) => voice === 'key')?.leaf.value;
    return { says: 'encrypted', raw, ...(key && { keyId: plainText(key, 200) }) };
  }
  return heard.has('negative') || heard.size === 0 ? { says: 'plain', raw: '' } : { says: 'unclear', raw };
}

/**
 * Takes a value apart, also JSON that stands in a text, however often it was wrapped.
 * @returns false when it is nested too deep to be looked through
 */
function collect(value: unknown, name: string, leaves: Leaf[], depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    return Object.entries(value).every(([member, content]) =>
      collect(content, isList ? name : memberName(name, member), leaves, depth + 1),
    );
  }
  const text = String(value).trim();
  const inside = typeof value === 'string' && /^["[{]/.test(text) ? parse(text) : undefined;
  if (inside !== undefined) return collect(inside, name, leaves, depth + 1);
  leaves.push({ name, value: text });
  return true;
}

/** A general word such as "status" is about what it stands in: `Encryption.Status` decides, `Rotation.Status` does not. */
function memberName(outer: string, member: string): string {
  // No name at all is a name that decides nothing.
  const own = compact(member) || '?';
  if (outer === '' || SWITCH.test(outer)) return own;
  return GENERAL.test(own) ? `${outer}${own}` : own;
}

function voiceOf({ name, value }: Leaf): Voice {
  const word = compact(value);
  if (EMPTY.has(word)) return 'nothing';
  const decides = name === '' || SWITCH.test(name);
  if (KEY_ARN.test(value) || ((decides || KEY.test(name)) && KEY_ID.test(value))) return 'key';
  if (KEY.test(name)) return voiceOfKey(name, value, word);
  if ((decides || KIND.test(name)) && isAlgorithm(value)) return 'positive';
  if (decides || GENERAL.test(name)) return voiceOfSwitch(name, word);
  // A number there counts kinds: 0 is one of them, not a "no".
  return KIND.test(name) && NEGATIVE.has(word) && word !== '0' ? 'negative' : 'other';
}

/** No key is no proof of anything: the cloud may have taken one of its own. */
function voiceOfKey(name: string, value: string, word: string): Voice {
  if (NEGATIVE.has(word)) return 'nothing';
  // A bare "Key" may be the name in a pair of name and value.
  return !/^keys?$/.test(name) && NAMED_KEY.test(value) ? 'key' : 'other';
}

function voiceOfSwitch(name: string, word: string): Voice {
  if (POSITIVE.has(word)) return 'positive';
  if (NEGATIVE.has(word)) return 'negative';
  // "Failed" or "Pending", where the switch itself is told, outweighs a key beside it.
  return SWITCH.test(name) && !/(encrypt|encryption)$/.test(name) ? 'doubtful' : 'other';
}

function isAlgorithm(value: string): boolean {
  const parts = value.toLowerCase().split(/[\s_./-]+/);
  return (
    parts.some((part) => CIPHER.has(part)) &&
    parts.every((part) => CIPHER.has(part) || CIPHER_PARTS.has(part))
  );
}

/** In whatever case and with whatever between its words: `Not Encrypted`, `not_encrypted` and `NotEncrypted` are one. */
function compact(text: string): string {
  const word = text.trim().toLowerCase();
  return /^[-\u2010-\u2015]*$/.test(word) ? '' : word.replace(/(?<=[a-z])[\s_/-]+(?=[a-z])/g, '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function rawText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value === undefined ? '' : JSON.stringify(value);
  } catch {
    return ''; // nested until the stack is full
  }
}
