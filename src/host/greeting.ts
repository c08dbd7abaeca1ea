import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import * as vscode from 'vscode';
import type { Greeting } from '../texts/diagnosis.ts';

/**
 * Sends one unsigned HEAD request the way VS Code sends requests, through its proxy and with its certificates.
 * @param origin scheme, host and port
 */
export function greet(origin: string, signal: AbortSignal): Promise<Greeting> {
  const send = origin.startsWith('https:') ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const request = send(`${origin}/`, { method: 'HEAD', signal, timeout: 10_000 }, (response) => {
      response.resume();
      const socket = response.socket as Partial<TLSSocket>;
      const issuer = socket.getPeerCertificate?.().issuer as { O?: string; CN?: string } | undefined;
      const told = Date.parse(response.headers.date ?? '');
      resolve({
        status: response.statusCode ?? 0,
        issuer: [issuer?.O, issuer?.CN].filter(Boolean).join(', '),
        protocol: socket.getProtocol?.() ?? '',
        clockOffset: Number.isNaN(told) ? undefined : told - Date.now(),
      });
    });
    request.on('timeout', () => request.destroy(new Error(vscode.l10n.t('no answer within 10 seconds'))));
    request.on('error', reject);
    request.end();
  });
}

/** The addresses of a host name, as this machine resolves it. */
export async function resolveName(origin: string): Promise<string[]> {
  const { hostname } = new URL(origin);
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true });
  return addresses.map(({ address }) => address);
}

/** What requests leave from: programs, system and proxy settings, without a password in them; a line each. */
export function machineFacts(): string[] {
  return [
    `VS Code ${vscode.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    proxySettings(),
  ];
}

function proxySettings(): string {
  const settings = vscode.workspace.getConfiguration('http');
  const proxy = settings.get<string>('proxy') ?? '';
  const support = settings.get<string>('proxySupport') ?? '';
  return `http.proxySupport "${support}", http.proxy ${proxy ? withoutPassword(proxy) : '(none)'}`;
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//…@');
}
