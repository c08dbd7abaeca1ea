/**
 * The sandbox's login by password, asked by hand: the official clients know no such login. The request is the one of
 * the API page (iam_30_0001, 2025-03).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_PASSWORD_LOGIN } from '../../../src/sandbox/huawei/user.ts';
import { huaweiProject, send, textAt, type Answer } from '../../support/sandboxCalls.ts';
import { sandboxOfEach } from '../../support/sandboxes.ts';

const DAY = 24 * 60 * 60 * 1000;

const here = sandboxOfEach();

function askForToken(scope?: object, password: string = SANDBOX_PASSWORD_LOGIN.password): Promise<Answer> {
  const { domain, user } = SANDBOX_PASSWORD_LOGIN;
  const identity = {
    methods: ['password'],
    password: { user: { name: user, password, domain: { name: domain } } },
  };
  const body = JSON.stringify({ auth: { identity, ...(scope && { scope }) } });
  const headers = { 'content-type': 'application/json' };
  return send(here.sandbox, { method: 'POST', path: '/v3/auth/tokens?nocatalog=true', headers, body });
}

async function tokenFor(scope?: object): Promise<string> {
  return (await askForToken(scope)).headers.get('x-subject-token') ?? '';
}

/** Asks with a token. Returns the status, and the code of a refusal. */
async function ask(path: string, token: string): Promise<string> {
  const { status, code } = await send(here.sandbox, {
    method: 'GET',
    path,
    headers: { 'x-auth-token': token },
  });
  return [status, code].join(' ').trim();
}

function instancesOf(project: string): string {
  return `/v3/${huaweiProject(here.sandbox, project).id}/instances`;
}

describe('a token', () => {
  test('is in a header; the body tells its times and whose it is', async () => {
    const { status, headers, body } = await askForToken({ project: { name: 'cn-north-4' } });
    assert.equal(status, 201);
    assert.ok((headers.get('x-subject-token') ?? '').length > 500);
    assert.equal(textAt(body, 'token', 'issued_at'), '2026-01-15T08:30:05.000000Z');
    assert.equal(textAt(body, 'token', 'expires_at'), '2026-01-16T08:30:05.000000Z');
    assert.equal(textAt(body, 'token', 'user', 'domain', 'id'), here.sandbox.state.huawei.domainId);
    assert.equal(textAt(body, 'token', 'project', 'id'), huaweiProject(here.sandbox, 'cn-north-4').id);
  });

  test('is good for its own project only, and one without any for global services only', async () => {
    const { id } = huaweiProject(here.sandbox, 'cn-north-4');
    for (const project of [{ id }, { name: 'cn-north-4' }]) {
      const token = await tokenFor({ project });
      assert.equal(await ask(instancesOf('cn-north-4'), token), '200');
      assert.equal(await ask(instancesOf('ap-southeast-3'), token), '403 APIGW.0302');
      assert.equal(await ask('/v3/auth/projects', token), '200');
    }
    const token = await tokenFor();
    assert.equal(await ask('/v3/auth/projects', token), '200');
    assert.equal(await ask(instancesOf('cn-north-4'), token), '403 APIGW.0302');
  });

  test('ends after a day, when it is revoked, and with its user', async () => {
    const token = await tokenFor();
    here.now += DAY - 1;
    assert.equal(await ask('/v3/auth/projects', token), '200');
    here.now += 1;
    assert.equal(await ask('/v3/auth/projects', token), '401 APIGW.0307');
    here.sandbox.state.huawei.tokens.splice(0);
    assert.equal(await ask('/v3/auth/projects', token), '401 APIGW.0301');
    const other = await tokenFor();
    here.sandbox.state.huawei.users.splice(0);
    assert.equal(await ask('/v3/auth/projects', other), '401 APIGW.0301');
  });

  test('comes from the right password only; wrong ones lock the user for a while', async () => {
    for (let tries = 0; tries < 6; tries += 1)
      assert.equal((await askForToken(undefined, 'MistypedPasswordNotReal')).code, '401');
    assert.equal((await askForToken()).code, '403');
    here.now += 5 * 60 * 1000;
    assert.equal((await askForToken()).status, 201);
  });
});
