import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a server on loopback shows, signed by an authority that no machine knows. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const names = 'DNS:*.company.test,IP:127.0.0.1,IP:127.0.0.2,IP:::1';
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

/**
 * Makes a private certificate authority, as companies have one, and one certificate that it signed, with the
 * `openssl` command.
 * @param folder where the files go
 * @param authority what it is called, without spaces
 * @returns the file with the authority's own certificate, for whoever shall trust it
 */
export async function makeCertificate(folder: string, authority: string): Promise<string> {
  const { ca, caKey, key, cert } = filesOf(folder, authority);
  await request('-subj', `/CN=${authority}`, '-keyout', caKey, '-out', ca);
  await request(
    ...['-CA', ca, '-CAkey', caKey, '-subj', '/CN=A cloud on loopback'],
    ...['-addext', `subjectAltName=${names}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-keyout', key, '-out', cert],
  );
  return ca;
}

/** The certificate that an authority of this name has made there. */
export async function readCertificate(folder: string, authority: string): Promise<Certificate> {
  const { key, cert } = filesOf(folder, authority);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

function filesOf(folder: string, authority: string): Record<'ca' | 'caKey' | 'cert' | 'key', string> {
  const file = (name: string): string => join(folder, `${authority}-${name}.pem`);
  return { ca: file('ca'), caKey: file('ca-key'), cert: file('cert'), key: file('key') };
}

async function request(...args: string[]): Promise<void> {
  await promisify(execFile)('openssl', ['req', '-x509', ...newKey, ...args]);
}
