const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LINK_LOCAL = /^(169\.254\.|\[::ffff:a9fe:|\[fe[89ab])/;

export type OriginProblem =
  'not-a-url' | 'not-an-origin' | 'not-https' | 'link-local' | 'odd-host' | 'lookalike';

/**
 * Checks an endpoint from the user's settings: a full origin, https, or plain http on loopback.
 * @param domain the cloud's own, which no other host may seem to be in
 * @returns the origin without a slash at the end, or what is wrong with it
 */
export function checkOrigin(text: string, domain: string): { origin: string } | { problem: OriginProblem } {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem: 'not-a-url' };
  }
  const { protocol, hostname, username, password, pathname, search, hash } = url;
  if (username || password || search || hash || pathname !== '/') return { problem: 'not-an-origin' };
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    return { problem: 'not-https' };
  }
  if (LINK_LOCAL.test(hostname)) return { problem: 'link-local' };
  if (!hostname || hostname.endsWith('.')) return { problem: 'odd-host' };
  if (isLookalike(hostname, domain)) return { problem: 'lookalike' };
  return { origin: url.origin };
}

/** A name in another alphabet, or one that holds the cloud's domain without being in it. */
function isLookalike(host: string, domain: string): boolean {
  if (/(^|\.)xn--/.test(host)) return true;
  return `.${host}.`.includes(`.${domain}.`) && !isWithinDomain(host, domain);
}

/** Whether a bare host name is the domain or inside it, matched on label boundaries. */
export function isWithinDomain(host: string, domain: string): boolean {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) return false;
  return host === domain || host.endsWith(`.${domain}`);
}
