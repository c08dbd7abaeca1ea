import * as l10n from '@vscode/l10n';
import type { CloudCategory } from '../domain/encryption.ts';
import { plainText } from '../domain/text.ts';
import type { ParsedError } from './transport/reply.ts';

/** What an error code means to us. */
export interface ErrorClass {
  readonly category: CloudCategory;
  /** Whether reading again may help by itself. */
  readonly retryable: boolean;
}

/** Codes of one meaning, spelt as the cloud documents them; not retryable unless told. */
export interface ErrorCodes {
  readonly category: CloudCategory;
  readonly retryable?: true;
  readonly codes: readonly string[];
}

/** A family of codes; with `message`, only those whose message fits too. */
export interface ErrorPattern {
  readonly category: CloudCategory;
  readonly retryable?: true;
  readonly code: RegExp;
  readonly message?: RegExp;
}

/** One cloud's errors: patterns with a message first, then exact codes, the other patterns, the HTTP status. */
export interface ErrorTable {
  readonly codes: ReadonlyMap<string, ErrorClass>;
  readonly patterns: readonly ErrorPattern[];
}

/** What an error body says of itself. */
export interface ErrorFields {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

const BY_STATUS: ReadonlyMap<number, ErrorClass> = new Map([
  [401, { category: 'credentials', retryable: false }],
  [402, { category: 'billing', retryable: false }],
  [403, { category: 'permission', retryable: false }],
  [404, { category: 'not-found', retryable: false }],
  [408, { category: 'server', retryable: true }],
  [409, { category: 'instance-state', retryable: false }],
  [429, { category: 'throttled', retryable: true }],
]);

const BY_HUNDREDS: ReadonlyMap<number, ErrorClass> = new Map([
  [4, { category: 'invalid-request', retryable: false }],
  [5, { category: 'server', retryable: true }],
]);

/** What any gateway on the way may say of its own, whatever it says it with. */
const SAID_BY_ANYBODY: ReadonlySet<number> = new Set([408, 429]);

const UNEXPECTED: ErrorClass = { category: 'unexpected-reply', retryable: false };

/**
 * Gateways answer a wrong signature with the text that they signed themselves. It holds the session token, so
 * the message ends before it. (Documented: "server string to sign is:", "verify signature fail, canonicalRequest:".)
 */
const SIGNED_TEXT = /(?:server )?(?:string\s?to\s?sign|sign\s?string|canonical\s?(?:request|string))/i;

const MAX_MESSAGE = 1000;
const MAX_NAME = 100;

/** Builds a table from its rows; clouds do not agree with themselves on the case of their codes. */
export function errorTable(rows: readonly ErrorCodes[], patterns: readonly ErrorPattern[]): ErrorTable {
  const codes = rows.flatMap(({ category, retryable = false, codes }) =>
    codes.map((code) => [code.toLowerCase(), { category, retryable }] as const),
  );
  return { codes: new Map(codes), patterns };
}

/** Finds the meaning of an error; of an unknown one, by its HTTP status. */
export function classify(
  table: ErrorTable,
  error: { readonly code?: string; readonly message: string; readonly httpStatus: number },
): ErrorClass {
  return byCode(table, error.code ?? '', error.message) ?? byStatus(error.httpStatus);
}

function byCode({ codes, patterns }: ErrorTable, code: string, message: string): ErrorClass | undefined {
  if (!code) return undefined;
  const families = patterns.filter((row) => row.code.test(code));
  // What a message says is closer to the case at hand than what a code means in general.
  const told = families.find((row) => row.message?.test(message));
  if (told) return classOf(told);
  const family = families.find((row) => !row.message);
  return codes.get(code.toLowerCase()) ?? (family && classOf(family));
}

function classOf({ category, retryable }: ErrorPattern): ErrorClass {
  return { category, retryable: retryable ?? false };
}

function byStatus(httpStatus: number): ErrorClass {
  return BY_STATUS.get(httpStatus) ?? BY_HUNDREDS.get(Math.floor(httpStatus / 100)) ?? UNEXPECTED;
}

/** Puts a parsed error together from what its body says, or does not. */
export function describeError(
  table: ErrorTable,
  { httpStatus, bodyText }: { readonly httpStatus: number; readonly bodyText: string },
  fields: ErrorFields,
): ParsedError {
  // Cut to judge by it; what is shown is cut when secrets are out of it, or a part of one would stay.
  const code = plainText(fields.code.slice(0, MAX_NAME));
  const strange = !code && isPageOnTheWay(httpStatus, bodyText);
  const words = strange ? pageOnTheWay(httpStatus) : messageOf(fields.message) || (code && fields.code);
  const message = words || noWords(httpStatus);
  return {
    ...(strange
      ? UNEXPECTED
      : classify(table, {
          code,
          message: plainText(message.slice(0, MAX_MESSAGE), MAX_MESSAGE),
          httpStatus,
        })),
    ...(code && { code: fields.code }),
    message,
    ...(says(fields.requestId) && { requestId: fields.requestId }),
  };
}

/** A message with the action that was denied, if it does not name it itself. */
export function naming(message: string, action: string): string {
  return action && !message.includes(action) ? `${message} (${action})`.trim() : message;
}

/**
 * Whether a refusal is the page of something on the way, such as a proxy: the clouds' own are not written as pages.
 * It says nothing of the credentials, the permissions or the instance.
 */
function isPageOnTheWay(httpStatus: number, bodyText: string): boolean {
  return Math.floor(httpStatus / 100) === 4 && !SAID_BY_ANYBODY.has(httpStatus) && isMarkup(bodyText);
}

function pageOnTheWay(httpStatus: number): string {
  return l10n.t('A web page came back with HTTP status {0}, perhaps from a proxy on the way.', httpStatus);
}

/** Whether a body looks like markup rather than JSON. */
export function isMarkup(body: string): boolean {
  return /^\uFEFF?\s*</.test(body);
}

function messageOf(text: string): string {
  const end = text.search(SIGNED_TEXT);
  const message = end < 0 ? text : text.slice(0, end).replace(/[\s,;:]+$/, '');
  return says(message) ? message : '';
}

/** Whether anything of a text can be seen. */
function says(text: string): boolean {
  return plainText(text.slice(0, MAX_MESSAGE)) !== '';
}

function noWords(httpStatus: number): string {
  return l10n.t('The cloud answered with HTTP status {0} and no error message that can be read.', httpStatus);
}

/** A reply's text as JSON; undefined when it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The first member of an object that has one of the names and is a number or a text with something in it; else empty. */
export function textOf(value: unknown, ...names: readonly string[]): string {
  for (const name of names) {
    const member = memberOf(value, name);
    if (member !== '' && (typeof member === 'string' || typeof member === 'number')) return String(member);
  }
  return '';
}

/** Whether a reply has a member of one of the names, which are in lower case; clouds do not agree on the case. */
export function hasMember(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).some((name) => names.has(name.toLowerCase()));
}

/** A member of what may be an object. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
